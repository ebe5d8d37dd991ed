"""The sheet that keeps a recovery code: one A4 page to fold and put away."""

from __future__ import annotations

from datetime import datetime

from concerta_desktop.progress import Progress, silent

_TEXT = (
    "Este código abre los datos de Concerta cuando se olvida la contraseña. Nadie más lo tiene y nadie puede "
    "volver a generarlo: sin la contraseña y sin esta hoja, los datos no se pueden recuperar."
)
_STEPS = (
    "Guarde esta hoja con sus documentos, lejos del equipo. No la fotografíe ni la envíe por correo.",
    "Para usarla: en la pantalla de entrada elija «Olvidé mi contraseña» y escriba los siete grupos.",
    "Si cree que alguien la vio, genere otro código en Ajustes: el de esta hoja dejará de servir.",
)
_NOT_IN_CODES = "El código no usa las letras I, L, O ni U: lo que se les parezca es 1, 0 o V."
_BOX, _GAP, _HIGH = 104.0, 10.0, 54.0


def recovery_sheet(code: str, made: datetime, progress: Progress = silent) -> bytes:
    """`code` ("K3M9T-…") as a PDF page dated `made`."""
    from io import BytesIO

    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    from concerta_desktop.documents.blocks import Metadata
    from concerta_desktop.documents.fonts import Fonts, load_fonts
    from concerta_desktop.documents.letterhead import HAIRLINE, HEADER_FILL, INK, INK_SOFT, VIOLET
    from concerta_desktop.documents.pdf_canvas import A4, draw_text, new_canvas
    from concerta_desktop.documents.wrapping import fit

    left, width = 25 * mm, A4[0] - 50 * mm

    def paragraph(canvas: Canvas, fonts: Fonts, text: str, x: float, y: float, size: float = 10) -> float:
        for line in fit(fonts, text, "regular", size, left + width - x, 200).lines:
            draw_text(canvas, fonts, line, x, y, "regular", size, INK)
            y -= size * 1.5
        return y

    progress(0, 1, "Preparando la hoja del código")
    buffer, fonts = BytesIO(), load_fonts()
    canvas = new_canvas(buffer, "Código de recuperación de Concerta", Metadata(issued=made))
    draw_text(canvas, fonts, "Concerta", left, 770, "semibold", 11, VIOLET)
    draw_text(canvas, fonts, "Código de recuperación", left, 740, "bold", 20, INK)
    y = paragraph(canvas, fonts, _TEXT, left, 712) - 18
    for place, group in enumerate(code.split("-")):
        row, column = divmod(place, 4)
        x, bottom = left + column * (_BOX + _GAP), y - _HIGH - row * (_HIGH + _GAP)
        canvas.setStrokeColor(VIOLET)
        canvas.setFillColor(HEADER_FILL)
        canvas.roundRect(x, bottom, _BOX, _HIGH, 5, stroke=1, fill=1)
        draw_text(canvas, fonts, str(place + 1), x + 8, bottom + _HIGH - 13, "medium", 8, INK_SOFT)
        draw_text(canvas, fonts, group, x + _BOX / 2, bottom + 15, "bold", 21, INK, align=0.5)
    y -= 2 * _HIGH + _GAP + 30
    y = paragraph(canvas, fonts, _NOT_IN_CODES, left, y, 9) - 14
    for number, step in enumerate(_STEPS, start=1):
        draw_text(canvas, fonts, f"{number}.", left, y, "semibold", 10, VIOLET)
        y = paragraph(canvas, fonts, step, left + 18, y) - 6
    canvas.setStrokeColor(HAIRLINE)
    for label in ("De quién es", "Equipo"):
        y -= 30
        draw_text(canvas, fonts, label, left, y, "medium", 9, INK_SOFT)
        canvas.line(left + 76, y - 2, left + width, y - 2)
    draw_text(canvas, fonts, f"Generado el {made:%d/%m/%Y}", left, 56, "regular", 8, INK_SOFT)
    canvas.showPage()
    canvas.save()
    progress(1, 1, "Hoja lista")
    return buffer.getvalue()
