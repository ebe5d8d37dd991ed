"""Drawing that several widgets share: rounded boxes, focus, text, badges, key caps, step marks.

Every function takes role names (`tone`) and reads the colours in use, so it follows the theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from ui.theme import Kind, current, font, paint_icon

StepState = Literal["empty", "started", "done"]
"""How far a step is: nothing yet, something, complete."""

BADGE_HEIGHT = 20
MARK_STEP = 14


def colour(tone: str) -> QColor:
    """The colour of a role now; `#RRGGBB` passes through. It is shared: copy it to change it."""
    return _colour(tone if tone.startswith("#") else current().tone(tone))


@cache
def _colour(code: str) -> QColor:
    return QColor(code)


@cache
def _one_line(align: Qt.AlignmentFlag) -> int:
    return int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    *,
    fill: str = "",
    border: str = "",
    width: float = 1,
) -> None:
    """A rounded box whose border lies inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if border else 0
    painter.setPen(QPen(colour(border), width) if border else Qt.PenStyle.NoPen)
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def control_box(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: str = "surface",
    border: str = "input_border",
    focused: bool = False,
    radius: float = 6,
) -> None:
    """The frame of a control; focus is a 2 px accent border inside the same outer size."""
    if focused:
        box(painter, rect, radius, fill=fill, border="accent_text", width=2)
    else:
        box(painter, rect, radius, fill=fill, border=border)


def text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    face: QFont,
    tone: str = "text",
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """One line, vertically centred, elided when it does not fit; returns the width it took."""
    if rect.width() <= 0 or not words:
        return 0
    shown, width = _fitted(words, face, int(rect.width()) + 1)
    painter.setFont(face)
    painter.setPen(colour(tone))
    painter.drawText(rect.adjusted(0, 0, 1, 0), _one_line(align), shown)
    return min(width, rect.width())


def tip(words: str) -> str:
    """A tooltip that shows exactly these words: Qt would read what looks like HTML as HTML."""
    if "<" not in words:
        return words
    from html import escape

    return f"<span>{escape(words)}</span>"


def text_width(words: str, face: QFont) -> int:
    """Width in px of one line."""
    return _width(words, face)


@lru_cache(maxsize=8192)
def _width(words: str, face: QFont) -> int:
    return QFontMetrics(face).horizontalAdvance(words)


@lru_cache(maxsize=8192)
def _fitted(words: str, face: QFont, room: int) -> tuple[str, int]:
    """What of one line is shown in `room` px, and how wide that is. Tables ask it again at each painting."""
    if _width(words, face) <= room:
        return words, _width(words, face)
    shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, room)
    return shown, _width(shown, face)


def badge_width(words: str, icon_name: str = "", face: QFont | None = None) -> int:
    """Width of a badge: padding 6/7, icon 12, gap 5, text."""
    return 6 + (17 if icon_name else 1) + text_width(words, face or font("badge")) + 7


def badge(painter: QPainter, rect: QRectF, kind: Kind, icon_name: str, words: str) -> None:
    """A badge 20 px high at the left of `rect`, vertically centred, cut to its width."""
    width = min(badge_width(words, icon_name), rect.width())
    area = QRectF(rect.x(), round(rect.center().y() - BADGE_HEIGHT / 2), width, BADGE_HEIGHT)
    box(painter, area, 4, fill=current().soft(kind))
    x = area.x() + 6
    if icon_name:
        paint_icon(painter, icon_name, kind, x, area.y() + 4, 12)
        x += 17
    text(painter, QRectF(x, area.y(), area.right() - x - 5, BADGE_HEIGHT), words, font("badge"), kind)


def key_cap_width(keys: str) -> int:
    """Width of a key cap such as "Ctrl+N"."""
    return max(18, text_width(keys, font("small", weight=500)) + 12)


def key_cap(painter: QPainter, x: float, centre: float, keys: str) -> float:
    """A key cap 18 px high centred on line `centre`; returns its width."""
    width = key_cap_width(keys)
    area = QRectF(x, round(centre - 9), width, 18)
    box(painter, area, 4, fill="subtle", border="button_border")
    face = font("small", weight=500)
    text(painter, area, keys, face, "secondary", align=Qt.AlignmentFlag.AlignHCenter)
    return width


def step_mark(painter: QPainter, centre: QPointF, state: StepState, radius: float = 5) -> None:
    """Empty ring, half-filled amber, or green tick: three shapes, so that colour is not needed."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    circle = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    ring = circle.adjusted(0.75, 0.75, -0.75, -0.75)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state == "done":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("ok"))
        painter.drawEllipse(circle)
        painter.setPen(QPen(colour("surface"), 1.5, c=Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(
            [
                QPointF(centre.x() - radius * 0.42, centre.y() + radius * 0.05),
                QPointF(centre.x() - radius * 0.1, centre.y() + radius * 0.38),
                QPointF(centre.x() + radius * 0.45, centre.y() - radius * 0.32),
            ]
        )
        return
    painter.setPen(QPen(colour("warning" if state == "started" else "input_border"), 1.25))
    painter.drawEllipse(ring)
    if state == "started":
        half = QPainterPath(ring.center())
        half.arcTo(ring, 90, 180)
        painter.fillPath(half, colour("warning"))


def step_marks(painter: QPainter, x: float, centre: float, states: Sequence[StepState]) -> float:
    """A row of small marks, for a table cell or `StepMarks`; returns the width they took."""
    for place, state in enumerate(states):
        step_mark(painter, QPointF(x + 5 + place * MARK_STEP, centre), state)
    return len(states) * MARK_STEP


def check_box(painter: QPainter, rect: QRectF, *, checked: bool, enabled: bool = True) -> None:
    """A tick box of 16 px filling `rect`."""
    if not checked:
        box(painter, rect, 4, fill="surface", border="input_border" if enabled else "hairline", width=1.25)
        return
    box(painter, rect, 4, fill="accent_fill" if enabled else "unknown")
    paint_icon(painter, "check", current().on_accent, rect.x() + 2, rect.y() + 2, 12)
