"""The pile of paper forms, entered with the keyboard alone."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.model.evaluation import Aspect
from concerta_desktop.queries.evaluation import EvaluationView, evaluation_view
from concerta_desktop.queries.interventions import get_page
from concerta_desktop.rules.evaluation import DEFAULT_FORM, Form, Question
from concerta_desktop.rules.evaluation_entry import HalfEntered
from concerta_desktop.services import evaluation as services
from concerta_desktop.store import drafts
from concerta_desktop.store.tx import ReadTx
from tests.factory import DAY, a_day, an_attendance, an_intervention
from tests.ui.interventions.conftest import Office
from ui.interventions.evaluation import step as step_module
from ui.interventions.evaluation.correction import CorrectionDialog
from ui.interventions.evaluation.form_editor import FormEditor
from ui.interventions.evaluation.form_pad import FormPad
from ui.interventions.evaluation.step import EvaluationStep
from ui.widgets.labels import Label

pytestmark = pytest.mark.req("49")


class Pile:
    """The step of one workshop."""

    def __init__(self, office: Office, workshop: str) -> None:
        self.office, self.workshop = office, workshop
        self.strokes = 0
        self.step = EvaluationStep(office.tasks)
        office.show(self.step)
        self.open(workshop)

    def open(self, workshop: str) -> None:
        page = self.office.read(lambda tx: get_page(tx, workshop, DAY))
        assert page is not None
        self.step.open(page)
        self.office.until(lambda: self.step.view is not None)
        self.step.setFocus()

    def type(self, text: str) -> None:
        self.strokes += len(text)
        self.office.type(text)

    def entered(self, count: int) -> None:
        self.office.until(lambda: len(self.step.rows) == count)

    def stored(self) -> EvaluationView:
        return self.office.read(lambda tx: evaluation_view(tx, self.workshop))

    def said(self) -> str:
        return self.step.entry.text()

    def until_said(self, words: str) -> None:
        self.office.until(lambda: words in self.said())


@pytest.fixture
def workshop(office: Office) -> str:
    made = an_intervention(office.store)
    a_day(office.store, made)
    return made


@pytest.fixture
def pile(office: Office, workshop: str) -> Pile:
    for _ in range(3):
        an_attendance(office.store, workshop)
    return Pile(office, workshop)


def test_31_forms_of_5_answers_take_31_times_6_keystrokes(pile: Pile) -> None:
    answers = [tuple((place * 7 + form * 3) % 6 for place in range(5)) for form in range(31)]
    for one in answers:
        pile.type("".join(map(str, one)) + "\r")
    pile.entered(31)
    assert pile.strokes == 31 * 6
    assert [row.filled.answers for row in pile.stored().responses] == answers
    assert [row.label for row in pile.stored().responses] == [str(n) for n in range(1, 32)]


def test_the_charts_grow_with_each_form(pile: Pile) -> None:
    pile.type("42504\r")
    pile.entered(1)
    pile.type("55555\r")
    pile.entered(2)
    bars = pile.step.side.chart.bars()
    assert (bars[0].label, bars[0].counts, bars[0].mean) == ("Metodología", (0, 0, 0, 1, 1), "4,50")
    assert (bars[3].mean, bars[3].note) == ("5,00", "n = 1, 1 en blanco")
    assert "Digitados: 2" in pile.step.side.figures.accessibleName()
    assert "2 de 3 presentes" in pile.step.side.figures.accessibleName()


def test_the_question_asked_is_the_one_in_sight_and_backspace_goes_back(pile: Pile) -> None:
    pad = pile.step.entry.pad
    pile.type("42")
    assert pad.accessibleName() == "Pregunta 3 de 5: Facilitación"
    pile.office.press(Qt.Key.Key_Backspace)
    assert pad.half.answers == (4, None, None, None, None)
    assert pad.accessibleName() == "Pregunta 2 de 5: Logística"


def test_a_digit_that_is_no_answer_is_refused_at_the_place(pile: Pile) -> None:
    pile.type("47")
    assert pile.said() == "7 no es una respuesta: use 1 a 5, o 0 si quedó en blanco."
    assert pile.step.entry.pad.half.answers == (4, None, None, None, None)
    pile.type("3")
    assert pile.said() == ""


def test_enter_too_early_says_what_is_missing_and_loses_nothing(pile: Pile) -> None:
    pile.type("425\r")
    assert pile.said() == "Falta «Logro de objetivos». Pulse 1 a 5, o 0 si quedó en blanco."
    pile.type("44\r")
    pile.entered(1)
    assert pile.stored().responses[0].filled.answers == (4, 2, 5, 4, 4)


def test_a_comment_is_typed_after_the_last_answer_and_kept_as_typed(pile: Pile) -> None:
    pile.type('42544Más <b>tiempo</b> & "luz" 🙏 ñ\r')
    pile.entered(1)
    assert pile.stored().responses[0].filled.comments == ('Más <b>tiempo</b> & "luz" 🙏 ñ',)
    assert QApplication.focusWidget() is pile.step.entry.pad


def test_backspace_in_an_empty_comment_returns_to_the_last_answer(pile: Pile) -> None:
    pile.type("42544")
    pile.office.press(Qt.Key.Key_Backspace)
    assert pile.step.entry.pad.half.answers == (4, 2, 5, 4, None)
    pile.type("1\r")
    pile.entered(1)
    assert pile.stored().responses[0].filled.answers == (4, 2, 5, 4, 1)


def test_a_form_typed_into_the_comment_of_another_is_noticed(pile: Pile) -> None:
    pile.type("4254455555\r")
    assert "El comentario son solo números." in pile.said()
    assert pile.stored().responses == ()
    pile.type("\r")
    pile.entered(1)
    assert pile.stored().responses[0].filled.comments == ("55555",)


def test_ctrl_z_takes_back_an_answer_and_then_the_last_form(pile: Pile) -> None:
    pile.type("42544\r")
    pile.entered(1)
    pile.type("5")
    pile.office.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not pile.step.entry.pad.half.begun
    pile.step.entry.undo_wanted.emit()  # Ctrl+Z is the window's from here on
    pile.entered(0)
    pile.until_said("Deshecho: Formulario de evaluación.")


def test_more_forms_than_attendees_is_said_and_kept(pile: Pile) -> None:
    for _ in range(4):
        pile.type("44444\r")
    pile.entered(4)
    pile.until_said("Hay más formularios (4) que presentes (3).")
    assert len(pile.stored().responses) == 4


def test_how_many_were_received_is_written_where_it_is_read(pile: Pile) -> None:
    pile.step.go_to_field("received")
    pile.office.type("2\r")
    pile.office.until(lambda: pile.stored().received == 2)
    assert QApplication.focusWidget() is pile.step.entry.pad
    for _ in range(3):
        pile.type("44444\r")
    pile.until_said("Se anotaron 2 recibidos y ya van 3.")
    assert "además de los" in [label.text() for label in pile.step.entry.findChildren(Label)]


def test_what_was_read_before_a_form_was_entered_does_not_take_it_off(
    pile: Pile, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, go_on = Event(), Event()

    def slowly(tx: ReadTx, intervention: str) -> EvaluationView:
        found = evaluation_view(tx, intervention)
        read.set()
        go_on.wait(5)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(step_module, "evaluation_view", slowly)
        pile.step.reload()
        assert read.wait(5)
    pile.type("44444\r")
    pile.entered(1)
    go_on.set()
    pile.office.until(pile.office.tasks.idle)
    assert [row.filled.answers for row in pile.step.rows] == [(4, 4, 4, 4, 4)]
    assert "Digitados: 1" in pile.step.side.figures.accessibleName()


def test_a_form_half_entered_survives(pile: Pile, office: Office, workshop: str) -> None:
    pile.type("42")
    office.until(lambda: office.read(lambda tx: drafts.load(tx, f"evaluation:{workshop}")))
    again = Pile(office, workshop)
    again.until_said("Formulario a medio digitar")
    assert again.step.entry.pad.half.answers == (4, 2, None, None, None)
    again.step.setFocus()
    again.type("544\r")
    again.entered(1)
    assert office.read(lambda tx: drafts.load(tx, f"evaluation:{workshop}")) is None


def test_a_form_that_could_not_be_saved_comes_back(pile: Pile, monkeypatch: pytest.MonkeyPatch) -> None:
    typed_on = Event()

    def full(*_args: object, **_more: object) -> str:
        typed_on.wait(5)
        raise EnvironmentFailure("No queda espacio en el disco.")

    with monkeypatch.context() as patched:
        patched.setattr(services, "record_response", full)
        pile.type("42544\r")
        pile.type("55")
        typed_on.set()
        pile.until_said("No queda espacio en el disco.")
    assert pile.step.entry.pad.half.answers == (4, 2, 5, 4, 4)
    pile.step.entry.submit()
    pile.entered(1)
    assert pile.step.entry.pad.half.answers == (5, 5, None, None, None)


def test_a_correction_needs_its_reason(pile: Pile) -> None:
    pile.type("42544\r")
    pile.entered(1)
    dialog = CorrectionDialog(pile.office.tasks, pile.step.rows[0], ())
    pile.office.show(dialog)
    dialog.answers[1].set_value("3")
    dialog.submit()
    pile.office.until(lambda: "Falta el motivo" in dialog._reason_box.error())
    dialog.reason.setText("Error al digitar")
    dialog.submit()
    pile.office.until(lambda: not dialog.isVisible())
    pile.office.until(lambda: pile.step.rows[0].filled.answers == (4, 3, 5, 4, 4))
    assert pile.step.rows[0].reason == "Error al digitar"


def test_other_questions_after_answers_say_that_they_are_a_new_version(pile: Pile) -> None:
    pile.type("42544\r")
    pile.entered(1)
    pile.type("31")
    assert pile.step.view is not None
    pile.office.until(lambda: pile.stored().answered)
    editor = FormEditor(pile.office.tasks, pile.workshop, pile.stored())
    pile.office.show(editor)
    assert "se hará la versión 2" in editor.warning.text()
    editor.questions.added.emit()
    editor.questions.lines[-1].title.setText("Logística")
    editor.submit()
    pile.office.until(lambda: "ya está en el formulario" in editor.notice.text())
    assert editor.questions.lines[-1].title.text() == "Logística"
    editor.saved.connect(pile.step._say_form)
    editor.questions.lines[-1].title.setText("Idioma")
    editor.submit()
    pile.until_said("Versión 2 del formulario: 1 formulario se queda con la versión que se respondió.")
    pile.office.until(lambda: len(pile.step.entry.pad.half.answers) == 6)
    assert pile.step.entry.pad.half.answers == (3, 1, None, None, None, None)


def test_a_group_under_five_is_not_shown_apart(office: Office, workshop: str) -> None:
    with office.store.write() as tx:
        services.set_groups(tx, workshop, ["A", "B"])
        form = evaluation_view(tx, workshop).form
        for group, count in (("A", 6), ("B", 3), ("", 4)):
            for _ in range(count):
                services.record_response(tx, workshop, form, (4, 4, 4, 4, 4), (), group)
    side = Pile(office, workshop).step.side
    side.group.set_value("B")
    side._draw()
    assert (side.chart.isVisible(), side.hidden.isVisible()) == (False, True)
    side.group.set_value("A")
    side._draw()
    assert [bar.counts for bar in side.chart.bars()] == [(0, 0, 0, 6, 0)] * 5


def test_a_long_form_scrolls_to_the_question_asked(office: Office, workshop: str) -> None:
    own = tuple(Question(Aspect.OTHER, f"Pregunta {n}") for n in range(4))
    with office.store.write() as tx:
        services.save_form(tx, workshop, Form((*DEFAULT_FORM.questions, *own)))
    pile = Pile(office, workshop)
    pile.type("12345123")
    bar = pile.step.entry.pad.verticalScrollBar()
    office.until(lambda: bar.value() == bar.maximum() > 0)
    pile.type("4")
    assert pile.step.entry.pad.half.complete
    pile.type("\r")  # no open question: Enter where one is
    pile.entered(1)


def test_a_long_form_half_entered_opens_at_the_question_asked(office: Office) -> None:
    form = Form(tuple(Question(Aspect.OTHER, f"Pregunta {n}") for n in range(9)))
    pad = FormPad()
    pad.set_form(DEFAULT_FORM)
    office.show(pad)
    pad.set_form(form)
    pad.put(HalfEntered((3,) * 8 + (None,), 8))  # its questions are not laid out yet
    bar = pad.verticalScrollBar()
    office.until(lambda: bar.value() == bar.maximum() > 0)


def test_every_control_has_a_name(pile: Pile) -> None:
    focusable = [
        one for one in pile.step.findChildren(QWidget) if one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert [type(one).__name__ for one in focusable if not one.accessibleName() and one.isVisible()] == []
    box = pile.step.entry.pad._rows[1].boxes[3]
    assert box.accessibleName() == "Logística: 4 Bueno"
