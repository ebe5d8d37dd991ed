"""Evaluations kept: entered, corrected with a reason, asked otherwise, merged between laptops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from concerta_desktop.documents.render import render
from concerta_desktop.documents.report_state import report_state
from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import EvaluationResponse
from concerta_desktop.model.evaluation import Aspect
from concerta_desktop.model.fields import specs
from concerta_desktop.model.report import ReportPart
from concerta_desktop.queries.evaluation import EvaluationView, evaluation_summary, evaluation_view
from concerta_desktop.queries.interventions import get_page
from concerta_desktop.queries.report import get_report
from concerta_desktop.rules.completeness import Step, StepState, StepStatus
from concerta_desktop.rules.evaluation import DEFAULT_FORM, Form, Question
from concerta_desktop.services.documents import evaluation_document
from concerta_desktop.services.evaluation import (
    SavedForm,
    correct_response,
    record_response,
    remove_response,
    save_form,
    set_groups,
    set_received,
)
from concerta_desktop.store import oplog
from concerta_desktop.store.change import undo
from concerta_desktop.store.history import history
from concerta_desktop.store.project import project
from concerta_desktop.store.store import Store
from tests.documents.reading import pdf_pages
from tests.factory import DAY, a_day, an_attendance, an_intervention
from tests.fixtures import NewStore

pytestmark = pytest.mark.req("49")


@pytest.fixture
def workshop(store: Store) -> str:
    made = an_intervention(store)
    a_day(store, made)
    return made


def view(store: Store, workshop: str) -> EvaluationView:
    with store.read() as tx:
        return evaluation_view(tx, workshop)


def enter(store: Store, workshop: str, *answers: int, comment: str = "", group: str = "") -> str:
    with store.write() as tx:
        form = evaluation_view(tx, workshop).form
        return record_response(tx, workshop, form, answers, (comment,), group)


def ask(store: Store, workshop: str, form: Form) -> SavedForm:
    with store.write() as tx:
        return save_form(tx, workshop, form)


def answers(store: Store, workshop: str) -> list[tuple[str, Sequence[int]]]:
    return [(row.label, row.filled.answers) for row in view(store, workshop).responses]


def step(store: Store, workshop: str, *, after: bool = False) -> StepStatus:
    with store.read() as tx:
        page = get_page(tx, workshop, DAY.replace(day=20) if after else DAY)
    assert page is not None
    return next(status for status in page.steps if status.step is Step.EVALUATION)


def send(sender: Store, receiver: Store) -> None:
    """Everything one laptop knows reaches another."""
    with sender.read() as tx:
        operations = [item for _, items in oplog.all_histories(tx) for item in items]
    with receiver.write() as tx:
        oplog.write(tx, operations)
        project(tx, [item.record_id for item in operations])


def test_a_form_is_kept_as_answered_with_its_number(store: Store, workshop: str) -> None:
    enter(store, workshop, 4, 2, 5, 0, 4, comment='<b>Frío</b> & "tarde" 🙏')
    enter(store, workshop, 5, 5, 5, 5, 5)
    assert answers(store, workshop) == [("1", (4, 2, 5, 0, 4)), ("2", (5, 5, 5, 5, 5))]
    assert view(store, workshop).responses[0].filled.comments == ('<b>Frío</b> & "tarde" 🙏',)


def test_no_field_says_who_answered() -> None:
    refers = {spec.facts.refers_to for spec in specs(EvaluationResponse)} - {""}
    assert refers == {"intervention", "evaluation_form"}


@pytest.mark.parametrize(
    "wrong", [(4, 7, 4, 4, 4), (-1, 4, 4, 4, 4), (4, 4, 4, 4, 10**9), (4, 4, 4), (4,) * 6]
)
def test_an_answer_that_cannot_be_writes_nothing(store: Store, workshop: str, wrong: tuple[int, ...]) -> None:
    kept = enter(store, workshop, 4, 4, 4, 4, 4)
    with pytest.raises(ValidationError) as refused:
        enter(store, workshop, *wrong)
    assert refused.value.field == "answers"
    with pytest.raises(ValidationError), store.write() as tx:
        correct_response(tx, kept, wrong, ("",), None, "Error al digitar")
    assert answers(store, workshop) == [("1", (4, 4, 4, 4, 4))]


def test_more_forms_than_attendees_are_all_kept_and_no_share_is_made_up(store: Store, workshop: str) -> None:
    for _ in range(3):
        an_attendance(store, workshop)
    for _ in range(5):
        enter(store, workshop, 4, 4, 4, 4, 4)
    with store.read() as tx:
        said = " ".join(pdf_pages(render(evaluation_document(tx, workshop, store.now()), "pdf").data))
        drafted = report_state(get_report(tx, workshop, DAY)).shown(ReportPart.EVALUATION)
    assert len(answers(store, workshop)) == 5
    assert "Tasa de respuesta sin dato: hay más formularios que participantes" in said
    assert "Hay 5 formularios y 3 presentes: revise si uno se digitó dos veces." in said
    assert "Se recibieron 5 formularios de evaluación, más que 3 personas participantes" in drafted
    for words in (said, drafted):
        assert "167" not in words, "five of three is no response rate"
        assert "de las 3" not in words


def test_a_correction_needs_a_reason_and_the_history_keeps_both(store: Store, workshop: str) -> None:
    response = enter(store, workshop, 4, 2, 5, 4, 4)
    with pytest.raises(ValidationError, match="Falta el motivo") as refused, store.write() as tx:
        correct_response(tx, response, (4, 3, 5, 4, 4), ("",), None, "  ")
    assert refused.value.field == "reason"
    assert answers(store, workshop) == [("1", (4, 2, 5, 4, 4))]
    with store.write() as tx:
        correct_response(tx, response, (4, 3, 5, 4, 4), ("",), None, "Error al digitar")
    assert answers(store, workshop) == [("1", (4, 3, 5, 4, 4))]
    with store.read() as tx:
        said = {(entry.field, entry.before, entry.after) for entry in history(tx, response)}
    assert ("answers", ("4", "2", "5", "4", "4"), ("4", "3", "5", "4", "4")) in said
    assert ("reason", None, "Error al digitar") in said


def test_a_form_taken_away_frees_its_number_and_cannot_be_corrected(store: Store, workshop: str) -> None:
    response = enter(store, workshop, 4, 2, 5, 4, 4)
    with store.write() as tx:
        remove_response(tx, response)
    with pytest.raises(UserError, match="ya no está"), store.write() as tx:
        correct_response(tx, response, (1, 1, 1, 1, 1), ("",), None, "x")
    enter(store, workshop, 1, 1, 1, 1, 1)
    assert [label for label, _ in answers(store, workshop)] == ["1"]


def test_entering_is_undone_as_one_action(store: Store, workshop: str) -> None:
    with store.write() as tx:
        record_response(tx, workshop, DEFAULT_FORM, (4, 4, 4, 4, 4))
        action = tx.action
    with store.write() as tx:
        undo(tx, tx.device, tx.incarnation, action)
    assert view(store, workshop).responses == ()


def test_questions_change_freely_before_anybody_answers(store: Store, workshop: str) -> None:
    shorter = Form(DEFAULT_FORM.questions[:3], ())
    saved = ask(store, workshop, shorter)
    assert (saved.new_version, saved.form.version) == (False, 1)
    assert view(store, workshop).form.same_as(shorter)


def test_questions_changed_after_answers_are_a_new_version_and_lose_nothing(
    store: Store, workshop: str
) -> None:
    for _ in range(6):
        enter(store, workshop, 4, 2, 5, 4, 4)
    extra = Question(Aspect.OTHER, "Idioma", "¿Se explicó en su lengua?")
    longer = Form((*DEFAULT_FORM.questions, extra), DEFAULT_FORM.open_questions)
    saved = ask(store, workshop, longer)
    assert (saved.new_version, saved.form.version, saved.kept) == (True, 2, 6)
    enter(store, workshop, 5, 3, 5, 4, 4, 1)
    with store.read() as tx:
        summary = evaluation_summary(tx, workshop)
    assert summary.versions == (1, 2)
    shown = [(one.title, one.tally.n, one.withheld) for one in summary.aspects]
    assert shown[1::4] == [("Logística", 7, False), ("Idioma", 0, True)], "one answer is somebody's"
    back = ask(store, workshop, DEFAULT_FORM)
    assert (back.form.version, view(store, workshop).form.version) == (1, 1)


def test_a_paper_of_the_old_version_may_still_be_entered(store: Store, workshop: str) -> None:
    old = view(store, workshop).form
    enter(store, workshop, 4, 2, 5, 4, 4)
    ask(store, workshop, Form(DEFAULT_FORM.questions[:2]))
    with store.write() as tx:
        record_response(tx, workshop, old, (1, 1, 1, 1, 1))
    assert answers(store, workshop)[1] == ("2", (1, 1, 1, 1, 1))
    assert len(view(store, workshop).form.questions) == 2


def test_two_laptops_enter_forms_of_one_intervention_and_all_are_kept(
    store: Store, workshop: str, new_store: NewStore
) -> None:
    other = new_store("lima")
    send(store, other)
    enter(store, workshop, 4, 4, 4, 4, 4)
    enter(store, workshop, 5, 5, 5, 5, 5)
    enter(other, workshop, 1, 1, 1, 1, 1)
    send(other, store)
    send(store, other)
    assert sorted(answers(store, workshop)) == sorted(answers(other, workshop))
    assert [label for label, _ in answers(store, workshop)] == ["1", "1 b", "2"]
    assert {given for _, given in answers(store, workshop)} == {(n,) * 5 for n in (1, 4, 5)}


def test_questions_changed_on_one_laptop_do_not_change_what_was_answered_on_another(
    store: Store, workshop: str, new_store: NewStore
) -> None:
    other = new_store("lima")
    send(store, other)
    enter(other, workshop, 1, 2, 3, 4, 5)
    turned = Form(tuple(reversed(DEFAULT_FORM.questions)))
    ask(store, workshop, turned)
    send(other, store)
    (row,) = view(store, workshop).responses
    assert [one.title for one in row.filled.form.questions] == [one.title for one in DEFAULT_FORM.questions]
    assert row.filled.answers == (1, 2, 3, 4, 5)


def test_forms_under_five_are_not_shown_in_documents(store: Store, workshop: str) -> None:
    for _ in range(4):
        enter(store, workshop, 1, 1, 1, 1, 1, comment="Soy la única de mi entidad")
    with store.read() as tx:
        summary = evaluation_summary(tx, workshop)
    assert (summary.entered, summary.hidden) == (4, True)
    assert (summary.aspects, summary.comments, summary.groups) == ((), (), ())


def test_comments_come_in_alphabetical_order_so_that_no_form_can_be_put_together(
    store: Store, workshop: str
) -> None:
    for comment in ("Último", "", "Ánimo", "mejor local", ""):
        enter(store, workshop, 4, 4, 4, 4, 4, comment=comment)
    with store.read() as tx:
        ((_question, texts),) = evaluation_summary(tx, workshop).comments
    assert texts == ("Ánimo", "mejor local", "Último")


def test_the_step_says_how_far_the_pile_has_come(store: Store, workshop: str) -> None:
    assert (step(store, workshop).state, step(store, workshop).summary) == (
        StepState.EMPTY,
        "formulario listo",
    )
    an_attendance(store, workshop)
    assert [one.text for one in step(store, workshop, after=True).missing] == [
        "Faltan los formularios de evaluación"
    ]
    enter(store, workshop, 4, 4, 4, 4, 4)
    assert step(store, workshop).missing[0].field == "received"
    with store.write() as tx:
        set_received(tx, workshop, 2)
    assert (step(store, workshop).state, step(store, workshop).summary) == (
        StepState.STARTED,
        "1 de 2 digitados",
    )
    enter(store, workshop, 4, 4, 4, 4, 4)
    assert (step(store, workshop).state, step(store, workshop).summary) == (
        StepState.COMPLETE,
        "2 digitados",
    )


def test_groups_are_kept_and_the_rate_is_against_attendance(store: Store, workshop: str) -> None:
    an_attendance(store, workshop)
    an_attendance(store, workshop)
    with store.write() as tx:
        set_groups(tx, workshop, ["Grupo A", " Grupo B "])
    enter(store, workshop, 4, 4, 4, 4, 4, group="Grupo A")
    with store.read() as tx:
        summary = evaluation_summary(tx, workshop)
    assert view(store, workshop).groups == ("Grupo A", "Grupo B")
    assert (summary.present, summary.rate) == (2, 50)


def test_the_same_questions_are_the_same_form_on_every_laptop(
    store: Store, workshop: str, new_store: NewStore
) -> None:
    other = new_store("lima")
    send(store, other)
    renamed = Form((replace(DEFAULT_FORM.questions[0], title="Método"), *DEFAULT_FORM.questions[1:]))
    assert ask(store, workshop, renamed).form.id == ask(other, workshop, renamed).form.id
