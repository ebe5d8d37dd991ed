"""Making a sound store of what can be read of a damaged one and of its newest copy.

It is made beside the damaged one and takes its place by `store.swap`, which keeps what it replaces untouched
in a folder "apartado …". It goes on as a new incarnation: what is lost had numbers that others may have seen.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from concerta_desktop import clock
from concerta_desktop.errors import ConcertaError, EnvironmentFailure
from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.model.fields import specs
from concerta_desktop.paths import DATABASE
from concerta_desktop.progress import Progress, silent
from concerta_desktop.store import cipher, oplog, schema, seal, swap
from concerta_desktop.store.backups import Copy
from concerta_desktop.store.change import delete
from concerta_desktop.store.erase import enforce_all
from concerta_desktop.store.failures import explained
from concerta_desktop.store.operation import Operation
from concerta_desktop.store.project import replay
from concerta_desktop.store.restoring import aside_name, staged
from concerta_desktop.store.salvage import KEPT_TABLES, Salvaged, read_file, read_store
from concerta_desktop.store.tables import metadata
from concerta_desktop.store.tx import ReadTx, Tx

_SAFE = "Sus datos no se han tocado."


@dataclass(frozen=True)
class Gap:
    """Operations in a row, of one device, that nobody could read."""

    count: int
    after: datetime | None
    """When the last one before them was made, None = they are the first."""
    before: datetime | None
    """When the next one was made, None = they are the last."""


@dataclass(frozen=True)
class Rescued:
    """What came back, and what did not."""

    aside: str
    """Name of the folder, beside the data, that keeps the damaged files."""
    read: int
    """Operations read of the damaged store."""
    copied: int
    """Further ones, of the copy."""
    copy: Copy | None
    gaps: tuple[Gap, ...]
    sealed: bool
    """It is known how long the log was; False = changes may be missing at its end that nobody can count."""
    last: datetime | None
    """When the newest operation that is there was made."""
    records: Mapping[str, int]
    """Record type -> how many there are now, outside the trash."""
    incomplete: Mapping[str, int]
    """Record type -> how many lack what they must have: they are in the trash."""
    drafts: int | None
    """Half-typed forms that came back, None = they could not be read."""

    @property
    def missing(self) -> int:
        return sum(gap.count for gap in self.gaps)


def rescue(
    folder: Path, key: bytes, copies: Sequence[Copy], now: clock.Now, progress: Progress = silent
) -> Rescued:
    """Put a sound store in the place of the damaged one in `folder`, which must be closed. `copies`: those
    there are, the newest first.

    Raises `EnvironmentFailure` when nothing can be read and there is no copy, or there is no room: then
    nothing has changed. Cut short, the next start goes on or finds everything as it was.
    """
    sealed = seal.read(folder, key)
    progress(0, 0, "Leyendo lo que se puede leer")
    found = read_store(folder, key, sealed.operations if sealed else 0)
    copy, copied = _usable(copies, key, found.meta.get("incarnation", ""))
    read = len(found.operations)
    length = max(found.places, sealed.operations if sealed else 0)
    found.add(copied)
    if not found.meta.keys() >= {"kind", "device", "author"}:
        raise EnvironmentFailure(
            "No se puede leer nada del archivo de datos, y no hay ninguna copia de él.",
            safe=_SAFE,
            todo="Si tiene una copia en una memoria o en otra carpeta, restáurela.",
        )
    progress(0, 0, "Preparando los datos recuperados")
    aside = aside_name(now)
    with explained(_SAFE), staged(folder, aside) as part:
        records, incomplete = _make(part / DATABASE, key, found, now)
    swap.finish(folder)
    operations = found.in_order()
    return Rescued(
        aside=aside,
        read=read,
        copied=len(found.operations) - read,
        copy=copy,
        gaps=_gaps(operations, length),
        sealed=sealed is not None,
        last=clock.hlc_datetime(operations[-1].hlc) if operations else None,
        records=records,
        incomplete=incomplete,
        drafts=len(found.tables["draft"]) if "draft" in found.tables else None,
    )


def _usable(copies: Sequence[Copy], key: bytes, incarnation: str) -> tuple[Copy | None, Salvaged]:
    """The first copy that opens with this key, and all that it holds. What was set aside by restoring is of
    another incarnation and stays so, as long as the store can say which is its own ("" = it cannot)."""
    for copy in copies:
        with suppress(ConcertaError), cipher.untouched(copy.folder / DATABASE, key) as reader:
            held = read_file(reader, copy.operations)
            if incarnation in {"", held.meta.get("incarnation")}:
                return copy, held
    return None, Salvaged()


def _make(
    database: Path, key: bytes, found: Salvaged, now: clock.Now
) -> tuple[dict[str, int], dict[str, int]]:
    """A store of what was found; returns how many records of each type it holds, and how many it lacks."""
    database.touch(mode=0o600)
    engine = cipher.open_engine(database, key)
    fresh = {"incarnation": secrets.token_hex(4), oplog.AFTER_GAPS: "[]"}
    kept = ("kind", "device", "author", oplog.EXCLUDED)
    meta = {name: found.meta[name] for name in kept if name in found.meta} | fresh
    try:
        with engine.connect() as connection, connection.begin():
            schema.create_tables(connection, meta)
            reader = ReadTx(connection)
            oplog.write(reader, found.in_order())
            oplog.accept_gaps(reader)
            enforce_all(reader)
            replay(reader)
            enforce_all(reader)  # the copy may be older than an erasure
            _put_kept(connection, found.tables)
            hlc = oplog.latest_hlc(reader, now)
            author = meta["author"]
            tx = Tx(connection, meta["device"], meta["incarnation"], author, now, 0, "", hlc)
            incomplete = _trash_incomplete(tx)
            return _counts(connection), incomplete
    finally:
        engine.dispose()


def _put_kept(connection: Connection, tables: Mapping[str, list[dict[str, Any]]]) -> None:
    for name in KEPT_TABLES:
        table = metadata.tables[name]
        rows = [{key: row[key] for key in row if key in table.columns} for row in tables.get(name, [])]
        if rows:
            connection.execute(insert(table), rows)


def _trash_incomplete(tx: Tx) -> dict[str, int]:
    """Records that lack what every such record has cannot be shown: their first operations are missing."""
    found: dict[str, int] = {}
    for record in RECORD_TYPES:
        due = [spec.name for spec in specs(record) if spec.facts.required]
        if not due:
            continue
        lacks = " OR ".join(f"{name} IS NULL" for name in due)
        query = f"SELECT id FROM {record.META.name} WHERE NOT deleted AND ({lacks})"
        ids = list(tx.connection.exec_driver_sql(query).scalars())
        for record_id in ids:
            delete(tx, record, record_id)
        if ids:
            found[record.META.name] = len(ids)
    return found


def _counts(connection: Connection) -> dict[str, int]:
    names = [record.META.name for record in RECORD_TYPES]
    counts = {
        name: connection.exec_driver_sql(f"SELECT count(*) FROM {name} WHERE NOT deleted").scalar() or 0
        for name in names
    }
    return {name: count for name, count in counts.items() if count}


def _gaps(operations: Sequence[Operation], length: int) -> tuple[Gap, ...]:
    """Where operations are missing of a log that had `length` of them; those at an end nobody can place."""
    gaps: list[Gap] = []
    chains = sorted(operations, key=lambda one: (one.device, one.incarnation, one.seq))
    for _, chain in groupby(chains, lambda one: (one.device, one.incarnation)):
        gaps.extend(_gaps_of(chain))
    at_the_end = length - len(operations) - sum(gap.count for gap in gaps)
    if at_the_end > 0:
        newest = clock.hlc_datetime(operations[-1].hlc) if operations else None
        gaps.append(Gap(at_the_end, newest, None))
    return tuple(gaps)


def _gaps_of(chain: Iterable[Operation]) -> list[Gap]:
    gaps: list[Gap] = []
    seq, at = 0, None
    for operation in chain:
        when = clock.hlc_datetime(operation.hlc)
        if operation.seq > seq + 1:
            gaps.append(Gap(operation.seq - seq - 1, at, when))
        seq, at = operation.seq, when
    return gaps
