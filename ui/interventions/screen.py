"""The section Intervenciones: the list, and the page of the one that is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.interventions.list_view import InterventionList
from ui.screen import Chosen, Screen
from ui.tasks import Tasks
from ui.widgets.tab_order import lead_to

if TYPE_CHECKING:
    from ui.interventions.page import InterventionView


class InterventionsScreen(Screen):
    """The shell calls `open_intervention(id, step)`; `left(filters)` is what to remember of the list."""

    left = Signal(dict)
    place_requested = Signal(object)
    """Lead to this place: (section, method, arguments…)."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self.view: InterventionView | None = None
        self._stack = QStackedWidget(self)
        self.list = InterventionList(tasks, self._stack)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        lead_to(self, self.list)
        self._connect()

    def reload(self) -> None:
        """The list and the page read for themselves."""

    def open_intervention(self, intervention: str, step: str = "", focus: str = "") -> None:
        """Show one intervention's page at a step; "" = where it was left."""
        view = self.view or self._make_view()
        self.list.mark(intervention)
        self._stack.setCurrentWidget(view)
        lead_to(self, view)
        view.open_intervention(intervention, step, focus)

    def begin(self) -> None:
        """From one intervention's page back to the list."""
        self.show_list()

    def show_list(self) -> None:
        """Back to the list."""
        self._stack.setCurrentWidget(self.list)
        lead_to(self, self.list)
        self.setFocus()

    def show_territory(self, code: str) -> None:
        """The list of what serves a territory, as the command search asks for."""
        self.show_list()
        self.list.look_for_territory(code)

    def restore_filters(self, state: Mapping[str, str]) -> None:
        """Put back the filters remembered."""
        self.list.restore_filters(state)

    def new(self) -> None:
        """Ctrl+N: on a step that lists something, one more of it; elsewhere a new intervention."""
        view = self.view
        if view is not None and self._current() is view and view.lists():
            view.new()
        else:
            self.new_intervention()

    def new_intervention(self) -> None:
        """Ask for what a new intervention needs."""
        from ui.interventions.new_dialog import NewInterventionDialog

        dialog = NewInterventionDialog(self.tasks, parent=self)
        dialog.created.connect(lambda created: self.open_intervention(created, "programacion"))
        dialog.open()

    def find(self) -> None:
        """Ctrl+F."""
        self._current().find()

    def print_document(self) -> None:
        """Ctrl+P."""
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
        self.list.new_asked.connect(self.new_intervention)
        self.list.opened.connect(self.open_intervention)
        self.list.rename_asked.connect(lambda row: self.open_intervention(row, "programacion", "title"))
        self.list.print_asked.connect(self._print_sheet)
        self.list.left.connect(self.left)
        self.list.instancia_chosen.connect(
            lambda code: self.place_requested.emit(("instancias", "open_instancia", code))
        )

    def _make_view(self) -> InterventionView:
        """The page, made when first needed: the list must come up at once."""
        from ui.interventions.page import InterventionView

        view = self.view = InterventionView(self.tasks, self._stack)
        view.left.connect(self.show_list)
        view.duplicated.connect(lambda copy: self.open_intervention(copy, "programacion", "title"))
        view.section_requested.connect(self.section_requested)
        view.intervention_chosen.connect(self.intervention_chosen)
        view.notice.connect(self.notice)
        view.entered.connect(self.entered)
        self._stack.addWidget(view)
        return view

    def _print_sheet(self, intervention: str) -> None:
        from ui.interventions.page import PRINT

        self.open_intervention(intervention, "asistencia", PRINT)
