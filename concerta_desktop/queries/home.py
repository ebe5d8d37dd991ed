"""Inicio in one read: what is next and what it lacks, what waits to be closed, what comes, figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import func, select

from concerta_desktop.model import Attendance, Entity, Intervention, InterventionDay, Person, Specialist
from concerta_desktop.model import territory as territories
from concerta_desktop.model.choices import Sex
from concerta_desktop.queries import records
from concerta_desktop.queries.comparisons import meant
from concerta_desktop.queries.intervention_list import InterventionRow, list_interventions
from concerta_desktop.queries.interventions import days_of, steps_of
from concerta_desktop.rules.closing import ClosingCounts, missing_to_close
from concerta_desktop.rules.completeness import Missing, StepStatus
from concerta_desktop.rules.interventions import DisplayState
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx

_SHOWN = 12
_CLOSING_WINDOW = timedelta(days=365)
_DOOR_WINDOW = timedelta(days=7)
_EXAMINED = 300
"""How many of those that are over are looked into: Inicio must open at once with any number of them."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The ámbito of whoever works here: names of regions (none = the whole country) and its provinces."""

    regions: tuple[str, ...]
    provinces: int


@dataclass(frozen=True, slots=True)
class Trip:
    """The intervention that comes next or is under way."""

    row: InterventionRow
    day: date
    """The day to go: today when it is under way; for a MOOC under way, its last day."""
    number: int
    """Which of its `days` that is, from 1."""
    days: int
    start: time | None
    end: time | None
    steps: tuple[StepStatus, ...]

    @property
    def missing(self) -> tuple[Missing, ...]:
        return tuple(missing for step in self.steps for missing in step.missing)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """One that follows. `day` is None while it waits for a date, or for a new one."""

    row: InterventionRow
    day: date | None


@dataclass(frozen=True, slots=True)
class ToClose:
    """One that is over, with what is missing; never empty."""

    row: InterventionRow
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """`rows`: the latest of the `total` that lack something, out of the `held` latest of twelve months."""

    rows: tuple[ToClose, ...]
    total: int
    held: int


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Interventions by state, and different people present, of one year."""

    year: int
    states: tuple[tuple[DisplayState, int], ...]
    women: int
    men: int
    unknown: int
    """Present without sex recorded."""

    @property
    def total(self) -> int:
        return sum(count for _, count in self.states)

    @property
    def people(self) -> int:
        return self.women + self.men + self.unknown


@dataclass(frozen=True, slots=True)
class DirectoryFigures:
    people: int
    entities: int
    without_document: int
    without_entity: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything Inicio shows."""

    today: date
    scope: Scope
    any_intervention: bool
    trip: Trip | None
    door: InterventionRow | None
    """Where "Registrar asistencia" leads: today's; else the latest of the last seven days; else the next."""
    upcoming: tuple[Upcoming, ...]
    upcoming_total: int
    closing: Closing
    year: YearFigures
    directory: DirectoryFigures


def home_view(tx: ReadTx, today: date, author: str) -> HomeView:
    """Read Inicio as of `today` for the specialist `author` (id, "" when unknown)."""
    rows = list_interventions(tx, today=today)
    coming = _coming(tx, rows, today)
    closing = _closing(tx, rows, today)
    trip = _trip(tx, coming[0], today) if coming and coming[0].day else None
    follow = [item for item in coming if trip is None or item.row is not trip.row]
    return HomeView(
        today=today,
        scope=_scope(tx, author),
        any_intervention=bool(rows),
        trip=trip,
        door=_door(tx, rows, trip, today),
        upcoming=tuple(follow[:_SHOWN]),
        upcoming_total=len(follow),
        closing=closing,
        year=_year_figures(tx, rows, today.year),
        directory=_directory_figures(tx),
    )


def _scope(tx: ReadTx, author: str) -> Scope:
    who = records.get(tx, Specialist, author) if author else None
    found = [territories.find(code) for code in (who.scope if who else None) or ()]
    regions = [region for region in found if region]
    counted = regions or territories.regions()
    provinces = sum(len(territories.children(region.code)) for region in counted)
    return Scope(tuple(region.name for region in regions), provinces)


def _coming(tx: ReadTx, rows: Sequence[InterventionRow], today: date) -> list[Upcoming]:
    """Those still to happen, by the day to go; those under way without a day (MOOC), then the undated."""
    next_day = _next_days(tx, today)
    dated: list[Upcoming] = []
    running: list[Upcoming] = []
    undated: list[Upcoming] = []
    for row in rows:
        if row.state in (DisplayState.CANCELLED, DisplayState.TO_CLOSE, DisplayState.REPORTED):
            continue
        day = next_day.get(row.id)
        if day is None and row.first and row.first >= today:
            day = row.first
        if day:
            dated.append(Upcoming(row, day))
        elif row.last and row.last >= today:
            running.append(Upcoming(row, row.last))
        else:
            undated.append(Upcoming(row, None))
    dated.sort(key=lambda item: item.day or date.max)
    return dated + running + undated


def _next_days(tx: ReadTx, today: date) -> dict[str, date]:
    day = table_of(InterventionDay)
    query = (
        select(day.c.intervention, func.min(day.c.day))
        .where(day.c.deleted == 0, day.c.day >= today.isoformat())
        .group_by(day.c.intervention)
    )
    return {key: date.fromisoformat(text) for key, text in tx.connection.execute(query).all()}


def _trip(tx: ReadTx, next_one: Upcoming, today: date) -> Trip:
    row, day = next_one.row, next_one.day or today
    days = [item for item in days_of(tx, row.id) if item.day]
    place = next((place for place, item in enumerate(days) if item.day == day), None)
    found = days[place] if place is not None else None
    return Trip(
        row=row,
        day=day,
        number=1 if place is None else place + 1,
        days=max(len(days), 1),
        start=found.start if found else None,
        end=found.end if found else None,
        steps=steps_of(tx, [row.id], today)[row.id],
    )


def _closing(tx: ReadTx, rows: Sequence[InterventionRow], today: date) -> Closing:
    since = today - _CLOSING_WINDOW
    over = [row for row in rows if row.state is DisplayState.TO_CLOSE and row.last and row.last >= since]
    over = over[:_EXAMINED]
    ids = [row.id for row in over]
    steps, gaps = steps_of(tx, ids, today), _gaps(tx, since)
    found = [
        ToClose(row, missing)
        for row in over
        if (missing := missing_to_close(steps[row.id], gaps.get(row.id, ClosingCounts())))
    ]
    return Closing(tuple(found[:_SHOWN]), len(found), len(over))


def _gaps(tx: ReadTx, since: date) -> dict[str, ClosingCounts]:
    """People present of whom sex or entity is unknown, by intervention."""
    came = table_of(Attendance)
    who = func.coalesce(meant(tx, Person, came.c.person), came.c.id)
    query = (
        select(
            came.c.intervention,
            func.count(who.distinct()).filter(came.c.sex.is_(None)),
            func.count(who.distinct()).filter(came.c.entity_name.is_(None)),
        )
        .where(came.c.deleted == 0, came.c.day >= since.isoformat())
        .where(came.c.sex.is_(None) | came.c.entity_name.is_(None))
        .group_by(came.c.intervention)
    )
    return {key: ClosingCounts(sex, entity) for key, sex, entity in tx.connection.execute(query).all()}


def _door(
    tx: ReadTx, rows: Sequence[InterventionRow], trip: Trip | None, today: date
) -> InterventionRow | None:
    """Lists are finished in the days that follow, so one just held goes before one still far away."""
    if trip and trip.day == today:
        return trip.row
    day = table_of(InterventionDay)
    query = (
        select(day.c.intervention)
        .where(day.c.deleted == 0)
        .where(day.c.day.between((today - _DOOR_WINDOW).isoformat(), today.isoformat()))
        .order_by(day.c.day.desc(), day.c.start.desc())
    )
    by_id = {row.id: row for row in rows if row.state is not DisplayState.CANCELLED}
    recent = (by_id[key] for key in tx.connection.execute(query).scalars() if key in by_id)
    return next(recent, trip.row if trip else None)


def _year_figures(tx: ReadTx, rows: Sequence[InterventionRow], year: int) -> YearFigures:
    counted = Counter(row.state for row in rows if row.first and row.first.year == year)
    came, table = table_of(Attendance), table_of(Intervention)
    living = select(table.c.id).where(table.c.deleted == 0)
    people = (
        select(func.max(came.c.sex).label("sex"))
        .where(came.c.deleted == 0, came.c.day.between(f"{year}-01-01", f"{year}-12-31"))
        .where(came.c.intervention.in_(living))
        .group_by(func.coalesce(meant(tx, Person, came.c.person), came.c.id))
        .subquery()
    )
    query = select(people.c.sex, func.count()).group_by(people.c.sex)
    by_sex = {row[0]: row[1] for row in tx.connection.execute(query)}
    return YearFigures(
        year=year,
        states=tuple((state, counted[state]) for state in DisplayState if counted[state]),
        women=by_sex.get(Sex.WOMAN.value, 0),
        men=by_sex.get(Sex.MAN.value, 0),
        unknown=by_sex.get(None, 0),
    )


def _directory_figures(tx: ReadTx) -> DirectoryFigures:
    person, entity = table_of(Person), table_of(Entity)
    query = select(
        func.count(),
        func.count().filter(person.c.document_number.is_(None)),
        func.count().filter(person.c.entity.is_(None)),
    ).where(person.c.deleted == 0)
    people, without_document, without_entity = tx.connection.execute(query).one()
    entities = tx.connection.execute(select(func.count()).where(entity.c.deleted == 0)).scalar_one()
    return DirectoryFigures(people, entities, without_document, without_entity)
