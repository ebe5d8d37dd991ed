"""Inicio: what is next, what is missing, each a click (or Tab and Enter) away."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.queries.home import HomeView, home_view
from concerta_desktop.queries.intervention_list import InterventionRow
from concerta_desktop.queries.remarks import open_remarks
from concerta_desktop.rules.completeness import Step
from concerta_desktop.store import drafts
from ui.deadlines import read_deadlines
from ui.home import words
from ui.home.board import Board
from ui.home.left_open import LeftOpen
from ui.home.remarked import Remarked
from ui.home.welcome import Welcome
from ui.screen import Screen
from ui.tasks import Tasks
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.header import PageHeader
from ui.widgets.tab_order import lead_to

_MINUTE_MS = 60_000
_LATE, _SOON = timedelta(days=60), timedelta(days=92)
"""What fell due so long ago is still told of, and what falls due so soon."""


class HomeScreen(Screen):
    """The first thing a specialist sees."""

    shows = frozenset(
        {
            "specialist",
            "person",
            "entity",
            "intervention",
            "intervention_day",
            "agenda_item",
            "expected_person",
            "attendance",
            "finding",
            "finding_update",
            "evaluation",
            "evaluation_response",
            "remark",
            "report_section",
            "report_version",
            "preference",
            "convocation",
            "instancia",
            "milestone",
            "mandate",
            "instrument",
            "plan_year",
            "plan_report",
            "awareness_action",
            "agreement",
            "agreement_update",
        }
    )

    place_requested = Signal(object)
    """Lead to this place, (section, method, arguments…), where something was left half typed."""
    creation_requested = Signal(str)
    """Go to the section with this key ("intervenciones", "directorio") and begin a new one there."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._view: HomeView | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Inicio", subtitle=" ", subtitle_below=True)
        self.door_button = Button("Registrar asistencia", icon="user-plus")
        self.new_button = Button("Nueva intervención", icon="plus", keys="Ctrl+N")
        for button in (self.door_button, self.new_button):
            self.header.add_action(button)
            button.hide()
        self.left_open = LeftOpen()
        self.remarked = Remarked()
        self._pages = QStackedWidget(self)
        self.board, self.welcome = Board(self._pages), Welcome(self._pages)
        self._pages.addWidget(QWidget())
        self._pages.addWidget(self.board)
        self._pages.addWidget(self.welcome)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.remarked)
        column.addWidget(self.left_open)
        column.addWidget(self._pages, 1)
        self._midnight = QTimer(self, interval=_MINUTE_MS)
        self._midnight.start()

    def _connect(self) -> None:
        board, welcome = self.board, self.welcome
        self.door_button.clicked.connect(self._open_door)
        for button in (self.new_button, welcome.new_button):
            button.clicked.connect(self.new)
        board.nothing_next.action_triggered.connect(self.new)
        board.next_card.step_chosen.connect(self._open_trip)
        board.closing.row_chosen.connect(self._open_closing)
        board.upcoming.row_chosen.connect(lambda row: self.intervention_chosen.emit(row, ""))
        for card in (board.closing, board.upcoming):
            card.all_requested.connect(lambda: self.section_requested.emit("intervenciones"))
        board.deadlines.row_chosen.connect(lambda _key: self.show_deadlines())
        board.deadlines.all_requested.connect(self.show_deadlines)
        board.directory.open_link.clicked.connect(lambda: self.section_requested.emit("directorio"))
        welcome.people_button.clicked.connect(lambda: self.creation_requested.emit("directorio"))
        welcome.help_button.clicked.connect(lambda: self.section_requested.emit("ayuda"))
        self.remarked.chosen.connect(lambda found: self.intervention_chosen.emit(found, ""))
        self.left_open.recovered.connect(self.place_requested)
        self.left_open.discarded.connect(self._discard_draft)
        self._midnight.timeout.connect(self._follow_the_day)

    def reload(self) -> None:
        today, author = self.tasks.store.now().date(), self.tasks.store.author
        self.tasks.read(lambda tx: home_view(tx, today, author), self._show, owner=self, key="home")
        self.tasks.read(open_remarks, self.remarked.show_remarks, owner=self, key="remarks")
        self.tasks.read(
            lambda tx: read_deadlines(tx, author, today - _LATE, today + _SOON, today),
            lambda found: self.board.show_deadlines(found, today),
            owner=self,
            key="deadlines",
        )

    def show_deadlines(self) -> None:
        """All of them, in a window."""
        from ui.deadlines_dialog import DeadlinesDialog

        dialog = DeadlinesDialog(self.tasks, self.window())
        dialog.intervention_chosen.connect(lambda found: self.intervention_chosen.emit(found, "convocatoria"))
        dialog.instancia_chosen.connect(
            lambda code: self.place_requested.emit(("instancias", "open_instancia", code))
        )
        dialog.open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_drafts()

    def new(self) -> None:
        self.creation_requested.emit("intervenciones")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the next trip from anywhere on the page that does not want it itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._view and self._view.trip:
            self._open_trip("")
        else:
            super().keyPressEvent(event)

    def _show(self, view: HomeView) -> None:
        self._view = view
        self.header.set_title(words.heading(view.today), words.scope_line(view.scope))
        self.new_button.setVisible(view.any_intervention)
        self._show_door(view.door)
        if view.any_intervention:
            self.board.show_view(view)
        page = self.board if view.any_intervention else self.welcome
        first_time = self._pages.currentWidget() is not page
        self._pages.setCurrentWidget(page)
        main = self.board.next_card.open_button if view.trip else self.new_button
        lead_to(self, main if view.any_intervention else self.welcome.new_button)
        if first_time and self.isVisible() and not self._typing_elsewhere():
            self.setFocus()

    def _read_drafts(self) -> None:
        self.tasks.read(drafts.all_drafts, self.left_open.show_drafts, owner=self, key="drafts")

    def _discard_draft(self, key: str) -> None:
        self.tasks.write(
            lambda tx: drafts.discard(tx, key), lambda _none: self._read_drafts(), owner=self, here=True
        )

    def _typing_elsewhere(self) -> bool:
        """The search line or a dialog has the focus already: what arrives late must not take it."""
        focused = QApplication.focusWidget()
        return isinstance(focused, QLineEdit) or QApplication.activeModalWidget() is not None

    def _show_door(self, row: InterventionRow | None) -> None:
        self.door_button.setVisible(row is not None)
        if row is not None:
            self.door_button.setToolTip(paint.tip(row.title))
            self.door_button.setAccessibleDescription(row.title)

    def _open_door(self) -> None:
        if self._view and self._view.door:
            self.intervention_chosen.emit(self._view.door.id, Step.ATTENDANCE.value)

    def _open_trip(self, step: str) -> None:
        if self._view and self._view.trip:
            self.intervention_chosen.emit(self._view.trip.row.id, step)

    def _open_closing(self, row_id: str) -> None:
        """Goes where the first missing thing is put right."""
        items = self._view.closing.rows if self._view else ()
        step = next((item.missing[0].step.value for item in items if item.row.id == row_id), "")
        self.intervention_chosen.emit(row_id, step)

    def _follow_the_day(self) -> None:
        """A laptop left open overnight must not greet with yesterday."""
        if self._view and self.isVisible() and self._view.today != self.tasks.store.now().date():
            self.reload()
