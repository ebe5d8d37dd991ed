"""People and entities that may be the same one, recorded on two laptops. A person decides; nothing is merged
by itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from concerta_desktop import clock
from concerta_desktop.model import Comparison, Entity, Person, Specialist
from concerta_desktop.model.comparisons import Compared
from concerta_desktop.model.fields import Record, specs
from concerta_desktop.progress import Progress, silent
from concerta_desktop.queries import records
from concerta_desktop.queries.comparisons import merged_into
from concerta_desktop.queries.history import said
from concerta_desktop.rules.names import display, name_key
from concerta_desktop.services.comparisons import RECORDS, merge_same
from concerta_desktop.store import oplog
from concerta_desktop.store.rows import Row
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from sync import devices

_PERSON = """SELECT count(*) FROM
    (SELECT value ->> 0 AS id, value ->> 1 AS code, value ->> 2 AS sort_key FROM json_each(?)) AS given WHERE
    (code <> '' AND EXISTS (SELECT * FROM person WHERE NOT deleted AND id <> given.id
        AND document_number = given.code)) OR
    EXISTS (SELECT * FROM person WHERE NOT deleted AND id <> given.id AND sort_key = given.sort_key
        AND (document_number IS NULL OR given.code = ''))"""
_ENTITY = """SELECT count(*) FROM
    (SELECT value ->> 0 AS id, value ->> 1 AS code, value ->> 2 AS sort_key FROM json_each(?)) AS given WHERE
    EXISTS (SELECT * FROM entity WHERE NOT deleted AND id <> given.id AND sort_key = given.sort_key
        AND coalesce(territory, '') = given.code)"""
_ALIKE = {Person: (_PERSON, "document_number"), Entity: (_ENTITY, "territory")}
_UNKNOWN = "sin dato"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two living records that may be one, `one` the older; or, `comparison` given, two that were merged into
    `one`."""

    kind: Compared
    one: str
    other: str
    title: str
    reason: str
    alike: bool = False
    """Document and name agree, or name and territory: nothing to doubt."""
    comparison: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as a person compares it."""

    record_id: str
    author: str
    device: str
    when: datetime
    values: tuple[str, ...]
    """As the labels of `Facing`."""


@dataclass(frozen=True, slots=True)
class Facing:
    """Both side by side."""

    pair: Pair
    labels: tuple[str, ...]
    one: Side
    other: Side


def alike(tx: ReadTx, record: type[Record], rows: Iterable[Row]) -> int:
    """How many of these may be one of those there are: by document of identity, or by name where one has
    none; entities by name and territory."""
    if record not in _ALIKE:
        return 0
    query, code = _ALIKE[record]
    given = json.dumps([(row["id"], row[code] or "", row["sort_key"]) for row in rows])
    return tx.connection.exec_driver_sql(query, (given,)).scalar() or 0


def waiting(tx: ReadTx) -> list[Pair]:
    """What nobody decided yet, people first, each record with the oldest that it may be."""
    apart = _told_apart(tx)
    return [*_people(tx, apart), *_entities(tx, apart)]


def merged(tx: ReadTx) -> list[Pair]:
    """Those that a person merged and that can be separated again, the latest first."""
    table, found = table_of(Comparison), list[Pair]()
    into = {kind: merged_into(tx, record) for kind, record in RECORDS.items()}
    said_same = records.find(tx, Comparison, table.c.same == 1, order=(table.c.updated.desc(),))
    for one in said_same:
        if one.kind is None or one.kept is None or one.other is None or one.other not in into[one.kind]:
            continue
        kept = records.get(tx, RECORDS[one.kind], one.kept)
        title = records.title_of(kept) if kept else _UNKNOWN
        found.append(Pair(one.kind, one.kept, one.other, title, "", comparison=one.id))
    return found


def face(tx: ReadTx, pair: Pair) -> Facing | None:
    """Both records of a pair; None when one is there no more."""
    record = RECORDS[pair.kind]
    both = [records.get(tx, record, key) for key in (pair.one, pair.other)]
    one, other = both
    if one is None or other is None:
        return None
    names = {peer.device: peer.name for peer in devices.peers(tx)}
    declared = specs(record)
    sides = [_side(tx, found, names) for found in (one, other)]
    return Facing(pair, tuple(field.label for field in declared), sides[0], sides[1])


def merge_alike(store: Store, pairs: Iterable[Pair], progress: Progress = silent) -> int:
    """Merge those that leave nothing to doubt, the older stays; each can be separated by itself."""
    due = [pair for pair in pairs if pair.alike]
    for done, pair in enumerate(due):
        progress(done, len(due), "Fusionando")
        with store.write() as tx:
            merge_same(tx, pair.kind, pair.one, pair.other)
    return len(due)


def _told_apart(tx: ReadTx) -> set[frozenset[str]]:
    table = table_of(Comparison)
    query = select(table.c.kept, table.c.other).where(table.c.same == 0, table.c.deleted == 0)
    return {frozenset((row[0], row[1])) for row in tx.connection.execute(query)}


def _people(tx: ReadTx, apart: set[frozenset[str]]) -> list[Pair]:
    table = table_of(Person)
    columns = (table.c.id, table.c.document_number, table.c.surnames, table.c.names, table.c.sort_key)
    query = select(*columns).where(table.c.deleted == 0).order_by(table.c.created, table.c.id)
    by_number: dict[str, list[tuple[str, str, str]]] = {}
    by_name: dict[str, list[tuple[str, str, str]]] = {}
    found: list[Pair] = []
    for key, number, surnames, names, order in tx.connection.execute(query).all():
        row = (key, number or "", name_key(surnames, names))
        title = display(surnames, names)
        twins = by_number.setdefault(number, []) if number else []
        same = next((one for one in twins if frozenset((one[0], key)) not in apart), None)
        if same is not None:
            agree = same[2] == row[2]
            reason = "Mismo documento y nombre" if agree else "Mismo documento, otro nombre"
            found.append(Pair(Compared.PERSON, same[0], key, title, reason, alike=agree))
        else:
            namesakes = by_name.get(order, ())
            maybe = (one for one in namesakes if not (one[1] and number))
            same = next((one for one in maybe if frozenset((one[0], key)) not in apart), None)
            if same is not None:
                reason = "Mismo nombre, falta un documento"
                found.append(Pair(Compared.PERSON, same[0], key, title, reason))
        twins.append(row)
        by_name.setdefault(order, []).append(row)
    return found


def _entities(tx: ReadTx, apart: set[frozenset[str]]) -> list[Pair]:
    table = table_of(Entity)
    query = (
        select(table.c.id, table.c.name, table.c.territory, table.c.sort_key)
        .where(table.c.deleted == 0)
        .order_by(table.c.created, table.c.id)
    )
    groups: dict[tuple[str, str], list[str]] = {}
    found: list[Pair] = []
    for key, name, territory, order in tx.connection.execute(query).all():
        group = groups.setdefault((order, territory or ""), [])
        same = next((one for one in group if frozenset((one, key)) not in apart), None)
        if same is not None:
            reason = "Mismo nombre y territorio" if territory else "Mismo nombre, sin territorio"
            pair = Pair(Compared.ENTITY, same, key, name or _UNKNOWN, reason, alike=bool(territory))
            found.append(pair)
        group.append(key)
    return found


def _side(tx: ReadTx, record: Person | Entity, names: Mapping[str, str]) -> Side:
    first = oplog.load(tx, [record.id])[record.id][0]
    author = records.get(tx, Specialist, first.author) if first.author else None
    values = (getattr(record, field.name) for field in specs(type(record)))
    return Side(
        record.id,
        f"{author.names or ''} {author.surnames or ''}".strip() if author else "sin nombre",
        names.get(first.device, "esta sede"),
        clock.hlc_datetime(first.hlc),
        tuple(
            said(tx, field, field.name, value) if value not in (None, ()) else _UNKNOWN
            for field, value in zip(specs(type(record)), values, strict=True)
        ),
    )
