"""The section Instancias: the matriz, and the page of the instancia that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.instancias.list_view import InstanciaList
from ui.save_dialog import ask_workbook
from ui.screen import Chosen, Screen
from ui.tasks import Tasks
from ui.widgets.tab_order import lead_to

if TYPE_CHECKING:
    from ui.instancias.page import InstanciaView


class InstanciasScreen(Screen):
    """The shell calls `open_instancia(code, step)`; `left(filters)` is what to remember of the list."""

    left = Signal(dict)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self.choose_file: Callable[[QWidget], Path | None] = ask_workbook
        self.view: InstanciaView | None = None
        self._stack = QStackedWidget(self)
        self.list = InstanciaList(tasks, self._stack)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        lead_to(self, self.list)
        self._connect()

    def reload(self) -> None:
        """The list and the page read for themselves."""

    def open_instancia(self, code: str, step: str = "") -> None:
        """Show one instancia's page at a step; "" = where it was left."""
        view = self.view or self._make_view()
        self.list.mark(code)
        self._stack.setCurrentWidget(view)
        lead_to(self, view)
        view.open_instancia(code, step)

    def register_milestone(self, code: str = "") -> None:
        """Ask for a milestone of an instancia, or of any."""
        from ui.instancias.milestone_dialog import MilestoneDialog

        dialog = MilestoneDialog(self.tasks, code, parent=self)
        dialog.kept.connect(self.list.mark)
        dialog.open()

    def import_matriz(self, path: Path | None = None) -> None:
        """Ask for a workbook and show what it would bring."""
        from ui.instancias.import_dialog import ImportDialog

        chosen = path or self.choose_file(self)
        if chosen is not None:
            ImportDialog(self.tasks, chosen, self.window()).open()

    def begin(self) -> None:
        """From one instancia's page back to the list."""
        self.show_list()

    def show_list(self) -> None:
        """Back to the list."""
        self._stack.setCurrentWidget(self.list)
        lead_to(self, self.list)
        self.setFocus()

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

    def help_page(self) -> str:
        """F1: what the open step is about."""
        view = self.view
        return view.current_step().key if view is not None and self._current() is view else ""

    def _current(self) -> Screen:
        view = self.view
        return view if view is not None and self._stack.currentWidget() is view else self.list

    def _connect(self) -> None:
        self.list.left.connect(self.left)
        self.list.opened.connect(self.open_instancia)
        self.list.milestone_asked.connect(self.register_milestone)
        self.list.import_asked.connect(self.import_matriz)

    def _make_view(self) -> InstanciaView:
        """The page, made when first needed: the list must come up at once."""
        from ui.instancias.page import InstanciaView

        view = self.view = InstanciaView(self.tasks, self._stack)
        view.left.connect(self.show_list)
        view.section_requested.connect(self.section_requested)
        view.notice.connect(self.notice)
        view.entered.connect(self.entered)
        self._stack.addWidget(view)
        return view
