"""What can still be read of a damaged store: operation by operation, each proved by its own hash.

The log is a set, so what several views of the same files give is simply put together: the files as SQLite
takes them, and a copy whose WAL was mended.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import sqlcipher3.dbapi2 as driver

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.paths import DATABASE
from concerta_desktop.store import cipher, wal
from concerta_desktop.store.operation import Operation, is_blank, verify
from concerta_desktop.store.tables import META, OPERATION, metadata

_ERROR: type[Exception] = cast(Any, driver).DatabaseError
_CHUNK = 256
_SELECT = f"SELECT pk, {', '.join(Operation._fields)} FROM operation WHERE pk BETWEEN ? AND ?"
KEPT_TABLES = tuple(sorted(set(metadata.tables) - {OPERATION.name, META.name}))
"""Not made from the log, and not the log: half-typed forms, secrets."""


@dataclass
class Salvaged:
    """What was read of one file or several."""

    operations: dict[str, tuple[int, Operation]] = field(default_factory=dict[str, tuple[int, Operation]])
    """op_id -> (its place in the log, itself); only those whose hashes hold."""
    meta: dict[str, str] = field(default_factory=dict[str, str])
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict[str, list[dict[str, Any]]])
    """The rows of `KEPT_TABLES`; a table that could not be read whole is absent."""

    @property
    def places(self) -> int:
        """How long the log was, as far as it can be seen."""
        return max((place for place, _ in self.operations.values()), default=0)

    def in_order(self) -> list[Operation]:
        """The operations, by the time at which they were made."""
        found = [operation for _, operation in self.operations.values()]
        return sorted(found, key=lambda operation: (operation.hlc, operation.op_id))

    def add(self, other: Salvaged) -> None:
        """Put together; what is here stays."""
        self.operations = {**other.operations, **self.operations}
        self.meta = {**other.meta, **self.meta}
        self.tables = {**other.tables, **self.tables}


def read_store(folder: Path, key: bytes, places: int) -> Salvaged:
    """All that can be read of the store in `folder`, of which no byte is touched. `places`: how long its log
    was at least, as far as anybody knows."""
    found = Salvaged()
    database = folder / DATABASE
    for view in (lambda: _mended(database, key), lambda: cipher.untouched(database, key)):
        with suppress(EnvironmentFailure, _ERROR), view() as reader:
            found.add(read_file(reader, places))
    return found


def read_file(reader: Any, places: int) -> Salvaged:
    """All that a driver's connection can read. Never raises for damage."""
    found = Salvaged()
    with suppress(_ERROR):
        places = max(places, reader.execute("SELECT max(pk) FROM operation").fetchone()[0] or 0)
    for place, operation in _operations(reader, 1, places):
        if verify(operation) or is_blank(operation):
            found.operations[operation.op_id] = (place, operation)
    with suppress(_ERROR):
        found.meta = dict(reader.execute("SELECT key, value FROM meta").fetchall())
    for name in KEPT_TABLES:
        with suppress(_ERROR):
            cursor = reader.execute(f"SELECT * FROM {name}")
            names = [column[0] for column in cursor.description]
            found.tables[name] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def _operations(reader: Any, first: int, last: int) -> Iterator[tuple[int, Operation]]:
    """Those in places `first` to `last`; around a page that cannot be read the rest is asked for in ever
    smaller pieces."""
    for start in range(first, last + 1, _CHUNK):
        yield from _piece(reader, start, min(last, start + _CHUNK - 1))


def _piece(reader: Any, first: int, last: int) -> Iterator[tuple[int, Operation]]:
    try:
        rows = reader.execute(_SELECT, (first, last)).fetchall()
    except _ERROR:
        if first < last:
            middle = (first + last) // 2
            yield from _piece(reader, first, middle)
            yield from _piece(reader, middle + 1, last)
        return
    for row in rows:
        yield row[0], Operation(*row[1:])


@contextmanager
def _mended(database: Path, key: bytes) -> Iterator[Any]:
    """A reader over a copy whose WAL was mended. Raises `EnvironmentFailure` when nothing is."""
    beside = database.with_name(database.name + cipher.WAL)
    mended = wal.mended(beside.read_bytes()) if beside.exists() else b""
    if not mended:
        raise EnvironmentFailure("No hay cambios pendientes que leer.")
    with tempfile.TemporaryDirectory(dir=database.parent, prefix=".lectura-") as scratch:
        copy = Path(scratch) / database.name
        shutil.copyfile(database, copy)
        copy.with_name(beside.name).write_bytes(mended)
        with cipher.untouched(copy, key) as reader:
            yield reader
