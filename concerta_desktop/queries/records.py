"""Any record type, read by its declaration: what forms, the trash, the command line and exports need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, select

from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.model.fields import FieldSpec, Kind, Record, specs
from concerta_desktop.model.values import decode
from concerta_desktop.queries.comparisons import merged_into
from concerta_desktop.store.search import first
from concerta_desktop.store.tables import from_column, table_of
from concerta_desktop.store.tx import ReadTx

R = TypeVar("R", bound=Record)
_CHUNK = 500
_PLAIN = {Kind.TEXT, Kind.INTEGER}


@dataclass(frozen=True, slots=True)
class TrashRow:
    """A deleted record, newest first."""

    record_type: str
    label: str
    """Of its type: "Intervención"."""
    record_id: str
    title: str
    updated: str
    """HLC text of the deletion."""


def get(tx: ReadTx, record: type[R], record_id: str) -> R | None:
    """One record by id, deleted or not; None when there is none."""
    table = table_of(record)
    row = tx.connection.execute(select(*_columns(record)).where(table.c.id == record_id)).first()
    return _record(record, row) if row else None


def find_living(tx: ReadTx, record: type[R], record_id: str) -> R | None:
    """One record by id, unless it is in the trash."""
    found = find(tx, record, table_of(record).c.id == record_id)
    return found[0] if found else None


def get_many(tx: ReadTx, record: type[R], ids: Iterable[str]) -> dict[str, R]:
    """Records by id, deleted ones included; unknown ids are left out. For the id of one that was merged into
    another, the one that stands for it."""
    asked = list(dict.fromkeys(ids))
    into = merged_into(tx, record, asked)
    wanted = list(dict.fromkeys(into.get(one, one) for one in asked))
    found = _by_id(tx, record, wanted)
    if not into:
        return found
    return {one: found[into.get(one, one)] for one in asked if into.get(one, one) in found}


def referred(tx: ReadTx, record: type[R], record_id: str | None) -> R | None:
    """The record that a reference means, deleted or not."""
    return get_many(tx, record, [record_id]).get(record_id) if record_id else None


def _by_id(tx: ReadTx, record: type[R], wanted: Sequence[str]) -> dict[str, R]:
    table, found = table_of(record), dict[str, R]()
    for start in range(0, len(wanted), _CHUNK):
        query = select(*_columns(record)).where(table.c.id.in_(wanted[start : start + _CHUNK]))
        for row in tx.connection.execute(query).all():
            found[row[0]] = _record(record, row)
    return found


def find(
    tx: ReadTx,
    record: type[R],
    *conditions: ColumnElement[bool],
    order: Sequence[ColumnElement[Any]] = (),
    limit: int | None = None,
) -> list[R]:
    """Living records that meet the conditions, by their title unless `order` says otherwise."""
    table = table_of(record)
    query = select(*_columns(record)).where(table.c.deleted == 0, *conditions)
    query = query.order_by(*(order or (table.c.sort_key,))).limit(limit)
    return [_record(record, row) for row in tx.connection.execute(query).all()]


def search(tx: ReadTx, record: type[R], typed: str, limit: int) -> list[R]:
    """The first living records, by title, that hold every word typed."""
    return find(tx, record, first(tx, record, typed, limit))


def title_of(record: Record) -> str:
    """A record as a list names it: its title fields joined by ", "."""
    values = (getattr(record, name) for name in record.META.title)
    return ", ".join(str(value) for value in values if value) or "sin dato"


def trash(tx: ReadTx) -> list[TrashRow]:
    """Everything deleted on this laptop or elsewhere, newest first."""
    rows: list[TrashRow] = []
    for record in RECORD_TYPES:
        table = table_of(record)
        query = select(*_columns(record), table.c.updated).where(table.c.deleted == 1)
        for row in tx.connection.execute(query):
            found = _record(record, row)
            title = title_of(found)
            rows.append(TrashRow(record.META.name, record.META.label, found.id, title, row.updated))
    return sorted(rows, key=lambda row: row.updated, reverse=True)


@cache
def _columns(record: type[Record]) -> tuple[Column[Any], ...]:
    """What a record is read from: its id and its declared fields, in this order."""
    columns = table_of(record).c
    return (columns.id, *(columns[spec.name] for spec in specs(record)))


@cache
def _coded(record: type[Record]) -> tuple[tuple[str, FieldSpec | None], ...]:
    """The declared fields, and how each column is read; None = it holds the value itself, as most do."""
    return tuple((spec.name, None if spec.kind in _PLAIN else spec) for spec in specs(record))


def _record(record: type[R], row: Sequence[Any]) -> R:
    """Of a row that begins with `_columns`."""
    values = {
        name: value if spec is None or value is None else decode(spec, from_column(spec, value))
        for (name, spec), value in zip(_coded(record), row[1:], strict=False)
    }
    return record(id=row[0], **values)
