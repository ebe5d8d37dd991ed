"""Rows of the record tables and their search index, written in bulk and only where they differ."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, cast

from concerta_desktop.model.fields import Record
from concerta_desktop.store.pause import pieces
from concerta_desktop.store.search import index_rows, unindex_rows
from concerta_desktop.store.tables import searchable, table_of
from concerta_desktop.store.tx import ReadTx

Row = Mapping[str, Any]
"""Every column of a record table but `pk`."""


def write_rows(tx: ReadTx, record: type[Record], rows: Sequence[Row]) -> None:
    """Insert the rows that are new, and of the others update the columns that changed."""
    before = present(tx, record, [row["id"] for row in rows])
    _insert(tx, record, [row for row in rows if row["id"] not in before])
    _update(tx, record, [(before[row["id"]], row) for row in rows if row["id"] in before])


def remove_rows(tx: ReadTx, record: type[Record], ids: list[str]) -> None:
    """Take the rows of records away of which nothing counts any more."""
    there = present(tx, record, ids)
    if searchable(record):
        unindex_rows(tx, record, [row["pk"] for row in there.values()])
    query = f"DELETE FROM {record.META.name} WHERE pk = ?"
    for row in there.values():
        tx.connection.exec_driver_sql(query, (row["pk"],))


def present(tx: ReadTx, record: type[Record], ids: list[str]) -> dict[str, Row]:
    """The rows there are, by id, with their `pk`."""
    query = f"SELECT * FROM {record.META.name} WHERE id IN (SELECT value FROM json_each(?))"
    found = tx.connection.exec_driver_sql(query, (json.dumps(ids),))
    return {row["id"]: dict(row) for row in found.mappings()}


def _insert(tx: ReadTx, record: type[Record], rows: list[Row]) -> None:
    if not rows:
        return
    names = _columns(record)
    values_of = cast(Callable[[Row], tuple[Any, ...]], itemgetter(*names))
    last: int = tx.connection.exec_driver_sql(f"SELECT max(pk) FROM {record.META.name}").scalar() or 0
    numbered = list(enumerate(rows, start=last + 1))
    insert = f"INSERT INTO {record.META.name} (pk, {', '.join(names)}) VALUES (?{', ?' * len(names)})"
    for piece in pieces(numbered):
        tx.connection.exec_driver_sql(insert, [(pk, *values_of(row)) for pk, row in piece])
    if searchable(record):
        index_rows(tx, record, [(pk, row["search_text"]) for pk, row in numbered if not row["deleted"]])


def _update(tx: ReadTx, record: type[Record], pairs: list[tuple[Row, Row]]) -> None:
    """Only what changed: each column left out of an update leaves its index alone."""
    by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for old, new in pairs:
        changed = tuple(name for name in _columns(record) if old[name] != new[name])
        if changed:
            by_columns.setdefault(changed, []).append((*(new[name] for name in changed), old["pk"]))
    for names, values in by_columns.items():
        assignments = ", ".join(f"{name} = ?" for name in names)
        tx.connection.exec_driver_sql(f"UPDATE {record.META.name} SET {assignments} WHERE pk = ?", values)
    if searchable(record):
        _index_again(tx, record, [pair for pair in pairs if _words(pair[0]) != _words(pair[1])])


def _index_again(tx: ReadTx, record: type[Record], pairs: list[tuple[Row, Row]]) -> None:
    unindex_rows(tx, record, [old["pk"] for old, _ in pairs])
    index_rows(tx, record, [(old["pk"], new["search_text"]) for old, new in pairs if not new["deleted"]])


def _words(row: Row) -> str:
    """What finds a row; "" = nothing, it is in the trash."""
    return "" if row["deleted"] else row["search_text"]


@cache
def _columns(record: type[Record]) -> tuple[str, ...]:
    return tuple(column.name for column in table_of(record).columns if column.name != "pk")
