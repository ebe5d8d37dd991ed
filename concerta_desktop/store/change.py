"""The only writer. A change is written once: an operation in the log, and the tables through `project`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from concerta_desktop.errors import UserError
from concerta_desktop.model.fields import Record, spec, specs
from concerta_desktop.model.values import Raw, decode, encode
from concerta_desktop.store import oplog
from concerta_desktop.store.fold import State, fold
from concerta_desktop.store.inverse import inverse
from concerta_desktop.store.operation import DELETED, ERASED, Base, Operation, Patch
from concerta_desktop.store.pause import collector_paused
from concerta_desktop.store.project import project_histories
from concerta_desktop.store.tx import ReadTx, Tx

Histories = dict[str, list[Operation]]
"""Record id -> all its operations, in order of arrival."""


@dataclass(frozen=True, slots=True)
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

    Fields whose value already stands are left out; when nothing is left, nothing is written. A record in
    the trash comes back. A field in conflict is decided by another value, or by any value with a `base`.
    Raises `ValidationError` naming the field that cannot take its value, or that a new record lacks.
    """
    changes(tx, [Change(record, record_id, patch, base)])


def changes(tx: Tx, wanted: Iterable[Change]) -> None:
    """Several records in one action, in bulk. All or, when one is refused, none."""
    batch = list(wanted)
    with collector_paused(), tx.whole() as appended:
        histories = oplog.load(tx, {item.record_id for item in batch})
        for item in batch:
            history = histories.setdefault(item.record_id, [])
            known = _of_type(history, item.record.META.name)
            patch, base = _difference(item, fold(known))
            if patch or not known:
                history.append(oplog.append(tx, item.record.META.name, item.record_id, patch, base))
        _commit(tx, appended(), histories)


def delete(tx: Tx, record: type[Record], record_id: str) -> None:
    """Put a record in the trash; it can be restored."""
    histories, state = _state(tx, record, record_id)
    if state.updated and not state.deleted:
        _append(tx, histories, record.META.name, record_id, {DELETED: True}, state.seen())


def restore(tx: Tx, record: type[Record], record_id: str) -> None:
    """Take a record out of the trash; or decide that one deleted elsewhere stays."""
    histories, state = _state(tx, record, record_id)
    if state.deleted or DELETED in state.conflicts:
        _append(
            tx, histories, record.META.name, record_id, {DELETED: False}, {DELETED: state.seen()[DELETED]}
        )


def seen(tx: ReadTx, record_id: str) -> dict[str, list[str]]:
    """The `base` of a form opened now; it travels with the draft. Take it again after each save."""
    return fold(oplog.load(tx, [record_id]).get(record_id, ())).seen()


def undo(tx: Tx, device: str, incarnation: str, action: int) -> None:
    """Take back one user action by a new one that puts back what stood before it.

    A field that somebody has changed since is not lost: both values then stand, for a person to decide.
    Undoing an undo is redo. Raises `UserError` when the action is not known.
    """
    operations = oplog.of_action(tx, device, incarnation, action)
    if not operations:
        raise UserError("Ese cambio ya no se puede deshacer.", safe="No se ha tocado nada.")
    if any(ERASED in operation.patch_values() for operation in operations):
        raise UserError("Una supresión de datos no se puede deshacer.", safe="No se ha tocado nada.")
    done: dict[tuple[str, str], list[Operation]] = {}
    for operation in operations:
        done.setdefault((operation.record_type, operation.record_id), []).append(operation)
    with collector_paused(), tx.whole() as appended:
        histories = oplog.load(tx, {operation.record_id for operation in operations})
        for (name, record_id), own in done.items():
            patch, base = inverse(own, _of_type(histories[record_id], name))
            if patch:
                histories[record_id].append(oplog.append(tx, name, record_id, patch, base))
        _commit(tx, appended(), histories)


def _difference(item: Change, state: State) -> tuple[Patch, Base]:
    """What `item` changes in a record that stands as `state`, and the base of it."""
    patch: dict[str, Raw] = {}
    for name, value in item.patch.items():
        standing = state.values.get(name)
        raw = _encoded(item.record, name, value, standing)
        if raw != standing or (item.base is not None and name in state.conflicts):
            patch[name] = raw
    if not state.updated:
        _require(item.record, patch)
    elif state.deleted:  # writing a record that was in the trash brings it back
        patch[DELETED] = False
    base = state.seen() if item.base is None and state.updated else item.base or {}
    return patch, {name: base[name] for name in patch if name in base}


def _encoded(record: type[Record], name: str, value: object, standing: Raw) -> Raw:
    """What already stands passes as it is: a newer version's choice must not block an older form."""
    field = spec(record, name)
    if standing is not None and decode(field, standing) == value:
        return standing
    return encode(field, value)


def _require(record: type[Record], patch: Patch) -> None:
    for field in specs(record):
        if field.facts.required and field.name not in patch:
            encode(field, None)  # raises, in the words of the field


def _of_type(history: list[Operation], name: str) -> list[Operation]:
    return [operation for operation in history if operation.record_type == name]


def _state(tx: Tx, record: type[Record], record_id: str) -> tuple[Histories, State]:
    histories = oplog.load(tx, [record_id])
    return histories, fold(_of_type(histories.get(record_id, []), record.META.name))


def _append(tx: Tx, histories: Histories, name: str, record_id: str, patch: Patch, base: Base) -> None:
    with tx.whole() as appended:
        histories[record_id].append(oplog.append(tx, name, record_id, patch, base))
        _commit(tx, appended(), histories)


def _commit(tx: Tx, appended: Sequence[Operation], histories: Histories) -> None:
    """Into the log and, by the same histories, into the tables."""
    oplog.write(tx, appended)
    touched = dict.fromkeys(operation.record_id for operation in appended)
    project_histories(tx, {record_id: histories[record_id] for record_id in touched})
