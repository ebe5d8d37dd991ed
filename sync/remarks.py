"""Remarks of headquarters travel with the receipt and with the work package, to whoever answers for it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from concerta_desktop.model import Remark, Specialist
from concerta_desktop.model.remarks import RemarkState
from concerta_desktop.store import oplog
from concerta_desktop.store.operation import Operation
from concerta_desktop.store.tables import BATCH, OPERATION, table_of
from concerta_desktop.store.tx import ReadTx


def on(tx: ReadTx, interventions: Collection[str]) -> set[str]:
    """Ids of the remarks on these interventions, closed and deleted ones included."""
    table = table_of(Remark)
    rows = tx.connection.execute(select(table.c.id, table.c.intervention))
    return {row[0] for row in rows if row[1] in interventions}


def for_device(tx: ReadTx, device: str) -> list[Operation]:
    """All that was said of what one laptop recorded, and who said it."""
    found = _histories(tx, on(tx, _interventions_of(tx, device)), Remark.META.name)
    return found + _histories(tx, {one.author for one in found}, Specialist.META.name)


def observed_packages(tx: ReadTx, device: str) -> list[str]:
    """Packages of a laptop whose intervention waits for its answer to a remark made after they came."""
    table = table_of(Remark)
    query = (
        select(table.c.intervention, func.min(OPERATION.c.pk))
        .join(OPERATION, OPERATION.c.record_id == table.c.id)
        .where(table.c.deleted == 0, table.c.state == RemarkState.OPEN.value)
        .group_by(table.c.id, table.c.intervention)
    )
    since: dict[str, int] = {}
    for intervention, pk in tx.connection.execute(query):
        since[intervention] = max(pk, since.get(intervention, 0))
    if not since:
        return []
    told = select(OPERATION.c.pk, OPERATION.c.record_id).where(
        OPERATION.c.device == device, OPERATION.c.record_type == "intervention"
    )
    places = [row[0] for row in tx.connection.execute(told) if row[0] < since.get(row[1], 0)]
    merged = select(BATCH.c.package, BATCH.c.first_pk, BATCH.c.last_pk).where(BATCH.c.device == device)
    return [
        package
        for package, first, last in tx.connection.execute(merged)
        if any(first <= pk <= last for pk in places)
    ]


def _interventions_of(tx: ReadTx, device: str) -> set[str]:
    query = select(OPERATION.c.record_id).where(
        OPERATION.c.device == device, OPERATION.c.record_type == "intervention"
    )
    return set(tx.connection.execute(query).scalars())


def _histories(tx: ReadTx, ids: set[str], name: str) -> list[Operation]:
    return [one for history in oplog.load(tx, ids).values() for one in history if one.record_type == name]
