"""A report as an editable text. Arial, because Word on an office laptop has it and has no Inter."""

# pyright: reportUnknownMemberType=false, reportAttributeAccessIssue=false
from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from concerta_desktop.documents import blocks
from concerta_desktop.documents.blocks import Metadata, Rendered, Report
from concerta_desktop.documents.docx_parts import (
    alt_text,
    cell_text,
    dress,
    fixed_widths,
    page_field,
    repeat_as_heading,
    speak_spanish,
    whole_row,
)
from concerta_desktop.documents.draw_chart import chart_png
from concerta_desktop.documents.fonts import load_fonts
from concerta_desktop.documents.repack import repack
from concerta_desktop.documents.state_blocks import STATE_BLOCKS
from concerta_desktop.documents.wording import show
from concerta_desktop.progress import Progress, silent

_STEP = 100
_RIGHT = frozenset({"number", "time"})
_ALIGN = {"centered": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_SOFT = "50485E"
_VIOLET, _HAIRLINE = (6, "5A2D91"), (4, "C9C3D3")


def write_docx(report: Report, progress: Progress = silent) -> Rendered:
    """`report` as DOCX bytes. Steps every 100 rows of a table and may raise `Cancelled`."""
    document = Document()
    _page(document, report.metadata)
    _describe(document, report)
    _letterhead(document, report.metadata)
    for block in report.opening:
        _add(document, block, progress)
    title = document.add_paragraph()
    run = title.add_run(report.title)
    run.font.size, run.font.bold = Pt(13), True
    for block in report.blocks:
        _add(document, block, progress)
    buffer = BytesIO()
    document.save(buffer)
    return Rendered(repack(buffer.getvalue(), report.metadata.issued))


def _page(document: DocumentObject, meta: Metadata) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(15), Mm(20)
    if meta.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10)
    style.paragraph_format.space_after = Pt(5)
    speak_spanish(document)
    _foot(section.footer.paragraphs[0], meta)
    if any(meta.running):
        section.different_first_page_header_footer = True
        _foot(section.first_page_footer.paragraphs[0], meta)
        _running_head(section.header.paragraphs[0], meta, _width(document))


def _foot(foot: DocxParagraph, meta: Metadata) -> None:
    if meta.footer:
        run = foot.add_run(f"{meta.footer}    ")
        run.font.size = Pt(7.5)
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    page_field(foot, 8)


def _running_head(head: DocxParagraph, meta: Metadata, width: int) -> None:
    """From the second page on, as in the PDF."""
    stops = head.paragraph_format.tab_stops
    stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT)
    run = head.add_run("\t".join(meta.running))
    run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string(_SOFT)


def _describe(document: DocumentObject, report: Report) -> None:
    properties, meta = document.core_properties, report.metadata
    properties.title, properties.subject = report.title[:255], meta.subject[:255]
    properties.author = properties.last_modified_by = meta.author
    properties.comments, properties.language = "", "es-PE"
    properties.created = properties.modified = meta.issued.replace(tzinfo=None)


def _width(document: DocumentObject) -> int:
    """Of a line, in EMU."""
    section = document.sections[0]
    return (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)


def _letterhead(document: DocumentObject, meta: Metadata) -> None:
    if meta.letterhead:
        run = document.add_paragraph().add_run(meta.letterhead)
        run.font.size, run.bold = Pt(11), True
        return
    table = document.add_table(rows=1, cols=len(STATE_BLOCKS) + 1)
    cells = table.rows[0].cells
    dress(cells[0], "C8102E")
    cell_text(cells[0], "PERÚ", 11, bold=True, color="FFFFFF")
    for cell, (text, ground, _) in zip(cells[1:], STATE_BLOCKS, strict=True):
        dress(cell, ground.removeprefix("#"))
        cell_text(cell, text, 7.5, bold=True, color="FFFFFF")
    fixed_widths(table, [Mm(18), *(Pt(width * 1.15) for *_rest, width in STATE_BLOCKS)])
    document.add_paragraph()


def _add(document: DocumentObject, block: blocks.Block, progress: Progress) -> None:
    match block:
        case blocks.Heading():
            _heading(document, block)
        case blocks.Paragraph():
            _paragraph(document, block)
        case blocks.KeyValues():
            _key_values(document, block)
        case blocks.Table():
            _table(document, block, progress)
        case blocks.Chart():
            _caption(document, block)
            width = _width(document)
            png = chart_png(block, load_fonts(), Emu(width).pt)
            alt_text(document.add_picture(BytesIO(png), width=Emu(width)), blocks.in_words(block))
            _source(document, block.source)
        case blocks.Image():
            picture = document.add_picture(BytesIO(block.data), width=Mm(block.width_mm))
            alt_text(picture, block.description)
        case blocks.Signatures():
            _signatures(document, block)
        case blocks.SignatureSpace() | blocks.MemoHead() | blocks.Closing():
            _memo(document, block)
        case blocks.PageBreak():
            document.add_page_break()


def _heading(document: DocumentObject, block: blocks.Heading) -> None:
    heading = document.add_heading(f"{block.number} {block.text}".strip(), level=block.level)
    heading.paragraph_format.space_before = Pt(10)
    for run in heading.runs:
        run.font.name, run.font.size = "Arial", Pt(11 if block.level == 1 else 10)
        run.font.color.rgb = RGBColor(0x1E, 0x18, 0x29)


def _paragraph(document: DocumentObject, block: blocks.Paragraph) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(f"{block.number}\t{block.text}" if block.number else block.text)
    run.font.bold = block.style == "lead"
    if block.number:
        paragraph.paragraph_format.left_indent = Pt(34)
        paragraph.paragraph_format.first_line_indent = Pt(-34)
    if block.style == "item":
        paragraph.paragraph_format.left_indent = Pt(44)
        paragraph.paragraph_format.first_line_indent = Pt(-10)
        paragraph.paragraph_format.space_after = Pt(2)
    if block.style == "small":
        run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string(_SOFT)
    if block.style in _ALIGN:
        paragraph.alignment = _ALIGN[block.style]


def _key_values(document: DocumentObject, block: blocks.KeyValues) -> None:
    for label, value in block.pairs:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.left_indent = Pt(96)
        paragraph.paragraph_format.first_line_indent = Pt(-96)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(96))
        paragraph.add_run(label).font.bold = True
        paragraph.add_run(f"\t{show(value)}")


def _caption(document: DocumentObject, block: blocks.Table | blocks.Chart) -> None:
    if block.caption:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
        run = paragraph.add_run(f"{block.number}. {block.caption}" if block.number else block.caption)
        run.font.size, run.font.bold = Pt(9), True


def _source(document: DocumentObject, source: str) -> None:
    run = document.add_paragraph().add_run(f"Fuente: {source}" if source else "")
    run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string(_SOFT)


def _table(document: DocumentObject, block: blocks.Table, progress: Progress) -> None:
    _caption(document, block)
    rows = [*block.rows, *([block.totals] if block.totals else [])]
    table = document.add_table(rows=len(rows) + 1, cols=len(block.columns))
    every = list(table.rows)
    repeat_as_heading(every[0])
    for cell, column in zip(every[0].cells, block.columns, strict=True):
        paragraph = cell_text(cell, column.title, 8, bold=True)
        dress(cell, "EFEAF6", top=_VIOLET, bottom=_VIOLET)
        if column.kind in _RIGHT:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for index, (row, values) in enumerate(zip(every[1:], rows, strict=True)):
        if index % _STEP == 0:
            progress(index, len(rows), "Escribiendo el documento")
        whole_row(row)
        total = index >= len(block.rows)
        for cell, column, value in zip(row.cells, block.columns, values, strict=True):
            paragraph = cell_text(cell, show(value), 8.5, bold=total or column.strong)
            dress(cell, bottom=_VIOLET if total else _HAIRLINE)
            if column.kind in _RIGHT:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    share = _width(document) / sum(column.width for column in block.columns)
    fixed_widths(table, [int(column.width * share) for column in block.columns])
    if not block.rows:
        document.add_paragraph(block.empty)
    _source(document, block.source)


def _signatures(document: DocumentObject, block: blocks.Signatures) -> None:
    for _ in range(3):
        document.add_paragraph()
    table = document.add_table(rows=1, cols=len(block.people))
    for cell, (name, role) in zip(table.rows[0].cells, block.people, strict=True):
        cell_text(cell, f"{name}\n{role}", 9).alignment = WD_ALIGN_PARAGRAPH.CENTER
        dress(cell, top=(6, "1E1829"))
    fixed_widths(table, [int(Mm(75))] * len(block.people))


def _memo(document: DocumentObject, block: blocks.SignatureSpace | blocks.MemoHead | blocks.Closing) -> None:
    if isinstance(block, blocks.SignatureSpace):
        _signature_space(document, block)
    elif isinstance(block, blocks.Closing):
        _closing(document, block)
    else:
        _memo_head(document, block)


def _signature_space(document: DocumentObject, block: blocks.SignatureSpace) -> None:
    table = document.add_table(rows=1, cols=1)
    table.alignment = WD_TABLE_ALIGNMENT.RIGHT
    cell = table.rows[0].cells[0]
    cell_text(cell, f"\n{block.text}\n", 7.5, color=_SOFT).alignment = WD_ALIGN_PARAGRAPH.CENTER
    dress(cell, **dict.fromkeys(("top", "left", "bottom", "right"), (4, _SOFT)), line="dashed")
    fixed_widths(table, [int(Mm(48))])
    document.add_paragraph()


def _closing(document: DocumentObject, block: blocks.Closing) -> None:
    """Each paragraph holds on to the next, those of the box too."""
    before = len(document.paragraphs)
    document.add_paragraph(block.farewell)
    _signature_space(document, block.space)
    for paragraph in document.tables[-1].rows[0].cells[0].paragraphs:
        paragraph.paragraph_format.keep_with_next = True
    document.add_paragraph().add_run(block.signer).font.bold = True
    for paragraph in document.paragraphs[before:]:
        paragraph.paragraph_format.keep_with_next = True
    document.add_paragraph(block.role)


def _memo_head(document: DocumentObject, block: blocks.MemoHead) -> None:
    """Label, colon, text, in a table without lines; the last row closes with a rule."""
    table = document.add_table(rows=len(block.lines), cols=3)
    for row, line in zip(table.rows, block.lines, strict=True):
        cell_text(row.cells[0], line.label, 10, bold=True)
        cell_text(row.cells[1], ":", 10)
        first, *rest = line.text.split("\n") if line.strong else (line.text,)
        paragraph = cell_text(row.cells[2], first, 10, bold=line.strong)
        if rest:
            paragraph.add_run("\n" + "\n".join(rest)).font.size = Pt(10)
        if line is block.lines[-1]:
            for cell in row.cells:
                dress(cell, bottom=(6, "1E1829"))
    fixed_widths(table, [int(Mm(28)), int(Mm(4)), _width(document) - int(Mm(32))])
    document.add_paragraph()
