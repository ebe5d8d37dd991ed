"""A PDF canvas that says the same twice: no clock, no random id, no user or machine name."""

# pyright: reportUnknownMemberType=false, reportUnknownLambdaType=false
from __future__ import annotations

from io import BytesIO

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from concerta_desktop.documents.blocks import Metadata
from concerta_desktop.documents.fonts import Fonts, Weight
from concerta_desktop.documents.letterhead import INK

A4 = (595.28, 841.89)


def page_size(metadata: Metadata) -> tuple[float, float]:
    """Width and height in points."""
    return (A4[1], A4[0]) if metadata.landscape else A4


def new_canvas(buffer: BytesIO, title: str, metadata: Metadata) -> Canvas:
    """An empty A4 document whose only date is when its content was settled."""
    canvas = Canvas(buffer, pagesize=page_size(metadata), invariant=1, pageCompression=1, lang="es-PE")
    describe(canvas, title, metadata)
    return canvas


def describe(canvas: Canvas, title: str, metadata: Metadata) -> None:
    """Fill the file's properties."""
    canvas.setTitle(title)
    canvas.setAuthor(metadata.author)
    canvas.setSubject(metadata.subject)
    canvas.setCreator("Concerta")
    canvas.setProducer("Concerta")
    stamp = f"D:{metadata.issued:%Y%m%d%H%M%S}-05'00'"
    canvas.setDateFormatter(lambda *_clock: stamp)


def draw_text(
    canvas: Canvas,
    fonts: Fonts,
    text: str,
    x: float,
    y: float,
    weight: Weight,
    size: float,
    color: Color,
    *,
    align: float = 0.0,
) -> float:
    """One line with its baseline at `y`; `align` 0 = from `x`, 0.5 = centred, 1 = up to it. Its width."""
    width = fonts.width(text, weight, size)
    canvas.setFillColor(color)
    start = x - width * align
    for face, part in fonts.runs(text, weight):
        canvas.setFont(face.name, size)
        canvas.drawString(start, y, part)
        start += sum([face.widths[ord(char)] for char in part]) * size / 1000
    return width


class TopDown:
    """`draw_text` for a page on which one reads from the top: `y` is how far the baseline is below it."""

    def __init__(self, height: float) -> None:
        self._height = height

    def __call__(
        self,
        canvas: Canvas,
        fonts: Fonts,
        text: str,
        x: float,
        y: float,
        weight: Weight,
        size: float,
        color: Color = INK,
        *,
        align: float = 0.0,
    ) -> float:
        return draw_text(canvas, fonts, text, x, self._height - y, weight, size, color, align=align)
