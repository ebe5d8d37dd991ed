"""From the set of a record's operations to its present state: pure, blind to order and repetition.

The current value of a field is what the operations say that no other operation's `base` supersedes. When
several distinct values stand, the highest (hlc, op_id) is shown and all are listed.

A `base` supersedes only in the fields its patch writes. What else it names tells what somebody who deletes
had seen: a deletion that had not seen a value that stands does not hide the record, it flags it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from concerta_desktop.model.values import Raw
from concerta_desktop.store.operation import DELETED, Operation


class Head(NamedTuple):
    """An unsuperseded value of one field, and where it comes from."""

    value: Raw
    op_id: str
    hlc: str
    author: str
    device: str


Heads = dict[str, tuple[Head, ...]]
"""Field -> its heads, the shown one last."""


@dataclass(slots=True)
class Shown:
    """What a set of operations says of one record, as its row shows it."""

    values: dict[str, Raw]
    """Field -> the value shown."""
    deleted: bool
    conflicts: tuple[str, ...]
    """Fields with several distinct values, for a person to decide; `DELETED` among them when the record was
    deleted on one side and edited or restored on another that had not seen it."""
    created: str
    updated: str
    """HLC of its first and last operation; "" without operations."""


@dataclass(slots=True)
class State(Shown):
    """The same, and where each value comes from."""

    heads: Heads

    def seen(self) -> dict[str, list[str]]:
        """What somebody who looks at this state has seen: the `base` of her or his next change."""
        return {name: [head.op_id for head in heads] for name, heads in self.heads.items()}


def fold(operations: Iterable[Operation]) -> State:
    """The state of one record. Give it all its operations, in any order, repeated or not."""
    unique = {operation.op_id: operation for operation in operations}.values()
    return _fold_one(*unique) if len(unique) == 1 else _fold(unique)


def shown(operations: Iterable[Operation]) -> Shown:
    """The same without where each value comes from: of a record that was only created, as most are in a
    merge, in a fraction of the time."""
    unique = {operation.op_id: operation for operation in operations}.values()
    if not unique:
        return Shown({}, deleted=False, conflicts=(), created="", updated="")
    if len(unique) > 1:
        return _fold(unique)
    (operation,) = unique
    values = operation.patch_values()
    deleted = values.pop(DELETED, False) is True
    return Shown(values, deleted, (), operation.hlc, operation.hlc)


def _fold_one(operation: Operation) -> State:
    """What `_fold` says of a record that was only created, without the search for what is superseded."""
    values = operation.patch_values()
    op_id, hlc, author, device = operation.op_id, operation.hlc, operation.author, operation.device
    heads = {name: (Head(value, op_id, hlc, author, device),) for name, value in values.items()}
    deleted = values.pop(DELETED, False) is True
    return State(values, deleted, (), operation.hlc, operation.hlc, heads)


def _fold(unique: Collection[Operation]) -> State:
    written: dict[str, list[Head]] = {}
    superseded: dict[str, set[str]] = {}
    deletions: dict[str, dict[str, list[str]]] = {}
    for operation in unique:
        base = operation.base_ids()
        for name, value in operation.patch_values().items():
            head = Head(value, operation.op_id, operation.hlc, operation.author, operation.device)
            written.setdefault(name, []).append(head)
            if name in base:
                superseded.setdefault(name, set()).update(base[name])
            if name == DELETED and value is True:
                deletions[operation.op_id] = base
    heads = {
        name: (found[0],) if len(found) == 1 else _standing(found, superseded.get(name, ()))
        for name, found in written.items()  # one alone stands: an operation cannot name its own hash
    }
    deleted, contested = _deletion(heads, deletions)
    conflicts = [
        name
        for name, standing in heads.items()
        if len(standing) > 1 and name != DELETED and any(head.value != standing[0].value for head in standing)
    ]
    times = [operation.hlc for operation in unique]
    return State(
        heads=heads,
        values={name: standing[-1].value for name, standing in heads.items() if name != DELETED},
        deleted=deleted,
        conflicts=tuple(sorted(conflicts) + [DELETED] * contested),
        created=min(times, default=""),
        updated=max(times, default=""),
    )


def _standing(written: list[Head], superseded: Iterable[str]) -> tuple[Head, ...]:
    return tuple(
        sorted(
            (head for head in written if head.op_id not in superseded),
            key=lambda head: (head.hlc, head.op_id),
        )
    )


def _deletion(heads: Heads, deletions: dict[str, dict[str, list[str]]]) -> tuple[bool, bool]:
    """(in the trash, deleted on one side only)."""
    standing = heads.get(DELETED, ())
    asked = [head.op_id for head in standing if head.value is True]
    if not asked:
        return False, False
    restored = len(asked) < len(standing)
    deleted = not restored and any(_covers(op_id, deletions[op_id], heads) for op_id in asked)
    return deleted, not deleted


def _covers(deletion: str, base: dict[str, list[str]], heads: Heads) -> bool:
    """Whether whoever deleted had seen, or wrote with it, every value that stands now."""
    return all(
        head.op_id == deletion or head.op_id in base.get(name, ())
        for name, standing in heads.items()
        if name != DELETED
        for head in standing
    )
