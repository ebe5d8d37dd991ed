"""The State's head: text blocks that stand in until the office loads the template with the emblem."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from concerta_desktop.documents.fonts import Fonts
from concerta_desktop.documents.state_blocks import STATE_BLOCKS
from concerta_desktop.documents.wrapping import LEADING, fit

BLACK = HexColor("#000000")
WHITE = HexColor("#FFFFFF")
RED = HexColor("#C8102E")
VIOLET = HexColor("#5A2D91")
INK = HexColor("#1E1829")
INK_SOFT = HexColor("#50485E")
HAIRLINE = HexColor("#C9C3D3")
HEADER_FILL = HexColor("#EFEAF6")

STATE_HEIGHT = 26.0


def draw_state_header(canvas: Canvas, fonts: Fonts, x: float, top: float) -> None:
    """Draw the blocks with their upper left corner at (`x`, `top`), in points from the page's lower left."""
    bottom = top - STATE_HEIGHT
    canvas.setFillColor(RED)
    canvas.rect(x, bottom, 42.5, STATE_HEIGHT, stroke=0, fill=1)
    canvas.setFillColor(WHITE)
    canvas.setFont(fonts.faces["semibold"].name, 11)
    canvas.drawCentredString(x + 21.5, bottom + 9, "PERÚ", charSpace=0.4)
    x += 44.5
    for text, ground, width in STATE_BLOCKS:
        canvas.setFillColor(ground)
        canvas.rect(x, bottom, width, STATE_HEIGHT, stroke=0, fill=1)
        canvas.setFillColor(WHITE)
        fitted = fit(fonts, text, "semibold", 6.8, width - 14, STATE_HEIGHT - 4)
        step = fitted.size * LEADING
        y = bottom + STATE_HEIGHT / 2 + step * len(fitted.lines) / 2 - fitted.size * 0.92
        canvas.setFont(fonts.faces["semibold"].name, fitted.size)
        for line in fitted.lines:
            canvas.drawString(x + 7, y, line)
            y -= step
        x += width + 2
