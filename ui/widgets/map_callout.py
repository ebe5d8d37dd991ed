"""What a map says of a mark: a dark box beside it, kept inside the map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from ui.theme import font
from ui.widgets import paint

_WIDEST, _PAD, _LINE = 250.0, 10.0, 16.0


def draw_callout(
    painter: QPainter, room: QRect, spot: QPointF, title: str, lines: Sequence[str], radius: float
) -> None:
    """Draw it to the right of `spot` when there is room, else to the left."""
    heading, small = font("badge", weight=600), font("secondary", tabular=True)
    widths = [paint.text_width(title, heading), *(paint.text_width(line, small) for line in lines)]
    width = min(max(widths) + 2 * _PAD + 2, _WIDEST, room.width() - 8)
    height = _LINE * (1 + len(lines)) + 14
    x = spot.x() + radius + 10
    if x + width > room.right() - 4:
        x = spot.x() - radius - 10 - width
    x = max(room.left() + 4.0, x)
    y = min(max(spot.y() - height / 2, room.top() + 4.0), room.bottom() - height - 4.0)
    paint.box(painter, QRectF(x, y, width, height), 6, fill="inverse")
    row = QRectF(x + _PAD, y + 7, width - 2 * _PAD, _LINE)
    paint.text(painter, row, title, heading, "on_inverse")
    for line in lines:
        row.translate(0, _LINE)
        paint.text(painter, row, line, small, "on_inverse")
