"""What a map says of a mark: a dark box beside it, kept inside the map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from ui.theme import font
from ui.widgets import paint

_WIDEST, _PAD, _LINE = 340.0, 10.0, 16.0


def draw_callout(
    painter: QPainter,
    room: QRect,
    avoid: QRect,
    spot: QPointF,
    title: str,
    lines: Sequence[str],
    radius: float,
) -> None:
    """Draw it beside `spot`, inside `room` and off what must not be hidden, as far as there is place."""
    heading, small = font("badge", weight=600), font("secondary", tabular=True)
    widths = [paint.text_width(title, heading), *(paint.text_width(line, small) for line in lines)]
    width = min(max(widths) + 2 * _PAD + 2, _WIDEST, room.width() - 8)
    height = _LINE * (1 + len(lines)) + 14
    area = _place(QRectF(room).adjusted(4, 4, -4, -4), QRectF(avoid), spot, width, height, radius + 10)
    paint.box(painter, area, 6, fill="inverse")
    row = QRectF(area.x() + _PAD, area.y() + 7, width - 2 * _PAD, _LINE)
    paint.text(painter, row, title, heading, "on_inverse")
    for line in lines:
        row.translate(0, _LINE)
        paint.text(painter, row, line, small, "on_inverse")


def _place(room: QRectF, avoid: QRectF, spot: QPointF, width: float, height: float, gap: float) -> QRectF:
    """To the right, above, to the left or below: the first that fits; else where it hides least."""
    middle = min(max(spot.y() - height / 2, room.top()), room.bottom() - height)
    across = min(max(spot.x() - width / 2, room.left()), room.right() - width)
    tried = (
        QRectF(spot.x() + gap, middle, width, height),
        QRectF(across, spot.y() - gap - height, width, height),
        QRectF(spot.x() - gap - width, middle, width, height),
        QRectF(across, spot.y() + gap, width, height),
        QRectF(room.right() - width, spot.y() - gap - height, width, height),
    )
    inside = [area for area in tried if room.contains(area)]
    free = [area for area in inside if not area.intersects(avoid)]
    return (free or inside or [QRectF(across, room.top(), width, height)])[0]
