"""Figures: one big count that is read from a metre away, and small bars."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import font
from ui.widgets import paint


class BigCount(QWidget):
    """A figure of 40 px, what it is out of, and a bar of two colours (as called, and beyond).

    Usage: `BigCount("Presentes ahora")`; `count.set_counts(27, 40, extra=2, of="de 40 esperadas",
    note="25 convocadas + 2 sin convocar")`. `extra` is the part of `value` drawn in amber.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._of, self._note = title, "", ""
        self._value = self._total = self._extra = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_counts(self, value: int, total: int, *, extra: int = 0, of: str = "", note: str = "") -> None:
        """Show a new count."""
        self._value, self._total, self._extra = value, total, extra
        self._of, self._note = of, note
        self.setAccessibleName(f"{self._title}: {value} {of}. {note}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(190, 96)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        width = self.width()
        with QPainter(self) as painter:
            paint.text(painter, QRectF(0, 0, width, 16), self._title, font("secondary"), "secondary")
            used = paint.text(painter, QRectF(0, 18, width, 46), str(self._value), font("figure"))
            rest = QRectF(used + 8, 26, width - used - 8, 40)
            paint.text(painter, rest, self._of, font("editor"), "secondary")
            whole = max(self._total, self._value, 1)
            _bar(painter, QRectF(0, 68, width, 8), (self._value - self._extra) / whole, self._extra / whole)
            paint.text(painter, QRectF(0, 80, width, 16), self._note, font("secondary"), "secondary")


class BarStat(QWidget):
    """A label, its value and a bar. Usage: `BarStat("Mujeres", 17, 30)`; `stat.set_value(18, 31)`.

    `unknown=True` draws it grey, for "sin dato".
    """

    def __init__(
        self,
        label: str,
        value: int = 0,
        total: int = 0,
        *,
        unknown: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label, self._unknown = label, unknown
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_value(value, total)

    def set_value(self, value: int, total: int) -> None:
        """Show another value out of `total`."""
        self._value, self._total = value, total
        self.setAccessibleName(f"{self._label}: {value} de {total}")
        self.setToolTip(paint.tip(f"{self._label}: {value} de {total}"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(190, 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            words = str(self._value)
            face = font("header", tabular=True)
            taken = paint.text_width(words, face) + 6
            area = QRectF(0, 0, self.width(), 16)
            label = area.adjusted(0, 0, -taken, 0)
            paint.text(painter, label, self._label, font("secondary"), "secondary")
            paint.text(painter, area, words, face, align=Qt.AlignmentFlag.AlignRight)
            share = self._value / self._total if self._total else 0
            fill = "unknown" if self._unknown else "accent_fill"
            _bar(painter, QRectF(0, 18, self.width(), 6), share, fill=fill)


def _bar(
    painter: QPainter, area: QRectF, share: float, extra: float = 0, *, fill: str = "accent_fill"
) -> None:
    painter.fillRect(area, paint.colour("track"))
    first = round(area.width() * min(max(share, 0), 1))
    painter.fillRect(QRectF(area.x(), area.y(), first, area.height()), paint.colour(fill))
    second = round(area.width() * min(max(extra, 0), 1 - min(share, 1)))
    painter.fillRect(QRectF(area.x() + first, area.y(), second, area.height()), paint.colour("warning"))
