"""From the set of a record's operations to its present state: pure, blind to order and repetition.

The current value of a field is what the operations say that no other operation's `base` supersedes. When
several distinct values stand, the highest (hlc, op_id) is shown and all are listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from concerta_desktop.model.values import Raw
from concerta_desktop.store.operation import DELETED, Operation


@dataclass(frozen=True, slots=True)
class Head:
    """An unsuperseded value of one field, and where it comes from."""

    value: Raw
    op_id: str
    hlc: str
    author: str
    device: str


@dataclass(frozen=True, slots=True)
class State:
    """What a set of operations says of one record."""

    heads: dict[str, tuple[Head, ...]]
    """Field -> its heads, the shown one last."""
    deleted: bool
    edited_after_delete: bool
    """Deleted on one side, edited on another that had not seen it: shown, and flagged."""
    created: str
    updated: str

    @property
    def values(self) -> dict[str, Raw]:
        return {name: heads[-1].value for name, heads in self.heads.items() if name != DELETED}

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Fields with several distinct unsuperseded values, for a person to decide."""
        return tuple(
            name for name, heads in self.heads.items() if any(head.value != heads[-1].value for head in heads)
        )

    def seen(self) -> dict[str, list[str]]:
        """What somebody who looks at this state has seen: the `base` of her or his next change."""
        return {name: [head.op_id for head in heads] for name, heads in self.heads.items()}


def fold(operations: Iterable[Operation]) -> State:
    """The state of one record. Give it all its operations, in any order, repeated or not."""
    written: dict[str, dict[str, Head]] = {}
    superseded: dict[str, set[str]] = {}
    bases: dict[str, dict[str, list[str]]] = {}
    times: list[str] = []
    for operation in operations:
        base = operation.base_ids()
        times.append(operation.hlc)
        for name, value in operation.patch_values().items():
            head = Head(value, operation.op_id, operation.hlc, operation.author, operation.device)
            written.setdefault(name, {})[operation.op_id] = head
            superseded.setdefault(name, set()).update(base.get(name, ()))
            if name == DELETED:
                bases[operation.op_id] = base
    heads = {
        name: tuple(
            sorted(
                (head for op_id, head in by_id.items() if op_id not in superseded[name]),
                key=lambda head: (head.hlc, head.op_id),
            )
        )
        for name, by_id in written.items()
    }
    deletions = [head for head in heads.get(DELETED, ()) if head.value is True]
    deleted = bool(deletions) and any(_covers(bases[head.op_id], heads) for head in deletions)
    restored = any(head.value is False for head in heads.get(DELETED, ()))
    return State(
        heads=heads,
        deleted=deleted and not restored,
        edited_after_delete=bool(deletions) and not deleted,
        created=min(times, default=""),
        updated=max(times, default=""),
    )


def _covers(base: dict[str, list[str]], heads: dict[str, tuple[Head, ...]]) -> bool:
    """Whether whoever deleted had seen every value that stands now."""
    return all(
        head.op_id in base.get(name, ())
        for name, standing in heads.items()
        if name != DELETED
        for head in standing
    )
