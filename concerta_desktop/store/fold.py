"""From the set of a record's operations to its present state: pure, blind to order and repetition.

The current value of a field is what the operations say that no other operation's `base` supersedes. When
several distinct values stand, the highest (hlc, op_id) is shown and all are listed.

A `base` supersedes only in the fields its patch writes. What else it names tells what somebody who deletes
had seen: a deletion that had not seen a value that stands does not hide the record, it flags it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    state, standing = _fold(_unique(operations))
    heads = {
        name: tuple(Head(value, one.op_id, one.hlc, one.author, one.device) for value, one in written)
        for name, written in standing.items()
    }
    return State(state.values, state.deleted, state.conflicts, state.created, state.updated, heads)


def shown(operations: Iterable[Operation]) -> Shown:
    """The same without where each value comes from, which takes a merge half the time to tell."""
    return _fold(_unique(operations))[0]


def nothing() -> Shown:
    """What no operations say."""
    return Shown({}, deleted=False, conflicts=(), created="", updated="")


_Standing = dict[str, list[tuple[Raw, Operation]]]
"""Field -> the values that stand and what wrote them, the shown one last."""


def _unique(operations: Iterable[Operation]) -> list[Operation]:
    return list({operation.op_id: operation for operation in operations}.values())


def _fold(unique: Sequence[Operation]) -> tuple[Shown, _Standing]:
    return _created(*unique) if len(unique) == 1 else _by_field(unique)


def _created(operation: Operation) -> tuple[Shown, _Standing]:
    """What `_by_field` says of a record that was only created, as most in a merge."""
    values = operation.patch_values()
    standing = {name: [(value, operation)] for name, value in values.items()}
    deleted = values.pop(DELETED, False) is True
    return Shown(values, deleted, (), operation.hlc, operation.hlc), standing


def _by_field(unique: Sequence[Operation]) -> tuple[Shown, _Standing]:
    written: _Standing = {}
    superseded: dict[str, set[str]] = {}
    deletions: dict[str, dict[str, list[str]]] = {}
    for operation in unique:
        base = operation.base_ids()
        for name, value in operation.patch_values().items():
            written.setdefault(name, []).append((value, operation))
            if name in base:
                superseded.setdefault(name, set()).update(base[name])
            if name == DELETED and value is True:
                deletions[operation.op_id] = base
    standing = {
        name: found if len(found) == 1 else _unsuperseded(found, superseded.get(name, ()))
        for name, found in written.items()  # one alone stands: an operation cannot name its own hash
    }
    deleted, contested = _deletion(standing, deletions)
    conflicts = [
        name
        for name, found in standing.items()
        if len(found) > 1 and name != DELETED and any(value != found[0][0] for value, _ in found)
    ]
    times = [operation.hlc for operation in unique]
    state = Shown(
        values={name: found[-1][0] for name, found in standing.items() if name != DELETED},
        deleted=deleted,
        conflicts=tuple(sorted(conflicts) + [DELETED] * contested),
        created=min(times, default=""),
        updated=max(times, default=""),
    )
    return state, standing


def _unsuperseded(
    written: list[tuple[Raw, Operation]], superseded: Iterable[str]
) -> list[tuple[Raw, Operation]]:
    return sorted(
        (one for one in written if one[1].op_id not in superseded),
        key=lambda one: (one[1].hlc, one[1].op_id),
    )


def _deletion(standing: _Standing, deletions: dict[str, dict[str, list[str]]]) -> tuple[bool, bool]:
    """(in the trash, deleted on one side only)."""
    said = standing.get(DELETED, ())
    asked = [one.op_id for value, one in said if value is True]
    if not asked:
        return False, False
    restored = len(asked) < len(said)
    deleted = not restored and any(_covers(op_id, deletions[op_id], standing) for op_id in asked)
    return deleted, not deleted


def _covers(deletion: str, base: dict[str, list[str]], standing: _Standing) -> bool:
    """Whether whoever deleted had seen, or wrote with it, every value that stands now."""
    return all(
        one.op_id == deletion or one.op_id in base.get(name, ())
        for name, found in standing.items()
        if name != DELETED
        for _, one in found
    )
