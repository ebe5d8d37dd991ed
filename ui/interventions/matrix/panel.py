"""The finding that is chosen: its fields, how it stands at the close of this visit, and its story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Finding, FindingUpdate
from concerta_desktop.model.fields import spec
from concerta_desktop.model.findings import FindingState
from concerta_desktop.model.values import encode, fields_of
from concerta_desktop.queries.findings import FindingRow, StoryLine
from concerta_desktop.rules.findings import due_warning
from ui.interventions.matrix import words
from ui.widgets.badge import Badge, KeyChip
from ui.widgets.buttons import IconButton
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.form import Form, with_the_rest
from ui.widgets.inputs import TextArea
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label, Separator
from ui.widgets.notes import Note
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.suggest_field import SuggestField
from ui.widgets.timeline import Timeline

_ROWS = (("text",), ("about", "place"), ("cause",), ("measure",), ("responsible", "due"))
_ONLY_OF_NUDOS = ("cause", "measure", "due")
_STATES = {
    FindingState.OPEN: "circle",
    FindingState.IN_PROGRESS: "circle-dot",
    FindingState.RESOLVED: "circle-check",
}
_STORY_SHARE, _ONE_LINE = 0.3, 86
"""Most of the panel's height, and px for a story of one line."""


class FindingPanel(Card):
    """Usage: `panel.show_row(row, story)`; `panel.clear()`.

    Signals: `edited(field, value)` of the finding, `said(field, value)` of what this visit says of it,
    `moved(step)`, `delete_asked()`, `left()` (Esc).
    """

    edited = Signal(str, object)
    said = Signal(str, object)
    moved = Signal(int)
    delete_asked = Signal()
    left = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setAccessibleName("Detalle del hallazgo")
        self._today = today
        self._row: FindingRow | None = None
        self._title, self._badge = Label("", "panel"), Badge()
        self.up = IconButton("arrow-up", "Anterior (Alt+↑)", small=True)
        self.down = IconButton("arrow-down", "Siguiente (Alt+↓)", small=True)
        self.trash = IconButton("trash-2", "Enviar a la papelera (Supr)", small=True)
        self.about = SuggestField("Función o instrumento")
        self.responsible = SuggestField("Responsable")
        limit = spec(Finding, "cause").facts.max_length
        editors = {
            "about": self.about,
            "responsible": self.responsible,
            "cause": TextArea("Causa", lines=1, max_lines=6, limit=limit),
        }
        rows = with_the_rest(Finding, _ROWS, elsewhere=("intervention", "kind", "number"))
        self.form = Form(Finding, rows, today=today, editors=editors, stretch={"responsible": 3, "due": 2})
        choices = [Choice(state.value, state.label, icon) for state, icon in _STATES.items()]
        self.state = Segmented("Estado al cierre de esta visita", choices)
        self._state_box = LabeledField("Estado al cierre de esta visita", self.state)
        note = TextArea("Qué se hizo o se dijo hoy", lines=1, max_lines=6, limit=limit)
        apart = ("finding", "intervention", "day", "state")
        rows = with_the_rest(FindingUpdate, (("note",),), elsewhere=apart)
        self.update_form = Form(FindingUpdate, rows, today=today, editors={"note": note})
        self.advice = Note("", "triangle-alert", "warning")
        self.story = Timeline("Historia del nudo")
        self.saved = Note("", "check", "ok")
        self._inside = QWidget(self)
        self._said_first: bool | None = None
        self._build()
        self._connect()
        self.clear()

    def show_row(
        self,
        row: FindingRow,
        story: Sequence[StoryLine],
        finding: Mapping[str, object] = {},
        update: Mapping[str, object] = {},
    ) -> None:
        """Show a finding, or the same one as it stands now: what is half typed stays then. `finding` and
        `update` are values on their way to be saved."""
        if self._row is None or self._row.id != row.id:
            self.forget_typed()
            self._fields.verticalScrollBar().setValue(0)
            self.saved.show_words("", "check", "ok")
        self._row = row
        self._title.setText(words.name_of(row))
        badge = words.age_badge(row, self._today())
        self._badge.setVisible(badge is not None)
        if badge is not None:
            self._badge.set_badge(badge)
        self._arrange(said_first=row.carried)
        self._show_fields(row, finding, update)
        self.advice.show_words(_advice(row), "triangle-alert", "warning")
        self.advice.setVisible(bool(self.advice.text()))
        self._story_box.setVisible(len(story) > 1 or row.carried)
        self.story.show_all(words.happenings(story))
        self._fit_story()
        self._inside.show()

    def clear(self) -> None:
        """Nothing is chosen."""
        self.forget_typed()
        self._row = None
        self._inside.hide()

    def forget_typed(self) -> None:
        """What is typed and not saved is of no use any more."""
        self.form.clear_typed()
        self.update_form.clear_typed()

    def settle(self) -> bool:
        """Save what is typed; False when something cannot be, with the cursor there and the words kept."""
        for form, record in ((self.form, Finding), (self.update_form, FindingUpdate)):
            form.commit()
            for name, value in form.values().items():
                try:
                    encode(spec(record, name), value)
                except ValidationError as error:
                    form.show_problem(error)
            if form.problem():
                form.focus_field(form.problem())
                self._fields.ensureWidgetVisible(form.box(form.problem()))
                return False
        return True

    def show_problem(self, error: ValidationError) -> bool:
        """Put a refusal at its field; False when it is not here."""
        return self.form.show_problem(error) or self.update_form.show_problem(error)

    def say_saved(self) -> None:
        """Something was kept."""
        self.saved.show_words("Guardado", "check", "ok")

    def begin(self) -> None:
        """Go to where one writes first: the text of a finding; of one that came along, how it stands."""
        if self._row is not None and self._row.carried:
            self.state.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.form.focus_field("text")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_story()

    def _arrange(self, *, said_first: bool) -> None:
        """Of a nudo that came along, how it stands is asked first; of a new one, what it is. Tab follows."""
        if said_first is self._said_first:
            return
        self._said_first = said_first
        said, told = [self._state_box, self.update_form], [self.form, self.advice]
        for place, widget in enumerate(said + told if said_first else told + said):
            self._fields.body.insertWidget(place, widget)

    def _fit_story(self) -> None:
        """One line takes little; a long story scrolls, so that the fields keep most of the panel."""
        share = max(96, round(self.height() * _STORY_SHARE))
        self._story_box.setFixedHeight(share if len(self.story.shown()) > 1 else min(share, _ONE_LINE))

    def _show_fields(
        self, row: FindingRow, finding: Mapping[str, object], update: Mapping[str, object]
    ) -> None:
        self.form.box("text").label.setText("Avance" if row.advance else "Nudo crítico")
        apart = _ONLY_OF_NUDOS if row.advance else ()
        self.form.show_fields(name for name in self.form.names() if name not in apart)
        self.form.show_values({**fields_of(row.finding), **finding})
        self._state_box.setVisible(not row.advance)
        self.update_form.setVisible(not row.advance)
        said = {**fields_of(row.update or FindingUpdate(id="")), **update}
        self.state.set_value(str(said["state"] or ""))
        self.update_form.show_values(said)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 6)
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addSpacing(4)
        head.addWidget(self._badge)
        head.addStretch(1)
        for button in (self.up, self.down):
            head.addWidget(button)
        self._fields = ScrollColumn(margin=16, spacing=8, parent=self._inside)
        self._fields.body.setContentsMargins(16, 2, 16, 8)
        self._fields.body.addStretch(1)
        self._arrange(said_first=False)
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._fields, 1)
        whole.addWidget(self._build_story())
        whole.addWidget(Separator())
        whole.addLayout(self._build_foot())
        self.body.addWidget(self._inside)

    def _build_story(self) -> QWidget:
        self._story_box = QWidget(self._inside)
        inside = ScrollColumn(margin=16, spacing=6, parent=self._story_box)
        inside.body.setContentsMargins(16, 10, 16, 8)
        inside.body.addWidget(Label("Historia del nudo", "header"))
        inside.body.addWidget(self.story)
        inside.body.addStretch(1)
        column = QVBoxLayout(self._story_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Separator())
        column.addWidget(inside)
        return self._story_box

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 12, 6)
        foot.setSpacing(10)
        foot.addWidget(KeyChip("Alt+↓", "siguiente"))
        foot.addWidget(KeyChip("Ctrl+N", "nuevo"))
        foot.addStretch(1)
        foot.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.trash)
        return foot

    def _connect(self) -> None:
        self.form.edited.connect(self.edited)
        self.update_form.edited.connect(self.said)
        self.state.value_changed.connect(lambda key: self.said.emit("state", FindingState(key)))
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.trash.clicked.connect(self.delete_asked)


def _advice(row: FindingRow) -> str:
    """What to tell of the finding that is shown."""
    told = [due_warning(row.finding.due, row.origin, resolved=row.resolved)]
    if row.disputed:
        told.append("Dos laptops anotaron aquí cosas distintas. Se ve la última; se guardan las dos.")
    return " ".join(part for part in told if part)
