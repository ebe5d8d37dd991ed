"""Operations made by hand, as other laptops would send them, without a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from concerta_desktop.clock import format_hlc
from concerta_desktop.model.values import Raw
from concerta_desktop.store.operation import SCHEMA, Base, Operation, canonical, hash_operation, hash_patch


@dataclass
class Device:
    """Makes chained operations of one laptop. Its readings of time are given by the test."""

    name: str
    seq: int = 0
    head: str = ""
    made: list[Operation] = field(default_factory=list[Operation])
    incarnation: str = "1"

    def makes(
        self,
        record_id: str,
        patch: Mapping[str, Raw],
        base: Base | None = None,
        *,
        at: int = 0,
        record_type: str = "person",
    ) -> Operation:
        """The next operation, at the millisecond `at` (its place in the chain unless given)."""
        self.seq += 1
        salt, patch_text = f"{self.seq:032x}", canonical(dict(patch))
        operation = Operation(
            device=self.name,
            incarnation=self.incarnation,
            seq=self.seq,
            prev_hash=self.head,
            hlc=format_hlc(at or self.seq, 0),
            author="",
            action=self.seq,
            record_type=record_type,
            record_id=record_id,
            patch=patch_text,
            base=canonical({name: sorted(ids) for name, ids in (base or {}).items()}),
            schema=SCHEMA,
            salt=salt,
            patch_hash=hash_patch(salt, patch_text),
        )
        operation = operation._replace(op_id=hash_operation(operation))
        self.head = operation.op_id
        self.made.append(operation)
        return operation
