"""The picture of a map: each sign is drawn once and stamped, so that thousands cost milliseconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from ui.theme import current
from ui.widgets import paint
from ui.widgets.symbols import Symbol, draw_symbol

_GROUND = 2.0
_FADED = 0.34


class Stamped(Protocol):
    """What a mark tells its picture."""

    @property
    def kind(self) -> str: ...
    @property
    def faded(self) -> bool: ...
    @property
    def share(self) -> float | None: ...


@dataclass(frozen=True)
class Look:
    """The sign of each kind, how large, and how many pixels to a point."""

    kinds: Mapping[str, Symbol]
    radius: float
    ratio: float


def draw_ground(painter: QPainter, ground: QPolygonF) -> None:
    """The dots that make the country's shape."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing, on=False)  # round ones cost half of the picture
    painter.setPen(QPen(paint.colour("track" if current().dark else "hairline"), _GROUND))
    painter.drawPoints(ground)


def draw_marks(painter: QPainter, spots: Sequence[tuple[float, float, Stamped]], look: Look) -> None:
    """A sign at each spot."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stamps = {kind: _stamp(symbol, look) for kind, symbol in look.kinds.items()}
    half = stamps[next(iter(stamps))].deviceIndependentSize().width() / 2 if stamps else 0
    faded, stamp_at = False, painter.drawPixmap
    painter.setOpacity(1)
    for x, y, mark in spots:
        if mark.faded != faded:
            faded = mark.faded
            painter.setOpacity(_FADED if faded else 1)
        stamp_at(QPointF(x - half, y - half), stamps[mark.kind])
        if mark.share is not None:
            _arc(painter, x, y, look.radius + 4.2, mark.share)
    painter.setOpacity(1)


def _stamp(symbol: Symbol, look: Look) -> QPixmap:
    side = 2 * look.radius + 3
    stamp = QPixmap(round(side * look.ratio), round(side * look.ratio))
    stamp.setDevicePixelRatio(look.ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    with QPainter(stamp) as painter:
        draw_symbol(painter, QPointF(side / 2, side / 2), look.radius, symbol)
    return stamp


def _arc(painter: QPainter, x: float, y: float, radius: float, share: float) -> None:
    """A ring of which `share` is full, from the top clockwise."""
    area = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(paint.colour("track"), 2.6))
    painter.drawEllipse(area)
    painter.setPen(QPen(paint.colour("accent_text"), 2.6, c=Qt.PenCapStyle.FlatCap))
    painter.drawArc(area, 90 * 16, -round(360 * 16 * min(max(share, 0), 1)))
