"""What belongs to an instancia, read by its declaration: members, instruments, sessions, reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from concerta_desktop.model import Member, record_type
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.model.fields import Record, specs
from concerta_desktop.model.instancia import instancia_territory
from concerta_desktop.model.values import label_of
from concerta_desktop.queries import records
from concerta_desktop.queries.catalogues import catalogue
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import fold


@dataclass(frozen=True, slots=True)
class PartRow:
    """A record of an instancia as lists and forms need it."""

    record: Any
    """Of the type that was asked for."""
    references: Mapping[str, str]
    """Titles of the records it refers to, by the name of the field."""
    base: Base
    """What a person who opens it has seen."""

    @property
    def id(self) -> str:
        return self.record.id


def part_rows(tx: ReadTx, record: type[Record], owner_field: str, owner: str) -> list[PartRow]:
    """The living records of a type that belong to `owner`, by their title."""
    found = records.find(tx, record, table_of(record).c[owner_field] == owner)
    titles = _titles(tx, record, found)
    if record is Member:
        titles |= dict(seats(tx))
    return [
        PartRow(
            one,
            {name: titles[str(value)] for name, value in _references(record, one) if str(value) in titles},
            seen(tx, one.id),
        )
        for one in found
    ]


def count_parts(tx: ReadTx, kinds: Iterable[type[Record]], instancia: str) -> dict[str, int]:
    """How many living records of each type an instancia has, by the name of the type."""
    found: dict[str, int] = {}
    for record in kinds:
        table = table_of(record)
        query = select(func.count()).where(table.c.deleted == 0, table.c.instancia == instancia)
        found[record.META.name] = tx.connection.execute(query).scalar_one()
    return found


def choices(tx: ReadTx, referred: str, instancia: str) -> list[tuple[str, str]]:
    """Id and title of each record of a type that belongs to an instancia, to choose one of them."""
    record = record_type(referred)
    if record is None:
        return []
    found = records.find(tx, record, table_of(record).c["instancia"] == instancia)
    return [(one.id, title(one)) for one in found]


def seats(tx: ReadTx, instancia: str = "") -> list[tuple[str, str]]:
    """Code and name of each place in the composition; of an instancia those of its level."""
    territory = instancia_territory(instancia)
    entries = catalogue(tx, Catalogue.COMPOSITION)
    return [(one.code, one.name) for one in entries if not territory or one.level in ("", territory.level)]


def title(record: Record) -> str:
    """A record as a person reads it: labels for codes, dates as written here."""
    named = {spec.name: spec for spec in specs(record.__class__)}
    parts = (label_of(named[name], getattr(record, name)) for name in record.META.title)
    said = [part for part in parts if part and part != "sin dato"]
    whole = zip(said, [*said[1:], ""], strict=True)  # "Plan de trabajo 2026" says that it is a plan
    said = [part for part, following in whole if not fold(following).startswith(fold(part))]
    return ", ".join(said) or "sin dato"


def _references(record: type[Record], one: Record) -> Iterable[tuple[str, object]]:
    for spec in specs(record):
        if (spec.facts.refers_to or spec.name == "seat") and getattr(one, spec.name):
            yield spec.name, getattr(one, spec.name)


def _titles(tx: ReadTx, record: type[Record], found: Iterable[Record]) -> dict[str, str]:
    """Of every record referred to, also those in the trash."""
    wanted: dict[str, set[str]] = {}
    names = {spec.name: spec.facts.refers_to for spec in specs(record) if spec.facts.refers_to}
    for one in found:
        for name, value in _references(record, one):
            if name in names:
                wanted.setdefault(names[name], set()).add(str(value))
    titles: dict[str, str] = {}
    for kind, ids in wanted.items():
        known = record_type(kind)
        if known is not None:
            titles |= {key: title(one) for key, one in records.get_many(tx, known, ids).items()}
    return titles
