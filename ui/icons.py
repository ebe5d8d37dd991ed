"""Lucide icons, drawn in the colour of a role and redrawn by themselves when the theme changes.

button.setIcon(icon("printer"))
paint_icon(painter, "check", "ok", x, y, 12)
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.tokens import current


def icon(name: str, tone: str = "text", size: int = 16) -> QIcon:
    """Icon `name` of Lucide in the colour of role `tone`; disabled, it takes the tertiary colour."""
    return QIcon(_Engine(name, tone, size))


def icon_pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as pixels: `size` logical px at device pixel `ratio`, kept in Qt's own cache."""
    key = f"lucide:{name}:{colour}:{size}:{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    pixels = QPixmap(round(size * ratio), round(size * ratio))
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    QSvgRenderer(QByteArray(_svg(name, colour, size))).render(painter, QRectF(pixels.rect()))
    painter.end()
    pixels.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixels)
    return pixels


def paint_icon(painter: QPainter, name: str, tone: str, x: float, y: float, size: int = 16) -> None:
    """Draw the icon with its top left corner at (x, y); `tone` is a role or a `#RRGGBB` colour."""
    colour = tone if tone.startswith("#") else current().tone(tone)
    ratio = painter.combinedTransform().m11()  # asking `device()` would first load every kind of device
    pixels = icon_pixmap(name, colour, size, ratio)
    painter.drawPixmap(QRectF(x, y, size, size), pixels, QRectF(pixels.rect()))


def _svg(name: str, colour: str, size: int) -> bytes:
    stroke = "2.25" if size <= 12 else "1.75" if size == 18 else "2"
    text = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    text = text.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    return text.encode()


class _Engine(QIconEngine):
    """Resolves the colour when it paints, so that nobody has to set icons again on a theme switch."""

    def __init__(self, name: str, tone: str, size: int) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        x = rect.x() + (rect.width() - side) / 2
        y = rect.y() + (rect.height() - side) / 2
        paint_icon(painter, self._name, self._tone_for(mode), x, y, side)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        colour = current().tone(self._tone_for(mode))
        side = min(size.width(), size.height())
        return icon_pixmap(self._name, colour, side, scale)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone, self._size)

    def _tone_for(self, mode: QIcon.Mode) -> str:
        return "tertiary" if mode == QIcon.Mode.Disabled else self._tone
