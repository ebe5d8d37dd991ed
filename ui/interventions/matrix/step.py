"""The Matriz step: nudos of earlier visits first, because today they must be updated; all by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Finding
from concerta_desktop.model.fields import spec
from concerta_desktop.model.findings import FindingKind, FindingState
from concerta_desktop.model.identity import finding_update_id, new_id
from concerta_desktop.queries import records
from concerta_desktop.queries.findings import (
    FindingRow,
    Matrix,
    finding_subjects,
    matrix,
    responsibles_used,
)
from concerta_desktop.queries.interventions import InterventionPage
from concerta_desktop.rules.finding_subjects import RESPONSIBLES, Aspect, Subject
from concerta_desktop.rules.findings import Standing
from concerta_desktop.services import findings as services
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import ReadTx, Tx
from ui.interventions.matrix import words
from ui.interventions.matrix.matrix_list import MatrixList
from ui.interventions.matrix.panel import FindingPanel
from ui.interventions.matrix.saving import FieldSaves, Key
from ui.interventions.step import Step
from ui.screen import Chosen
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.completer import Suggestion
from ui.widgets.tab_order import lead_to

_PANEL = 372


@dataclass(frozen=True)
class _Read:
    """What the step shows, read at once."""

    matrix: Matrix | None
    subjects: tuple[Subject, ...]
    responsibles: list[str]
    turns: tuple[int, int]


class MatrixStep(Step):
    """Avances and nudos críticos of one visit, each field saved on leaving it.

    A finding that was begun and not yet saved is on the list as `_draft`; left blank, it goes.
    """

    key = "matriz"
    title = "Matriz"
    print_title = "Imprimir matriz"
    shows = frozenset({"finding", "finding_update", "intervention_day"})

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._matrix: Matrix | None = None
        self._draft: FindingRow | None = None
        self._begun: dict[str, tuple[str, FindingKind]] = {}
        self._current = ""
        self._findings = FieldSaves(tasks, self._save, self)
        self._updates = FieldSaves(tasks, _save_said, self)
        self._build()
        self._connect()

    def open(self, page: InterventionPage) -> None:
        """Show this intervention; what is half typed in it stays."""
        if self.page is None or self.page.intervention.id != page.intervention.id:
            self.panel.clear()
            self._draft, self._matrix, self._current = None, None, ""
            self.listed.show_rows([])
        super().open(page)

    def reload(self) -> None:
        """Read the matriz again."""
        if self.page is not None:
            intervention = self.page.intervention.id
            turns = self._findings.asked(), self._updates.asked()
            self.tasks.read(lambda tx: _read(tx, intervention, turns), self._show, owner=self, key="matrix")

    def new(self) -> None:
        """Ctrl+N: another nudo crítico."""
        self._start(FindingKind.OBSTACLE)

    def find(self) -> None:
        """Ctrl+F: look for a finding in the list."""
        self.listed.search.setFocus()

    def go_to_field(self, name: str) -> None:
        """The first nudo that must be updated, or the list."""
        self.listed.table.setFocus()

    def print_document(self) -> None:
        """Ctrl+P: the matriz."""
        from ui.interventions.matrix.printing import matrix_preview

        if self.page is not None and self.panel.settle():
            found = self.page.intervention
            matrix_preview(self.tasks, found.id, found.title or "", self).open()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the step is leaving its fields."""
        super().hideEvent(event)
        self.panel.settle()

    def _build(self) -> None:
        self.listed = MatrixList(self._today, self)
        self.panel = FindingPanel(self._today, self)
        self.advance_button = Button("Avance", icon="plus", tooltip="Ctrl+Mayús+N")
        self.nudo_button = Button("Nudo crítico", kind="primary", icon="plus", tooltip="Ctrl+N")
        self.head_actions = (self.advance_button, self.nudo_button)
        lead_to(self, self.listed)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(12)
        row.addWidget(self.listed, 1)
        self.panel.setFixedWidth(_PANEL)
        row.addWidget(self.panel)

    def _connect(self) -> None:
        self.listed.chosen.connect(self._choose)
        self.listed.opened.connect(lambda _id: self.panel.begin())
        self.listed.delete_asked.connect(self._delete)
        panel = self.panel
        panel.edited.connect(self._keep)
        panel.said.connect(self._keep_said)
        panel.moved.connect(self._move)
        panel.delete_asked.connect(self._delete)
        panel.left.connect(self._leave_panel)
        for saves in (self._findings, self._updates):
            saves.saved.connect(panel.say_saved)
            saves.refused.connect(self._refused)
        self.nudo_button.clicked.connect(self.new)
        self.advance_button.clicked.connect(lambda: self._start(FindingKind.ADVANCE))
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+Shift+N": partial(self._start, FindingKind.ADVANCE),
            "Alt+Down": partial(self._move, 1),
            "Alt+Up": partial(self._move, -1),
        }
        for place, state in enumerate(FindingState, 1):
            keys[f"Ctrl+{place}"] = partial(self._set_state, state)
        for shortcut, act in keys.items():
            QShortcut(QKeySequence(shortcut), self).activated.connect(act)

    def _today(self) -> date:
        return self.tasks.store.now().date()

    def _show(self, read: _Read) -> None:
        self._matrix = found = read.matrix
        self._findings.read(read.turns[0])
        self._updates.read(read.turns[1])
        if found is None:
            return
        self.panel.about.set_suggestions([_suggestion(one) for one in read.subjects])
        self.panel.responsible.set_suggestions([Suggestion(name, name) for name in read.responsibles])
        ids = {row.id for row in found.rows}
        if self._draft and self._draft.id in ids:
            self._draft = None
        if self._current and self._current not in ids and not self._draft:
            self.panel.clear()  # it went to the trash: nobody waits for what was typed in it
            self._current = ""
        self._fill()

    def _fill(self) -> None:
        """Put the findings, and the one begun, on the list; the chosen one in the panel."""
        if self._matrix is None:
            return
        rows = (*self._matrix.rows, *((self._draft,) if self._draft else ()))
        self.listed.show_rows(rows)
        self.listed.say(words.unassigned_note(self._matrix))
        if self._current not in self.listed.ids():
            first = next((row.id for row in rows if row.pending), "")
            self.listed.table.select(first or next(iter(self.listed.ids()), ""))
        self._show_current()

    def chosen(self) -> Chosen | None:
        return (Finding, self._current) if self._current and not self._draft else None

    def _row(self, finding: str) -> FindingRow | None:
        rows = (*(self._matrix.rows if self._matrix else ()), *((self._draft,) if self._draft else ()))
        return next((row for row in rows if row.id == finding), None)

    def _show_current(self) -> None:
        row = self._row(self._current)
        if row is None or self._matrix is None:
            self.panel.clear()
            return
        story = self._matrix.stories.get(row.id, ())
        on_their_way = self._findings.values((row.id,)), self._updates.values((row.id, self._matrix.visit.id))
        self.panel.show_row(row, story, *on_their_way)

    def _choose(self, finding: str) -> None:
        """Another one is wanted: what is typed in this one is saved first, and stays when it cannot be."""
        if finding == self._current:
            return
        if self._current and not self.panel.settle():
            self.listed.table.select(self._current)
            return
        left, self._current = self._draft, finding
        if left and left.id != finding and left.id not in self._begun:
            self._draft = None
            self._fill()
        else:
            self._show_current()

    def _move(self, step: int) -> None:
        """To the next or former one; the cursor stays in the field where it is."""
        ids = self.listed.ids()
        if self._current in ids:
            place = min(max(ids.index(self._current) + step, 0), len(ids) - 1)
            self.listed.table.select(ids[place])

    def _start(self, kind: FindingKind) -> None:
        """A blank finding on the list, ready to be written; it is kept with its first field."""
        if self._matrix is None or not self.panel.settle():
            return
        finding = Finding(id=new_id(), intervention=self._matrix.visit.id, kind=kind)
        blank = FindingRow(finding, "", self._matrix.visit, Standing.NEW)
        self._draft, self._current = blank, finding.id
        self._fill()
        self.listed.reveal(finding.id)
        self.panel.begin()

    def _leave_panel(self) -> None:
        """Esc: back to the list; a finding left blank goes."""
        if self._draft and self._draft.id == self._current and self._draft.id not in self._begun:
            self._draft, self._current = None, ""
            self._fill()
        self.listed.table.setFocus()

    def _set_state(self, state: FindingState) -> None:
        row = self._row(self._current)
        if row is not None and not row.advance and row is not self._draft:
            self.panel.state.set_value(state.value)
            self._keep_said("state", state)

    def _delete(self) -> None:
        row = self._row(self._current)
        if row is None:
            return
        if row is self._draft:
            self._leave_panel()
            return
        if row.carried:
            self.notice.emit(
                f"{words.name_of(row)} viene de «{row.origin.title}»: márquelo resuelto, o quítelo allí."
            )
            return
        self.panel.forget_typed()
        finding, name = row.id, words.name_of(row)
        self.tasks.write(
            lambda tx: services.remove_findings(tx, [finding]), owner=self, label=f"{name} a la papelera"
        )

    def _save(self, tx: Tx, key: Key, values: Mapping[str, object], base: Base) -> Base:
        """One field of a finding; the first of one just begun makes it."""
        (finding,) = key
        begun = self._begun.get(finding)
        if begun and records.get(tx, Finding, finding) is None:
            services.add_finding(tx, *begun, values, finding)
            return seen(tx, finding)
        return services.save_finding(tx, finding, values, base)

    def _keep(self, field: str, value: object) -> None:
        """A field of the chosen finding was left."""
        row = self._row(self._current)
        if row is None or self._matrix is None:
            return
        label = f"Cambio en «{spec(Finding, field).label}» de {words.name_of(row)}"
        if row is self._draft and row.finding.kind:
            self._begun[row.id] = (row.origin.id, row.finding.kind)
            label = f"{row.finding.kind.label} agregado"
        self._findings.keep((row.id,), field, value, self._matrix.bases.get(row.id, {}), label)

    def _keep_said(self, field: str, value: object) -> None:
        """What this visit says of the chosen nudo was written."""
        row = self._row(self._current)
        if row is None or self._matrix is None:
            return
        visit = self._matrix.visit.id
        base = self._matrix.bases.get(finding_update_id(row.id, visit), {})
        self._updates.keep((row.id, visit), field, value, base, f"Seguimiento de {words.name_of(row)}")

    def _refused(self, key: Key, field: str, error: Exception) -> None:
        """A value that cannot be goes back to its field, wherever one is by now; anything else is for the
        window to show."""
        if isinstance(error, ValidationError) and key[0] in self.listed.ids():
            self.listed.table.select(key[0])
            if self._current == key[0] and self.panel.show_problem(error):
                return
        self.tasks.failed.emit(error)


def _save_said(tx: Tx, key: Key, values: Mapping[str, object], base: Base) -> Base:
    finding, intervention = key
    return services.say(tx, intervention, finding, values, base)


def _read(tx: ReadTx, intervention: str, turns: tuple[int, int]) -> _Read:
    used = dict.fromkeys((*responsibles_used(tx), *RESPONSIBLES))
    return _Read(matrix(tx, intervention), finding_subjects(tx), list(used), turns)


def _suggestion(subject: Subject) -> Suggestion:
    return Suggestion(
        subject.name, subject.name, "" if subject.aspect is Aspect.OTHER else subject.aspect.label
    )
