"""Small signs that differ in shape and in colour, so that neither is needed alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from ui.widgets import paint

Shape = Literal["disc", "dotted", "half", "ring", "cross", "square"]
"""Full disc, ring with a point, half disc, ring, cross, small square."""


@dataclass(frozen=True)
class Symbol:
    """A shape in the colour of a role."""

    shape: Shape
    tone: str


def draw_symbol(painter: QPainter, centre: QPointF, radius: float, symbol: Symbol) -> None:
    """Draw it around `centre`; hollow shapes are filled with the surface: they must not run together."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = paint.colour(symbol.tone)
    line = max(1.1, radius * 0.26)
    if symbol.shape == "cross":
        reach = radius * 0.78
        painter.setPen(QPen(ink, line * 1.35, c=Qt.PenCapStyle.SquareCap))
        for way in (1, -1):
            painter.drawLine(
                QPointF(centre.x() - reach, centre.y() - reach * way),
                QPointF(centre.x() + reach, centre.y() + reach * way),
            )
        return
    if symbol.shape == "square":
        side = radius * 0.62
        painter.fillRect(QRectF(centre.x() - side, centre.y() - side, 2 * side, 2 * side), ink)
        return
    ring = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    ring = ring.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    painter.setPen(QPen(ink, line))
    painter.setBrush(ink if symbol.shape == "disc" else paint.colour("surface"))
    painter.drawEllipse(ring)
    if symbol.shape == "half":
        half = QPainterPath(centre)
        half.arcTo(ring, 90, 180)
        painter.fillPath(half, ink)
    elif symbol.shape == "dotted":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(centre, radius * 0.42, radius * 0.42)
