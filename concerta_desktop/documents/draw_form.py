"""Draws a `PrintedForm` on A4: the only module that knows where things stand on that page.

All places are points; `y` runs down from the top edge of the page, as one reads.
"""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from concerta_desktop.documents.blocks import Rendered
from concerta_desktop.documents.evaluation_form import PrintedForm
from concerta_desktop.documents.fonts import Fonts, Weight, load_fonts
from concerta_desktop.documents.letterhead import (
    HEADER_FILL,
    INK,
    INK_SOFT,
    STATE_HEIGHT,
    VIOLET,
    draw_state_header,
)
from concerta_desktop.documents.pdf_canvas import A4, TopDown, new_canvas
from concerta_desktop.documents.wrapping import LEADING, fit
from concerta_desktop.progress import Progress, silent

WIDTH, HEIGHT = A4
_text = TopDown(HEIGHT)
LEFT, RIGHT = 48.0, WIDTH - 48.0
MARGIN = 24.0
PITCH = 46.0
"""Between the middles of two boxes to mark."""
GRID = HexColor("#8E87A0")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one form stands, and how roomy it is."""

    top: float
    bottom: float
    row: float
    box: float
    size: float


def draw_form(form: PrintedForm, progress: Progress = silent) -> Rendered:
    """The form as a PDF of one page; the same form gives the same bytes. May raise `Cancelled`."""
    progress(0, 1, "Preparando el formulario")
    fonts, buffer = load_fonts(), BytesIO()
    canvas = new_canvas(buffer, f"{form.title}: {form.activity}", form.metadata)
    for place in _places(form):
        _draw(canvas, fonts, form, place)
    if form.per_page > 1:
        canvas.setStrokeColor(GRID)
        canvas.setLineWidth(0.5)
        canvas.setDash(4, 4)
        canvas.line(0, HEIGHT / 2, WIDTH, HEIGHT / 2)
    canvas.showPage()
    canvas.save()
    progress(1, 1, "Formulario listo")
    return Rendered(buffer.getvalue(), fonts.warnings())


def _places(form: PrintedForm) -> tuple[_Place, ...]:
    if form.per_page > 1:
        half = HEIGHT / 2
        return tuple(_Place(top + MARGIN, top + half - MARGIN, 25, 15, 8.6) for top in (0.0, half))
    return (_Place(MARGIN + 12, HEIGHT - MARGIN - 12, 33, 19, 10),)


def _draw(canvas: Canvas, fonts: Fonts, form: PrintedForm, place: _Place) -> None:
    draw_state_header(canvas, fonts, LEFT, HEIGHT - place.top)
    y = place.top + STATE_HEIGHT + 20
    _text(canvas, fonts, form.title, LEFT, y, "bold", place.size + 4)
    y = _box(canvas, fonts, form.activity, y + 4, 15, "semibold", place.size + 1, VIOLET)
    y = _box(canvas, fonts, form.facts, y, 12, "regular", place.size - 0.6, INK_SOFT)
    y = _notice(canvas, fonts, form, y + 3, place)
    y = _scale(canvas, fonts, form, y + 4, place)
    for number, (title, hint) in enumerate(form.questions, start=1):
        y = _question(canvas, fonts, f"{number}. {title}", hint, len(form.scale), y, place)
    if form.groups:
        names = "     ".join(f"□ {name}" for name in form.groups)
        y = _box(canvas, fonts, f"Grupo:     {names}", y + 4, 16, "medium", place.size, INK)
    room = (place.bottom - 12 - y) / max(len(form.open_questions), 1)
    for text in form.open_questions:
        _open(canvas, fonts, text, y, y + room, place)
        y += room
    _text(canvas, fonts, form.foot, RIGHT, place.bottom, "regular", 6.8, INK_SOFT, align=1)


def _notice(canvas: Canvas, fonts: Fonts, form: PrintedForm, y: float, place: _Place) -> float:
    """That it is anonymous, where everybody reads it."""
    height = place.size * 3.1
    canvas.setFillColor(HEADER_FILL)
    canvas.rect(LEFT, HEIGHT - y - height, RIGHT - LEFT, height, stroke=0, fill=1)
    fitted = fit(fonts, form.notice, "medium", place.size, RIGHT - LEFT - 16, height - 3, whole=True)
    step = fitted.size * 1.25
    line_y = y + (height - step * (len(fitted.lines) - 1)) / 2 + fitted.size * 0.36
    for line in fitted.lines:
        _text(canvas, fonts, line, LEFT + 8, line_y, "medium", fitted.size)
        line_y += step
    return y + height


def _scale(canvas: Canvas, fonts: Fonts, form: PrintedForm, y: float, place: _Place) -> float:
    """What to do, and the words over the columns of boxes."""
    height = place.size * 2.4
    room = _first(len(form.scale)) - PITCH / 2 - LEFT
    fitted = fit(fonts, form.ask, "regular", place.size - 0.6, room, height, whole=True)
    line_y = y + fitted.size
    for line in fitted.lines:
        _text(canvas, fonts, line, LEFT, line_y, "regular", fitted.size, INK_SOFT)
        line_y += fitted.size * LEADING
    for index, name in enumerate(form.scale):
        word = name.partition(" ")[2]
        middle = _first(len(form.scale)) + PITCH * index
        _text(canvas, fonts, word, middle, y + height - 4, "semibold", place.size - 1.4, align=0.5)
    return y + height


def _question(
    canvas: Canvas, fonts: Fonts, title: str, hint: str, choices: int, y: float, place: _Place
) -> float:
    canvas.setStrokeColor(GRID)
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, HEIGHT - y, RIGHT, HEIGHT - y)
    room, middle = _first(choices) - PITCH / 2 - LEFT, y + place.row / 2
    above = place.row / 2 - 1 if hint else place.row - 2
    fitted = fit(fonts, title, "semibold", place.size + 0.4, room, above, whole=True)
    line_y = y + (place.row * 0.44 if hint else middle - y + fitted.size * 0.36)
    for line in fitted.lines:
        _text(canvas, fonts, line, LEFT, line_y, "semibold", fitted.size)
        line_y += fitted.size * LEADING
    if hint:
        fitted = fit(fonts, hint, "regular", place.size - 0.8, room, place.row / 2 - 1)
        _text(canvas, fonts, fitted.lines[0], LEFT, y + place.row * 0.82, "regular", fitted.size, INK_SOFT)
    for index in range(choices):
        x = _first(choices) + PITCH * index
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.rect(x - place.box / 2, HEIGHT - middle - place.box / 2, place.box, place.box)
        number = str(index + 1)
        _text(canvas, fonts, number, x, middle + place.size * 0.34, "regular", place.size, GRID, align=0.5)
    return y + place.row


def _open(canvas: Canvas, fonts: Fonts, text: str, y: float, bottom: float, place: _Place) -> None:
    """An open question and lines to write on, as many as fit."""
    canvas.setStrokeColor(GRID)
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, HEIGHT - y, RIGHT, HEIGHT - y)
    y = _box(canvas, fonts, text, y + 4, 14, "semibold", place.size + 0.4, INK)
    line = y + 16
    while line <= bottom - 4:
        canvas.line(LEFT, HEIGHT - line, RIGHT, HEIGHT - line)
        line += 20


def _first(choices: int) -> float:
    """The middle of the first column of boxes."""
    return RIGHT - PITCH * choices + PITCH / 2


def _box(
    canvas: Canvas,
    fonts: Fonts,
    text: str,
    y: float,
    height: float,
    weight: Weight,
    size: float,
    color: Color,
) -> float:
    """One line across, smaller when long; returns where the next one begins."""
    fitted = fit(fonts, text, weight, size, RIGHT - LEFT, height)
    _text(canvas, fonts, fitted.lines[0], LEFT, y + height * 0.75, weight, fitted.size, color)
    return y + height
