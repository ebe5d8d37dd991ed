"""Correcting a form already entered: what it said stays in the history, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.queries.evaluation import ResponseRow
from concerta_desktop.rules.evaluation import BLANK, SCALE
from concerta_desktop.services.evaluation import correct_response
from ui.form_draft import FormDraft
from ui.interventions.evaluation.entry_card import UNGROUPED
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.inputs import TextArea, TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label
from ui.widgets.segmented import Choice, Segmented

_ANSWERS = (*(Choice(str(n), str(n)) for n in range(1, len(SCALE) + 1)), Choice(str(BLANK), "En blanco"))
_ALL = "-"


class CorrectionDialog(FormDialog):
    """One form, answer by answer. It closes when the store has taken the correction."""

    def __init__(self, tasks: Tasks, row: ResponseRow, groups: Sequence[str], parent: QWidget | None = None):
        super().__init__(
            f"Corregir el formulario {row.label}",
            subtitle="Lo digitado no se reescribe: el historial guarda lo que decía y el motivo.",
            width=600,
            parent=parent,
        )
        self._tasks, self._row = tasks, row
        self.answers = [Segmented(one.title, _ANSWERS, small=True) for one in row.filled.form.questions]
        self.comments = [
            TextArea(question, lines=1, max_lines=4, limit=4000)
            for question in row.filled.form.open_questions
        ]
        self._boxes = [LabeledField(field.accessibleName(), field) for field in self.comments]
        own = row.filled.group
        names = [*groups, *([own] if own and own not in groups else [])]
        choices = [Choice(_ALL, UNGROUPED), *(Choice(name, name) for name in names)]
        self.group = Segmented("Grupo", choices, small=True)
        self._group_box = LabeledField("Grupo", self.group)
        self._group_box.setVisible(bool(names))
        self.reason = TextField("Motivo de la corrección", placeholder="Por ejemplo: error al digitar")
        self._reason_box = LabeledField("Motivo de la corrección", self.reason, required=True)
        self._lay_out()
        self._fill()
        FormDraft(self, tasks, f"correction:{row.id}", ())

    def _lay_out(self) -> None:
        for question, answer in zip(self._row.filled.form.questions, self.answers, strict=True):
            line = QHBoxLayout()
            line.addWidget(Label(question.title, "emphasis", wrap=True), 1)
            line.addWidget(answer)
            self.body.addLayout(line)
        self.body.addSpacing(4)
        for field in (*self._boxes, self._group_box, self._reason_box):
            self.body.addWidget(field)
        self.body.addStretch(1)

    def _fill(self) -> None:
        for answer, value in zip(self.answers, self._row.filled.answers, strict=True):
            answer.set_value(str(value))
        for field, text in zip(self.comments, self._row.filled.comments, strict=False):
            field.set_value(text)
        self.group.set_value(self._row.filled.group or _ALL)
        if self.answers:
            self.answers[0].setFocus()

    def submit(self) -> bool:
        """Hand it to the store; the dialog stays until it says yes."""
        answers = [int(answer.value()) for answer in self.answers]
        comments = [field.value() for field in self.comments]
        group, reason, response = self.group.value(), self.reason.value(), self._row.id
        self._tasks.write(
            lambda tx: correct_response(
                tx, response, answers, comments, None if group == _ALL else group, reason
            ),
            lambda _none: self.accept(),
            owner=self,
            label=f"Corrección del formulario {self._row.label}",
            failed=self._refused,
        )
        return False

    def _refused(self, error: Exception) -> None:
        boxes = {"reason": self._reason_box} | {
            f"comment_{place}": box for place, box in enumerate(self._boxes, start=1)
        }
        if isinstance(error, ValidationError) and error.field in boxes:
            boxes[error.field].set_error(str(error))
            boxes[error.field].field.setFocus()
        elif isinstance(error, ConcertaError):
            self.show_error(str(error))
        else:
            self._tasks.failed.emit(error)
