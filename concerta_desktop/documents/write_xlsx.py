"""A report as a spreadsheet: a page per named table, ready to filter, and a summary page for the rest.

Text is always text: a leading `=`, `+`, `-` or `@` never becomes a formula, and identifiers (DNI, ubigeo,
telephone) keep their zeros. The same report gives the same bytes, and no property names a user or a machine.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from concerta_desktop.documents import blocks
from concerta_desktop.documents.blocks import Rendered, Report
from concerta_desktop.documents.repack import repack
from concerta_desktop.documents.wording import show
from concerta_desktop.progress import Progress, silent

Sheet = Any
"""openpyxl's write-only sheet, whose attributes its types do not know."""
SUMMARY = "Resumen"
_STEP = 500
_FONT, _BOLD = Font(name="Calibri", size=11), Font(name="Calibri", size=11, bold=True)
_TITLE = Font(name="Calibri", size=14, bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="EFEAF6")
_HEAD_BORDER = Border(bottom=Side(style="thin", color="5A2D91"))
_TOTAL_BORDER = Border(top=Side(style="thin", color="5A2D91"))
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel would read a typed "_x0041_" as "A"."""
_WRAP = Alignment(vertical="top", wrap_text=True)
_FORMATS = {"date": "dd/mm/yyyy", "time": "hh:mm"}


def write_xlsx(report: Report, progress: Progress = silent) -> Rendered:
    """`report` as XLSX bytes. Steps every 500 rows and may raise `Cancelled`."""
    book = Workbook(write_only=True)
    try:
        _fill(book, report, progress)
    except BaseException:
        _discard(book)
        raise
    _describe(book, report)
    buffer = BytesIO()
    book.save(buffer)
    return Rendered(repack(buffer.getvalue(), report.metadata.issued))


def _fill(book: Workbook, report: Report, progress: Progress) -> None:
    named = [block for block in report.blocks if isinstance(block, blocks.Table) and block.sheet]
    total = sum(len(table.rows) for table in named)
    done = 0
    for table in named:
        done = _table_page(book, table, progress, done, total)
    rest = [block for block in report.blocks if not (isinstance(block, blocks.Table) and block.sheet)]
    _summary_page(book, report.title, rest)


def _discard(book: Workbook) -> None:
    """Remove the temporary files in which openpyxl keeps the rows written so far."""
    sheet: Sheet
    for sheet in book.worksheets:
        sheet.close()
        sheet._writer.cleanup()


def _describe(book: Workbook, report: Report) -> None:
    properties = book.properties
    properties.title, properties.subject = report.title, report.metadata.subject
    properties.creator = properties.lastModifiedBy = report.metadata.author
    properties.created = properties.modified = report.metadata.issued.replace(tzinfo=None)


def _page(book: Workbook, name: str) -> Sheet:
    """A page to print on A4, as wide as the paper; characters that Excel forbids in a name are dropped."""
    sheet = book.create_sheet("".join(char for char in name if char not in r"[]:*?/\'")[:31])
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "Página &P de &N"
    return sheet


def _table_page(book: Workbook, table: blocks.Table, progress: Progress, done: int, total: int) -> int:
    """One table for itself, its heading frozen and filtering. Rows written so far."""
    sheet = _page(book, table.sheet)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    for index, column in enumerate(table.columns):
        sheet.column_dimensions[get_column_letter(index + 1)].width = _width(table, index, column)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.append(_head(sheet, table))
    for row in table.rows:
        if done % _STEP == 0:
            progress(done, total, "Escribiendo la hoja de cálculo")
        sheet.append(_row(sheet, table, row))
        done += 1
    if table.totals:
        sheet.append(_row(sheet, table, table.totals, total=True))
    return done


def _summary_page(book: Workbook, title: str, rest: list[blocks.Block]) -> None:
    """Facts and small tables, one under another; charts, pictures and signatures are for paper."""
    sheet = _page(book, SUMMARY)
    sheet.column_dimensions["A"].width = 44
    for letter in "BCDEFGHIJ":
        sheet.column_dimensions[letter].width = 16
    sheet.append([_cell(sheet, title, font=_TITLE)])
    for block in rest:
        match block:
            case blocks.Heading():
                sheet.append([])
                sheet.append([_cell(sheet, f"{block.number} {block.text}".strip(), font=_BOLD)])
            case blocks.Paragraph():
                sheet.append([_cell(sheet, f"{block.number} {block.text}".strip())])
            case blocks.KeyValues():
                for label, value in block.pairs:
                    sheet.append([_cell(sheet, label, font=_BOLD), _cell(sheet, value)])
            case blocks.MemoHead():
                for line in block.lines:
                    sheet.append([_cell(sheet, line.label, font=_BOLD), _cell(sheet, line.text)])
            case blocks.Table():
                _small_table(sheet, block)
            case _:
                pass


def _small_table(sheet: Sheet, table: blocks.Table) -> None:
    sheet.append([])
    if table.caption:
        caption = f"{table.number}. {table.caption}" if table.number else table.caption
        sheet.append([_cell(sheet, caption, font=_BOLD)])
    sheet.append(_head(sheet, table))
    for row in table.rows:
        sheet.append(_row(sheet, table, row))
    if not table.rows:
        sheet.append([_cell(sheet, table.empty)])
    if table.totals:
        sheet.append(_row(sheet, table, table.totals, total=True))
    if table.source:
        sheet.append([_cell(sheet, f"Fuente: {table.source}")])


def _head(sheet: Sheet, table: blocks.Table) -> list[Cell]:
    cells = [_cell(sheet, column.title, font=_BOLD) for column in table.columns]
    for cell in cells:
        cell.fill, cell.border, cell.alignment = _HEAD_FILL, _HEAD_BORDER, _WRAP
    return cells


def _row(
    sheet: Sheet, table: blocks.Table, row: tuple[blocks.Value, ...], *, total: bool = False
) -> list[Cell]:
    cells: list[Cell] = []
    for column, value in zip(table.columns, row, strict=True):
        cell = _cell(sheet, value, font=_BOLD if total or column.strong else _FONT)
        if column.kind == "identifier":
            cell.number_format = "@"
        if total:
            cell.border = _TOTAL_BORDER
        cells.append(cell)
    return cells


def _cell(sheet: Sheet, value: blocks.Value, font: Font = _FONT) -> Cell:
    """Numbers, dates and hours as such; all else, unknown included, as text that is never a formula."""
    kept: Any = value if isinstance(value, int | float | date | time) else show(value)
    if isinstance(kept, datetime | time):
        kept = kept.replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value=kept)
    cell.font = font
    if isinstance(kept, str):
        cell.value = _ESCAPE.sub("_x005F_", kept)
        cell.data_type = "s"
        cell.alignment = _WRAP if len(kept) > 40 else Alignment(vertical="top")
        if kept[:1] in {"=", "+", "-", "@"}:
            cell.quotePrefix = True
    elif isinstance(kept, time):
        cell.number_format = _FORMATS["time"]
    elif isinstance(kept, date):
        cell.number_format = _FORMATS["date"]
    return cell


def _width(table: blocks.Table, index: int, column: blocks.Column) -> float:
    """Characters: as wide as the first rows ask for, between 6 and 48."""
    longest = max((len(show(row[index])) for row in table.rows[:200]), default=0)
    return max(6, min(48, max(len(column.title) + 4, longest + 2)))
