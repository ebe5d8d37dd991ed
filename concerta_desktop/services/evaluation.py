"""Evaluations: entering paper forms, correcting them with a reason, and changing what is asked [C].

A form never changes: other questions are another form. What was answered stays beside the questions that
were read, whatever another laptop does meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import Evaluation, EvaluationForm, EvaluationResponse
from concerta_desktop.model.identity import evaluation_id, new_id
from concerta_desktop.queries import records
from concerta_desktop.queries.evaluation import (
    evaluation_view,
    form_id,
    forms_of,
    next_number,
    response_row,
    responses_of,
)
from concerta_desktop.rules.evaluation import Form, check_answers, check_form, check_groups
from concerta_desktop.store.change import change, delete
from concerta_desktop.store.tx import Tx
from concerta_desktop.text import clean

COMMENTS = ("comment_1", "comment_2", "comment_3")


@dataclass(frozen=True, slots=True)
class SavedForm:
    """The form in force after saving. `kept`: forms entered that stay with an earlier version."""

    form: Form
    new_version: bool
    kept: int


def record_response(
    tx: Tx,
    intervention: str,
    form: Form,
    answers: Sequence[int],
    comments: Sequence[str] = (),
    group: str | None = None,
) -> str:
    """One paper form, as it was answered; returns its id. `form` is the one that is printed on it.

    Raises `ValidationError` on an answer outside 1-5 that is not 0 (blank): then nothing is written.
    """
    check_answers(form, answers)
    response = new_id()
    values: dict[str, object] = {
        "intervention": intervention,
        "form": _stored(tx, intervention, form),
        "number": next_number(tx, intervention),
        "answers": tuple(map(str, answers)),
        "group_name": group or None,
        "entered_at": tx.now(),
        **_comments(comments),
    }
    change(tx, EvaluationResponse, response, values)
    return response


def correct_response(
    tx: Tx, response: str, answers: Sequence[int], comments: Sequence[str], group: str | None, reason: str
) -> None:
    """Correct what was entered; the history keeps both, with the reason.

    Raises `ValidationError` without a reason, or on an answer that cannot be.
    """
    if records.find_living(tx, EvaluationResponse, response) is None:
        raise UserError("Ese formulario ya no está.", safe="No se ha tocado nada.")
    reason = clean(reason, "reason")
    if not reason:
        raise ValidationError(
            "reason", "Falta el motivo de la corrección.", todo="Por ejemplo: «error al digitar»."
        )
    check_answers(response_row(tx, response).filled.form, answers)
    values: dict[str, object] = {
        "answers": tuple(map(str, answers)),
        "group_name": group or None,
        "reason": reason,
        "corrected_at": tx.now(),
        **_comments(comments),
    }
    change(tx, EvaluationResponse, response, values)


def remove_response(tx: Tx, response: str) -> None:
    """It was entered twice, or belongs to another intervention: to the trash."""
    delete(tx, EvaluationResponse, response)


def set_received(tx: Tx, intervention: str, received: int | None) -> None:
    """How many paper forms were collected. Raises `ValidationError` on a number that cannot be."""
    _set(tx, intervention, received=received)


def set_groups(tx: Tx, intervention: str, groups: Iterable[str]) -> None:
    """Name the groups that are told apart. Those of forms already entered stay as they were."""
    _set(tx, intervention, groups=check_groups(groups))


def save_form(tx: Tx, intervention: str, wanted: Form) -> SavedForm:
    """Put other questions in force. A form that somebody answered stays, and this one is the next version.

    Raises `ValidationError` naming the question: "question-2", "open-0".
    """
    form = check_form(wanted)
    view = evaluation_view(tx, intervention)
    if form.same_as(view.form):
        return SavedForm(view.form, new_version=False, kept=0)
    answered = {item.form for item in responses_of(tx, intervention)}
    stored = forms_of(tx, intervention)
    chosen = form_id(intervention, form)
    newest = max((one.version for key, one in stored.items() if key in answered), default=0)
    version = stored[chosen].version if chosen in answered and chosen in stored else newest + 1
    form = Form(form.questions, form.open_questions, version, chosen)
    _write_form(tx, intervention, form)
    _set(tx, intervention, form=chosen)
    kept = sum(row.filled.form.id != chosen for row in view.responses)
    return SavedForm(form, new_version=bool(answered), kept=kept)


def _stored(tx: Tx, intervention: str, form: Form) -> str:
    """The id of a form; the usual one is written down, and put in force, with its first answers."""
    chosen = form_id(intervention, form)
    if records.find_living(tx, EvaluationForm, chosen) is None:
        _write_form(tx, intervention, replace(form, id=chosen))
        current = records.find_living(tx, Evaluation, evaluation_id(intervention))
        if current is None or not current.form:
            _set(tx, intervention, form=chosen)
    return chosen


def _write_form(tx: Tx, intervention: str, form: Form) -> None:
    values: dict[str, object] = {
        "intervention": intervention,
        "version": form.version,
        "aspects": tuple(one.aspect.value for one in form.questions),
        "questions": tuple(f"{one.title}\n{one.hint}".strip() for one in form.questions),
        "open_questions": form.open_questions,
    }
    change(tx, EvaluationForm, form.id, values)


def _set(tx: Tx, intervention: str, **values: object) -> None:
    change(tx, Evaluation, evaluation_id(intervention), {"intervention": intervention} | values)


def _comments(comments: Sequence[str]) -> dict[str, object]:
    texts = [*comments, *[""] * len(COMMENTS)]
    return {name: text or None for name, text in zip(COMMENTS, texts, strict=False)}
