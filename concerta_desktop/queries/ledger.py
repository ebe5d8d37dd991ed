"""The raw ledger: the findings that concern some visits, with what every visit said of them. Few queries,
however many visits are asked for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from concerta_desktop import clock
from concerta_desktop.model import Finding, FindingUpdate, Intervention, InterventionDay
from concerta_desktop.model.findings import FindingKind
from concerta_desktop.queries import records
from concerta_desktop.rules.findings import Visit, closed_before, comes_along, places_of, served_codes
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx

Said = tuple[Visit, FindingUpdate]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A finding as one visit meets it."""

    finding: Finding
    origin: Visit
    said: tuple[Said, ...]
    """Everything that living visits say of it, earlier and later ones too."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one visit has before it: `entries` it found itself, and nudos that came along."""

    visit: Visit
    entries: tuple[LedgerEntry, ...]


def ledgers(tx: ReadTx, ids: Iterable[str]) -> dict[str, Ledger]:
    """The ledger of each living intervention of `ids`. Findings of an intervention in the trash are not in
    any, nor what it said."""
    visits = visits_of(tx, ids)
    table = table_of(Finding)
    own = _group(records.find(tx, Finding, _among(table.c.intervention, visits), order=(table.c.created,)))
    earlier = _candidates(tx, visits.values())
    nudos = {item.id: item for group in own.values() for item in group} | {item.id: item for item in earlier}
    said_rows = _updates(tx, nudos)
    wanted = {item.intervention for item in nudos.values()} | {item.intervention for item in said_rows}
    known = visits | visits_of(tx, (key for key in wanted if key and key not in visits))
    said: dict[str, list[Said]] = defaultdict(list)
    for item in said_rows:
        if item.intervention in known and item.finding:
            said[item.finding].append((known[item.intervention], item))
    entries = {
        key: LedgerEntry(item, known[item.intervention or ""], tuple(said[key]))
        for key, item in nudos.items()
        if item.intervention in known
    }
    near = _by_territory(entries[item.id] for item in earlier if item.id in entries)
    return {
        key: Ledger(visit, (*_carried(visit, near), *(entries[item.id] for item in own.get(key, ()))))
        for key, visit in visits.items()
    }


def visits_of(tx: ReadTx, ids: Iterable[str]) -> dict[str, Visit]:
    """Living interventions as the ledger sees them."""
    table, day = table_of(Intervention), table_of(InterventionDay)
    wanted = list(ids)
    if not wanted:
        return {}
    first = (
        select(day.c.intervention, func.min(day.c.day).label("first"))
        .where(day.c.deleted == 0, _among(day.c.intervention, wanted))
        .group_by(day.c.intervention)
        .subquery()
    )
    c = table.c
    query = (
        select(c.id, c.title, c.created, c.territories, c.instancias, c.period_start, first.c.first)
        .outerjoin(first, first.c.intervention == c.id)
        .where(c.deleted == 0, _among(c.id, wanted))
    )
    return {row.id: _visit(row) for row in tx.connection.execute(query)}


def highest_number(tx: ReadTx, visit: Visit, kind: FindingKind, place: str | None) -> int:
    """The highest number given in a place and in the visits to the same territories, the trash included: a
    printed number is never given to another. 0 = none yet."""
    finding = table_of(Finding)
    places = {*places_of(visit.served), *((place,) if place else ())}
    near = finding.c.intervention.in_(_serving(places_of(visit.served)))
    scope = or_(finding.c.intervention == visit.id, _among(finding.c.place, places), near)
    query = select(func.max(finding.c.number)).where(finding.c.kind == kind.value, scope)
    return tx.connection.execute(query).scalar_one() or 0


def _visit(row: Any) -> Visit:
    begins = row.first or row.period_start
    return Visit(
        row.id,
        row.title or "sin dato",
        date.fromisoformat(begins) if begins else clock.hlc_datetime(row.created).date(),
        row.created,
        served_codes(_codes(row.territories), _codes(row.instancias)),
    )


def _candidates(tx: ReadTx, visits: Iterable[Visit]) -> list[Finding]:
    """Nudos about what these visits serve, or found by a visit that served some of it."""
    served = {code for visit in visits for code in visit.served}
    if not served:
        return []
    places = places_of(served)
    finding = table_of(Finding)
    return records.find(
        tx,
        Finding,
        finding.c.kind == FindingKind.OBSTACLE.value,
        or_(_among(finding.c.place, places), finding.c.intervention.in_(_serving(places))),
        order=(finding.c.created,),
    )


def _serving(places: Iterable[str]) -> Any:
    """Ids of the living interventions with findings that serve any of these places."""
    finding, origin = table_of(Finding), table_of(Intervention)
    wanted = list(places)
    lists = [
        func.json_each(names).table_valued("value") for names in (origin.c.territories, origin.c.instancias)
    ]
    serves = [select(1).select_from(one).where(_among(one.c.value, wanted)).exists() for one in lists]
    with_findings = select(finding.c.intervention)
    return select(origin.c.id).where(origin.c.deleted == 0, origin.c.id.in_(with_findings), or_(*serves))


def _updates(tx: ReadTx, ids: Iterable[str]) -> list[FindingUpdate]:
    table = table_of(FindingUpdate)
    return records.find(tx, FindingUpdate, _among(table.c.finding, ids), order=(table.c.created,))


def _by_territory(entries: Iterable[LedgerEntry]) -> Mapping[str, list[LedgerEntry]]:
    """Entries by every territory they may follow a visit to."""
    found: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        about = served_codes((entry.finding.place,) if entry.finding.place else (), ())
        for code in entry.origin.served | about:
            found[code].append(entry)
    return found


def _carried(visit: Visit, near: Mapping[str, Sequence[LedgerEntry]]) -> list[LedgerEntry]:
    met = {entry.finding.id: entry for code in sorted(visit.served) for entry in near.get(code, ())}
    return [entry for entry in met.values() if _is_carried(entry, visit)]


def _is_carried(entry: LedgerEntry, visit: Visit) -> bool:
    if not comes_along(entry.finding.place, entry.origin, visit):
        return False
    said_here = any(other.id == visit.id for other, _ in entry.said)
    return said_here or not closed_before(entry.said, entry.origin, visit)


def _group(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for item in findings:
        found[item.intervention or ""].append(item)
    return found


def _among(column: Any, values: Iterable[str]) -> ColumnElement[bool]:
    """`column IN values`, however many they are."""
    listed = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()
