"""The log by the places in which operations stand, as a store that is shared needs it (`store/shared.py`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from concerta_desktop.store.operation import Operation
from concerta_desktop.store.tx import ReadTx

_NAMES = ", ".join(Operation._fields)
_INSERT = f"INSERT INTO operation (pk, {_NAMES}) VALUES (?{', ?' * len(Operation._fields)})"
_AFTER = f"SELECT pk, {_NAMES} FROM operation WHERE pk > ? ORDER BY pk LIMIT ?"


def write_at(tx: ReadTx, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add operations, each after the place in which it is to stand."""
    tx.connection.exec_driver_sql(_INSERT, list(rows))


def after(tx: ReadTx, place: int, size: int) -> Iterator[list[tuple[int, Operation]]]:
    """The operations that stand after a place, with theirs, so many at a time."""
    while rows := [tuple(row) for row in tx.connection.exec_driver_sql(_AFTER, (place, size))]:
        yield [(row[0], Operation._make(row[1:])) for row in rows]
        place = rows[-1][0]


def op_at(tx: ReadTx, place: int) -> str:
    """The op_id that stands in a place; "" = none."""
    return tx.connection.exec_driver_sql("SELECT op_id FROM operation WHERE pk = ?", (place,)).scalar() or ""


def clear(tx: ReadTx) -> None:
    """Empty the log, to lay it out anew in the same transaction."""
    tx.connection.exec_driver_sql("DELETE FROM operation")


def records_of(tx: ReadTx, op_ids: Iterable[str]) -> set[tuple[str, str]]:
    """(record type, record id) of what these operations are about."""
    query = "SELECT record_type, record_id FROM operation WHERE op_id IN (SELECT value FROM json_each(?))"
    given = list(op_ids)
    found = tx.connection.exec_driver_sql(query, (json.dumps(given),)) if given else ()
    return {(row.record_type, row.record_id) for row in found}


def blanks(tx: ReadTx, record_ids: Iterable[str]) -> list[str]:
    """The operations of these records whose patches are gone."""
    query = """SELECT op_id FROM operation WHERE salt = ''
        AND record_id IN (SELECT value FROM json_each(?)) ORDER BY pk"""
    return list(tx.connection.exec_driver_sql(query, (json.dumps(list(record_ids)),)).scalars())


def marked(tx: ReadTx, key: str) -> int:
    """A number noted under `key` in `meta`; 0 = none."""
    return int(tx.connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).scalar() or 0)


def mark(tx: ReadTx, key: str, number: int) -> None:
    """Note a number in `meta`."""
    query = (
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )
    tx.connection.exec_driver_sql(query, (key, str(number)))
