"""What is asked: questions put in, taken out and renamed; open questions; groups."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.model.evaluation import MAX_OPEN, MAX_QUESTIONS, Aspect
from concerta_desktop.queries.evaluation import EvaluationView
from concerta_desktop.rules.evaluation import DEFAULT_FORM, Form, Question
from concerta_desktop.services.evaluation import SavedForm, save_form, set_groups
from concerta_desktop.store.tx import Tx
from ui.form_draft import FormDraft
from ui.tasks import Tasks
from ui.widgets.buttons import Button, IconButton
from ui.widgets.dialogs import FormDialog
from ui.widgets.inputs import TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label
from ui.widgets.notice import InlineNotice


class FormEditor(FormDialog):
    """Closes when the store has taken it. Signal: `saved(SavedForm)`."""

    saved = Signal(object)

    def __init__(self, tasks: Tasks, intervention: str, view: EvaluationView, parent: QWidget | None = None):
        super().__init__(
            "Preguntas de la evaluación",
            subtitle="Solo para esta intervención. Escala de 1 (malo) a 5 (excelente).",
            width=760,
            parent=parent,
        )
        self._tasks, self._intervention, self._view = tasks, intervention, view
        self.warning = InlineNotice("warning", _said(view))
        self.questions = _Lines("Agregar pregunta", MAX_QUESTIONS)
        self.opened = _Lines("Agregar pregunta abierta", MAX_OPEN)
        self.groups = TextField("Grupos", placeholder="Por ejemplo: Grupo A, Grupo B")
        self.usual = Button("Volver a las preguntas habituales", kind="link", icon="rotate-ccw", small=True)
        self._lay_out()
        self._fill(view.form)
        self.groups.set_value(", ".join(view.groups))
        self.questions.lines[0].title.setFocus()
        self.questions.added.connect(lambda: self._add_question(Question(Aspect.OTHER, ""), focus=True))
        self.opened.added.connect(lambda: self._add_open("", focus=True))
        self.usual.clicked.connect(lambda: self._fill(DEFAULT_FORM))
        self.questions.retaken.connect(
            lambda title, hint, aspect: self._add_question(Question(Aspect(aspect), title, hint))
        )
        self.opened.retaken.connect(lambda title, _hint, _aspect: self._add_open(title))
        FormDraft(
            self,
            tasks,
            f"questions:{intervention}",
            ("intervenciones", "open_intervention", intervention, "evaluacion"),
        )

    def _lay_out(self) -> None:
        self.body.addWidget(self.warning)
        head = QHBoxLayout()
        head.addWidget(Label("Preguntas de 1 a 5", "card"), 1)
        head.addWidget(self.usual)
        self.body.addLayout(head)
        self.body.addWidget(self.questions)
        self.body.addWidget(Label("Preguntas abiertas", "card"))
        self.body.addWidget(self.opened)
        help_line = "Para comparar salones o turnos. Un grupo de menos de cinco no se muestra por separado."
        self.body.addWidget(LabeledField("Grupos, separados por comas", self.groups, help=help_line))
        self.body.addStretch(1)

    def _fill(self, form: Form) -> None:
        self.questions.clear()
        self.opened.clear()
        for question in form.questions:
            self._add_question(question)
        for text in form.open_questions:
            self._add_open(text)

    def _add_question(self, question: Question, *, focus: bool = False) -> None:
        place = len(self.questions.lines) + 1
        title = TextField(f"Pregunta {place}", placeholder="Qué se valora")
        hint = TextField(f"Explicación de la pregunta {place}", placeholder="Explicación breve (opcional)")
        title.set_value(question.title)
        hint.set_value(question.hint)
        self.questions.add(_Line(title, hint, question.aspect), focus=focus)

    def _add_open(self, text: str, *, focus: bool = False) -> None:
        field = TextField(f"Pregunta abierta {len(self.opened.lines) + 1}", placeholder="¿Qué…?")
        field.set_value(text)
        self.opened.add(_Line(field, None, Aspect.OTHER), focus=focus)

    def form(self) -> Form:
        """What is written now."""
        questions = tuple(
            Question(line.aspect, line.title.value(), line.hint.value() if line.hint else "")
            for line in self.questions.lines
        )
        return Form(questions, tuple(line.title.value() for line in self.opened.lines))

    def submit(self) -> bool:
        """Hand it to the store; the dialog stays until it says yes."""
        form, intervention = self.form(), self._intervention
        groups = self.groups.value().split(",")

        def work(tx: Tx) -> SavedForm:
            set_groups(tx, intervention, groups)
            return save_form(tx, intervention, form)

        self._tasks.write(
            work,
            self._done,
            owner=self,
            label="Preguntas de la evaluación",
            quiet=True,
            failed=self._refused,
        )
        return False

    def _done(self, saved: SavedForm) -> None:
        self.saved.emit(saved)
        self.accept()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ValidationError):
            field = self._field(error.field)
            field.set_problem(str(error))
            self.show_error(str(error))
            field.setFocus()
        elif isinstance(error, ConcertaError):
            self.show_error(str(error))
        else:
            self._tasks.failed.emit(error)

    def _field(self, name: str) -> TextField:
        kind, _, place = name.partition("-")
        lines = {"question": self.questions.lines, "open": self.opened.lines}.get(kind, [])
        if place.isdecimal() and int(place) < len(lines):
            return lines[int(place)].title
        return self.groups


class _Line(QWidget):
    """A question, its explanation when it may have one, and the way out."""

    def __init__(self, title: TextField, hint: TextField | None, aspect: Aspect) -> None:
        super().__init__()
        self.title, self.hint, self.aspect = title, hint, aspect
        self.remove = IconButton("trash-2", f"Quitar: {title.accessibleName()}", kind="ghost")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(title, 2)
        if hint is not None:
            row.addWidget(hint, 3)
        row.addWidget(self.remove)


class _Lines(QWidget):
    """Lines that come and go. Signals: `added()` when another is wanted, `retaken(title, hint, aspect)` when
    one that was half typed comes back."""

    added = Signal()
    retaken = Signal(str, str, str)

    def __init__(self, words: str, most: int) -> None:
        super().__init__()
        self.lines: list[_Line] = []
        self._most = most
        self.another = Button(words, kind="link", icon="plus", small=True)
        self.another.clicked.connect(self.added)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.another)
        row.addStretch(1)
        self._column.addLayout(row)

    def half_typed(self) -> list[list[str]]:
        """Each line as it is typed."""
        return [
            [line.title.value(), line.hint.value() if line.hint else "", line.aspect.value]
            for line in self.lines
        ]

    def take_half_typed(self, lines: list[list[str]]) -> None:
        self.clear()
        for line in lines:
            self.retaken.emit(*line)

    def add(self, line: _Line, *, focus: bool) -> None:
        self.lines.append(line)
        self._column.insertWidget(len(self.lines) - 1, line)
        line.remove.clicked.connect(lambda: self._take_out(line))
        self.another.setVisible(len(self.lines) < self._most)
        if focus:
            line.title.setFocus()

    def clear(self) -> None:
        for line in tuple(self.lines):
            self._take_out(line)

    def _take_out(self, line: _Line) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.another.setVisible(True)


def _said(view: EvaluationView) -> str:
    """What happens to the forms already entered; "" when there are none."""
    entered = len(view.responses)
    if not view.answered:
        return ""
    forms = "1 formulario digitado" if entered == 1 else f"{entered} formularios digitados"
    return (
        f"Ya hay {forms}. Si cambia las preguntas se hará la versión {view.form.version + 1}; "
        "lo digitado se queda con las preguntas que se respondieron."
    )


def note_of(saved: SavedForm) -> str:
    """What to say once it is kept."""
    if not saved.new_version:
        return "Preguntas guardadas."
    kept = "1 formulario se queda" if saved.kept == 1 else f"{saved.kept} formularios se quedan"
    return f"Versión {saved.form.version} del formulario: {kept} con la versión que se respondió."
