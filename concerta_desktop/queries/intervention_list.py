"""The list of interventions, the calendar, and the filters both share. Fluid with 10,000 of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Executable, literal, select

from concerta_desktop import clock
from concerta_desktop.model import (
    Attendance,
    ExpectedPerson,
    Intervention,
    InterventionDay,
    Person,
    ReportVersion,
)
from concerta_desktop.model import territory as territories
from concerta_desktop.model.choices import InterventionState, InterventionType, Modality
from concerta_desktop.model.instancia import instancia_label, instancia_territory
from concerta_desktop.queries.comparisons import meant
from concerta_desktop.rules.interventions import DisplayState, display_state
from concerta_desktop.store.search import matches
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import fold

_TYPES: dict[str | None, InterventionType] = {kind.value: kind for kind in InterventionType}
_MODALITIES: dict[str | None, Modality] = {modality.value: modality for modality in Modality}
_STATES: dict[str | None, InterventionState] = {state.value: state for state in InterventionState}
_MOOC = InterventionType.MOOC.value
_COLUMNS = (
    "id",
    "code",
    "title",
    "type",
    "modality",
    "state",
    "territories",
    "instancias",
    "venue",
    "period_start",
    "period_end",
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows; None or empty = everything. `regions` are codes such as "R05".

    An intervention without a date is of every year: it must not be lost.
    """

    text: str = ""
    """Every word must be in the title, the code, the venue or the territory, or all of them in the name or
    document of a person convoked or present."""
    year: int | None = None
    state: DisplayState | None = None
    type: InterventionType | None = None
    regions: tuple[str, ...] = ()

    @property
    def active(self) -> bool:
        return self != Filters()


class InterventionRow(NamedTuple):
    """One line of the list. `first` and `last` are None while no day is programmed.

    A tuple, because ten thousand are made each time that the list opens: a frozen dataclass takes five times
    as long.
    """

    id: str
    code: str | None
    title: str
    type: InterventionType | None
    modality: Modality | None
    state: DisplayState
    """As of the day it was read: "En curso" and "Por cerrar" follow from the dates."""
    first: date | None
    last: date | None
    territories: tuple[str, ...]
    instancias: tuple[str, ...]
    venue: str | None

    @property
    def place(self) -> str:
        """Where it serves, short: "Huanta", "3 regiones", "IPC Huanta"; "sin dato" when unknown."""
        return _place(self.territories, self.instancias)


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found, the latest first (those without a date lead, because they lack something), among how
    many, and the years that hold an intervention, the latest first."""

    rows: list[InterventionRow]
    total: int
    years: list[int]


def read_listing(tx: ReadTx, filters: Filters = Filters(), today: date | None = None) -> Listing:
    """The interventions that the filters let through, and what there is to choose from."""
    wanted = _Wanted.read(tx, filters)
    table = table_of(Intervention)
    searched = table.c.search_text if wanted.words else literal("")
    query = select(table.c.sort_key, searched, *(table.c[name] for name in _COLUMNS))
    found = _fetch(tx, query.where(table.c.deleted == 0))
    found.sort(key=itemgetter(0))  # SQLite would go to and fro between an index and the rows
    every = _rows(tx, found, today or clock.today())
    if filters.active:
        both = zip(every, found, strict=True)
        rows = [row for row, (_sort_key, text, *_rest) in both if wanted.takes(row, text)]
    else:
        rows = every.copy()
    rows.sort(key=_latest, reverse=True)
    return Listing(rows, len(every), _years(every))


def list_interventions(
    tx: ReadTx, filters: Filters = Filters(), today: date | None = None
) -> list[InterventionRow]:
    """Interventions, the latest first; those without a date lead, because they lack something."""
    return read_listing(tx, filters, today).rows


def _latest(row: InterventionRow) -> date:
    return row.first or date.max


def _fetch(tx: ReadTx, query: Executable) -> list[tuple[Any, ...]]:
    """Tuples as the driver makes them: ten thousand rows of SQLAlchemy would take half as long again."""
    cursor = tx.connection.execute(query).cursor
    return list(cursor.fetchall()) if cursor is not None else []


def _reported(tx: ReadTx) -> frozenset[str]:
    """Those whose report was finalised."""
    version = table_of(ReportVersion)
    query = select(version.c.intervention).where(version.c.deleted == 0).distinct()
    return frozenset(row.intervention for row in tx.connection.execute(query))


def interventions_of_process(tx: ReadTx, process: str, but: str = "") -> list[InterventionRow]:
    """The other interventions grouped in an assistance process, the latest first [7.3.4.8]."""
    table = table_of(Intervention)
    query = select(table.c.id).where(table.c.process == process, table.c.id != but, table.c.deleted == 0)
    ids = {row.id for row in tx.connection.execute(query)}
    return [row for row in list_interventions(tx) if row.id in ids] if ids else []


def days_by_intervention(tx: ReadTx, first: date, last: date) -> dict[str, list[date]]:
    """The programmed days between two dates (inclusive), in order, by intervention: for the calendar."""
    day, table = table_of(InterventionDay), table_of(Intervention)
    query = (
        select(day.c.intervention, day.c.day)
        .join(table, table.c.id == day.c.intervention)
        .where(day.c.deleted == 0, table.c.deleted == 0)
        .where(day.c.day.between(first.isoformat(), last.isoformat()))
        .order_by(day.c.day)
    )
    found: dict[str, list[date]] = {}
    for row in tx.connection.execute(query):
        found.setdefault(row.intervention, []).append(date.fromisoformat(row.day))
    return found


def _rows(tx: ReadTx, found: list[tuple[Any, ...]], today: date) -> list[InterventionRow]:
    """A line for each of the columns found (`_COLUMNS` after two more), in their order.

    Ten thousand go through this loop each time that the list opens: a call or a date less is 5 ms less.
    """
    firsts, lasts = _first_and_last(tx)
    held, reported = _held_after_rescheduling(tx), _reported(tx)
    states: dict[tuple[Any, ...], DisplayState] = {}  # those whose dates lie alike are shown alike
    rows: list[InterventionRow] = []
    for (
        _sort_key,
        _text,
        key,
        code,
        title,
        kind,
        modality,
        state,
        served,
        instancias,
        venue,
        *period,
    ) in found:
        if kind == _MOOC:
            first, last = _day(period[0] or period[1]), _day(period[1] or period[0])
        else:
            first, last = _day(firsts.get(key)), _day(lasts.get(key))
        begun, over = bool(first and first <= today), bool(last and last < today)
        alike = (state, begun, over, key in held, key in reported)
        shown = states.get(alike)
        if shown is None:
            shown = states[alike] = _display_state(state, first, last, key in held, key in reported, today)
        rows.append(
            InterventionRow(
                key,
                code,
                title or "sin dato",
                _TYPES.get(kind),
                _MODALITIES.get(modality),
                shown,
                first,
                last,
                _codes(served),
                _codes(instancias),
                venue,
            )
        )
    return rows


def _display_state(
    state: str | None, first: date | None, last: date | None, held: bool, reported: bool, today: date
) -> DisplayState:
    span = (first, last) if first and last else ()
    return display_state(_STATES.get(state), span, today, held=held, reported=reported)


def _years(rows: list[InterventionRow]) -> list[int]:
    spans = {(row.first.year, row.last.year) for row in rows if row.first and row.last}
    return sorted({year for first, last in spans for year in range(first, last + 1)}, reverse=True)


@dataclass(frozen=True)
class _Wanted:
    """Filters with what had to be looked up for them."""

    filters: Filters
    words: tuple[str, ...]
    of_people: frozenset[str]
    """Interventions of somebody whose name or document was typed."""

    @classmethod
    def read(cls, tx: ReadTx, filters: Filters) -> _Wanted:
        words = tuple(fold(filters.text).split())
        return cls(filters, words, _of_people(tx, filters.text) if words else frozenset())

    def takes(self, row: InterventionRow, search_text: str) -> bool:
        filters = self.filters
        if filters.type and row.type is not filters.type:
            return False
        if filters.year and not _in_year(row, filters.year):
            return False
        if filters.state and row.state is not filters.state:
            return False
        if filters.regions and not _regions(row.territories, row.instancias).intersection(filters.regions):
            return False
        if not self.words or row.id in self.of_people:
            return True
        text = f" {search_text} {_place_words(row.territories, row.instancias)}"
        return all((word if len(word) > 2 else f" {word}") in text for word in self.words)


def _in_year(row: InterventionRow, year: int) -> bool:
    return row.first is None or row.last is None or row.first.year <= year <= row.last.year


def _of_people(tx: ReadTx, typed: str) -> frozenset[str]:
    expected, came, person = table_of(ExpectedPerson), table_of(Attendance), table_of(Person)
    people = select(person.c.id).where(matches(Person, typed), person.c.deleted == 0)
    found: set[str] = set()
    for table in (expected, came):
        query = (
            select(table.c.intervention)
            .where(table.c.deleted == 0, meant(tx, Person, table.c.person).in_(people))
            .distinct()
        )
        found.update(row.intervention for row in tx.connection.execute(query))
    return frozenset(found)


def _first_and_last(tx: ReadTx) -> tuple[dict[str, str], dict[str, str]]:
    """First day by intervention and last day by intervention, as ISO text: SQLite groups slower."""
    day = table_of(InterventionDay)
    query = select(day.c.intervention, day.c.day).where(day.c.deleted == 0, day.c.day.is_not(None))
    found = sorted(_fetch(tx, query), key=itemgetter(1))
    return dict(reversed(found)), dict(found)  # of one intervention's days, the one met last stays


def _held_after_rescheduling(tx: ReadTx) -> frozenset[str]:
    """Rescheduled interventions at which somebody was registered: only these need to be told apart."""
    table, came = table_of(Intervention), table_of(Attendance)
    rescheduled = select(table.c.id).where(table.c.state == InterventionState.RESCHEDULED.value)
    query = select(came.c.intervention).where(came.c.deleted == 0, came.c.intervention.in_(rescheduled))
    return frozenset(row.intervention for row in tx.connection.execute(query.distinct()))


@lru_cache(maxsize=8192)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=4096)
def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()


@lru_cache(maxsize=4096)
def _place(served: tuple[str, ...], instancias: tuple[str, ...]) -> str:
    if len(served) == 1:
        found = territories.find(served[0])
        return found.name if found else served[0]
    if served:
        levels = {found.level for code in served if (found := territories.find(code))}
        nouns = {
            territories.Level.REGION: "regiones",
            territories.Level.PROVINCE: "provincias",
            territories.Level.DISTRICT: "distritos",
        }
        return f"{len(served)} {nouns[levels.pop()] if len(levels) == 1 else 'territorios'}"
    if len(instancias) == 1:
        return instancia_label(instancias[0])
    return f"{len(instancias)} instancias" if instancias else "sin dato"


@lru_cache(maxsize=4096)
def _place_words(served: tuple[str, ...], instancias: tuple[str, ...]) -> str:
    names = [territories.label(code) for code in served] + [instancia_label(code) for code in instancias]
    return fold(" ".join(names).replace(",", " "))


@lru_cache(maxsize=4096)
def _regions(served: tuple[str, ...], instancias: tuple[str, ...]) -> frozenset[str]:
    lying = [territories.find(code) for code in served] + [instancia_territory(code) for code in instancias]
    return frozenset(found.region or found.code for found in lying if found)
