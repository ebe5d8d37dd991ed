"""`project`: brings the tables up to what the log says. Change, merge and replay all use this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from concerta_desktop.model import RECORD_TYPES, record_type
from concerta_desktop.model.fields import FieldSpec, Record, specs
from concerta_desktop.store import oplog
from concerta_desktop.store.fold import Shown, shown
from concerta_desktop.store.operation import Operation
from concerta_desktop.store.pause import collector_paused
from concerta_desktop.store.rows import Row, present, remove_rows, write_rows
from concerta_desktop.store.search import index_name
from concerta_desktop.store.tables import LISTS, searchable, to_column
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import fold as fold_text
from concerta_desktop.text import sort_key

T = TypeVar("T")

_BATCH = 5000
"""Records held in memory at a time."""
_FEW = 200
"""Records looked at before others are given way."""

_PART = "\t"
"""Between the parts of a sort key: lower than a space, so "Díaz, Zoe" comes before "Díaz Abanto, Ana"."""


def project(tx: ReadTx, record_ids: Iterable[str]) -> None:
    """Write the rows of these records as the whole set of their operations says."""
    for chunk in _chunks(iter(dict.fromkeys(record_ids))):
        project_histories(tx, oplog.load(tx, chunk))


def project_histories(tx: ReadTx, histories: Mapping[str, Sequence[Operation]]) -> None:
    """The same for whole histories already in memory, by record id."""
    for record, rows in _due(histories):
        write_rows(tx, record, rows)


def project_again(tx: ReadTx, records: Iterable[tuple[str, str]]) -> None:
    """The same for (record type, record id) of which perhaps nothing counts any more: those rows go."""
    for chunk in _chunks(iter(dict.fromkeys(records))):
        histories = oplog.load(tx, {record_id for _, record_id in chunk})
        project_histories(tx, histories)
        gone: dict[str, list[str]] = {}
        for name, record_id in chunk:
            if not any(one.record_type == name for one in histories.get(record_id, ())):
                gone.setdefault(name, []).append(record_id)
        for name, ids in gone.items():
            record = record_type(name)
            if record is not None:
                remove_rows(tx, record, ids)


def replay(tx: ReadTx) -> None:
    """Empty every record table and rebuild it from the log."""
    for record in RECORD_TYPES:
        tx.connection.exec_driver_sql(f"DELETE FROM {record.META.name}")
        if searchable(record):
            tx.connection.exec_driver_sql(f"DELETE FROM {index_name(record)}")
    with collector_paused():
        for chunk in _chunks(oplog.all_histories(tx)):
            project_histories(tx, dict(chunk))


def unlike_the_log(tx: ReadTx, progress: Callable[[int], object]) -> int:
    """How many rows say something else than their operations, lack, or are too many."""
    found, rows_due = 0, dict.fromkeys((record.META.name for record in RECORD_TYPES), 0)
    done = 0
    for chunk in _chunks(oplog.all_histories(tx), _FEW):
        for record, due in _due(dict(chunk)):
            rows_due[record.META.name] += len(due)
            there = present(tx, record, [row["id"] for row in due])
            found += sum(not row.items() <= there.get(row["id"], {}).items() for row in due)
        done += sum(len(operations) for _, operations in chunk)
        progress(done)
    for name, due in rows_due.items():
        found += max(0, (tx.connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() or 0) - due)
    return found


def _due(histories: Mapping[str, Sequence[Operation]]) -> Iterator[tuple[type[Record], list[Row]]]:
    """The rows that these histories come to, by record type."""
    by_type: dict[str, dict[str, list[Operation]]] = {}
    for record_id, operations in histories.items():
        for operation in operations:
            by_type.setdefault(operation.record_type, {}).setdefault(record_id, []).append(operation)
    for name, records in by_type.items():
        record = record_type(name)
        if record is not None:  # a newer version's record type stays in the log until an upgrade
            yield record, [row_of(record, key, shown(items)) for key, items in records.items()]


def _chunks(items: Iterator[T], size: int = _BATCH) -> Iterator[list[T]]:
    while chunk := list(islice(items, size)):
        yield chunk


def row_of(record: type[Record], record_id: str, state: Shown) -> dict[str, Any]:
    """The row that says of a record what its operations say."""
    value, (empty, listed, searched) = state.values.get, _columns(record)
    row: dict[str, Any] = {**empty, **state.values}
    if len(row) > len(empty):  # a newer version's fields stay in the log until an upgrade
        row = {name: row[name] for name in empty}
    for spec in listed:
        row[spec.name] = to_column(spec, value(spec.name))
    row["id"] = record_id
    row["deleted"] = int(state.deleted)
    row["conflicts"] = " ".join(state.conflicts)
    row["created"] = state.created
    row["updated"] = state.updated
    row["sort_key"] = _PART.join([sort_key(str(value(name) or "")) for name in record.META.title])
    row["search_text"] = fold_text(" ".join([str(value(name)) for name in searched if value(name)]))
    return row


@cache
def _columns(record: type[Record]) -> tuple[dict[str, None], tuple[FieldSpec, ...], tuple[str, ...]]:
    """Its fields without values, those of them whose values are lists, and the names of those searched."""
    declared = specs(record)
    listed = tuple(one for one in declared if one.kind in LISTS)
    return (
        dict.fromkeys(one.name for one in declared),
        listed,
        tuple(one.name for one in declared if one.facts.search),
    )
