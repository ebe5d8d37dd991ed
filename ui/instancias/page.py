"""One instancia: its head with state and what is missing, the rail of steps, and the step that is open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.model import Instancia, territory
from concerta_desktop.model.instancia import instancia_label, instancia_name
from concerta_desktop.model.instancias import instancia_id
from concerta_desktop.queries.deadlines import overdue_of
from concerta_desktop.queries.instancia_parts import count_parts
from concerta_desktop.queries.instancias import InstanciaPage, read_instancia
from concerta_desktop.rules.instancia_steps import next_step, not_recorded
from concerta_desktop.store.tx import ReadTx
from ui.history_dialog import HistoryDialog
from ui.instancias.milestone_dialog import MilestoneDialog
from ui.instancias.notices_dialog import NoticesDialog
from ui.instancias.part_step import PartStep
from ui.instancias.pending import Pending, PendingLine, in_order, late
from ui.instancias.step import Step
from ui.instancias.steps import STEPS
from ui.instancias.words import badge
from ui.screen import Chosen, Screen
from ui.tasks import Tasks
from ui.widgets.badge import BadgeText
from ui.widgets.buttons import Button, IconButton
from ui.widgets.header import PageHeader
from ui.widgets.step_rail import RailStep, StepRail
from ui.widgets.tab_order import lead_to

_STEP_OF = {"7.3.3.1-4": "instrumentos", "7.3.4.2": "seguimiento", "7.3.4.6": "seguimiento"}
"""Where the deadline of a paragraph is attended to; what the steps tell by themselves is not among them."""


class InstanciaView(Screen):
    """Usage: `view.open_instancia(code, step)`; step "" = where it was left. Signal: `left()`."""

    shows = frozenset({"instancia", "milestone", "prior_mechanism", "person"}).union(
        *(part.types() for made in STEPS if issubclass(made, PartStep) for part in (made.part, *made.more))
    )
    left = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._code = ""
        self._page: InstanciaPage | None = None
        self._last = ""
        self.steps: dict[str, Step] = {}
        self._build()
        self._connect()

    def open_instancia(self, code: str, step: str = "") -> None:
        """Show an instancia at a step."""
        if code != self._code:
            self._code, self._page = code, None
            self.pending.show_all(())
            self.stack.hide()
        self._choose(step or self._last or STEPS[0].key)
        self._enter_step()
        self.reload()

    def reload(self) -> None:
        """Read the instancia again; the open step keeps what is half typed."""
        code, today = self._code, self.tasks.store.now().date()
        if not code:
            return
        kinds = [made.part.record for made in STEPS if issubclass(made, PartStep)]

        def read(tx: ReadTx) -> tuple[InstanciaPage | None, dict[str, int]]:
            return read_instancia(tx, code, today), count_parts(tx, kinds, code)

        self.tasks.read(read, lambda found: self._show(*found), owner=self, key="page")
        self.tasks.read(
            lambda tx: _read_pending(tx, code, today), self.pending.show_all, owner=self, key="pending"
        )

    def step(self, key: str) -> Step:
        """A step by its key, made when first wanted."""
        if key not in self.steps:
            step = self.steps[key] = next(made for made in STEPS if made.key == key)(self.tasks, self.stack)
            self.stack.addWidget(step)
            step.section_requested.connect(self.section_requested)
            step.notice.connect(self.notice)
            step.entered.connect(self.entered)
        return self.steps[key]

    def current_step(self) -> Step:
        """The step on show."""
        return self.step(self.rail.current())

    def new(self) -> None:
        """Ctrl+N: a new one of what the open step lists."""
        self.current_step().new()

    def find(self) -> None:
        """Ctrl+F."""
        self.current_step().find()

    def print_document(self) -> None:
        """Ctrl+P: what the open step prints."""
        self.current_step().print_document()

    def chosen(self) -> Chosen | None:
        """What is chosen in the open step, else the instancia itself."""
        return self.current_step().chosen() or ((Instancia, instancia_id(self._code)) if self._code else None)

    def _build(self) -> None:
        self.head = PageHeader(" ", breadcrumb=("Instancias",))
        self._milestone = Button("Registrar hito", kind="primary", icon="plus")
        self._history = IconButton("history", "Historia (Ctrl+H)")
        for action in (self._history, self._milestone):
            self.head.add_action(action)
        self.pending = PendingLine()
        self.rail = StepRail([RailStep(made.key, made.title) for made in STEPS])
        self.rail.set_current(STEPS[0].key)
        self.stack = QStackedWidget(self)
        keeps_its_place = self.stack.sizePolicy()
        keeps_its_place.setRetainSizeWhenHidden(True)
        self.stack.setSizePolicy(keeps_its_place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.pending)
        column.addWidget(self.rail)
        column.addWidget(self.stack, 1)
        self.rail.setVisible(len(STEPS) > 1)

    def _connect(self) -> None:
        self.head.breadcrumb_clicked.connect(lambda _place: self.left.emit())
        self.pending.chosen.connect(self._attend)
        self.pending.all_asked.connect(self._open_pending)
        self.rail.step_chosen.connect(self._open_step)
        self.rail.step_entered.connect(self._enter_step)
        self._milestone.clicked.connect(
            lambda: MilestoneDialog(self.tasks, self._code, parent=self.window()).open()
        )
        self._history.clicked.connect(
            lambda: HistoryDialog(self.tasks, Instancia, instancia_id(self._code), self).open()
        )

    def _attend(self, one: Pending) -> None:
        """Lead to where a notice is attended to, with what it speaks of marked."""
        self._open_step(one.step)
        self._enter_step()
        if one.notice.about:
            self.current_step().lead(one.notice.about)

    def _open_pending(self) -> None:
        dialog = NoticesDialog(self.pending.shown(), self.window())
        dialog.chosen.connect(self._attend)
        dialog.open()

    def _open_step(self, key: str) -> None:
        self._choose(key)
        if self._page is not None:
            self.current_step().open(self._page)

    def _choose(self, key: str) -> None:
        key = key if key in {made.key for made in STEPS} else STEPS[0].key
        self._last = key
        step = self.step(key)
        self.rail.set_current(key)
        self.stack.setCurrentWidget(step)

    def _enter_step(self) -> None:
        place = self.current_step().focusProxy()
        lead_to(self, place if place is not None and place.isEnabled() else self.rail)
        self.setFocus()

    def _show(self, page: InstanciaPage | None, counts: dict[str, int]) -> None:
        if page is None or page.row.code != self._code:
            self.left.emit()
            return
        first = self._page is None
        self._page = page
        row = page.row
        self.head.set_breadcrumb(
            ("Instancias", *reversed(territory.label(row.place.territory).split(", ")[1:]))
        )
        self.head.set_title(instancia_label(row.code), instancia_name(row.code))
        badges = [badge(row.state)]
        lacks = next_step(row.state)
        if lacks:
            badges.append(BadgeText("warning", "circle-alert", f"Falta: {lacks}"))
        if row.disputed:
            badges.append(BadgeText("warning", "git-compare", "Hay datos en conflicto"))
        self.head.set_badges(badges)
        self.rail.set_steps([_rail_step(made, page, counts) for made in STEPS])
        self.stack.show()
        self.current_step().open(page)
        if first:
            self._enter_step()


def _read_pending(tx: ReadTx, code: str, today: date) -> list[Pending]:
    """What every step has to be looked at for, and the deadlines that went by."""
    page = read_instancia(tx, code, today)
    overdue = overdue_of(tx, page.row, today) if page else []
    found = [Pending(_STEP_OF[one.paragraph], late(one)) for one in overdue if one.paragraph in _STEP_OF]
    return in_order(
        [
            *found,
            *(Pending(made.key, notice) for made in STEPS for notice in made.read_notices(tx, code, today)),
        ]
    )


def _rail_step(made: type[Step], page: InstanciaPage, counts: dict[str, int]) -> RailStep:
    """What the rail says of a step: how much is recorded; creation is complete when nothing is missing."""
    if issubclass(made, PartStep):
        meta = made.part.record.META
        count = counts.get(meta.name, 0)
        words = f"{count} {(meta.label if count == 1 else meta.plural).lower()}" if count else "sin iniciar"
        return RailStep(made.key, made.title, words, "started" if count else "empty")
    count = len(page.milestones)
    words = f"{count} {'hito' if count == 1 else 'hitos'}" if count else "sin iniciar"
    lacks = not_recorded([one.kind for one in page.milestones if one.kind])
    state = "empty" if not count else "started" if lacks else "done"
    return RailStep(made.key, made.title, words, state)
