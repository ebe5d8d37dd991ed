"""The only writer. A change is written once: an operation in the log, and the tables through `project`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from concerta_desktop.errors import UserError
from concerta_desktop.model.fields import Record, spec
from concerta_desktop.model.values import encode
from concerta_desktop.store import oplog
from concerta_desktop.store.fold import fold
from concerta_desktop.store.operation import DELETED, Base, Operation
from concerta_desktop.store.project import project
from concerta_desktop.store.tx import ReadTx, Tx


@dataclass(frozen=True)
class Change:
    """New values (Python values, by field name) for one record. `base` = what the person had seen;
    None = what stands at this moment."""

    record: type[Record]
    record_id: str
    patch: Mapping[str, object]
    base: Base | None = None


def change(
    tx: Tx, record: type[Record], record_id: str, patch: Mapping[str, object], base: Base | None = None
) -> None:
    """Write one record: create it when it is new, otherwise change the fields of `patch`.

    Fields whose value already stands are left out; when nothing is left, nothing is written. Raises
    `ValidationError` naming the field that cannot take its value.
    """
    changes(tx, [Change(record, record_id, patch, base)])


def changes(tx: Tx, wanted: Iterable[Change]) -> None:
    """Several records in one action, in bulk: one read, one write, one projection."""
    batch = list(wanted)
    histories = oplog.load(tx, dict.fromkeys(item.record_id for item in batch))
    appended: list[Operation] = []
    for item in batch:
        history = histories.setdefault(item.record_id, [])
        operation = _operation(tx, item, history)
        if operation is not None:
            history.append(operation)
            appended.append(operation)
    _commit(tx, appended)


def delete(tx: Tx, record: type[Record], record_id: str) -> None:
    """Put a record in the trash; it can be restored."""
    state = fold(oplog.load(tx, [record_id]).get(record_id, ()))
    if state.heads and not state.deleted:
        _commit(tx, [oplog.append(tx, record.META.name, record_id, {DELETED: True}, state.seen())])


def restore(tx: Tx, record: type[Record], record_id: str) -> None:
    """Take a record out of the trash."""
    state = fold(oplog.load(tx, [record_id]).get(record_id, ()))
    if DELETED in state.heads:
        base = {DELETED: state.seen()[DELETED]}
        _commit(tx, [oplog.append(tx, record.META.name, record_id, {DELETED: False}, base)])


def seen(tx: ReadTx, record_id: str) -> dict[str, list[str]]:
    """The `base` of a form opened now; it travels with the draft."""
    return fold(oplog.load(tx, [record_id]).get(record_id, ())).seen()


def undo(tx: Tx, device: str, incarnation: str, action: int) -> None:
    """Take back one user action by a new one that puts back what stood before it.

    A field that somebody has changed since is not lost: both values then stand, for a person to decide.
    Undoing an undo is redo. Raises `UserError` when the action is not known.
    """
    operations = oplog.of_action(tx, device, incarnation, action)
    if not operations:
        raise UserError("Ese cambio ya no se puede deshacer.", safe="No se ha tocado nada.")
    histories = oplog.load(tx, {operation.record_id for operation in operations})
    appended: list[Operation] = []
    for operation in reversed(operations):
        history = histories[operation.record_id]
        before = _known_to(operation, history)
        if before:
            past = fold(before)
            patch = {name: past.values.get(name) for name in operation.patch_values() if name != DELETED}
            if DELETED in operation.patch_values():
                patch[DELETED] = past.deleted
            base = {name: [operation.op_id] for name in patch}
        else:
            patch, base = {DELETED: True}, fold(history).seen()
        inverse = oplog.append(tx, operation.record_type, operation.record_id, patch, base)
        history.append(inverse)
        appended.append(inverse)
    _commit(tx, appended)


def _known_to(operation: Operation, history: list[Operation]) -> list[Operation]:
    """What stood before an operation, as its own device knew it."""
    own = [
        other
        for other in history
        if other.op_id != operation.op_id
        and not (
            other.device == operation.device
            and other.incarnation == operation.incarnation
            and other.seq > operation.seq
        )
    ]
    return [other for other in own if other.hlc < operation.hlc]


def _operation(tx: Tx, item: Change, history: list[Operation]) -> Operation | None:
    encoded = {name: encode(spec(item.record, name), value) for name, value in item.patch.items()}
    if not history:
        values = {name: raw for name, raw in encoded.items() if raw is not None}
        return oplog.append(tx, item.record.META.name, item.record_id, values, item.base or {})
    state = fold(history)
    present = state.seen() if item.base is None else item.base
    patch = {
        name: raw for name, raw in encoded.items() if state.values.get(name) != raw or name in state.conflicts
    }
    if not patch and not state.deleted:
        return None
    if state.deleted:  # writing a record that was in the trash brings it back
        patch = {**patch, DELETED: False}
    base = {name: present[name] for name in patch if name in present}
    return oplog.append(tx, item.record.META.name, item.record_id, patch, base)


def _commit(tx: Tx, appended: list[Operation]) -> None:
    oplog.write(tx, appended)
    project(tx, dict.fromkeys(operation.record_id for operation in appended))
