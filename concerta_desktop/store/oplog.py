"""The append-only log of operations."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import Row, func, insert, select

from concerta_desktop import clock
from concerta_desktop.store.operation import (
    SCHEMA,
    Base,
    Operation,
    Patch,
    canonical,
    hash_operation,
    hash_patch,
)
from concerta_desktop.store.tables import OPERATION
from concerta_desktop.store.tx import ReadTx, Tx

_COLUMNS = [column for column in OPERATION.columns if column.name != "pk"]
_CHUNK = 500


def append(tx: Tx, record_type: str, record_id: str, patch: Patch, base: Base) -> Operation:
    """Make the next operation of this device. It is written by `flush`."""
    action = tx.action
    seq, hlc, salt = tx.seq + 1, clock.next_hlc(tx.hlc, tx.now), secrets.token_hex(16)
    patch_text, base_text = canonical(patch), canonical({name: sorted(ids) for name, ids in base.items()})
    patch_hash = hash_patch(salt, patch_text)
    header = {
        "device": tx.device,
        "incarnation": tx.incarnation,
        "seq": seq,
        "prev_hash": tx.head,
        "hlc": hlc,
        "author": tx.author,
        "action": action,
        "record_type": record_type,
        "record_id": record_id,
        "base": base_text,
        "schema": SCHEMA,
        "patch_hash": patch_hash,
    }
    op_id = hash_operation(**header)
    operation = Operation(**header, patch=patch_text, salt=salt, op_id=op_id)
    tx.seq, tx.head, tx.hlc = seq, op_id, hlc
    tx.appended.append(operation)
    return operation


def write(tx: ReadTx, operations: Sequence[Operation]) -> None:
    """Add operations to the log; those already there are left alone."""
    if operations:
        statement = insert(OPERATION).prefix_with("OR IGNORE")
        tx.connection.execute(statement, [asdict(operation) for operation in operations])


def load(tx: ReadTx, record_ids: Iterable[str]) -> dict[str, list[Operation]]:
    """All operations of each record, by record id (an unknown id gives no key)."""
    found: dict[str, list[Operation]] = {}
    ids = list(record_ids)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        query = select(*_COLUMNS).where(OPERATION.c.record_id.in_(chunk)).order_by(OPERATION.c.pk)
        for row in tx.connection.execute(query):
            operation = to_operation(row)
            found.setdefault(operation.record_id, []).append(operation)
    return found


def of_action(tx: ReadTx, device: str, incarnation: str, action: int) -> list[Operation]:
    """The operations of one user action, in the order they were made."""
    query = (
        select(*_COLUMNS)
        .where(
            OPERATION.c.device == device,
            OPERATION.c.incarnation == incarnation,
            OPERATION.c.seq >= action,
            OPERATION.c.action == action,
        )
        .order_by(OPERATION.c.seq)
    )
    return [to_operation(row) for row in tx.connection.execute(query)]


def everything(tx: ReadTx) -> list[Operation]:
    """The whole log, for replay and checks."""
    return [to_operation(row) for row in tx.connection.execute(select(*_COLUMNS))]


def last(tx: ReadTx, device: str, incarnation: str) -> tuple[int, str]:
    """(seq, op_id) of a device's newest operation; (0, "") when there is none."""
    query = (
        select(OPERATION.c.seq, OPERATION.c.op_id)
        .where(OPERATION.c.device == device, OPERATION.c.incarnation == incarnation)
        .order_by(OPERATION.c.seq.desc())
        .limit(1)
    )
    row = tx.connection.execute(query).first()
    return (row.seq, row.op_id) if row else (0, "")


def latest_hlc(tx: ReadTx) -> str:
    return tx.connection.execute(select(func.max(OPERATION.c.hlc))).scalar() or clock.format_hlc(0, 0)


def to_operation(row: Row[tuple[object, ...]]) -> Operation:
    return Operation(**row._mapping)  # pyright: ignore[reportArgumentType]
