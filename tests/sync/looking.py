"""What stores hold, as tests compare it."""

from __future__ import annotations

from typing import Any

from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.store import oplog
from concerta_desktop.store.store import Store


def rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row of every record table but its place."""
    found: dict[str, list[dict[str, Any]]] = {}
    with store.read() as tx:
        for record in RECORD_TYPES:
            query = f"SELECT * FROM {record.META.name} ORDER BY id"
            result = tx.connection.exec_driver_sql(query).mappings()
            found[record.META.name] = [{key: row[key] for key in row if key != "pk"} for row in result]
    return found


def operations(store: Store) -> set[str]:
    """The op_ids of a log."""
    with store.read() as tx:
        return set(tx.connection.exec_driver_sql("SELECT op_id FROM operation").scalars())


def broken(store: Store) -> list[str]:
    with store.read() as tx:
        return oplog.broken(tx)
