"""What Word can do and python-docx has no name for: shading, ruled borders, repeated headings, page
numbers, language, words for pictures.

The XML elements carry no types, hence `Any`; no other module touches them.
"""

# pyright: reportPrivateUsage=false, reportUnknownVariableType=false, reportUnknownMemberType=false
from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Emu, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph


def _element(name: str, **attributes: str) -> Any:
    element: Any = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def cell_text(cell: _Cell, text: str, size: float, *, bold: bool = False, color: str = "1E1829") -> Paragraph:
    """Write `text` as the cell's only paragraph, line ends kept."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.space_before = Pt(2)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, RGBColor.from_string(color)
    return paragraph


def dress(cell: _Cell, fill: str = "", line: str = "single", **edges: tuple[int, str]) -> None:
    """Ground and lines of a cell: `dress(cell, "EFEAF6", top=(8, "5A2D91"))` rules one point above it."""
    properties: Any = cell._tc.get_or_add_tcPr()
    if edges:
        holder = _element("w:tcBorders")
        for edge in ("top", "left", "bottom", "right"):
            if edge in edges:
                size, color = edges[edge]
                holder.append(_element(f"w:{edge}", val=line, sz=str(size), space="0", color=color))
        properties.append(holder)
    if fill:
        properties.append(_element("w:shd", val="clear", color="auto", fill=fill))


def repeat_as_heading(row: _Row) -> None:
    """Repeat the row on every page of its table."""
    properties: Any = row._tr.get_or_add_trPr()
    properties.append(_element("w:tblHeader"))


def whole_row(row: _Row) -> None:
    """Keep a row on one page."""
    properties: Any = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))


def fixed_widths(table: Table, widths: list[int]) -> None:
    """Set the columns, in EMU; without a fixed layout Word guesses."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    grid: list[Any] = list(table._tbl.tr_lst)
    for row in grid:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Emu(width)


def page_field(paragraph: Paragraph, size: float) -> None:
    """ "Página n de N", counted by Word."""
    for text, code in (("Página ", "PAGE"), (" de ", "NUMPAGES")):
        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        field = paragraph.add_run()
        field.font.size = Pt(size)
        element: Any = field._r
        element.append(_element("w:fldChar", fldCharType="begin"))
        instruction = _element("w:instrText")
        instruction.text = code
        element.append(instruction)
        element.append(_element("w:fldChar", fldCharType="separate"))
        shown = _element("w:t")
        shown.text = "1"
        element.append(shown)
        element.append(_element("w:fldChar", fldCharType="end"))


def speak_spanish(document: Document) -> None:
    """What it is spelt in: else Word underlines every word."""
    styles: Any = document.styles.element
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), "es-PE")


def alt_text(picture: InlineShape, words: str) -> None:
    """What a screen reader says of a picture."""
    inline: Any = picture._inline
    inline.docPr.set("descr", words)
