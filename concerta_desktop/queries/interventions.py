"""Interventions as the list, the calendar and their own page show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from concerta_desktop.model import (
    AgendaItem,
    AssistanceProcess,
    Attendance,
    Entity,
    ExpectedPerson,
    Intervention,
    InterventionDay,
    Preference,
    Specialist,
)
from concerta_desktop.model import territory as territories
from concerta_desktop.model.choices import InterventionState, InterventionType, Modality, Reply
from concerta_desktop.model.fields import spec
from concerta_desktop.model.values import decode
from concerta_desktop.queries import records
from concerta_desktop.store.search import matches
from concerta_desktop.store.tables import from_column, table_of
from concerta_desktop.store.tx import ReadTx


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows; None or empty = everything. `region` is a code such as "R05"."""

    text: str = ""
    year: int | None = None
    state: str | None = None
    """A code of `InterventionState`, or "en_curso" / "por_cerrar" (which follow from the dates)."""
    type: InterventionType | None = None
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How far an intervention has come, in numbers of rows."""

    agenda: int = 0
    expected: int = 0
    confirmed: int = 0
    declined: int = 0
    present: int = 0
    """People who came on some day."""


@dataclass(frozen=True, slots=True)
class InterventionRow:
    """One line of the list. `first` and `last` are None while no day is programmed."""

    id: str
    code: str | None
    title: str
    type: InterventionType | None
    modality: Modality | None
    state: InterventionState | None
    first: date | None
    last: date | None
    territories: tuple[str, ...]
    venue: str | None
    counts: Counts

    @property
    def place(self) -> str:
        """Where it serves, short: "Huanta", or "3 territorios"; "sin dato" when unknown."""
        if len(self.territories) > 1:
            return f"{len(self.territories)} territorios"
        for code in self.territories:
            found = territories.find(code)
            return found.name if found else code
        return "sin dato"


@dataclass(frozen=True, slots=True)
class InterventionPage:
    """Everything the page of one intervention shows beside its attendance."""

    intervention: Intervention
    days: tuple[InterventionDay, ...]
    agenda: tuple[AgendaItem, ...]
    host: Entity | None
    process: AssistanceProcess | None
    responsible: Specialist | None
    counts: Counts
    sheet_printed: bool
    """The attendance sheet was printed or saved at least once."""


def list_interventions(tx: ReadTx, filters: Filters = Filters()) -> list[InterventionRow]:
    """Interventions, the latest first; those without a date lead, because they lack something."""
    table, days = table_of(Intervention), _days()
    query = (
        select(table, days.c.first, days.c.last)
        .outerjoin(days, days.c.intervention == table.c.id)
        .where(table.c.deleted == 0, *_conditions(filters, days))
        .order_by(days.c.first.is_(None).desc(), days.c.first.desc(), table.c.sort_key)
    )
    rows = tx.connection.execute(query).all()
    counts = _counts(tx, None if len(rows) > 500 else [row.id for row in rows])
    regions = set(filters.regions)
    listed = (_row(row, counts.get(row.id, Counts())) for row in rows)
    return [row for row in listed if not regions or regions & _regions(row.territories)]


def get_page(tx: ReadTx, intervention_id: str) -> InterventionPage | None:
    """One intervention with its days, agenda and counts; None when there is none."""
    intervention = records.get(tx, Intervention, intervention_id)
    if intervention is None:
        return None
    agenda = table_of(AgendaItem)
    items = records.find(
        tx,
        AgendaItem,
        agenda.c.intervention == intervention_id,
        order=(agenda.c.day, agenda.c.position, agenda.c.start, agenda.c.created),
    )
    return InterventionPage(
        intervention=intervention,
        days=days_of(tx, intervention_id),
        agenda=tuple(items),
        host=records.get(tx, Entity, intervention.host) if intervention.host else None,
        process=records.get(tx, AssistanceProcess, intervention.process) if intervention.process else None,
        responsible=(
            records.get(tx, Specialist, intervention.responsible) if intervention.responsible else None
        ),
        counts=_counts(tx, [intervention_id]).get(intervention_id, Counts()),
        sheet_printed=preference(tx, f"sheet_printed:{intervention_id}") is not None,
    )


def days_of(tx: ReadTx, intervention_id: str) -> tuple[InterventionDay, ...]:
    """The programmed days, in order."""
    table = table_of(InterventionDay)
    condition = table.c.intervention == intervention_id
    return tuple(records.find(tx, InterventionDay, condition, order=(table.c.day, table.c.start)))


def years(tx: ReadTx) -> list[int]:
    """Years that hold an intervention, the latest first."""
    table = table_of(InterventionDay)
    year = func.substr(table.c.day, 1, 4)
    query = select(year).where(table.c.deleted == 0).distinct().order_by(year.desc())
    return [int(row[0]) for row in tx.connection.execute(query) if row[0]]


def preference(tx: ReadTx, name: str) -> str | None:
    """An office-wide text by name; None when nobody set it."""
    table = table_of(Preference)
    found = records.find(tx, Preference, table.c.name == name, limit=1)
    return found[0].text if found else None


def _days() -> Any:
    """First and last day of each intervention; a MOOC has a period instead."""
    table, mooc = table_of(InterventionDay), table_of(Intervention)
    grouped = (
        select(
            table.c.intervention, func.min(table.c.day).label("first"), func.max(table.c.day).label("last")
        )
        .where(table.c.deleted == 0)
        .group_by(table.c.intervention)
        .subquery()
    )
    return (
        select(
            mooc.c.id.label("intervention"),
            func.coalesce(grouped.c.first, mooc.c.period_start).label("first"),
            func.coalesce(grouped.c.last, mooc.c.period_end, mooc.c.period_start).label("last"),
        )
        .outerjoin(grouped, grouped.c.intervention == mooc.c.id)
        .subquery()
    )


def _conditions(filters: Filters, days: Any) -> Iterable[ColumnElement[bool]]:
    table = table_of(Intervention)
    if filters.text.strip():
        yield matches(Intervention, filters.text)
    if filters.year:
        yield or_(days.c.first.startswith(f"{filters.year}-"), days.c.first.is_(None))
    if filters.type:
        yield table.c.type == filters.type.value
    if filters.state in {state.value for state in InterventionState}:
        yield table.c.state == filters.state


def _counts(tx: ReadTx, ids: list[str] | None) -> dict[str, Counts]:
    """Counts by intervention; `ids` None = all, for long lists."""
    found: dict[str, dict[str, int]] = {}

    def add(query: Any, table: Any) -> None:
        query = query.where(table.c.deleted == 0).group_by(table.c.intervention)
        if ids is not None:
            query = query.where(table.c.intervention.in_(ids))
        for row in tx.connection.execute(query).mappings():
            values = {str(name): value for name, value in row.items()}
            found.setdefault(values.pop("intervention"), {}).update(values)

    agenda, expected, present = table_of(AgendaItem), table_of(ExpectedPerson), table_of(Attendance)
    add(select(agenda.c.intervention, func.count().label("agenda")), agenda)
    confirmed = func.sum(case((expected.c.reply == Reply.CONFIRMED.value, 1), else_=0))
    declined = func.sum(case((expected.c.reply == Reply.DECLINED.value, 1), else_=0))
    add(
        select(
            expected.c.intervention,
            func.count().label("expected"),
            confirmed.label("confirmed"),
            declined.label("declined"),
        ),
        expected,
    )
    people = func.count(func.coalesce(present.c.person, present.c.id).distinct())
    add(select(present.c.intervention, people.label("present")), present)
    return {key: Counts(**values) for key, values in found.items()}


def _row(row: Any, counts: Counts) -> InterventionRow:
    def value(name: str) -> Any:
        declared = spec(Intervention, name)
        return decode(declared, from_column(declared, getattr(row, name)))

    return InterventionRow(
        id=row.id,
        code=row.code,
        title=row.title or "sin dato",
        type=value("type"),
        modality=value("modality"),
        state=value("state"),
        first=date.fromisoformat(row.first) if row.first else None,
        last=date.fromisoformat(row.last) if row.last else None,
        territories=value("territories") or (),
        venue=row.venue,
        counts=counts,
    )


def _regions(codes: Iterable[str]) -> set[str]:
    found = (territories.region_of(code) for code in codes)
    return {region.code for region in found if region}
