"""The top line: menus at the left, the search that finds everything at the right."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from ui.widgets import paint
from ui.widgets.inputs import SearchField

_HEIGHT, _SEARCH = 32, 336


class TopBar(QWidget):
    """32 px high; `search` is the line of Ctrl+K."""

    def __init__(self, menus: QMenuBar) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        menus.setFixedHeight(_HEIGHT - 1)
        hint = "Buscar persona, territorio o comando"
        self.search = SearchField("Buscar en todo", placeholder=hint, keys="Ctrl+K", small=True)
        self.search.setMaximumWidth(_SEARCH)
        self.search.setMinimumWidth(180)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 1)
        row.setSpacing(12)
        row.addWidget(menus)
        row.addStretch(1)
        row.addWidget(self.search, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), paint.colour("surface"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, paint.colour("hairline"))
