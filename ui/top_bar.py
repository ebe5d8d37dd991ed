"""The top line: menus at the left, the search that finds everything at the right."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from ui.widgets import paint
from ui.widgets.inputs import SearchField

_HEIGHT, _SEARCH, _ROOM_FOR_HINT = 32, 336, 1040
_HINT = "Buscar persona, territorio o comando"


class TopBar(QWidget):
    """32 px high; `search` is the line of Ctrl+K."""

    def __init__(self, menus: QMenuBar) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        menus.setFixedHeight(_HEIGHT - 1)
        self.search = SearchField("Buscar en todo", placeholder=_HINT, keys="Ctrl+K", small=True)
        self.search.setMaximumWidth(_SEARCH)
        self.search.setMinimumWidth(180)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 1)
        row.setSpacing(12)
        row.addWidget(menus)
        row.addStretch(1)
        row.addWidget(self.search, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.search.setPlaceholderText(_HINT if self.width() >= _ROOM_FOR_HINT else "Buscar")

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), paint.colour("surface"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, paint.colour("hairline"))
