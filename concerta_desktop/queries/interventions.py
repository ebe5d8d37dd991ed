"""One intervention as its page shows it: facts, days, agenda, counts and steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from concerta_desktop import clock
from concerta_desktop.model import (
    AgendaItem,
    AssistanceProcess,
    Attendance,
    Entity,
    Evaluation,
    EvaluationResponse,
    ExpectedPerson,
    Intervention,
    InterventionDay,
    Person,
    Preference,
    ReportSection,
    ReportVersion,
    Specialist,
)
from concerta_desktop.model.choices import Reply
from concerta_desktop.queries import records
from concerta_desktop.queries.catalogues import days_off
from concerta_desktop.queries.comparisons import meant
from concerta_desktop.queries.convocation import convocation_counts
from concerta_desktop.queries.findings import matrix_counts
from concerta_desktop.rules.completeness import StepCounts, StepStatus, step_statuses
from concerta_desktop.rules.interventions import (
    Advisory,
    DisplayState,
    advisories,
    dates_of,
    display_state,
)
from concerta_desktop.store import oplog
from concerta_desktop.store.fold import fold as fold_history
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx

_CHUNK = 500
LINK_BUSINESS_DAYS = "link_business_days"
"""Preference: "1" when the link is sent two business days before, anything else for calendar days."""
SHEET_PRINTED = "sheet_printed:"
"""Preference that remembers that an attendance sheet was printed; the id of the intervention follows."""


@dataclass(frozen=True, slots=True)
class PreviousVisit:
    """The last intervention held in the same territories. `present` counts people."""

    id: str
    title: str
    last: date
    present: int


@dataclass(frozen=True, slots=True)
class InterventionPage:
    """Everything the page of one intervention shows beside its attendance."""

    intervention: Intervention
    state: DisplayState
    days: tuple[InterventionDay, ...]
    agenda: tuple[AgendaItem, ...]
    host: Entity | None
    process: AssistanceProcess | None
    responsible: Specialist | None
    counts: StepCounts
    steps: tuple[StepStatus, ...]
    advisories: tuple[Advisory, ...]
    bases: Mapping[str, Base]
    """By id of the intervention, its process, its days and its themes: what whoever opens it has seen."""


def get_page(tx: ReadTx, intervention_id: str, today: date | None = None) -> InterventionPage | None:
    """One intervention with its days, agenda, counts and steps; None when there is none."""
    intervention = records.get(tx, Intervention, intervention_id)
    if intervention is None:
        return None
    today = today or clock.today()
    days, agenda = days_of(tx, intervention_id), agenda_of(tx, intervention_id)
    counts = counts_of(tx, [intervention_id])[intervention_id]
    dates = dates_of(intervention, days)
    held, reported = counts.present > 0, counts.versions > 0
    business, off = counts_business_days(tx), days_off(tx)
    return InterventionPage(
        intervention=intervention,
        state=display_state(intervention.state, dates, today, held=held, reported=reported),
        days=days,
        agenda=agenda,
        host=records.referred(tx, Entity, intervention.host),
        process=records.find_living(tx, AssistanceProcess, intervention.process or ""),
        responsible=(
            records.get(tx, Specialist, intervention.responsible) if intervention.responsible else None
        ),
        counts=counts,
        steps=step_statuses(intervention, days, counts, today, business=business, off=off),
        advisories=advisories(intervention, days, business=business, off=off),
        bases=_bases(tx, _seen_on(intervention, days, agenda)),
    )


def steps_of(tx: ReadTx, ids: Sequence[str], today: date | None = None) -> dict[str, tuple[StepStatus, ...]]:
    """The steps of some interventions, by id: for the rows of the list that are in sight."""
    today = today or clock.today()
    found = records.get_many(tx, Intervention, ids)
    counts = counts_of(tx, ids)
    table = table_of(InterventionDay)
    days: dict[str, list[InterventionDay]] = {}
    for day in records.find(tx, InterventionDay, table.c.intervention.in_(ids), order=(table.c.day,)):
        days.setdefault(day.intervention or "", []).append(day)
    business, off = counts_business_days(tx), days_off(tx)
    return {
        key: step_statuses(intervention, days.get(key, []), counts[key], today, business=business, off=off)
        for key, intervention in found.items()
    }


def previous_visit(tx: ReadTx, page: InterventionPage) -> PreviousVisit | None:
    """The latest intervention held before this one in a territory it serves; None when there is none."""
    served = page.intervention.territories or ()
    dates = dates_of(page.intervention, page.days)
    if not served or not dates:
        return None
    table, day, came = table_of(Intervention), table_of(InterventionDay), table_of(Attendance)
    code = func.json_each(table.c.territories).table_valued("value")
    last = func.max(day.c.day).label("last")
    held = select(came.c.intervention).where(came.c.deleted == 0)
    query = (
        select(table.c.id, table.c.title, last)
        .join(day, day.c.intervention == table.c.id)
        .join(code, code.c.value.in_(served))
        .where(table.c.deleted == 0, day.c.deleted == 0, table.c.id.in_(held))
        .where(table.c.id != page.intervention.id)
        .group_by(table.c.id, table.c.title)
        .having(last < dates[0].isoformat())
        .order_by(last.desc())
        .limit(1)
    )
    row = tx.connection.execute(query).first()
    if row is None:
        return None
    present = counts_of(tx, [row.id])[row.id].present
    return PreviousVisit(row.id, row.title or "sin dato", date.fromisoformat(row.last), present)


def days_of(tx: ReadTx, intervention_id: str) -> tuple[InterventionDay, ...]:
    """The programmed days, in order."""
    table = table_of(InterventionDay)
    condition = table.c.intervention == intervention_id
    return tuple(records.find(tx, InterventionDay, condition, order=(table.c.day, table.c.start)))


def agenda_of(tx: ReadTx, intervention_id: str) -> tuple[AgendaItem, ...]:
    """The themes in the order a person gave them."""
    table = table_of(AgendaItem)
    condition = table.c.intervention == intervention_id
    order = (table.c.position.is_(None), table.c.position, table.c.created, table.c.id)
    return tuple(records.find(tx, AgendaItem, condition, order=order))


def counts_of(tx: ReadTx, ids: Sequence[str]) -> dict[str, StepCounts]:
    """How far each intervention has come, in numbers of rows; every id given has an entry."""
    found: dict[str, dict[str, Any]] = {key: {} for key in ids}
    for start in range(0, len(ids), _CHUNK):
        for query in _count_queries(tx, ids[start : start + _CHUNK]):
            for row in tx.connection.execute(query).mappings():
                values = {str(name): value for name, value in row.items()}
                found[values.pop("intervention")].update(values)
    for counted in (matrix_counts(tx, ids), convocation_counts(tx, ids)):
        for key, values in counted.items():
            found[key].update(values)
    return {key: StepCounts(**values) for key, values in found.items()}


def preference(tx: ReadTx, name: str) -> str | None:
    """An office-wide text by name; None when nobody set it."""
    table = table_of(Preference)
    found = records.find(tx, Preference, table.c.name == name, limit=1)
    return found[0].text if found else None


def counts_business_days(tx: ReadTx) -> bool:
    """Whether the two days of the link are business days [39]; the source does not say, so they are not."""
    return preference(tx, LINK_BUSINESS_DAYS) == "1"


def _count_queries(tx: ReadTx, ids: Sequence[str]) -> Iterable[Any]:
    agenda, expected, came = table_of(AgendaItem), table_of(ExpectedPerson), table_of(Attendance)
    preferences = table_of(Preference)

    def of(table: Any, *columns: Any) -> Any:
        query = select(table.c.intervention, *columns).where(table.c.deleted == 0)
        return query.where(table.c.intervention.in_(ids)).group_by(table.c.intervention)

    def replied(reply: Reply) -> Any:
        return func.sum(case((expected.c.reply == reply.value, 1), else_=0)).label(reply.name.lower())

    yield of(agenda, func.count().label("agenda"))
    yield of(expected, func.count().label("expected"), replied(Reply.CONFIRMED), replied(Reply.DECLINED))
    who = func.coalesce(meant(tx, Person, came.c.person), came.c.id)
    yield of(came, func.count(who.distinct()).label("present"))
    evaluation, answered = table_of(Evaluation), table_of(EvaluationResponse)
    yield of(evaluation, func.max(evaluation.c.received).label("received"))
    yield of(answered, func.count().label("evaluated"))
    section, version = table_of(ReportSection), table_of(ReportVersion)
    yield of(section, func.sum(func.coalesce(section.c.edited, 0)).label("written"))
    yield of(version, func.max(version.c.version).label("versions"))
    printed = func.substr(preferences.c.name, len(SHEET_PRINTED) + 1).label("intervention")
    names = [SHEET_PRINTED + key for key in ids]
    yield (
        select(printed, (func.count() > 0).label("sheet_printed"))
        .where(preferences.c.deleted == 0, preferences.c.name.in_(names))
        .group_by(printed)
    )


def _seen_on(
    intervention: Intervention, days: Iterable[InterventionDay], agenda: Iterable[AgendaItem]
) -> list[str]:
    process = [intervention.process] if intervention.process else []
    return [intervention.id, *process, *(day.id for day in days), *(item.id for item in agenda)]


def _bases(tx: ReadTx, ids: Sequence[str]) -> dict[str, Base]:
    return {key: fold_history(history).seen() for key, history in oplog.load(tx, ids).items()}
