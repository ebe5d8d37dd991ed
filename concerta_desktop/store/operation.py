"""The operation: one change by one person on one device, chained and hashed (see shared design "sync").

    op_id = SHA-256(header || SHA-256(salt || patch))

so that a patch can be erased for a data-subject request while the chain still verifies; the salt keeps an
eight-digit DNI from being guessed out of its hash. Encoding: RFC 8785 JSON over NFC text without floats,
for which `json.dumps` with sorted keys gives the same bytes (proved in tests against the rfc8785 library).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concerta_desktop.model.values import Raw

SCHEMA = 1
"""Version of the record declarations that wrote an operation; grows with each additive change."""

DELETED = "_deleted"
"""Reserved field of a patch: true = in the trash, false = restored."""

Patch = Mapping[str, Raw]
Base = Mapping[str, Sequence[str]]
"""Field -> ids of the operations whose values the person had seen."""


def canonical(value: object) -> str:
    """RFC 8785 text of a JSON value made of str, int, bool, None, lists and mappings with ASCII keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """`patch` and `base` are canonical JSON text; hashes and salt are lower-case hex, compared as text."""

    device: str
    incarnation: str
    seq: int
    prev_hash: str
    hlc: str
    author: str
    action: int
    """Seq of the first operation of the same user action: what one undo takes back."""
    record_type: str
    record_id: str
    patch: str
    base: str
    schema: int
    salt: str
    patch_hash: str
    op_id: str

    def patch_values(self) -> dict[str, Raw]:
        return json.loads(self.patch)

    def base_ids(self) -> dict[str, list[str]]:
        return json.loads(self.base)


def hash_patch(salt: str, patch: str) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + patch.encode()).hexdigest()


def hash_operation(
    *,
    device: str,
    incarnation: str,
    seq: int,
    prev_hash: str,
    hlc: str,
    author: str,
    action: int,
    record_type: str,
    record_id: str,
    base: str,
    schema: int,
    patch_hash: str,
) -> str:
    """The op_id. `base` is embedded as the canonical text it already is."""
    header = canonical(
        {
            "action": action,
            "author": author,
            "base": base,
            "device": device,
            "hlc": hlc,
            "incarnation": incarnation,
            "prev_hash": prev_hash,
            "record_id": record_id,
            "record_type": record_type,
            "schema": schema,
            "seq": seq,
        }
    )
    return hashlib.sha256(header.encode() + bytes.fromhex(patch_hash)).hexdigest()


def verify(operation: Operation) -> bool:
    """Whether the hashes of an operation hold (its place in the chain is checked by the caller)."""
    return (
        hash_patch(operation.salt, operation.patch) == operation.patch_hash
        and hash_operation(
            device=operation.device,
            incarnation=operation.incarnation,
            seq=operation.seq,
            prev_hash=operation.prev_hash,
            hlc=operation.hlc,
            author=operation.author,
            action=operation.action,
            record_type=operation.record_type,
            record_id=operation.record_id,
            base=operation.base,
            schema=operation.schema,
            patch_hash=operation.patch_hash,
        )
        == operation.op_id
    )
