"""Who changed this, when: the operations of one record, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from concerta_desktop import clock
from concerta_desktop.model import record_type
from concerta_desktop.model.fields import specs_by_name
from concerta_desktop.model.values import Raw, decode
from concerta_desktop.store import oplog
from concerta_desktop.store.fold import fold
from concerta_desktop.store.operation import Operation
from concerta_desktop.store.tx import ReadTx


@dataclass(frozen=True, slots=True)
class Entry:
    """One field changed by one operation. Values are those of the model; a field that this version does not
    know, and `operation.DELETED` (True = put in the trash), keep their JSON form."""

    when: datetime
    """In Lima, by the clock of the laptop that wrote it."""
    author: str
    """Id of a `Specialist`; "" before the first run was complete."""
    device: str
    field: str
    before: Any
    """What the author had seen; None = nothing."""
    after: Any
    op_id: str
    incarnation: str
    action: int
    """With device and incarnation, what `change.undo` takes back."""
    stands: bool
    """Nobody has changed it since. Several distinct values that stand are in conflict."""


def history(tx: ReadTx, record_id: str) -> list[Entry]:
    """Every change of one record, the newest first; [] for an unknown id."""
    operations = oplog.load(tx, [record_id]).get(record_id, [])
    state = fold(operations)
    standing = {(name, head.op_id) for name, heads in state.heads.items() for head in heads}
    by_id = {operation.op_id: operation for operation in operations}
    newest_first = sorted(operations, key=lambda operation: (operation.hlc, operation.op_id), reverse=True)
    return [
        Entry(
            when=clock.hlc_datetime(operation.hlc),
            author=operation.author,
            device=operation.device,
            field=name,
            before=_decoded(operation, name, _before(operation, name, by_id)),
            after=_decoded(operation, name, value),
            op_id=operation.op_id,
            incarnation=operation.incarnation,
            action=operation.action,
            stands=(name, operation.op_id) in standing,
        )
        for operation in newest_first
        for name, value in operation.patch_values().items()
    ]


def _before(operation: Operation, name: str, by_id: dict[str, Operation]) -> Raw:
    """The value shown to whoever wrote `operation`: the highest of those it names."""
    named = [by_id[op_id] for op_id in operation.base_ids().get(name, ()) if op_id in by_id]
    shown = max(named, key=lambda other: (other.hlc, other.op_id), default=None)
    return shown.patch_values().get(name) if shown else None


def _decoded(operation: Operation, name: str, raw: Raw) -> object:
    record = record_type(operation.record_type)
    spec = specs_by_name(record).get(name) if record else None
    return decode(spec, raw) if spec else raw
