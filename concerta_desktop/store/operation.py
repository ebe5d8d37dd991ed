"""The operation: one change by one person on one device, chained and hashed.

    op_id = SHA-256(header || SHA-256(salt || patch))

so that a patch can be erased for a data-subject request while the chain still verifies; the salt keeps an
eight-digit DNI from being guessed out of its hash. Encoding: RFC 8785 JSON over NFC text without floats,
for which `json` with sorted keys gives the same bytes (proved in tests against the rfc8785 library).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring as _quoted
from typing import NamedTuple

from concerta_desktop.model.values import Raw

SCHEMA = 1
"""Version of the record declarations that wrote an operation; grows with each additive change."""

DELETED = "_deleted"
"""Reserved field of a patch: true = in the trash, false = restored."""

ERASED = "_erased"
"""Reserved field of a patch: true = what was written of this record before is erased (`store/erase.py`)."""

Patch = Mapping[str, Raw]
Base = Mapping[str, Sequence[str]]
"""Field -> ids of the operations whose values the person had seen."""

canonical = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode
"""RFC 8785 text of a JSON value made of str, int, bool, None, lists and dicts with ASCII keys."""

read_json = json.JSONDecoder().raw_decode
"""(the JSON value that a text begins with, where it ends)."""


class Operation(NamedTuple):
    """One row of the log, in the order of its columns: a named tuple, since merges handle millions.

    `patch` and `base` are canonical JSON text; hashes and salt are lower-case hex, compared as text. Without
    salt the patch was erased, and only its hash is known.

    A record is its type and its id together: the same id under two types is two records.
    """

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
    op_id: str = ""

    def patch_values(self) -> dict[str, Raw]:
        return read_json(self.patch)[0]

    def base_ids(self) -> dict[str, list[str]]:
        return read_json(self.base)[0] if self.base != "{}" else {}


def hash_patch(salt: str, patch: str) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + patch.encode()).hexdigest()


def hash_operation(operation: Operation) -> str:
    """The op_id that an operation must have. Its `base` is embedded as the text it already is.

    The header is canonical JSON written out by hand: hundreds of thousands are hashed in a merge."""
    device, incarnation, seq, prev_hash, hlc, author, action, record_type, record_id, _, base, schema, *_ = (
        operation
    )
    header = (
        f'{{"action":{action},"author":{_quoted(author)},"base":{_quoted(base)},"device":{_quoted(device)},'
        f'"hlc":{_quoted(hlc)},"incarnation":{_quoted(incarnation)},"prev_hash":{_quoted(prev_hash)},'
        f'"record_id":{_quoted(record_id)},"record_type":{_quoted(record_type)},"schema":{schema},"seq":{seq}}}'
    )
    return hashlib.sha256(header.encode() + bytes.fromhex(operation.patch_hash)).hexdigest()


def verify(operation: Operation) -> bool:
    """Whether the hashes of an operation hold (its place in the chain, and a patch erased by right: see
    `oplog.broken`)."""
    return (
        hash_patch(operation.salt, operation.patch) == operation.patch_hash
        and hash_operation(operation) == operation.op_id
    )


def is_blank(operation: Operation) -> bool:
    """Whether its patch is gone and nothing else of it is changed. By right only when the record was erased:
    `oplog.broken` knows."""
    return not operation.salt and operation.patch == "{}" and hash_operation(operation) == operation.op_id
