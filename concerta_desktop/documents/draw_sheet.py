"""Draws a `PrintedSheet` on A4, landscape: the only module that knows where things stand on that page.

All places are points; `y` runs down from the top edge, as one reads, and is turned round when drawing.
"""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from concerta_desktop.documents.attendance_sheet import ROWS_PER_PAGE, PrintedSheet, SheetColumn, SheetPage
from concerta_desktop.documents.blocks import Rendered
from concerta_desktop.documents.fonts import Fonts, Weight, load_fonts
from concerta_desktop.documents.letterhead import BLACK, HEADER_FILL, INK, INK_SOFT, VIOLET, draw_state_header
from concerta_desktop.documents.pdf_canvas import TopDown, new_canvas
from concerta_desktop.documents.qr import best_mask, draw_qr
from concerta_desktop.documents.wrapping import LEADING, SMALLEST, fit
from concerta_desktop.progress import Progress, silent

WIDTH, HEIGHT = 841.89, 595.28
_text = TopDown(HEIGHT)
MARGIN = 34.02
CONTENT = WIDTH - 2 * MARGIN
QR_SIDE = 45.35
ROW = 23.0
HEAD = 25.6
TABLE_TOP = 140.4
ROWS_TOP = TABLE_TOP + HEAD
TABLE_BOTTOM = ROWS_TOP + ROW * ROWS_PER_PAGE
PAD = 5.6
STAMP_RIGHT = WIDTH - MARGIN - QR_SIDE - 9
SIGN_LEFT = 632.0
GRID = HexColor("#8E87A0")
_CELL_SMALLEST = 5.5
_CELL_LEADING = 1.1
"""A row holds three lines of the smallest size: a cargo of 120 characters, whole and readable."""
_CELL_STYLES: dict[str, tuple[Weight, float, Color]] = {
    "plain": ("regular", 7.7, INK),
    "name": ("semibold", 8.4, INK),
    "number": ("regular", 7.7, INK_SOFT),
}


def draw_sheet(sheet: PrintedSheet, progress: Progress = silent) -> Rendered:
    """The sheet as PDF; the same sheet gives the same bytes. Steps once per page, may raise `Cancelled`."""
    fonts = load_fonts()
    buffer = BytesIO()
    canvas = new_canvas(buffer, sheet.title, sheet.metadata)
    edges = _edges(sheet.columns)
    mask = best_mask(sheet.pages[0].code)
    forms: dict[tuple[tuple[str, str], ...], str] = {}
    for done, page in enumerate(sheet.pages):
        progress(done, len(sheet.pages), "Preparando la hoja de asistencia")
        if page.facts not in forms:
            forms[page.facts] = f"day-{len(forms) + 1}"
            _form(canvas, fonts, sheet, page, edges, forms[page.facts])
        canvas.doForm(forms[page.facts])
        _text(canvas, fonts, page.stamp[0], STAMP_RIGHT, 33, "semibold", 9, align=1)
        draw_qr(canvas, page.code, mask, WIDTH - MARGIN - QR_SIDE, HEIGHT - 24, QR_SIDE)
        _rows(canvas, fonts, sheet.columns, edges, page)
        canvas.showPage()
    canvas.save()
    progress(len(sheet.pages), len(sheet.pages), "Hoja de asistencia lista")
    return Rendered(buffer.getvalue(), fonts.warnings())


def _form(
    canvas: Canvas, fonts: Fonts, sheet: PrintedSheet, page: SheetPage, edges: tuple[float, ...], name: str
) -> None:
    """What all pages of a day share, stored once in the file: a third of the time and of the bytes."""
    canvas.beginForm(name, 0, 0, WIDTH, HEIGHT)
    _corner_marks(canvas)
    draw_state_header(canvas, fonts, MARGIN, HEIGHT - 24)
    _head(canvas, fonts, sheet, page)
    _grid(canvas, fonts, sheet.columns, edges)
    _foot(canvas, fonts, sheet, page)
    canvas.endForm()


def _edges(columns: tuple[SheetColumn, ...]) -> tuple[float, ...]:
    """The x of every vertical line, left to right."""
    total = sum(column.width for column in columns)
    edges = [MARGIN]
    for column in columns:
        edges.append(edges[-1] + column.width * CONTENT / total)
    return tuple(edges)


def _box(
    canvas: Canvas,
    fonts: Fonts,
    text: str,
    x: float,
    top: float,
    width: float,
    height: float,
    weight: Weight,
    size: float,
    color: Color = INK,
    *,
    centered: bool = False,
    whole: bool = False,
    leading: float = LEADING,
    smallest: float = SMALLEST,
) -> None:
    """`text` fitted in a box and centred in its height."""
    fitted = fit(fonts, text, weight, size, width, height, whole=whole, leading=leading, smallest=smallest)
    step = fitted.size * leading
    y = top + (height - step * (len(fitted.lines) - 1)) / 2 + fitted.size * 0.36
    for line in fitted.lines:
        _text(
            canvas,
            fonts,
            line,
            x + width / 2 if centered else x,
            y,
            weight,
            fitted.size,
            color,
            align=0.5 if centered else 0.0,
        )
        y += step


def _corner_marks(canvas: Canvas) -> None:
    """Where the reader of scanned pages finds the corners of the form."""
    near, arm = 14.2, 9.0
    canvas.setStrokeColor(BLACK)
    canvas.setLineWidth(1)
    for x, to_x in ((near, arm), (WIDTH - near, -arm)):
        for y, to_y in ((near, arm), (HEIGHT - near, -arm)):
            canvas.lines([(x, y, x + to_x, y), (x, y, x, y + to_y)])


def _head(canvas: Canvas, fonts: Fonts, sheet: PrintedSheet, page: SheetPage) -> None:
    for y, line in zip((43.5, 53.5), page.stamp[1:], strict=True):
        _text(canvas, fonts, line, STAMP_RIGHT, y, "regular", 7.4, INK_SOFT, align=1)
    _text(canvas, fonts, sheet.title, MARGIN, 70.5, "bold", 14)
    _box(canvas, fonts, sheet.activity, MARGIN, 75, CONTENT, 23, "semibold", 10.3, VIOLET)
    canvas.setStrokeColor(VIOLET)
    canvas.setLineWidth(0.8)
    canvas.line(MARGIN, HEIGHT - 100.5, WIDTH - MARGIN, HEIGHT - 100.5)
    lefts = (MARGIN, 300.0, 563.5, WIDTH - MARGIN + 8)
    for index, (label, value) in enumerate(page.facts):
        column, top = index % 3, 105.2 + 15.2 * (index // 3)
        x = lefts[column]
        after = x + 5.5 + _text(canvas, fonts, label, x, top + 9.6, "semibold", 7, INK_SOFT)
        _box(canvas, fonts, value, after, top, lefts[column + 1] - after - 8, 14.4, "medium", 8.6)


def _grid(canvas: Canvas, fonts: Fonts, columns: tuple[SheetColumn, ...], edges: tuple[float, ...]) -> None:
    top, bottom = HEIGHT - TABLE_TOP, HEIGHT - TABLE_BOTTOM
    canvas.setFillColor(HEADER_FILL)
    canvas.rect(MARGIN, top - HEAD, CONTENT, HEAD, stroke=0, fill=1)
    canvas.setStrokeColor(GRID)
    canvas.setLineWidth(0.5)
    levels = [top, *(HEIGHT - ROWS_TOP - ROW * row for row in range(ROWS_PER_PAGE + 1))]
    canvas.lines([(MARGIN, y, WIDTH - MARGIN, y) for y in levels] + [(x, top, x, bottom) for x in edges])
    for column, left, right in zip(columns, edges, edges[1:], strict=False):
        pad = 2.0 if column.centered else PAD
        _box(
            canvas,
            fonts,
            column.title,
            left + pad,
            TABLE_TOP,
            right - left - pad * 2 + 1,
            HEAD,
            "semibold",
            7.6,
            centered=column.centered,
            whole=True,
        )


def _rows(
    canvas: Canvas, fonts: Fonts, columns: tuple[SheetColumn, ...], edges: tuple[float, ...], page: SheetPage
) -> None:
    for index, row in enumerate(page.rows):
        top = ROWS_TOP + ROW * index
        for column, text, left, right in zip(columns, row, edges, edges[1:], strict=False):
            if text:
                weight, size, color = _CELL_STYLES[column.style]
                pad = 2.0 if column.centered else PAD
                _box(
                    canvas,
                    fonts,
                    text,
                    left + pad,
                    top + 0.5,
                    right - left - pad * 2 + 1,
                    ROW - 1,
                    weight,
                    size,
                    color,
                    centered=column.centered,
                    whole=column.whole,
                    leading=_CELL_LEADING,
                    smallest=_CELL_SMALLEST,
                )


def _foot(canvas: Canvas, fonts: Fonts, sheet: PrintedSheet, page: SheetPage) -> None:
    _text(canvas, fonts, page.footnote, MARGIN, TABLE_BOTTOM + 10.5, "regular", 7, INK_SOFT)
    width, top, height = SIGN_LEFT - MARGIN - 18, 540.5, 40.0
    canvas.setStrokeColor(GRID)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, HEIGHT - top, MARGIN + width, HEIGHT - top)
    canvas.setStrokeColor(INK)
    canvas.line(SIGN_LEFT, HEIGHT - 560, WIDTH - MARGIN, HEIGHT - 560)
    middle = (SIGN_LEFT + WIDTH - MARGIN) / 2
    _text(canvas, fonts, sheet.signer, middle, 569.5, "regular", 7, INK_SOFT, align=0.5)
    text = f"{sheet.notice_title} {sheet.notice}"
    leading = 1.35
    fitted = fit(fonts, text, "regular", 6.8, width - 4, height - 2, whole=True, leading=leading)
    y = top + 4 + fitted.size
    for index, line in enumerate(fitted.lines):
        x = MARGIN
        if index == 0 and line.startswith(sheet.notice_title):
            x += _text(canvas, fonts, sheet.notice_title, x, y, "semibold", fitted.size, INK)
            line = line.removeprefix(sheet.notice_title)
        _text(canvas, fonts, line, x, y, "regular", fitted.size, INK_SOFT)
        y += fitted.size * leading
