"""One paper form after another: its number, its questions, what was written at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.rules.evaluation import Form
from concerta_desktop.rules.evaluation_entry import HalfEntered, carry_over, empty
from ui.interventions.attendance.feedback import FeedbackLine
from ui.interventions.evaluation.form_pad import FormPad
from ui.theme import font
from ui.widgets.badge import KeyChip
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.inputs import TextField
from ui.widgets.labels import Label
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.typed_fields import IntField

UNGROUPED = "General"
_ALL = "-"
_KEYS = (("1–5", "responde y avanza"), ("0", "en blanco"), ("Retroceso", "corrige"), ("Ctrl+Z", "deshace"))


@dataclass(frozen=True)
class Sheet:
    """What was entered of one paper form."""

    form: Form
    half: HalfEntered
    comments: tuple[str, ...]
    group: str

    @property
    def begun(self) -> bool:
        return self.half.begun or any(self.comments)


class EntryCard(Card):
    """Signals: `submitted(Sheet)`, `changed()` (worth keeping), `received_given(int | None)`,
    `edit_wanted()`, `undo_wanted()`, `discarded()`, `left_downwards()`."""

    submitted = Signal(object)
    changed = Signal()
    received_given = Signal(object)
    edit_wanted = Signal()
    undo_wanted = Signal()
    discarded = Signal()
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.title = Label("Formulario 1", "panel", tabular=True)
        self._of = Label("de", "body", tone="secondary")
        self.received = IntField("Formularios recibidos", low=0, high=5000)
        self.groups = Segmented("Grupo del formulario", [], small=True)
        self.edit = IconButton("pencil-line", "Editar las preguntas y los grupos", small=True)
        self.pad = FormPad()
        self.comments: list[CommentField] = []
        self.next = Button("Siguiente formulario", keys="Enter")
        self.feedback = FeedbackLine("")
        self._accepted: tuple[str, ...] = ()
        self._known: tuple[str, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 18, 0)
        head.setSpacing(8)
        self.received.setProperty("small", "true")
        self.received.setFont(font("secondary", tabular=True))
        self.received.setFixedWidth(48)
        self.received.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.received.setPlaceholderText("¿?")
        self.received.setToolTip("Cuántos formularios de papel se recogieron")
        head.addWidget(self.title)
        head.addWidget(self._of)
        head.addWidget(self.received)
        head.addWidget(Label("recibidos · anónimo", "body", tone="secondary"))
        head.addStretch(1)
        head.addWidget(self.groups)
        head.addWidget(self.edit)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(8)
        written = QHBoxLayout()
        written.setSpacing(8)
        written.addLayout(self._fields, 1)
        written.addWidget(self.next, 0, Qt.AlignmentFlag.AlignBottom)
        pad, below = QHBoxLayout(), QVBoxLayout()
        pad.setContentsMargins(8, 0, 8, 0)
        pad.addWidget(self.pad)
        below.setContentsMargins(42, 4, 18, 0)
        below.setSpacing(4)
        below.addLayout(written)
        below.addWidget(self._key_line())
        self.body.setContentsMargins(0, 10, 0, 6)
        self.body.setSpacing(8)
        for part in (head, pad, below):
            self.body.addLayout(part)

    def _key_line(self) -> QWidget:
        """The keys, or what there is to say."""
        keys = QWidget()
        row = QHBoxLayout(keys)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for cap, does in _KEYS:
            row.addWidget(KeyChip(cap, does))
        row.addStretch(1)
        self._said = QStackedWidget()
        self._said.addWidget(keys)
        self._said.addWidget(self.feedback)
        self._said.setFixedHeight(28)
        return self._said

    def _connect(self) -> None:
        self.pad.changed.connect(self._edited)
        self.pad.filled.connect(self._filled)
        self.pad.entered.connect(self.submit)
        self.pad.refused.connect(lambda words: self.say("error", words))
        self.pad.left_downwards.connect(self._down)
        self.next.clicked.connect(self.submit)
        self.received.value_changed.connect(self.received_given)
        self.edit.clicked.connect(self.edit_wanted)
        self.groups.value_changed.connect(lambda _key: self._edited())
        self.feedback.undo_clicked.connect(self.undo_wanted)
        self.feedback.offer_clicked.connect(self.discarded)

    def set_form(self, form: Form, groups: Sequence[str]) -> None:
        """Ask what is in force; what was half entered stays where it still is asked."""
        sheet = self.sheet()
        self.pad.set_form(form)
        self._set_comments(form.open_questions)
        self._known, chosen = tuple(groups), self.groups.value()
        known = [Choice(_ALL, UNGROUPED), *(Choice(name, name) for name in groups)]
        self.groups.set_choices(known if groups else [])
        self.groups.set_value(chosen if chosen in groups else _ALL)
        self.groups.setVisible(bool(groups))
        if sheet.begun:
            half = carry_over(sheet.half, sheet.form, form)
            self.put(Sheet(form, half, sheet.comments, sheet.group))

    def set_number(self, number: int, received: int | None) -> None:
        """Which form comes next, of how many."""
        self.title.setText(f"Formulario {number}")
        self._of.setText("de" if received is None or number <= received else "además de los")
        if not self.received.hasFocus():
            self.received.set_value(received)

    def sheet(self) -> Sheet:
        """What is entered so far."""
        comments = tuple(field.value() for field in self.comments)
        group = self.groups.value()
        return Sheet(self.pad.form, self.pad.half, comments, "" if group == _ALL else group)

    def put(self, sheet: Sheet) -> None:
        """Show a form half entered, and go on with it."""
        self.pad.put(sheet.half)
        for field, text in zip(self.comments, sheet.comments, strict=False):
            field.set_value(text)
        self.groups.set_value(sheet.group if sheet.group in self._known else _ALL)

    def clear(self) -> None:
        """The next form, of the same group."""
        self.pad.put(empty(self.pad.form))
        for field in self.comments:
            field.set_value("")
        self._accepted = ()
        self.pad.setFocus()

    def say(
        self, tone: str, strong: str, plain: str = "", *, undo: bool = False, discard: bool = False
    ) -> None:
        """Say something where the keys are listed."""
        self.feedback.say(tone, strong, plain, undo=undo)
        self.feedback.offer("Descartar" if discard else "", "")
        self._said.setCurrentWidget(self.feedback)

    def rest(self) -> None:
        """Nothing to say: the keys."""
        self._said.setCurrentIndex(0)

    def text(self) -> str:
        """What is said, "" while the keys are shown."""
        return self.feedback.text() if self._said.currentIndex() else ""

    def submit(self) -> None:
        """Enter: the form is whole, or the question that lacks an answer is said."""
        sheet = self.sheet()
        if not sheet.half.complete:
            place = sheet.half.first_missing
            title = sheet.form.questions[place].title
            self.pad.put(sheet.half.at(place))
            self.pad.setFocus()
            plain = "Pulse 1 a 5, o 0 si quedó en blanco." if sheet.begun else ""
            self.say("warning", f"Falta «{title}».", plain)
        elif self._looks_like_answers(sheet.comments):
            self.say("warning", "El comentario son solo números.", "Enter otra vez lo guarda tal como está.")
        else:
            self.clear()
            self.submitted.emit(sheet)

    def _looks_like_answers(self, comments: tuple[str, ...]) -> bool:
        """Somebody typed the next form into the comment of this one; a second Enter insists."""
        if comments == self._accepted or not any(text.isdecimal() for text in comments):
            return False
        self._accepted = comments
        return True

    def _set_comments(self, questions: Sequence[str]) -> None:
        if [field.accessibleName() for field in self.comments] == list(questions):
            return
        for field in self.comments:
            self._fields.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.comments = [CommentField(text) for text in questions]
        for field in self.comments:
            self._fields.addWidget(field)
            field.entered.connect(self.submit)
            field.left_upwards.connect(self.pad.setFocus)
            field.emptied.connect(self._back_to_answers)
            field.value_changed.connect(lambda _text: self._edited())

    def _filled(self) -> None:
        if self.comments:
            self.comments[0].setFocus()

    def _back_to_answers(self) -> None:
        self.pad.setFocus()
        self.pad.back()

    def _down(self) -> None:
        if self.comments:
            self.comments[0].setFocus()
        else:
            self.left_downwards.emit()

    def _edited(self) -> None:
        self.rest()
        self.changed.emit()


class CommentField(TextField):
    """What was written at the end. Enter: next form; Backspace on nothing, or up: the questions."""

    entered = Signal()
    left_upwards = Signal()
    emptied = Signal()

    def __init__(self, question: str) -> None:
        super().__init__(question, placeholder=f"{question} (puede quedar vacío)")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        elif event.key() == Qt.Key.Key_Up:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)
