"""The list of interventions with its filters, the panel of the one marked, and the month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.model import Intervention, territory
from concerta_desktop.queries.intervention_list import InterventionRow, Listing, read_listing
from concerta_desktop.queries.interventions import (
    InterventionPage,
    PreviousVisit,
    get_page,
    previous_visit,
    steps_of,
)
from concerta_desktop.rules.completeness import StepStatus
from concerta_desktop.rules.interventions import DisplayState
from concerta_desktop.services import interventions as services
from concerta_desktop.store.tx import ReadTx
from ui.interventions.detail_panel import DetailPanel
from ui.interventions.filter_bar import FilterBar
from ui.interventions.list_columns import columns, in_order
from ui.interventions.month import MonthView
from ui.screen import Chosen, Screen
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_KEYS = (("↑", ""), ("↓", "recorrer"), ("Enter", "abrir"), ("Supr", "papelera"))
_ROOM_FOR_PANEL = 980
_NONE = (
    "Todavía no hay intervenciones.",
    "Programe la primera: título, tipo y fecha bastan para empezar.",
    "Nueva intervención",
)
_NONE_MATCH = (
    "Ninguna intervención coincide.",
    "Cambie o quite los filtros para volver a verlas.",
    "Quitar filtros",
)


class InterventionList(Screen):
    """Emits `opened(id, step)`, `new_asked()`, `rename_asked(id)`, `print_asked(id)` and `left(dict)`: the
    filters to remember."""

    shows = frozenset(
        {"intervention", "intervention_day", "agenda_item", "expected_person", "attendance", "preference"}
        | {"entity", "assistance_process", "evaluation", "evaluation_response"}
        | {"finding", "finding_update", "report_section", "report_version"}
    )
    opened = Signal(str, str)
    new_asked = Signal()
    rename_asked = Signal(str)
    print_asked = Signal(str)
    left = Signal(dict)
    instancia_chosen = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._rows: list[InterventionRow] = []
        self._steps: dict[str, tuple[StepStatus, ...]] = {}
        self._fresh: set[str] = set()
        self._order, self._descending = "date", True
        self._wanted = ""
        self._build()
        self._connect()

    def reload(self) -> None:
        """Read the list again, keeping what is marked."""
        filters, today = self.filters.filters(), self._today()
        self._fresh.clear()
        self.tasks.read(lambda tx: read_listing(tx, filters, today), self._show, owner=self, key="list")

    def new(self) -> None:
        """Ctrl+N."""
        self.new_asked.emit()

    def find(self) -> None:
        """Ctrl+F."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def chosen(self) -> Chosen | None:
        chosen = self.table.current_id()
        return (Intervention, chosen) if chosen else None

    def print_document(self) -> None:
        """Ctrl+P: the sheet of the one marked."""
        if self.table.current_id():
            self.print_asked.emit(self.table.current_id())

    def mark(self, intervention: str) -> None:
        """Mark an intervention as soon as it is listed."""
        self._wanted = intervention
        self._mark_wanted()

    def look_for_territory(self, code: str) -> None:
        """Only what serves this territory."""
        self.filters.clear()
        self.filters.search.set_value(territory.label(code).replace(",", ""))
        self._filtered()

    def restore_filters(self, state: Mapping[str, str]) -> None:
        """Put back the filters remembered."""
        self.filters.restore(state)
        self._switch(self.filters.view())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.setVisible(self.width() >= _ROOM_FOR_PANEL)
        self._look.start()

    def _build(self) -> None:
        self.head = PageHeader("Intervenciones")
        self._new = Button("Nueva intervención", kind="primary", icon="plus", tooltip="Ctrl+N")
        self.head.add_action(self._new)
        self.filters = FilterBar()
        self._empty = EmptyState(*_NONE, icon="plus")
        self.table = Table(
            columns(self._steps, self._today), name="Intervenciones", row_height=46, empty=self._empty
        )
        self.table.setObjectName("interventions")
        self.table.set_sorted("date", descending=True)
        lead_to(self, self.table)
        self.month: MonthView | None = None
        self._views = QStackedWidget(self)
        self._views.setMinimumSize(1, 1)  # the panel gives way on a narrow window
        listed = QWidget(self._views)
        self.card = TableCard(self.table, keys=_KEYS, parent=listed)
        self.panel = DetailPanel(listed)
        side = QHBoxLayout(listed)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(16)
        side.addWidget(self.card, 1)
        side.addWidget(self.panel)
        self._views.addWidget(listed)
        around = QHBoxLayout()
        around.setContentsMargins(24, 0, 24, 20)
        around.addWidget(self._views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.filters)
        column.addLayout(around, 1)

    def _connect(self) -> None:
        self._look = QTimer(self, singleShot=True, interval=30)
        self._look.timeout.connect(self._look_at_visible)
        self._detail = QTimer(self, singleShot=True, interval=40)
        self._detail.timeout.connect(self._read_detail)
        self._new.clicked.connect(self.new)
        self.filters.filters_changed.connect(self._filtered)
        self.filters.view_changed.connect(self._switch)
        self.filters.search.down_pressed.connect(self.table.setFocus)
        self.table.row_selected.connect(lambda _id: self._detail.start())
        self.table.row_activated.connect(lambda row: self.opened.emit(row, ""))
        self.table.menu_requested.connect(self._open_menu)
        self.table.sort_requested.connect(self._sort)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._look.start())
        self._empty.action_triggered.connect(self._begin)
        self.panel.open_asked.connect(lambda step: self.opened.emit(self.table.current_id(), step))
        self.panel.print_asked.connect(self.print_document)
        self.panel.delete_asked.connect(self._delete)
        self.panel.more_asked.connect(lambda: self._open_menu(self.table.current_id(), QCursor.pos()))
        for keys, act in (("Del", self._delete), ("F2", self._rename), ("Ctrl+D", self._duplicate)):
            QShortcut(
                QKeySequence(keys), self.table, activated=act, context=Qt.ShortcutContext.WidgetShortcut
            )

    def _show_deadlines(self) -> None:
        from ui.deadlines_dialog import DeadlinesDialog

        dialog = DeadlinesDialog(self.tasks, self.window())
        dialog.intervention_chosen.connect(lambda found: self.opened.emit(found, "convocatoria"))
        dialog.instancia_chosen.connect(self.instancia_chosen)
        dialog.open()

    def _today(self) -> date:
        return self.tasks.store.now().date()

    def _show(self, listed: Listing) -> None:
        self._rows = listed.rows
        self.filters.set_years(listed.years)
        self._fill()
        self._say_counts(listed)
        active = self.filters.filters().active
        if active and listed.total:
            self._empty.set_words(*_NONE_MATCH, icon="x")
        else:
            self._empty.set_words(*_NONE, icon="plus")
        if self._views.currentWidget() is self.month:
            self._the_month().show_rows(listed.rows)
        self._mark_wanted()
        if not self.table.current_id() and self._rows:
            self.table.select(self.table.rows()[0].id)
        self._detail.start()
        self._look.start()

    def _fill(self) -> None:
        self.table.set_rows(in_order(self._rows, self._order, descending=self._descending))

    def _say_counts(self, listed: Listing) -> None:
        rows = listed.rows
        whole = f"{len(rows)} de {listed.total}" if self.filters.filters().active else str(len(rows))
        words = self.filters.words()
        self.head.set_title("Intervenciones", f"{whole} · {words}" if words else whole)
        today = self._today()
        gone = (DisplayState.CANCELLED, DisplayState.RESCHEDULED)
        held = sum(1 for row in rows if row.last and row.last < today and row.state not in gone)
        closing = [row.state for row in rows].count(DisplayState.TO_CLOSE)
        noun = "intervención" if len(rows) == 1 else "intervenciones"
        totals = [(f"{len(rows)} {noun}", "secondary")]
        if held:
            totals.append((f"{held} ejecutada{'s' if held > 1 else ''}", "secondary"))
        if closing:
            totals.append((f"{closing} por cerrar", "warning"))
        self.card.footer.set_totals(totals)

    def _look_at_visible(self) -> None:
        """Work out the steps of the rows in sight only: the others may never be looked at."""
        first = max(self.table.rowAt(0), 0)
        last = self.table.rowAt(self.table.viewport().height() - 1)
        rows = self.table.rows()
        shown = rows[first:] if last < 0 else rows[first : last + 1]
        wanted = [row.id for row in shown[:60] if row.id not in self._fresh]
        if wanted:
            today = self._today()
            self.tasks.read(lambda tx: steps_of(tx, wanted, today), self._show_steps, owner=self, key="steps")

    def _show_steps(self, found: dict[str, tuple[StepStatus, ...]]) -> None:
        self._steps.update(found)
        self._fresh.update(found)
        self.table.viewport().update()

    def _read_detail(self) -> None:
        marked, today = self.table.current_id(), self._today()
        if not marked:
            self.panel.clear()
            return

        def read(tx: ReadTx) -> tuple[InterventionPage, PreviousVisit | None] | None:
            page = get_page(tx, marked, today)
            return (page, previous_visit(tx, page)) if page else None

        self.tasks.read(read, self._show_detail, owner=self, key="detail")

    def _show_detail(self, found: tuple[InterventionPage, PreviousVisit | None] | None) -> None:
        if found:
            self.panel.show_page(*found)

    def _filtered(self) -> None:
        self.reload()
        self.left.emit(self.filters.state())

    def _switch(self, view: str) -> None:
        if view == "month":
            self._the_month().show_rows(self._rows)
            self._views.setCurrentWidget(self._the_month())
        else:
            self._views.setCurrentIndex(0)
        lead_to(self, self._the_month() if view == "month" else self.table)
        self.setFocus()
        self.left.emit(self.filters.state())

    def _the_month(self) -> MonthView:
        """Made when first wanted: the list is there sooner."""
        if self.month is None:
            self.month = MonthView(self.tasks)
            self.month.deadline_activated.connect(self._show_deadlines)
            self.month.event_activated.connect(lambda row: self.opened.emit(row, ""))
            self._views.addWidget(self.month)
        return self.month

    def _sort(self, key: str, descending: bool) -> None:
        self._order, self._descending = key, descending
        self._fill()
        self._look.start()

    def _begin(self) -> None:
        if self.filters.filters().active:
            self.filters.clear()
        else:
            self.new()

    def _mark_wanted(self) -> None:
        if self._wanted and any(row.id == self._wanted for row in self._rows):
            self.table.select(self._wanted)
            self._wanted = ""

    def _open_menu(self, row: str, place: QPoint) -> None:
        if not row:
            return
        self.table.select(row)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Abrir\tEnter", lambda: self.opened.emit(row, ""))
        menu.addAction("Cambiar el título\tF2", self._rename)
        menu.addAction("Duplicar\tCtrl+D", self._duplicate)
        menu.addAction("Imprimir hoja", self.print_document)
        menu.addSeparator()
        menu.addAction("Enviar a la papelera\tSupr", self._delete)
        menu.popup(place)

    def _rename(self) -> None:
        if self.table.current_id():
            self.rename_asked.emit(self.table.current_id())

    def _duplicate(self) -> None:
        row: InterventionRow | None = self.table.current_row()
        if row is not None:
            self.tasks.write(
                lambda tx: services.duplicate_intervention(tx, row.id),
                self.mark,
                owner=self,
                label=f"Duplicada: {row.title}",
            )

    def _delete(self) -> None:
        row: InterventionRow | None = self.table.current_row()
        if row is not None:
            self.tasks.write(
                lambda tx: services.remove(tx, Intervention, [row.id]),
                owner=self,
                label=f"En la papelera: {row.title}",
            )
