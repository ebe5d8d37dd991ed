"""`project`: brings the tables up to what the log says. Change, merge and replay all use this one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from concerta_desktop.model import RECORD_TYPES, record_type
from concerta_desktop.model.fields import Record, specs
from concerta_desktop.store import oplog
from concerta_desktop.store.fold import State, fold
from concerta_desktop.store.operation import Operation
from concerta_desktop.store.search import index_rows
from concerta_desktop.store.tables import OPERATION, searchable, table_of, to_column
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import fold as fold_text
from concerta_desktop.text import sort_key

_CHUNK = 500


def project(tx: ReadTx, record_ids: Iterable[str]) -> None:
    """Write the rows of these records as the whole set of their operations says."""
    histories = oplog.load(tx, dict.fromkeys(record_ids))
    by_type: dict[str, list[tuple[str, State]]] = {}
    for record_id, operations in histories.items():
        by_type.setdefault(_type_of(operations), []).append((record_id, fold(operations)))
    for name, states in by_type.items():
        record = record_type(name)
        if record is not None:  # a newer version's record type stays in the log until an upgrade
            _write_rows(tx, record, states)


def replay(tx: ReadTx) -> None:
    """Empty every record table and rebuild it from the log."""
    for record in RECORD_TYPES:
        tx.connection.execute(delete(table_of(record)))
        if searchable(record):
            tx.connection.exec_driver_sql(f"DELETE FROM {record.META.name}_search")
    query = select(OPERATION.c.record_id).distinct()
    ids = [row.record_id for row in tx.connection.execute(query)]
    for start in range(0, len(ids), 5000):
        project(tx, ids[start : start + 5000])


def _type_of(operations: list[Operation]) -> str:
    """Ids are unique across types; a forged second type must not depend on arrival order."""
    return min(operation.record_type for operation in operations)


def _write_rows(tx: ReadTx, record: type[Record], states: list[tuple[str, State]]) -> None:
    table = table_of(record)
    known = _primary_keys(tx, record, [record_id for record_id, _ in states])
    rows = [_row(record, record_id, state) for record_id, state in states]
    new = [row for row in rows if row["id"] not in known]
    old = [row | {"row_pk": known[row["id"]]} for row in rows if row["id"] in known]
    if new:
        tx.connection.execute(insert(table), new)
    if old:
        columns = {name: bindparam(name) for name in rows[0] if name != "id"}
        tx.connection.execute(update(table).where(table.c.pk == bindparam("row_pk")).values(columns), old)
    if searchable(record):
        keys = known if not new else _primary_keys(tx, record, [row["id"] for row in rows])
        index_rows(
            tx, record, ((keys[row["id"]], "" if row["deleted"] else row["search_text"]) for row in rows)
        )


def _primary_keys(tx: ReadTx, record: type[Record], ids: list[str]) -> dict[str, int]:
    table = table_of(record)
    found: dict[str, int] = {}
    for _, group in groupby(enumerate(ids), lambda pair: pair[0] // _CHUNK):
        chunk = [record_id for _, record_id in group]
        for row in tx.connection.execute(select(table.c.id, table.c.pk).where(table.c.id.in_(chunk))):
            found[row.id] = row.pk
    return found


def _row(record: type[Record], record_id: str, state: State) -> dict[str, Any]:
    values = state.values
    row: dict[str, Any] = {
        "id": record_id,
        "deleted": int(state.deleted),
        "conflicts": " ".join(state.conflicts + (("_deleted",) if state.edited_after_delete else ())),
        "created": state.created,
        "updated": state.updated,
        "sort_key": sort_key(" ".join(str(values.get(name) or "") for name in record.META.title)),
        "search_text": fold_text(
            " ".join(str(values.get(spec.name) or "") for spec in specs(record) if spec.facts.search)
        ),
    }
    row.update((spec.name, to_column(spec, values.get(spec.name))) for spec in specs(record))
    return row
