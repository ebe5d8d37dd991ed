"""The evaluation of an intervention: its form, what was entered, and what it says. Never who answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from concerta_desktop.model import Evaluation, EvaluationForm, EvaluationResponse
from concerta_desktop.model.evaluation import Aspect
from concerta_desktop.model.identity import evaluation_form_id, evaluation_id
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import attendances
from concerta_desktop.rules.attendance import attendees, presence
from concerta_desktop.rules.evaluation import DEFAULT_FORM, Form, Question
from concerta_desktop.rules.evaluation_results import (
    SMALLEST_GROUP,
    AspectResult,
    Filled,
    GroupResult,
    ToLookAt,
    all_questions,
    by_group,
    rate,
    results,
    to_look_at,
    total,
    without_few,
)
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import sort_key

_UNKNOWN_FORM = Form((), ())
"""A response whose form has not arrived yet from another laptop: kept, and counted when it does."""


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One form as the step lists it."""

    id: str
    label: str
    """Its number; a letter after it tells apart two laptops that gave the same one: "19", "19 b"."""
    number: int
    filled: Filled
    entered_at: datetime | None
    corrected_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """What the step shows. `received` None = nobody has said how many were collected."""

    form: Form
    """The one in force; its `id` is that of the store, or the one it will have."""
    groups: tuple[str, ...]
    received: int | None
    present: int
    responses: tuple[ResponseRow, ...]
    """In order of number."""

    @property
    def forms(self) -> int:
        """Forms known of: those received or, when more, those entered."""
        return max(self.received or 0, len(self.responses))

    @property
    def answered(self) -> bool:
        """Whether somebody answered the form in force: then another set of questions is another version."""
        return any(row.filled.form.id == self.form.id for row in self.responses)


@dataclass(frozen=True, slots=True)
class EvaluationSummary:
    """What a document says of an evaluation. With fewer than five forms `aspects`, `groups` and `comments`
    are empty and `hidden` is true: somebody's answers would be recognised; with fewer than five answers an
    aspect is withheld."""

    entered: int
    received: int | None
    present: int
    versions: tuple[int, ...]
    """Of the forms that were answered."""
    aspects: tuple[AspectResult, ...]
    groups: tuple[GroupResult, ...]
    comments: tuple[tuple[str, tuple[str, ...]], ...]
    """By open question: what was written, in alphabetical order so that no form can be put together."""
    to_look_at: tuple[ToLookAt, ...]
    hidden: bool

    @property
    def forms(self) -> int:
        """Forms known of: those received or, when more, those entered."""
        return max(self.received or 0, self.entered)

    @property
    def rate(self) -> int | None:
        """Forms for each hundred attendees; None without attendance."""
        return rate(self.forms, self.present)

    @property
    def comment_count(self) -> int:
        return sum(len(texts) for _question, texts in self.comments)


def evaluation_view(tx: ReadTx, intervention: str) -> EvaluationView:
    """The evaluation of an intervention; with the usual form when nobody has touched it."""
    found = records.find_living(tx, Evaluation, evaluation_id(intervention))
    forms = forms_of(tx, intervention)
    return EvaluationView(
        form=_in_force(found, forms, intervention),
        groups=(found.groups or ()) if found else (),
        received=found.received if found else None,
        present=present_people(tx, intervention),
        responses=_rows(responses_of(tx, intervention), forms),
    )


def evaluation_summary(tx: ReadTx, intervention: str) -> EvaluationSummary:
    """What the entered forms say, with what anonymity hides left out."""
    view = evaluation_view(tx, intervention)
    filled = [row.filled for row in view.responses]
    answered = list({one.form.id: one.form for one in filled}.values())
    questions = all_questions(view.form, answered)
    hidden = len(filled) < SMALLEST_GROUP
    totals = total(filled)
    asked = tuple(one for one in questions if one.key in totals.everybody.tallies)
    aspects = () if hidden else results(asked, totals.everybody.tallies)
    comments = () if hidden else comments_by_question([view.form, *answered], filled)
    texts = [text for _question, texts in comments for text in texts]
    return EvaluationSummary(
        entered=len(filled),
        received=view.received,
        present=view.present,
        versions=tuple(sorted({form.version for form in answered})),
        aspects=without_few(aspects),
        groups=() if hidden else by_group(asked, totals),
        comments=comments,
        to_look_at=to_look_at(aspects, texts, view.forms, view.present),
        hidden=hidden,
    )


def comments_by_question(
    forms: Iterable[Form], filled: Sequence[Filled]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Open questions in order of the form in force, each with what was written, alphabetically."""
    found: dict[str, list[str]] = {text: [] for form in forms for text in form.open_questions}
    for one in filled:
        for question, text in zip(one.form.open_questions, one.comments, strict=False):
            if text:
                found.setdefault(question, []).append(text)
    return tuple((question, tuple(sorted(texts, key=sort_key))) for question, texts in found.items() if texts)


def response_row(tx: ReadTx, response: str) -> ResponseRow:
    """One form just entered or corrected. Raises LookupError when it is not there."""
    item = records.get(tx, EvaluationResponse, response)
    if item is None or item.intervention is None:
        raise LookupError(response)
    alike = [one for one in responses_of(tx, item.intervention, item.number) if one.id != response]
    rows = _rows([*alike, item], forms_of(tx, item.intervention))
    return rows[-1]


def forms_of(tx: ReadTx, intervention: str) -> dict[str, Form]:
    """Every version of the form that is stored, by id."""
    table = table_of(EvaluationForm)
    condition = table.c.intervention == intervention
    found = records.find(tx, EvaluationForm, condition, order=(table.c.version, table.c.created))
    return {item.id: _form(item) for item in found}


def responses_of(tx: ReadTx, intervention: str, number: int | None = None) -> list[EvaluationResponse]:
    """The forms entered, by number; or only those that were given one number."""
    table = table_of(EvaluationResponse)
    conditions = [table.c.intervention == intervention]
    if number is not None:
        conditions.append(table.c.number == number)
    order = (table.c.number, table.c.entered_at, table.c.id)
    return records.find(tx, EvaluationResponse, *conditions, order=order)


def next_number(tx: ReadTx, intervention: str) -> int:
    """The number of the next form; that of one in the trash is given again."""
    table = table_of(EvaluationResponse)
    query = select(func.max(table.c.number)).where(table.c.intervention == intervention, table.c.deleted == 0)
    return (tx.connection.execute(query).scalar() or 0) + 1


def present_people(tx: ReadTx, intervention: str) -> int:
    """How many people came, each counted once: what the response rate is compared with."""
    return len(attendees(presence(item) for item in attendances(tx, intervention)))


def form_id(intervention: str, form: Form) -> str:
    """The id that a form with these questions has."""
    asked = [f"{one.aspect.value}\n{one.title}\n{one.hint}" for one in form.questions]
    return evaluation_form_id(intervention, *asked, *(f"?{text}" for text in form.open_questions))


def _in_force(found: Evaluation | None, forms: Mapping[str, Form], intervention: str) -> Form:
    usual = form_id(intervention, DEFAULT_FORM)
    wanted = (found.form if found else None) or usual
    if wanted in forms:
        return forms[wanted]
    return Form(DEFAULT_FORM.questions, DEFAULT_FORM.open_questions, 1, usual)


def _form(item: EvaluationForm) -> Form:
    texts = (text.partition("\n") for text in item.questions or ())
    questions = tuple(
        Question(_aspect(code), title, hint.strip())
        for code, (title, _, hint) in zip(item.aspects or (), texts, strict=False)
    )
    return Form(questions, item.open_questions or (), item.version or 1, item.id)


def _aspect(code: str) -> Aspect:
    """A newer version's aspect is told apart by its words, as any other question."""
    return next((aspect for aspect in Aspect if aspect.value == code), Aspect.OTHER)


def _rows(items: Sequence[EvaluationResponse], forms: Mapping[str, Form]) -> tuple[ResponseRow, ...]:
    rows: list[ResponseRow] = []
    given: dict[int, int] = {}
    for item in items:
        number = item.number or 0
        again = given.get(number, 0)
        given[number] = again + 1
        rows.append(
            ResponseRow(
                id=item.id,
                label=f"{number} {chr(ord('a') + again)}" if again else str(number),
                number=number,
                filled=_filled(item, forms.get(item.form or "", _UNKNOWN_FORM)),
                entered_at=item.entered_at,
                corrected_at=item.corrected_at,
                reason=item.reason or "",
            )
        )
    return tuple(rows)


def _filled(item: EvaluationResponse, form: Form) -> Filled:
    given = [int(answer) if answer in "012345" else 0 for answer in item.answers or ()]
    answers = tuple([*given, *[0] * len(form.questions)][: len(form.questions)])
    comments = tuple(text or "" for text in (item.comment_1, item.comment_2, item.comment_3))
    return Filled(form, answers, comments[: len(form.open_questions)], item.group_name or "")
