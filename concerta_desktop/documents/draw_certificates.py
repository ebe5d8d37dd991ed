"""Draws constancias: what all share is stored once in the file, and only the name is set on each page."""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from concerta_desktop.documents.blocks import Rendered
from concerta_desktop.documents.certificates import SIGNER, TITLE, Certificates
from concerta_desktop.documents.fonts import Fonts, load_fonts
from concerta_desktop.documents.letterhead import HAIRLINE, INK, INK_SOFT, VIOLET, draw_state_header
from concerta_desktop.documents.pdf_canvas import draw_text, new_canvas
from concerta_desktop.documents.wrapping import fit
from concerta_desktop.progress import Progress, silent

_WIDTH, _HEIGHT = 841.89, 595.28
_MIDDLE, _ROOM = _WIDTH / 2, 620.0
_NAME_AT, _STEP = 318.0, 25


def draw_certificates(certificates: Certificates, progress: Progress = silent) -> Rendered:
    """The constancias as PDF; the same ones give the same bytes. Steps every 25, may raise `Cancelled`."""
    fonts = load_fonts()
    buffer = BytesIO()
    canvas = new_canvas(buffer, certificates.title, certificates.metadata)
    _form(canvas, fonts, certificates)
    total = len(certificates.names)
    for place, (name, days) in enumerate(certificates.names):
        if place % _STEP == 0:
            progress(place, total, "Preparando las constancias")
        canvas.doForm("all")
        fitted = fit(fonts, name, "bold", 26, _ROOM, 34, whole=True)
        y = _NAME_AT + (len(fitted.lines) - 1) * fitted.size * 0.6
        for line in fitted.lines:
            draw_text(canvas, fonts, line, _MIDDLE, y, "bold", fitted.size, INK, align=0.5)
            y -= fitted.size * 1.18
        draw_text(canvas, fonts, days, _MIDDLE, 206, "regular", 10, INK_SOFT, align=0.5)
        canvas.showPage()
    canvas.save()
    return Rendered(buffer.getvalue(), fonts.warnings())


def _form(canvas: Canvas, fonts: Fonts, certificates: Certificates) -> None:
    canvas.beginForm("all", 0, 0, _WIDTH, _HEIGHT)
    canvas.setStrokeColor(VIOLET)
    canvas.setLineWidth(1.2)
    canvas.rect(24, 24, _WIDTH - 48, _HEIGHT - 48)
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.rect(29, 29, _WIDTH - 58, _HEIGHT - 58)
    draw_state_header(canvas, fonts, 50, _HEIGHT - 46)
    y = 484.0
    for name in certificates.office:
        draw_text(canvas, fonts, name, _MIDDLE, y, "regular", 9, INK_SOFT, align=0.5)
        y -= 13
    draw_text(canvas, fonts, TITLE, _MIDDLE, 420, "bold", 24, VIOLET, align=0.5)
    _lines(canvas, fonts, certificates.lead, 386, 11, 34)
    canvas.setStrokeColor(HAIRLINE)
    canvas.line(_MIDDLE - _ROOM / 2, _NAME_AT - 16, _MIDDLE + _ROOM / 2, _NAME_AT - 16)
    _lines(canvas, fonts, certificates.body, 280, 12, 66)
    draw_text(canvas, fonts, certificates.place_and_date, _WIDTH - 60, 160, "regular", 10, INK, align=1)
    canvas.setStrokeColor(INK)
    canvas.line(_MIDDLE - 130, 84, _MIDDLE + 130, 84)
    draw_text(canvas, fonts, SIGNER, _MIDDLE, 70, "semibold", 9, INK, align=0.5)
    draw_text(canvas, fonts, "Firma y sello, o firma digital", _MIDDLE, 57, "regular", 8, INK_SOFT, align=0.5)
    canvas.endForm()


def _lines(canvas: Canvas, fonts: Fonts, text: str, y: float, size: float, height: float) -> None:
    """Centred lines from `y` down, smaller when they would take more than `height`."""
    fitted = fit(fonts, text, "regular", size, _ROOM, height, whole=True)
    for line in fitted.lines:
        draw_text(canvas, fonts, line, _MIDDLE, y, "regular", fitted.size, INK, align=0.5)
        y -= fitted.size * 1.4
