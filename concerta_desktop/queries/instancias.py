"""The Matriz de Instancias de Concertación [A.1.i]: one line for every region, province and district."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select

from concerta_desktop import clock
from concerta_desktop.model import Instancia, Milestone, PriorMechanism, SessionMeeting
from concerta_desktop.model.instancia import instancia_code, instancia_label
from concerta_desktop.model.instancias import InstanciaState, MilestoneKind, instancia_id
from concerta_desktop.model.sessions import SessionState
from concerta_desktop.model.territory import Level, all_territories, find, label
from concerta_desktop.queries import records
from concerta_desktop.rules.instancias import (
    NOTHING_KNOWN,
    WORKING_MONTHS,
    Coverage,
    Known,
    coverage,
    creation_notices,
    eligible,
    ladder,
    state_of,
)
from concerta_desktop.rules.map_projection import beside
from concerta_desktop.rules.notices import Notice
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import fold

_KINDS: dict[str | None, MilestoneKind] = {kind.value: kind for kind in MilestoneKind}
_STATES: dict[str | None, InstanciaState] = {state.value: state for state in InstanciaState}

_PLACE: dict[MilestoneKind | None, int] = {kind: place for place, kind in enumerate(MilestoneKind)}


class Place(NamedTuple):
    """What never changes of a territory's line."""

    code: str
    """Of the instancia: "IPC-0504"."""
    territory: str
    name: str
    level: Level
    region: str
    """Code; its own for a region."""
    province: str
    """Code; "" for a region."""
    words: str
    """What the search box looks in."""
    lat: float | None
    lon: float | None
    approximate: bool = False
    """Its capital has no coordinates: these are beside the capital of its province."""


class InstanciaRow(NamedTuple):
    """One line of the matriz. Dates None and texts "" = sin dato."""

    place: Place
    state: InstanciaState
    recorded: bool = False
    """Somebody has written something of it."""
    ordinance: str = ""
    ordinance_day: date | None = None
    installed_day: date | None = None
    last_session: date | None = None
    reported_on: date | None = None
    reported_by: str = ""
    disputed: bool = False
    """Two laptops say different things of it, and both are kept."""

    @property
    def code(self) -> str:
        return self.place.code

    @property
    def label(self) -> str:
        """ "IPC Huanta" """
        return instancia_label(self.place.code)

    @property
    def region(self) -> str:
        found = find(self.place.region)
        return found.name if found else ""

    @property
    def province(self) -> str:
        found = find(self.place.province)
        return found.name if found else ""


@dataclass(frozen=True, slots=True)
class MatrizFilters:
    """What the matriz shows; None or empty = everything. `region` and `province` are codes."""

    text: str = ""
    level: Level | None = None
    states: tuple[InstanciaState, ...] = ()
    region: str = ""
    province: str = ""

    @property
    def active(self) -> bool:
        return self != MatrizFilters()


def read_matriz(tx: ReadTx, today: date | None = None, months: int = WORKING_MONTHS) -> list[InstanciaRow]:
    """A line for every territory: regions, provinces, districts, each as Spanish sorts them."""
    today = today or clock.today()
    facts, milestones, disputed = _facts(tx), _milestones(tx), _disputed(tx)
    sessions, priors, blanks = _last_sessions(tx, today), _with_prior(tx), _blanks()
    touched = facts.keys() | milestones.keys() | sessions.keys() | priors
    rows: list[InstanciaRow] = []
    for place in places():
        if place.code not in touched:
            rows.append(blanks[place.code])
            continue
        fact, happened = facts.get(place.code, _NO_FACT), milestones.get(place.code, ())
        known = Known(
            place.code in priors or fact.prior,
            fact.reported,
            tuple((one.kind, one.day) for one in happened),
            sessions.get(place.code),
            fact.reported_on,
        )
        state, disputes = state_of(known, today, months), place.code in disputed
        rows.append(_row(place, state, fact, happened, known.last_session, disputes=disputes))
    return rows


def _row(
    place: Place,
    state: InstanciaState,
    fact: _Fact,
    happened: Sequence[_Happened],
    last_session: date | None,
    *,
    disputes: bool,
) -> InstanciaRow:
    ordinance = next((one for one in happened if one.kind is MilestoneKind.ORDINANCE), None)
    installed = next((one for one in happened if one.kind is MilestoneKind.INSTALLED), None)
    return InstanciaRow(
        place,
        state,
        recorded=True,
        ordinance=ordinance.number if ordinance else "",
        ordinance_day=ordinance.day if ordinance else None,
        installed_day=installed.day if installed else None,
        last_session=last_session,
        reported_on=fact.reported_on,
        reported_by=fact.reported_by,
        disputed=disputes,
    )


def filter_matriz(rows: Sequence[InstanciaRow], filters: MatrizFilters) -> list[InstanciaRow]:
    """Those lines that the filters let through: every word typed is in the territory or the ordinance."""
    words = [word if len(word) > 2 else f" {word}" for word in fold(filters.text).split()]
    found: list[InstanciaRow] = []
    for row in rows:
        place = row.place
        if filters.level is not None and place.level is not filters.level:
            continue
        if filters.states and row.state not in filters.states:
            continue
        if filters.region and place.region != filters.region:
            continue
        if filters.province and place.province != filters.province:
            continue
        if words:
            text = f"{place.words} {fold(row.ordinance)}" if row.ordinance else place.words
            if not all(word in text for word in words):
                continue
        found.append(row)
    return found


def coverage_by_level(rows: Iterable[InstanciaRow], *, capitals: bool = False) -> dict[Level, Coverage]:
    """Created and not created by level, with the right denominators [7.1, 2.3]. Of rows of one region, that
    region's; of all of them, the country's."""
    states: dict[Level, list[InstanciaState]] = {level: [] for level in Level}
    for row in rows:
        if eligible(row.place.territory, capitals=capitals):
            states[row.place.level].append(row.state)
    return {level: coverage(found) for level, found in states.items()}


def coverage_within(
    rows: Iterable[InstanciaRow], level: Level, *, capitals: bool = False
) -> dict[str, Coverage]:
    """Of each region or province, by its code: how many of the provinces and districts in it have theirs.

    What criterion 1.ii and the map's aggregates count; the owner's own instancia is not among them."""
    states: dict[str, list[InstanciaState]] = defaultdict(list)
    for row in rows:
        place = row.place
        owner = place.region if level is Level.REGION else place.province
        inside = place.level is not Level.REGION and place.territory != owner
        if owner and inside and eligible(place.territory, capitals=capitals):
            states[owner].append(row.state)
    return {code: coverage(found) for code, found in states.items()}


@dataclass(frozen=True, slots=True)
class InstanciaPage:
    """All that is recorded of one instancia's creation, for its page."""

    row: InstanciaRow
    facts: Instancia | None
    milestones: tuple[Milestone, ...]
    mechanisms: tuple[PriorMechanism, ...]
    base: Base
    """What a person who opens it has seen of `facts`."""
    notices: tuple[Notice, ...] = ()
    """What its creation lacks."""


def read_instancia(tx: ReadTx, code: str, today: date | None = None) -> InstanciaPage | None:
    """None when there is no such instancia."""
    row = next((row for row in read_matriz(tx, today) if row.code == code), None)
    if row is None:
        return None
    milestone, mechanism = table_of(Milestone), table_of(PriorMechanism)
    happened = records.find(tx, Milestone, milestone.c.instancia == code)
    happened.sort(key=lambda one: (one.day or date.max, _PLACE.get(one.kind, 0)))
    mechanisms = records.find(tx, PriorMechanism, mechanism.c.instancia == code)
    return InstanciaPage(
        row,
        records.find_living(tx, Instancia, instancia_id(code)),
        tuple(happened),
        tuple(mechanisms),
        seen(tx, instancia_id(code)),
        tuple(creation_notices(happened, mechanisms, today or clock.today())),
    )


@cache
def places() -> tuple[Place, ...]:
    """Every territory as the matriz needs it, in the order of display."""
    found: list[Place] = []
    unplaced: Counter[str] = Counter()
    for one in all_territories():
        up = ladder(one)
        lat, lon, province = one.lat, one.lon, find(one.parent)
        if lat is None and province and province.lat is not None and province.lon is not None:
            unplaced[one.parent] += 1
            lat, lon = beside(province.lat, province.lon, unplaced[one.parent])
        words = (
            f" {one.code.casefold()} {fold(label(one.code)).replace(',', ' ')} {fold(instancia_code(one))}"
        )
        found.append(
            Place(
                instancia_code(one),
                one.code,
                one.name,
                one.level,
                up[0],
                up[1] if len(up) > 1 else "",
                words,
                lat,
                lon,
                one.lat is None,
            )
        )
    return tuple(found)


@cache
def _blanks() -> dict[str, InstanciaRow]:
    """The lines of which nothing is recorded, by code."""
    state = state_of(NOTHING_KNOWN, date.min)
    return {place.code: InstanciaRow(place, state) for place in places()}


class _Fact(NamedTuple):
    prior: bool | None
    reported: InstanciaState | None
    reported_on: date | None
    reported_by: str


_NO_FACT = _Fact(None, None, None, "")


class _Happened(NamedTuple):
    kind: MilestoneKind
    day: date | None
    number: str


def _facts(tx: ReadTx) -> dict[str, _Fact]:
    c = table_of(Instancia).c
    query = select(c.code, c.prior, c.reported, c.reported_on, c.reported_by).where(c.deleted == 0)
    return {
        code: _Fact(
            None if prior is None else bool(prior), _STATES.get(reported), _day(reported_on), by or ""
        )
        for code, prior, reported, reported_on, by in tx.connection.execute(query)
    }


def _milestones(tx: ReadTx) -> Mapping[str, list[_Happened]]:
    """The latest of each kind first."""
    c = table_of(Milestone).c
    query = select(c.instancia, c.kind, c.day, c.number).where(c.deleted == 0).order_by(c.day.desc())
    found: dict[str, list[_Happened]] = defaultdict(list)
    for code, kind, day, number in tx.connection.execute(query):
        known = _KINDS.get(kind)
        if known is not None:
            found[code].append(_Happened(known, _day(day), number or ""))
    return found


def _with_prior(tx: ReadTx) -> frozenset[str]:
    c = table_of(PriorMechanism).c
    query = select(c.instancia).where(c.deleted == 0).distinct()
    return frozenset(row.instancia for row in tx.connection.execute(query))


def _disputed(tx: ReadTx) -> frozenset[str]:
    facts, milestone = table_of(Instancia).c, table_of(Milestone).c
    one = select(facts.code).where(facts.deleted == 0, facts.conflicts != "")
    two = select(milestone.instancia).where(milestone.deleted == 0, milestone.conflicts != "")
    return frozenset(row[0] for query in (one, two) for row in tx.connection.execute(query))


def _last_sessions(tx: ReadTx, today: date) -> dict[str, date]:
    """The day of the last session held, by instancia: one with no state and a day gone by was held."""
    c = table_of(SessionMeeting).c
    held = or_(c.state == SessionState.HELD.value, and_(c.state.is_(None), c.day < today.isoformat()))
    query = (
        select(c.instancia, func.max(c.day))
        .where(c.deleted == 0, c.day <= today.isoformat(), held)
        .group_by(c.instancia)
    )
    return {code: date.fromisoformat(day) for code, day in tx.connection.execute(query)}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
