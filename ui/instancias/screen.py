"""The section Instancias: the matriz, and the page of the instancia that is open."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.instancias.list_view import InstanciaList
from ui.screen import Chosen, Screen
from ui.tasks import Tasks
from ui.widgets.tab_order import lead_to


class InstanciasScreen(Screen):
    """The shell calls `open_instancia(code)`; `left(filters)` is what to remember of the list."""

    left = Signal(dict)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self.list = InstanciaList(tasks)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        lead_to(self, self.list)
        self._connect()

    def reload(self) -> None:
        """The list and the page read for themselves."""

    def restore_filters(self, state: Mapping[str, str]) -> None:
        """Put back the filters remembered."""
        self.list.restore_filters(state)

    def new(self) -> None:
        self._current().new()

    def find(self) -> None:
        self._current().find()

    def print_document(self) -> None:
        self._current().print_document()

    def chosen(self) -> Chosen | None:
        return self._current().chosen()

    def _current(self) -> Screen:
        return self.list

    def _connect(self) -> None:
        self.list.left.connect(self.left)
