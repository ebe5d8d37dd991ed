"""One intervention: its head, the rail of steps, and the step that is open."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.model import Intervention
from concerta_desktop.model import territory as territories
from concerta_desktop.model.choices import InterventionState
from concerta_desktop.queries.interventions import InterventionPage, get_page
from concerta_desktop.rules.interventions import dates_of
from concerta_desktop.services import interventions as services
from ui.history_dialog import HistoryDialog
from ui.interventions.progress import mark, state_badge
from ui.interventions.remarks import RemarksBand, write_remark
from ui.interventions.step import Step
from ui.interventions.steps import STEPS
from ui.screen import Chosen, Screen
from ui.tasks import Tasks
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Scroller
from ui.widgets.header import PageHeader
from ui.widgets.step_rail import RailStep, StepRail
from ui.widgets.tab_order import lead_to

PRINT = "print"
"""As the field to go to: open the preview of the sheet."""
SHEET = "Hoja de asistencia"
_SETTABLE = (
    ("Marcar como convocada", InterventionState.CONVOKED, "Convocada"),
    ("Reprogramar", InterventionState.RESCHEDULED, "Reprogramada"),
    ("Cancelar la intervención", InterventionState.CANCELLED, "Cancelada"),
)


class InterventionView(Screen):
    """Usage: `view.open_intervention(id, step)`; step "" = where it was left.

    Signals: `left()` (back to the list), `gone(id)` after it went to the trash, `duplicated(id)`.
    """

    shows = frozenset(
        {"intervention", "intervention_day", "agenda_item", "expected_person", "attendance", "preference"}
        | {"entity", "assistance_process", "evaluation", "evaluation_response"}
        | {"finding", "finding_update", "report_section", "report_version", "remark"}
    )
    left = Signal()
    duplicated = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._id = ""
        self._page: InterventionPage | None = None
        self._last: dict[str, str] = {}
        self.steps: dict[str, Step] = {}
        self._places: dict[str, Scroller] = {}
        self._focus = ""
        self._entering = False
        self._build()
        self._connect()

    def open_intervention(self, intervention: str, step: str = "", focus: str = "") -> None:
        """Show an intervention at a step, and go to a field of it."""
        self._focus = focus
        if intervention != self._id:
            self._id, self._page = intervention, None
            self.steps_stack.hide()
        self._choose(step or self._last.get(intervention, "") or STEPS[0].key)
        self._enter_step()
        self._entering = True
        self.reload()

    def reload(self) -> None:
        """Read the intervention again; the open step keeps what is half typed."""
        wanted, today = self._id, self.tasks.store.now().date()
        if wanted:
            self.tasks.read(lambda tx: get_page(tx, wanted, today), self._show, owner=self, key="page")
            self.remarks.read(wanted)

    def current_step(self) -> Step:
        """The step on show."""
        return self.step(self.rail.current())

    def find(self) -> None:
        """Ctrl+F: the search of the open step."""
        self.current_step().find()

    def lists(self) -> bool:
        """Whether the open step lists something one may add to."""
        return type(self.current_step()).new is not Screen.new

    def new(self) -> None:
        """Ctrl+N: a new one of what the open step lists."""
        self.current_step().new()

    def chosen(self) -> Chosen | None:
        """What is chosen in the open step, else the intervention itself."""
        return self.current_step().chosen() or ((Intervention, self._id) if self._id else None)

    def print_document(self) -> None:
        """Ctrl+P and the head's button: what the open step prints, else the attendance sheet."""
        current = self.current_step()
        step = current if current.print_title else self.step("asistencia")
        if self._page is None:
            return
        if step.page is not self._page:
            step.open(self._page)
        step.print_document()

    def _build(self) -> None:
        self.head = PageHeader(" ", breadcrumb=("Intervenciones",))
        self._sheet = Button(SHEET, icon="printer", tooltip="Ctrl+P")
        self._more = IconButton("ellipsis", "Más acciones")
        self._of_step = QWidget()
        self._actions = QHBoxLayout(self._of_step)
        self._actions.setContentsMargins(0, 0, 0, 0)
        self._actions.setSpacing(8)
        self.remark_button = Button("Observar…", icon="flag")
        self.remark_button.setVisible(self.tasks.store.identity.kind == "central")
        for action in (self._of_step, self.remark_button, self._sheet, self._more):
            self.head.add_action(action)
        self.remarks = RemarksBand(self.tasks)
        self.rail = StepRail([RailStep(made.key, made.title) for made in STEPS])
        self.rail.set_current(STEPS[0].key)
        self.steps_stack = QStackedWidget(self)
        keeps_its_place = self.steps_stack.sizePolicy()  # else head and rail float while it is read
        keeps_its_place.setRetainSizeWhenHidden(True)
        self.steps_stack.setSizePolicy(keeps_its_place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.remarks)
        column.addWidget(self.rail)
        column.addWidget(self.steps_stack, 1)

    def _connect(self) -> None:
        self.head.breadcrumb_clicked.connect(lambda _place: self.left.emit())
        self.rail.step_chosen.connect(self._open_step)
        self.rail.step_entered.connect(self._enter_step)
        self._sheet.clicked.connect(self.print_document)
        self.remark_button.clicked.connect(lambda: write_remark(self.tasks, self._id, self._title(), self))
        self._more.clicked.connect(self._open_menu)

    def step(self, key: str) -> Step:
        """A step by its key, made when first wanted: whoever opens a page waits for one, not for six."""
        if key not in self.steps:
            made = next(made for made in STEPS if made.key == key)
            place = self._places[key] = Scroller(self.steps_stack)
            step = self.steps[key] = made(self.tasks, place.viewport())
            place.setWidget(step)
            self.steps_stack.addWidget(place)
            for action in step.head_actions:
                self._actions.addWidget(action)
            step.section_requested.connect(self.section_requested)
            step.intervention_chosen.connect(self.intervention_chosen)
            step.notice.connect(self.notice)
            step.entered.connect(self.entered)
        return self.steps[key]

    def _open_step(self, key: str) -> None:
        self._choose(key)
        if self._page is not None:
            self.current_step().open(self._page)

    def _enter_step(self) -> None:
        """Be where the open step is used from the keyboard; on the rail when it has no such place yet."""
        place = self.current_step().focusProxy()
        lead_to(self, place if place is not None and place.isEnabled() else self.rail)
        self.setFocus()

    def _choose(self, key: str) -> None:
        key = key if key in {made.key for made in STEPS} else STEPS[0].key
        step = self.step(key)
        self._last[self._id] = key
        self.rail.set_current(key)
        self.steps_stack.setCurrentWidget(self._places[key])
        self._sheet.setText(step.print_title or SHEET)
        self._sheet.setAccessibleName(self._sheet.text())
        self._sheet.setVisible(step.print_button)
        for other in self.steps.values():
            for action in other.head_actions:
                action.setVisible(other is step)
        self._of_step.setVisible(bool(step.head_actions))

    def _show(self, page: InterventionPage | None) -> None:
        if page is None or page.intervention.id != self._id:
            self.left.emit()
            return
        self._page = page
        it = page.intervention
        self.head.set_breadcrumb(_way(page))
        self.head.set_title(it.title or "sin dato")
        self.head.set_badges([state_badge(page.state)])
        known = {status.step.value: status for status in page.steps}
        self.rail.set_steps(
            [
                RailStep(key, step.title, known[key].summary, mark(known[key]))
                if key in known
                else RailStep(key, step.title)
                for key, step in ((made.key, made) for made in STEPS)
            ]
        )
        self.steps_stack.show()
        step = self.current_step()
        step.open(page)
        entering, self._entering = self._entering, False
        if entering:
            self._enter_step()  # it had no place for the keyboard while it was hidden
        if self._focus:
            focus, self._focus = self._focus, ""
            self.print_document() if focus == PRINT else step.go_to_field(focus)

    def _open_menu(self) -> None:
        page = self._page
        if page is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Duplicar", self._duplicate)
        menu.addAction("Historia", self._show_history)
        menu.addSeparator()
        now = page.intervention.state
        for words, state, label in _SETTABLE:
            if now is not state:
                menu.addAction(words, lambda state=state, label=label: self._set_state(state, label))
        if now not in (InterventionState.PROGRAMMED, None):
            menu.addAction(
                "Volver a Programada", lambda: self._set_state(InterventionState.PROGRAMMED, "Programada")
            )
        menu.addSeparator()
        menu.addAction("Enviar a la papelera", self._delete)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def _set_state(self, state: InterventionState, label: str) -> None:
        intervention, title = self._id, self._title()
        self.tasks.write(
            lambda tx: services.set_state(tx, intervention, state), owner=self, label=f"{label}: {title}"
        )

    def _show_history(self) -> None:
        HistoryDialog(self.tasks, Intervention, self._id, self).open()

    def _duplicate(self) -> None:
        intervention = self._id
        self.tasks.write(
            lambda tx: services.duplicate_intervention(tx, intervention),
            self.duplicated.emit,
            owner=self,
            label=f"Duplicada: {self._title()}",
        )

    def _delete(self) -> None:
        intervention = self._id
        self.tasks.write(
            lambda tx: services.remove(tx, Intervention, [intervention]),
            lambda _none: self.left.emit(),
            owner=self,
            label=f"En la papelera: {self._title()}",
        )

    def _title(self) -> str:
        return (self._page.intervention.title if self._page else "") or "intervención"


def _way(page: InterventionPage) -> tuple[str, ...]:
    """ "Intervenciones", "2026", "Huanta, Ayacucho" """
    dates = dates_of(page.intervention, page.days)
    served = page.intervention.territories or ()
    place = territories.label(served[0]) if len(served) == 1 else ""
    parts = ("Intervenciones", str(dates[0].year) if dates else "Sin fecha", place)
    return tuple(part for part in parts if part)
