"""Tables made from the model, and the few that are not.

The record tables hold nothing that the log does not: they can be dropped and replayed at any time.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.model.fields import FieldSpec, Kind, Record, specs
from concerta_desktop.model.values import Raw

USER_VERSION = 2
"""Version of the tables below that are not made from the log; grows with each migration."""

PROJECTION = 3
"""Version of how rows are filled and indexed; grows when the code that fills or declares them changes."""

metadata = MetaData()
"""The tables that are not made from the model."""

_record_metadata = MetaData()


def _operations(name: str, *indexes: Index) -> Table:
    return Table(
        name,
        metadata,
        Column("pk", Integer, primary_key=True),
        Column("device", Text, nullable=False),
        Column("incarnation", Text, nullable=False),
        Column("seq", Integer, nullable=False),
        Column("prev_hash", Text, nullable=False),
        Column("hlc", Text, nullable=False),
        Column("author", Text, nullable=False),
        Column("action", Integer, nullable=False),
        Column("record_type", Text, nullable=False),
        Column("record_id", Text, nullable=False),
        Column("patch", Text, nullable=False),
        Column("base", Text, nullable=False),
        Column("schema", Integer, nullable=False),
        Column("salt", Text, nullable=False),
        Column("patch_hash", Text, nullable=False),
        Column("op_id", Text, nullable=False),
        UniqueConstraint("device", "incarnation", "seq", "op_id"),
        *indexes,
    )


OPERATION = _operations("operation", Index("operation_record", "record_id"), Index("operation_hlc", "hlc"))

SET_ASIDE = _operations("set_aside")
"""What was recorded after the copy that was restored, until somebody takes it back."""

META = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

DRAFT = Table(
    "draft",
    metadata,
    Column("key", Text, primary_key=True),
    Column("payload", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
)

ATTACHMENT_KEY = Table(
    "secret", metadata, Column("name", Text, primary_key=True), Column("value", LargeBinary, nullable=False)
)
"""Keys that must never leave the ciphered store."""

ACCESS = Table(
    "access",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
)
"""Who looked at or took out personal data on this laptop (`store/access.py`)."""

PEER = Table(
    "peer",
    metadata,
    Column("device", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sign_key", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
)
"""At headquarters: the laptops that asked to join, and whether a person let them (`sync/devices.py`)."""

BATCH = Table(
    "batch",
    metadata,
    Column("package", Text, primary_key=True),
    Column("device", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("merged_at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("undone_at", Text, nullable=False),
    Column("first_pk", Integer, nullable=False),
    Column("last_pk", Integer, nullable=False),
    Column("last_op", Text, nullable=False),
    Column("about", Text, nullable=False),
)
"""At headquarters: the packages that were merged, and which rows of the log each of them brought."""

DELIVERY = Table(
    "delivery",
    metadata,
    Column("package", Text, primary_key=True),
    Column("file", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("operations", Integer, nullable=False),
    Column("reach", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("delivered_at", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("acked_at", Text, nullable=False),
    Column("note", Text, nullable=False),
)
"""On a laptop: the packages it prepared for headquarters, and what became of each."""

SYNC_LOG = Table(
    "sync_log",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("text", Text, nullable=False),
)
"""What was prepared, delivered, merged and acknowledged, in words for a person."""

_INTEGERS = {Kind.INTEGER, Kind.BOOLEAN}
LISTS = {Kind.CHOICES, Kind.TEXTS}


def _record_table(record: type[Record]) -> Table:
    """Only what is searched is read a screenful at a time in the order of its titles: that index costs a page
    of the cipher for each row that is merged."""
    name = record.META.name
    declared = [
        Column(spec.name, Integer if spec.kind in _INTEGERS else Text, index=spec.facts.index)
        for spec in specs(record)
    ]
    return Table(
        name,
        _record_metadata,
        Column("pk", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("deleted", Integer, nullable=False),
        Column("conflicts", Text, nullable=False),
        Column("created", Text, nullable=False),
        Column("updated", Text, nullable=False),
        Column("sort_key", Text, nullable=False),
        Column("search_text", Text, nullable=False),
        *declared,
        *([Index(f"{name}_sorted", "sort_key", "deleted", "search_text")] if searchable(record) else []),
    )


_record_tables: dict[type[Record], Table] = {}
_making = Lock()


def table_of(record: type[Record]) -> Table:
    """The table of a record type, made when first asked for: the first screen needs few of them."""
    made = _record_tables.get(record)
    if made is None:
        with _making:
            made = _record_tables.get(record)  # another thread may have been first
            if made is None:
                made = _record_tables[record] = _record_table(record)
    return made


def record_tables() -> list[Table]:
    """Those of all record types."""
    return [table_of(record) for record in RECORD_TYPES]


def searchable(record: type[Record]) -> bool:
    return any(spec.facts.search for spec in specs(record))


@cache
def declarations_digest() -> str:
    """Changes when any declaration that shapes a table changes: then tables are rebuilt from the log."""
    shape = [
        [record.META.name, *record.META.title]
        + [[spec.name, spec.kind.value, spec.facts.search, spec.facts.index] for spec in specs(record)]
        for record in RECORD_TYPES
    ]
    return hashlib.sha256(json.dumps([PROJECTION, shape]).encode()).hexdigest()


def to_column(spec: FieldSpec, raw: Raw) -> Any:
    """The JSON form of a value as its column holds it: lists as JSON text."""
    return json.dumps(raw, ensure_ascii=False) if spec.kind in LISTS and raw is not None else raw


def from_column(spec: FieldSpec, value: Any) -> Any:
    """The JSON form back from its column."""
    if value is None:
        return None
    if spec.kind in LISTS:
        return json.loads(value)
    return bool(value) if spec.kind is Kind.BOOLEAN else value
