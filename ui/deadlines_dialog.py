"""The window with everything that falls due: looked through, opened, printed, saved for a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMenu, QWidget

from concerta_desktop.documents.deadlines import compose_deadlines, deadlines_file
from concerta_desktop.documents.render import AnyDocument, save
from concerta_desktop.errors import ConcertaError
from concerta_desktop.model.instancia import instancia_label
from concerta_desktop.rules.deadlines import Deadline
from concerta_desktop.rules.spanish_dates import numeric, overdue
from concerta_desktop.store.tx import ReadTx
from ui.deadlines import AFTER, BADGES, BEFORE, is_late, read_deadlines
from ui.instancias.printing import Printable, open_preview
from ui.save_dialog import ask_target
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.table_dialog import TableDialog

_FEW = 16


class DeadlinesDialog(TableDialog):
    """Everything that falls due from two months ago to a year ahead.

    Signals: `intervention_chosen(id)`, `instancia_chosen(code)`.
    """

    intervention_chosen = Signal(str)
    instancia_chosen = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        self._tasks = tasks
        self._today = tasks.store.now().date()
        super().__init__(
            "Plazos",
            self._columns(),
            name="Plazos",
            noun=("plazo", "plazos"),
            empty=EmptyState("No vence nada en estas fechas.", "Los plazos se calculan de lo registrado."),
            size=QSize(1000, 560),
            parent=parent,
            row_id=lambda one: one.key,
        )
        self.save_button = Button("Guardar .ics", icon="calendar-plus")
        self.print_button = Button("Imprimir", icon="printer")
        for button in (self.save_button, self.print_button):
            self.add_foot(button)
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)
        self.table.row_activated.connect(self._open)
        self._first, self._last = self._today - BEFORE, self._today + AFTER
        tasks.read(self._read, self._show, owner=self, key="deadlines")

    def _read(self, tx: ReadTx) -> list[Deadline]:
        return read_deadlines(tx, self._tasks.store.author, self._first, self._last, self._today)

    def _show(self, found: Sequence[Deadline]) -> None:
        self.show_rows(found)
        ahead = next((one for one in found if one.day >= self._today), None)
        if ahead is not None:
            self.table.select(ahead.key)

    def _open(self, key: str) -> None:
        """Where it is put right: the intervention, or one of the instancias that have not done it."""
        one = next((row for row in self.table.rows() if row.key == key), None)
        if one is None:
            return
        if one.key.startswith("enlace-"):
            self.accept()
            self.intervention_chosen.emit(one.about)
        elif one.waiting:
            self._choose(one)

    def _choose(self, one: Deadline) -> None:
        menu = QMenu(self)
        for code in one.waiting[:_FEW]:
            menu.addAction(instancia_label(code), partial(self._go, code))
        more = len(one.waiting) - _FEW
        if more > 0:
            menu.addAction(f"y {more} más").setEnabled(False)
        below = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(below))

    def _go(self, code: str) -> None:
        self.accept()
        self.instancia_chosen.emit(code)

    def _save(self) -> None:
        path = ask_target(self, "Guardar plazos", f"Plazos {self._today.year}", ".ics", "Calendario")
        if path is None:
            return
        now = self._tasks.store.now()
        try:
            save(deadlines_file(self.table.rows(), now), path)
        except ConcertaError as error:
            self._tasks.failed.emit(error)

    def _print(self) -> None:
        now, first, last = self._tasks.store.now(), self._first, self._last

        def compose(tx: ReadTx) -> AnyDocument:
            return compose_deadlines(self._read(tx), first, last, now)

        note = "Cada plazo con su párrafo, si orienta o si obliga, y cómo está."
        open_preview(self._tasks, "Plazos", (Printable("Plazos", note, compose),), "", self)

    def _columns(self) -> list[Column]:
        today = self._today

        def state(one: Deadline) -> str:
            return "registrado" if one.done else overdue(one.day, today)

        return [
            Column("day", "Fecha", lambda one: numeric(one.day), 96, sortable=False),
            Column(
                "said",
                "Qué vence",
                lambda one: " ".join(one.said.split()),
                bold=lambda one: not one.done,
                sortable=False,
            ),
            Column(
                "state",
                "Cómo está",
                state,
                140,
                tone=lambda one: "error" if is_late(one, today) else "secondary",
                sortable=False,
            ),
            Column("weight", "Peso", width=136, badge=lambda one: BADGES[one.severity], sortable=False),
            Column("paragraph", "Párrafo", lambda one: one.paragraph, 86, sortable=False),
        ]
