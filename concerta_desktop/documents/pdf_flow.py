"""Blocks as reportlab flowables: sizes and rules of the house (tokens, "Documents"), no wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, LongTable, PageBreak, Paragraph, Spacer, Table

from concerta_desktop.documents import blocks
from concerta_desktop.documents.column_widths import TITLE_SIZE, column_widths
from concerta_desktop.documents.draw_chart import draw_chart
from concerta_desktop.documents.fonts import Fonts, Weight
from concerta_desktop.documents.letterhead import HAIRLINE, HEADER_FILL, INK, INK_SOFT, VIOLET
from concerta_desktop.documents.pdf_keep import Whole, sign
from concerta_desktop.documents.wording import show
from concerta_desktop.documents.wrapping import fit

Cell = str | Paragraph
_RIGHT = frozenset({"number", "time"})
_PAD = 4.5
_BOX_WIDTH = 128.0
_FEW_ROWS, _KEPT_WHOLE = 15, 250.0
"""A table of no more rows and points than these is not cut by the end of a page."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks are being set: the document's fonts and the width of a line, in points."""

    fonts: Fonts
    width: float


def flow_all(found: Sequence[blocks.Block], setting: Setting) -> list[Flowable]:
    """The flowables of these blocks, signatures bound to what they sign."""
    story: list[Flowable] = []
    for block in found:
        if isinstance(block, blocks.Signatures | blocks.Closing):
            sign(story, flow(block, setting))
        else:
            story += flow(block, setting)
    return story


def flow(block: blocks.Block, setting: Setting) -> list[Flowable]:
    """The flowables of one block."""
    match block:
        case blocks.Heading():
            return [_heading(block, setting)]
        case blocks.Paragraph():
            return [_paragraph(block, setting)]
        case blocks.KeyValues():
            return [_key_values(block, setting), Spacer(1, 8)] if block.pairs else []
        case blocks.Table():
            return _table(block, setting)
        case blocks.Chart():
            return _chart(block, setting)
        case blocks.Image():
            return [_image(block, setting), Spacer(1, 8)]
        case blocks.Signatures() | blocks.Closing():
            return _end(block, setting)
        case blocks.SignatureSpace() | blocks.MemoHead():
            return [_memo(block, setting), Spacer(1, 11)]
        case blocks.PageBreak():
            return [PageBreak()]


def set_text(
    setting: Setting, text: str, weight: Weight, size: float, leading: float, **more: Any
) -> Paragraph:
    """User text as a paragraph: escaped, each run of characters in a face that has it, line ends kept."""
    face = setting.fonts.faces[weight].name
    options: dict[str, Any] = {"textColor": INK, "splitLongWords": 1, **more}
    style = ParagraphStyle("text", fontName=face, fontSize=size, leading=leading, **options)
    return Paragraph(markup(setting.fonts, text, weight), style)


def markup(fonts: Fonts, text: str, weight: Weight) -> str:
    """`text` in reportlab's paragraph language, saying exactly what was typed."""
    main = fonts.faces[weight]
    lines: list[str] = []
    for line in text.split("\n"):
        parts = (
            escape(part) if face is main else f'<font name="{face.name}">{escape(part)}</font>'
            for face, part in fonts.runs(line, weight)
        )
        lines.append("".join(parts))
    return "<br/>".join(lines)


class _HeadingText(Paragraph):
    """A heading that tells the canvas where it stands, for the outline of the file."""

    outline: tuple[str, int] = ("", 0)

    def draw(self) -> None:
        noted: Any = getattr(self.canv, "note_heading", None)
        if noted:
            noted(*self.outline, self.canv.absolutePosition(0, self.height)[1])
        super().draw()


def _heading(block: blocks.Heading, setting: Setting) -> Paragraph:
    size, leading, before = {1: (10, 14, 12), 2: (9, 13, 9)}.get(block.level, (9, 13, 6))
    weight: Weight = "bold" if block.level == 1 else "semibold"
    text = f"{block.number} {block.text}".strip()
    made = set_text(setting, text, weight, size, leading, spaceBefore=before, spaceAfter=4, keepWithNext=1)
    heading = _HeadingText(made.text, made.style)
    heading.outline = (text, block.level - 1)
    return heading


def _paragraph(block: blocks.Paragraph, setting: Setting) -> Paragraph:
    if block.style == "item":
        return _item(block.text, setting)
    weight: Weight = "semibold" if block.style == "lead" else "regular"
    small = block.style == "small"
    size, leading = (7.5, 10.0) if small else (9.0, 13.5)
    alignment = {"centered": 1, "right": 2}.get(block.style, 0)
    made = set_text(
        setting,
        block.text,
        weight,
        size,
        leading,
        alignment=alignment,
        spaceAfter=5,
        textColor=INK_SOFT if small else INK,
        leftIndent=30 if block.number else 0,
        bulletFontName=setting.fonts.faces["regular"].name,
        bulletFontSize=9,
    )
    return Paragraph(made.text, made.style, bulletText=block.number) if block.number else made


def _item(text: str, setting: Setting) -> Paragraph:
    """A line of a list, its mark hanging to the left."""
    mark, _, words = text.partition(" ")
    made = set_text(
        setting,
        words,
        "regular",
        9,
        13.5,
        spaceAfter=2.5,
        leftIndent=40,
        bulletIndent=30,
        bulletFontName=setting.fonts.faces["regular"].name,
        bulletFontSize=9,
    )
    return Paragraph(made.text, made.style, bulletText=mark)


def _key_values(block: blocks.KeyValues, setting: Setting) -> Table:
    columns = max(1, block.columns)
    cells = [
        (
            set_text(setting, label, "semibold", 7.5, 12.5, textColor=INK_SOFT),
            set_text(setting, show(value), "regular", 9, 12.5),
        )
        for label, value in block.pairs
    ]
    cells += [("", "")] * (-len(cells) % columns)
    rows = [
        [part for cell in cells[start : start + columns] for part in cell]
        for start in range(0, len(cells), columns)
    ]
    widths: list[float] = []
    for column in range(columns):
        labels = [setting.fonts.width(label, "semibold", 7.5) for label, _ in block.pairs[column::columns]]
        widths += [max(labels, default=0) + 9, setting.width / columns - max(labels, default=0) - 9]
    table = Table(rows, colWidths=widths, splitInRow=1)
    table.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            *(
                (side, (label, 0), (label, -1), points)
                for label in range(0, len(widths), 2)
                for side, points in (("TOPPADDING", 2.5), ("BOTTOMPADDING", 0.5))
            ),  # labels are smaller: both stand on one line
        ]
    )
    return table


def _table(block: blocks.Table, setting: Setting) -> list[Flowable]:
    widths = column_widths(block.columns, setting.fonts, setting.width, 2 * _PAD)
    heads = [
        _unbroken(setting, column, column.title, "semibold", TITLE_SIZE, width)
        for column, width in zip(block.columns, widths, strict=True)
    ]
    rows = [_row(setting, block.columns, row, widths) for row in block.rows]
    if not rows:
        rows.append([set_text(setting, block.empty, "regular", 8, 10.5), *[""] * (len(widths) - 1)])
    if block.totals:
        rows.append(_row(setting, block.columns, block.totals, widths, strong=True))
    title = f"{block.number}. {block.caption}" if block.number else block.caption
    caption = (
        [[set_text(setting, title, "semibold", 8, 11), *[""] * (len(widths) - 1)]] if block.caption else []
    )
    table = LongTable([*caption, heads, *rows], colWidths=widths, repeatRows=len(caption) + 1, splitInRow=1)
    table.setStyle(_table_style(block, setting, len(caption)))
    parts = [Spacer(1, 4), table, *_source(block.source, setting), Spacer(1, 8)]
    if len(rows) > _FEW_ROWS or table.wrap(setting.width, _KEPT_WHOLE)[1] > _KEPT_WHOLE:
        return parts
    return [Whole(parts)]


def _table_style(block: blocks.Table, setting: Setting, head: int) -> list[Any]:
    """Rules of the house; `head` is the row of the column titles, 1 when a caption stands above."""
    faces = setting.fonts.faces
    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), faces["regular"].name, 8, 10.5),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, head), (-1, head), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 3.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.6),
        ("BACKGROUND", (0, head), (-1, head), HEADER_FILL),
        ("LINEABOVE", (0, head), (-1, head), 0.8, VIOLET),
        ("LINEBELOW", (0, head), (-1, head), 0.8, VIOLET),
        ("LINEBELOW", (0, head + 1), (-1, -1), 0.5, HAIRLINE),
        ("LINEBELOW", (0, -1), (-1, -1), 0.8 if block.totals else 0.5, VIOLET if block.totals else HAIRLINE),
    ]
    if head:
        style += [("SPAN", (0, 0), (-1, 0)), ("LEFTPADDING", (0, 0), (-1, 0), 0)]
    if not block.rows:
        style.append(("SPAN", (0, head + 1), (-1, head + 1)))
    for index, column in enumerate(block.columns):
        if column.kind in _RIGHT:
            style.append(("ALIGN", (index, head + 1), (index, -1), "RIGHT"))
        if column.strong:
            style.append(("FONTNAME", (index, head + 1), (index, -1), faces["semibold"].name))
    if block.totals:
        style.append(("NOSPLIT", (0, -2), (-1, -1)))
        style.append(("FONTNAME", (0, -1), (-1, -1), faces["semibold"].name))
    return style


def _row(
    setting: Setting,
    columns: tuple[blocks.Column, ...],
    row: tuple[blocks.Value, ...],
    widths: list[float],
    *,
    strong: bool = False,
) -> list[Cell]:
    return [
        _cell(setting, column, value, width, strong=strong or column.strong)
        for column, value, width in zip(columns, row, widths, strict=True)
    ]


def _cell(
    setting: Setting, column: blocks.Column, value: blocks.Value, width: float, *, strong: bool
) -> Cell:
    """Plain text when it fits on one line in Inter; a wrapped paragraph only when it must be."""
    text, fonts = show(value), setting.fonts
    weight: Weight = "semibold" if strong else "regular"
    runs = fonts.runs(text, weight) if "\n" not in text else []
    plain = not text or (len(runs) == 1 and runs[0][0] is fonts.faces[weight])
    if plain and fonts.width(text, weight, 8) <= width - 2 * _PAD:
        return runs[0][1] if runs else ""
    if column.kind == "identifier":
        return _unbroken(setting, column, text, weight, 8, width)
    return set_text(setting, text, weight, 8, 10.5, alignment=2 if column.kind in _RIGHT else 0)


def _unbroken(
    setting: Setting, column: blocks.Column, text: str, weight: Weight, size: float, width: float
) -> Paragraph:
    """Column titles and identifiers: smaller before broken inside a word."""
    fitted = fit(setting.fonts, text, weight, size, width - 2 * _PAD, 40, whole=True)
    alignment = 2 if column.kind in _RIGHT else 0
    return set_text(
        setting, "\n".join(fitted.lines), weight, fitted.size, fitted.size * 1.27, alignment=alignment
    )


def _source(source: str, setting: Setting) -> list[Flowable]:
    if not source:
        return []
    return [set_text(setting, f"Fuente: {source}", "regular", 7.5, 10, textColor=INK_SOFT, spaceBefore=3)]


def _chart(block: blocks.Chart, setting: Setting) -> list[Flowable]:
    title = f"{block.number}. {block.caption}" if block.number else block.caption
    caption = [set_text(setting, title, "semibold", 8, 11, keepWithNext=1, spaceAfter=4)] if title else []
    return [
        Spacer(1, 4),
        *caption,
        draw_chart(block, setting.fonts, setting.width),
        *_source(block.source, setting),
        Spacer(1, 8),
    ]


def _image(block: blocks.Image, setting: Setting) -> Image:
    pixels_wide, pixels_high = ImageReader(BytesIO(block.data)).getSize()
    width = min(setting.width, block.width_mm * 72 / 25.4)
    return Image(BytesIO(block.data), width, width * pixels_high / pixels_wide)


def _end(block: blocks.Signatures | blocks.Closing, setting: Setting) -> list[Flowable]:
    if isinstance(block, blocks.Closing):
        return [Whole(_closing(block, setting))]
    return [Spacer(1, 44), _signatures(block, setting)]


def _signatures(block: blocks.Signatures, setting: Setting) -> Table:
    cells = [
        [
            set_text(setting, name, "semibold", 9, 12, alignment=1),
            set_text(setting, role, "regular", 8, 11, alignment=1),
        ]
        for name, role in block.people
    ]
    row: list[Any] = [part for cell in cells for part in (cell, "")][:-1]
    gap = 36.0
    room = min(240.0, (setting.width - gap * (len(cells) - 1)) / len(cells))
    table = Table([row], colWidths=[room if index % 2 == 0 else gap for index in range(len(row))])
    table.setStyle([("LINEABOVE", (index, 0), (index, 0), 0.6, INK) for index in range(0, len(row), 2)])
    return table


def _memo(block: blocks.SignatureSpace | blocks.MemoHead, setting: Setting) -> Flowable:
    if isinstance(block, blocks.SignatureSpace):
        return _signature_space(block, setting)
    return _memo_head(block, setting)


def _closing(block: blocks.Closing, setting: Setting) -> list[Flowable]:
    """The signer at the left, the box at her or his right: a letter of one page stays one."""
    signer = [
        set_text(setting, block.signer, "semibold", 9, 13.5),
        set_text(setting, block.role, "regular", 9, 13.5),
    ]
    row = [[signer, _signature_space(block.space, setting)]]
    table = Table(row, colWidths=[setting.width - _BOX_WIDTH, _BOX_WIDTH], rowHeights=[56], splitInRow=0)
    table.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (1, 0), (1, 0), 0),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return [set_text(setting, block.farewell, "regular", 9, 13.5, spaceAfter=5), table]


def _signature_space(block: blocks.SignatureSpace, setting: Setting) -> Table:
    """A dashed box at the right, 60 mm wide."""
    words = set_text(setting, block.text, "regular", 7, 9, alignment=1, textColor=INK_SOFT)
    table = Table([[words]], colWidths=[_BOX_WIDTH], rowHeights=[46], hAlign="RIGHT")
    table.setStyle(
        [("BOX", (0, 0), (-1, -1), 0.6, INK_SOFT, "butt", (2, 2)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    )
    return table


def _memo_head(block: blocks.MemoHead, setting: Setting) -> Table:
    """Label, colon, text; a rule below."""
    rows: list[list[Any]] = []
    for line in block.lines:
        first, *rest = line.text.split("\n") if line.strong else (line.text,)
        label = "semibold" if line.label else "regular"
        texts = [set_text(setting, first, "semibold" if line.strong else "regular", 9, 13)]
        if rest:
            texts.append(set_text(setting, "\n".join(rest), "regular", 9, 13))
        rows.append([set_text(setting, line.label, label, 9, 13), ":", texts])
    table = Table(rows, colWidths=[76, 8, setting.width - 84], splitInRow=1)
    table.setStyle(
        [
            ("FONT", (1, 0), (1, -1), setting.fonts.faces["regular"].name, 9, 13),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("LINEBELOW", (0, -1), (-1, -1), 0.6, INK),
        ]
    )
    return table
