"""What takes an action back: pure, from the operations of the action and all those of the record.

Undoing is a new operation that writes what stood before. What the action wrote and still stands is
superseded; what somebody has changed since is not: both values then stand, for a person to decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from concerta_desktop.model.values import Raw
from concerta_desktop.store.fold import Head, State, fold
from concerta_desktop.store.operation import DELETED, Base, Operation, Patch


def inverse(done: Sequence[Operation], history: Sequence[Operation]) -> tuple[Patch, Base]:
    """Patch and base that take back `done`, the operations of one action on one record.

    `history` holds all operations of the record in order of arrival, `done` among them. An empty patch
    means that nothing of the action is left to take back.
    """
    own = {operation.op_id for operation in done}
    places = [place for place, operation in enumerate(history) if operation.op_id in own]
    before, after = fold(history[: places[0]]), fold(history[: places[-1] + 1])
    present = fold(history)
    written = {name for operation in done for name in operation.patch_values()}
    patch: dict[str, Raw] = {}
    base: dict[str, Sequence[str]] = {}
    if places[0] > 0:
        without = fold(operation for operation in history if operation.op_id not in own)
        for name in sorted(written - {DELETED}):
            heads = present.heads[name]
            mine = any(head.op_id in own for head in heads)
            value = (without if mine else before).values.get(name)
            if any(head.value != value for head in heads):
                patch[name] = value
                base[name] = _superseded(heads, own, value, untouched=_same(name, after, present))
    created = places[0] == 0
    was_deleted = created or before.deleted
    if (created or DELETED in written) and (present.deleted != was_deleted or DELETED in present.conflicts):
        patch[DELETED] = was_deleted
        seen = present.seen()
        base[DELETED] = seen.get(DELETED, [])
        if was_deleted:  # it hides only what has stayed as the action left it
            base.update(
                {name: ids for name, ids in seen.items() if name not in base and _same(name, after, present)}
            )
    return patch, base


def _superseded(heads: Sequence[Head], own: set[str], value: Raw, *, untouched: bool) -> list[str]:
    """The heads that the restored value replaces; the others are what somebody has changed since."""
    return [head.op_id for head in heads if untouched or head.op_id in own or head.value == value]


def _same(name: str, after: State, present: State) -> bool:
    """Whether a field still says what it said when the action was done, be it by undoing and redoing."""
    now, then = present.heads.get(name, ()), after.heads.get(name, ())
    values = [[head.value for head in heads] or [None] for heads in (now, then)]
    return all(value in values[1] for value in values[0]) and all(value in values[0] for value in values[1])
