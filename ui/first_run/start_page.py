"""What the pages before the program share: a dark column that says what Concerta is, and room to type."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.labels import Label
from ui.widgets.mark import paint_mark

_WIDE, _NARROW = 352, 264
_FACTS = (
    ("wifi-off", "Trabaja sin internet"),
    ("save", "Todo se guarda solo"),
    ("lock", "Cifrado en este equipo"),
)


class StartPage(QWidget):
    """Add widgets to `content`; they sit in a column of at most `width` px, centred in the free room."""

    def __init__(self, title: str, line: str, *, width: int = 400) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._side = _WIDE
        self.title, self.line = Label(title, "figure22"), Label(line, "body", tone="secondary", wrap=True)
        column = QWidget()
        column.setMaximumWidth(width)
        self.content = QVBoxLayout(column)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(8)
        self.content.addWidget(self.title)
        self.content.addWidget(self.line)
        self.content.addSpacing(8)
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addWidget(column)
        middle.addStretch(3)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._row.addLayout(middle, 20)
        self._row.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)  # fillRect would first load 200 gradients that nobody asked for
            painter.setBrush(paint.colour("sidebar"))
            painter.drawRect(0, 0, self._side, self.height())
            paint_mark(painter, QRectF(40, 40, 44, 44))
            paint.text(painter, QRectF(100, 40, 200, 44), "Concerta", font("figure22"), "#FFFFFF")
            area = QRectF(40, 112, self._side - 72, 80)
            painter.setFont(font("panel", weight=400))
            painter.setPen(paint.colour("sidebar_text"))
            words = "La oficina portátil de la gestión territorial."
            painter.drawText(area, int(Qt.TextFlag.TextWordWrap), words)
            for place, (icon_name, fact) in enumerate(reversed(_FACTS)):
                y = self.height() - 60 - place * 32
                paint_icon(painter, icon_name, "sidebar_mark", 40, y, 18)
                line = QRectF(70, y - 4, self._side - 86, 26)
                paint.text(painter, line, fact, font("body"), "sidebar_text")

    def _fit(self) -> None:
        self._side = _WIDE if self.width() >= 1200 else _NARROW
        self._row.setContentsMargins(self._side + 32, 24, 32, 24)
