"""The append-only log of operations."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby, takewhile
from typing import Any, TypeVar

from sqlalchemy import Row

from concerta_desktop import clock
from concerta_desktop.store.operation import (
    ERASED,
    SCHEMA,
    Base,
    Operation,
    Patch,
    canonical,
    hash_operation,
    hash_patch,
    is_blank,
    verify,
)
from concerta_desktop.store.pause import pieces
from concerta_desktop.store.tx import ReadTx, Tx

T = TypeVar("T")

_NAMES = ", ".join(Operation._fields)
_SELECT = f"SELECT {_NAMES} FROM operation "
_INSERT = f"INSERT OR IGNORE INTO operation ({_NAMES}) VALUES (?{', ?' * (len(Operation._fields) - 1)})"
AFTER_GAPS = "after_gaps"
"""Key in `meta`: op_ids, as JSON."""
EXCLUDED = "excluded"
"""Key in `meta`: op_ids, as JSON, of packages whose merge was undone. They stay in the log and count for
nothing: whoever reads histories here does not meet them."""
_COUNTS = """op_id NOT IN (
    SELECT json_each.value FROM meta, json_each(meta.value) WHERE meta.key = 'excluded') """
_AHEAD = timedelta(hours=24)
"""A laptop whose clock is further ahead than this does not carry the clocks of the others with it."""


def append(tx: Tx, record_type: str, record_id: str, patch: Patch, base: Base) -> Operation:
    """Make the next operation of this device; `write` puts it into the log."""
    salt, patch_text = secrets.token_hex(16), canonical(dict(patch))
    operation = Operation(
        device=tx.device,
        incarnation=tx.incarnation,
        seq=tx.seq + 1,
        prev_hash=tx.head,
        hlc=clock.next_hlc(tx.hlc, tx.now),
        author=tx.author,
        action=tx.action,
        record_type=record_type,
        record_id=record_id,
        patch=patch_text,
        base=canonical({name: sorted(ids) for name, ids in base.items()}) if base else "{}",
        schema=SCHEMA,
        salt=salt,
        patch_hash=hash_patch(salt, patch_text),
    )
    operation = operation._replace(op_id=hash_operation(operation))
    tx.seq, tx.head, tx.hlc = operation.seq, operation.op_id, operation.hlc
    tx.appended.append(operation)
    return operation


def write(tx: ReadTx, operations: Sequence[Operation]) -> None:
    """Add operations to the log; those already there are left alone."""
    for piece in pieces(operations):
        tx.connection.exec_driver_sql(_INSERT, list(piece))


def load(tx: ReadTx, record_ids: Iterable[str]) -> dict[str, list[Operation]]:
    """All operations of each record id, in order of arrival (an unknown id gives no key)."""
    found: dict[str, list[Operation]] = {}
    query = _SELECT + f"WHERE record_id IN (SELECT value FROM json_each(?)) AND {_COUNTS} ORDER BY pk"
    for row in tx.connection.exec_driver_sql(query, (json.dumps(list(record_ids)),)):
        operation = Operation._make(row)
        found.setdefault(operation.record_id, []).append(operation)
    return found


def all_histories(tx: ReadTx) -> Iterator[tuple[str, list[Operation]]]:
    """Every record id with all its operations, one at a time: a log of any length in little memory."""
    rows = tx.connection.exec_driver_sql(
        _SELECT + f"WHERE {_COUNTS} ORDER BY record_id, pk", execution_options={"yield_per": 1000}
    )
    operations = (Operation._make(row) for row in rows)
    for record_id, history in groupby(operations, lambda operation: operation.record_id):
        yield record_id, list(history)


def of_action(tx: ReadTx, device: str, incarnation: str, action: int) -> list[Operation]:
    """The operations of one user action, in the order they were made; none when it is not known."""
    query = _SELECT + "WHERE device = ? AND incarnation = ? AND seq >= ? ORDER BY seq"
    following: Iterator[Row[Any]] = iter(
        tx.connection.exec_driver_sql(
            query, (device, incarnation, action), execution_options={"yield_per": 1000}
        )
    )
    operations = (Operation._make(row) for row in following)
    return list(takewhile(lambda operation: operation.action == action, operations))


def chains(tx: ReadTx, device: str = "") -> dict[tuple[str, str], int]:
    """(device, incarnation) -> seq of its newest operation; of one device when given."""
    query = "SELECT device, incarnation, max(seq) AS seq FROM operation"
    query += (" WHERE device = ?" if device else "") + " GROUP BY 1, 2"
    rows = tx.connection.exec_driver_sql(query, (device,) if device else ())
    return {(row.device, row.incarnation): row.seq for row in rows}


def following(tx: ReadTx, device: str, incarnation: str, seq: int) -> Iterator[Operation]:
    """The operations of one chain after `seq`, in the order they were made."""
    query = _SELECT + "WHERE device = ? AND incarnation = ? AND seq > ? ORDER BY seq, op_id"
    rows = tx.connection.exec_driver_sql(
        query, (device, incarnation, seq), execution_options={"yield_per": 1000}
    )
    return (Operation._make(row) for row in rows)


def at(tx: ReadTx, device: str, incarnation: str, seq: int) -> set[str]:
    """The op_ids in one place of a chain: several when a laptop was copied, none when it is not known."""
    query = "SELECT op_id FROM operation WHERE device = ? AND incarnation = ? AND seq = ?"
    return set(tx.connection.exec_driver_sql(query, (device, incarnation, seq)).scalars())


def between(tx: ReadTx, first_pk: int, last_pk: int) -> list[Operation]:
    """The operations that arrived in these places of the log."""
    rows = tx.connection.exec_driver_sql(
        _SELECT + "WHERE pk BETWEEN ? AND ? ORDER BY pk", (first_pk, last_pk)
    )
    return [Operation._make(row) for row in rows]


def newest_pk(tx: ReadTx) -> int:
    """The place of the newest operation; 0 = the log is empty."""
    return tx.connection.exec_driver_sql("SELECT max(pk) FROM operation").scalar() or 0


def excluded(tx: ReadTx) -> set[str]:
    """The op_ids that count for nothing."""
    return set(json.loads(_meta(tx, EXCLUDED) or "[]"))


def exclude(tx: ReadTx, op_ids: set[str]) -> None:
    """These, and no others, count for nothing from now on. Whoever calls brings the tables up to it."""
    query = "INSERT OR REPLACE INTO meta VALUES (?, ?)"
    tx.connection.exec_driver_sql(query, (EXCLUDED, json.dumps(sorted(op_ids))))


def after_gaps(tx: ReadTx) -> list[str]:
    """The op_ids that follow operations which a rescue could not bring back."""
    return json.loads(_meta(tx, AFTER_GAPS) or "[]")


def _meta(tx: ReadTx, key: str) -> str | None:
    return tx.connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).scalar()


def broken(tx: ReadTx, progress: Callable[[int], object] = lambda _done: None) -> list[str]:
    """The op_ids that do not hold: changed after they were made, or out of their place in the chain.
    Those that follow a gap left by a rescue (`accept_gaps`) hold. Of other laptops only some operations are
    here, and two that were copied from one give two branches: there a gap is none, and either branch holds.
    `progress(done)` is called every thousand operations."""
    accepted, own = set(after_gaps(tx)), _meta(tx, "device")
    rows = tx.connection.exec_driver_sql(
        _SELECT + "ORDER BY device, incarnation, seq", execution_options={"yield_per": 1000}
    )
    found: list[str] = []
    erased = erasures(tx)
    operations = (Operation._make(row) for row in told(rows, progress))
    for (device, _), chain in groupby(operations, lambda one: (one.device, one.incarnation)):
        for operation, linked in _links(chain, gaps=device != own):
            by_right = operation.hlc < erased.get((operation.record_type, operation.record_id), "")
            holds = verify(operation) or (by_right and is_blank(operation))
            if not holds or not (linked or operation.op_id in accepted):
                found.append(operation.op_id)
    return found


def _links(chain: Iterable[Operation], *, gaps: bool) -> Iterator[tuple[Operation, bool]]:
    """Each operation of a chain, and whether it follows one that is there; where `gaps` are none, also one
    whose forerunner is not."""
    seq, missing = 0, False
    heads: set[str] = {""}
    before = heads
    for operation in chain:
        if operation.seq != seq:
            before = heads if operation.seq == seq + 1 else set[str]()
            missing = operation.seq > seq + 1
            seq, heads = operation.seq, set[str]()
        yield operation, operation.prev_hash in before or (gaps and missing)
        heads.add(operation.op_id)


def erasures(tx: ReadTx) -> dict[tuple[str, str], str]:
    """(record type, record id) -> HLC of its last erasure."""
    query = (
        "SELECT record_type, record_id, max(hlc) AS hlc FROM operation WHERE instr(patch, ?) GROUP BY 1, 2"
    )
    rows = tx.connection.exec_driver_sql(query, (f'"{ERASED}":true',))
    return {(row.record_type, row.record_id): row.hlc for row in rows}


def accept_gaps(tx: ReadTx) -> None:
    """What a rescue could not bring back is lost for good, and its report said so: from now on only further
    gaps are damage."""
    known = json.dumps(sorted({*after_gaps(tx), *broken(tx)}))
    tx.connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", (AFTER_GAPS, known))


def told(rows: Iterable[T], progress: Callable[[int], object]) -> Iterator[T]:
    """The same rows; `progress(done)` is called every thousand of them."""
    for done, row in enumerate(rows):
        if done % 1000 == 0:
            progress(done)
        yield row


def last(tx: ReadTx, device: str, incarnation: str) -> tuple[int, str]:
    """(seq, op_id) of a device's newest operation; (0, "") when there is none."""
    query = "SELECT seq, op_id FROM operation WHERE device = ? AND incarnation = ? ORDER BY seq DESC LIMIT 1"
    row = tx.connection.exec_driver_sql(query, (device, incarnation)).first()
    return (row.seq, row.op_id) if row else (0, "")


def latest_hlc(tx: ReadTx, now: clock.Now) -> str:
    """The newest reading in the log, but for those of clocks more than a day ahead."""
    limit = clock.format_hlc(clock.millis(now() + _AHEAD), 0)
    query = "SELECT max(hlc) FROM operation WHERE hlc < ?"
    return tx.connection.exec_driver_sql(query, (limit,)).scalar() or clock.format_hlc(0, 0)
