"""The mark of the program: two rings that meet."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.widgets import paint


def paint_mark(painter: QPainter, area: QRectF) -> None:
    """Draw the mark, filling the square `area` (26 px in the sidebar)."""
    scale = area.width() / 26
    paint.box(painter, area, 6 * scale, fill="#8457C0")
    for tone, shift in (("#FFFFFF", -3.6), ("#F6DFA9", 3.6)):
        painter.setPen(QPen(paint.colour(tone), 2 * scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area.center() + QPointF(shift * scale, 0), 5.2 * scale, 5.2 * scale)
