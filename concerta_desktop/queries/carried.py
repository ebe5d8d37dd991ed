"""What this laptop carries about people, counted before a trip: "¿Qué datos llevo en este equipo?" [2.9]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from concerta_desktop.model import RECORD_TYPES, Attendance, Person
from concerta_desktop.model.fields import Privacy, Record, specs, specs_by_name
from concerta_desktop.store.access import Access, accesses
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx


@dataclass(frozen=True, slots=True)
class Carried:
    """One kind of record: how many, and in how many each personal or sensitive field is filled."""

    label: str
    total: int
    in_trash: int
    filled: tuple[tuple[str, Privacy, int], ...]


@dataclass(frozen=True, slots=True)
class Cargo:
    """All of it. `people`: different ones, of the directory or only of the door."""

    people: int
    records: tuple[Carried, ...]
    last_access: Access | None
    counted_at: datetime


def cargo(tx: ReadTx, now: datetime) -> Cargo:
    """Count by the declarations: a field declared personal tomorrow is counted tomorrow."""
    kinds = [record for record in RECORD_TYPES if _private(record)]
    return Cargo(
        _people(tx),
        tuple(found for record in kinds if (found := _carried(tx, record)).total),
        next(iter(accesses(tx, limit=1)), None),
        now,
    )


def _private(record: type[Record]) -> list[str]:
    return [spec.name for spec in specs(record) if spec.facts.privacy is not Privacy.PUBLIC]


def _carried(tx: ReadTx, record: type[Record]) -> Carried:
    table = table_of(record)
    names = _private(record)
    counts = [func.count(table.c[name]) for name in names]
    query = select(func.count(), func.sum(table.c.deleted), *counts).select_from(table)
    numbers = [int(number or 0) for number in tx.connection.execute(query).one()]
    declared = specs_by_name(record)
    told = [
        (declared[name].label, declared[name].facts.privacy, number)
        for name, number in zip(names, numbers[2:], strict=True)
        if number
    ]
    return Carried(record.META.plural, numbers[0], numbers[1], tuple(told))


def _people(tx: ReadTx) -> int:
    person, door = table_of(Person), table_of(Attendance)
    known = tx.connection.execute(select(func.count()).select_from(person)).scalar() or 0
    apart = select(func.count(func.distinct(door.c.document_number))).where(door.c.person.is_(None))
    return known + (tx.connection.execute(apart).scalar() or 0)
