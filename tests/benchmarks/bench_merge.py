"""What headquarters takes in, beside references in the same run.

    python -m tests.benchmarks.bench_merge             some two minutes
    python -m tests.benchmarks.bench_merge million     and how the cost grows up to a million operations

Processor time of packages of 20,000 operations: opened, weighed (the preview), merged (weighed, written,
committed). The references write the same rows of log and tables: ATTACH and INSERT..SELECT into an equal
empty ciphered file (the limit: SQLite copies its pages almost as they are), the ORM's `merge`, and pygeodiff
where somebody installed it (not ciphered). Then 500 packages of 400 operations, as files, from the inbox.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, registry

from concerta_desktop import clock
from concerta_desktop.model import Attendance, Finding, Person
from concerta_desktop.paths import DATABASE
from concerta_desktop.store import cipher, schema
from concerta_desktop.store.operation import Operation
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import OPERATION, table_of
from sync import container, devices, inbox, joining, keys, merge
from sync.container import Manifest
from sync.devices import PeerState
from tests.benchmarks.big_store import PASSPHRASE
from tests.benchmarks.laptops import work
from tests.store.made import Device

PACKAGES, EACH = 8, 20_000
MANY, FEW = 500, 400
TABLES = ("operation", "attendance", "person", "finding")
TIMES, SECONDS = 12, 60


@dataclass
class Office:
    """A headquarters, and what a laptop needs to seal packages for it."""

    central: Store
    recipient: str
    reads: str
    signing: str

    def manifest(self, laptop: str, number: int) -> Manifest:
        return Manifest(
            kind="device",
            package=f"paquete-{number}",
            central=self.central.identity.device,
            sender=laptop,
            sign_key=keys.public_key(self.signing),
            recipient=self.central.identity.device,
            made=f"2026-09-01T{number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}-05:00",
            about={"name": laptop, "reads": self.reads, "incarnation": "1", "gaps": []},
        )

    def sealed(self, laptop: str, number: int, operations: list[Operation]) -> bytes:
        out = BytesIO()
        container.seal(out, self.manifest(laptop, number), operations, self.signing, (self.recipient,))
        return out.getvalue()


@contextmanager
def office() -> Iterator[Office]:
    """In a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        central, _, _ = joining.create_central(
            Path(scratch) / "sede", PASSPHRASE, {"names": "Elena", "surnames": "Sede"}, "DPVLV"
        )
        joining.invite(central, Path(scratch) / "a.sede")
        told = joining.read_invitation(Path(scratch) / "a.sede")
        with central.read() as tx:
            signing = keys.secret(tx, keys.SIGNING)
        yield Office(central, told.recipient, told.recipient, signing)
        central.close()


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor."""
    started = time.process_time()
    work()
    return time.process_time() - started


def line(name: str, seconds: float, count: int, limit: str = "") -> None:
    per = seconds * 1e6 / count
    print(f"{name:<52}{per:10.1f} µs each{count / seconds:12,.0f} a second   {limit}", flush=True)  # noqa: T201


def bulk(there: Office) -> bool:
    """Whether merging stays within its limit."""
    opening = weighing = merging = 0.0
    for number in range(PACKAGES):
        operations = list(work(Device(f"equipo-{number}"), EACH, number))
        package = there.sealed(f"equipo-{number}", number, operations)
        opening += timed(partial(open_all, there.central, package))
        with there.central.read() as tx:
            weighing += timed(partial(merge.weigh, tx, operations, clock.now))
        merging += timed(partial(merge_all, there.central, operations))
    count = PACKAGES * EACH
    limit = attach(there.central)
    line("open a package: decrypt, unpack, verify", opening, count)
    line("weigh it, as the preview does", weighing, count)
    line("merge it: weigh, write, commit", merging, count, "50,000 a second")
    line("  ATTACH and INSERT..SELECT of the same rows", limit, count)
    line("  the ORM's merge of 2,000 of them", orm(there.central, 2_000), 2_000)
    geodiff(there.central, count)
    print(f"merge / ATTACH: {merging / limit:.1f} (at most {TIMES})")  # noqa: T201
    return merging / limit <= TIMES


def open_all(central: Store, package: bytes) -> None:
    with central.read() as tx:
        identity = keys.secret(tx, keys.READING)
    container.unseal(BytesIO(package), identity, lambda _manifest: None)


def merge_all(central: Store, operations: list[Operation]) -> None:
    with central.write() as tx:
        merge.merge(tx, merge.weigh(tx, operations, clock.now))


def attach(central: Store) -> float:
    """The same rows into an equal empty file."""
    with _empty(central) as engine, engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.execute(f"ATTACH '{central.folder / DATABASE}' AS source KEY \"x'{central.key.hex()}'\"")

        def copy() -> None:
            raw.execute("BEGIN IMMEDIATE")
            for name in TABLES:
                raw.execute(f"INSERT INTO {name} SELECT * FROM source.{name}")
            raw.execute("COMMIT")

        return timed(copy)


def orm(central: Store, count: int) -> float:
    """The first operations and rows, one object at a time."""
    mapper, objects = registry(), list[object]()
    with central.read() as tx:
        for table in (OPERATION, *(table_of(record) for record in (Attendance, Person, Finding))):
            mapped: type[Any] = type(table.name, (), {})
            mapper.map_imperatively(mapped, table)
            wanted = count if table is OPERATION else count * 4 // 5 // (len(TABLES) - 1)
            for row in tx.connection.execute(select(table).limit(wanted)).mappings():
                one = mapped()
                vars(one).update()
                for key, value in row.items():
                    setattr(one, key, value)
                objects.append(one)
    with _empty(central) as engine, Session(engine) as session:

        def write() -> None:
            for one in objects:
                session.merge(one)
            session.commit()

        return timed(write)


def geodiff(central: Store, count: int) -> None:
    """pygeodiff's apply of the same rows, from plain file to plain file."""
    try:
        import pygeodiff  # pyright: ignore[reportMissingImports] - no dependency of ours
    except ImportError:
        print("  pygeodiff: not installed here")  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as scratch:
        base, full, diff = (str(Path(scratch) / name) for name in ("base.db", "full.db", "a.diff"))
        for path in (base, full):
            with sqlite3.connect(path) as plain, central.read() as tx:
                for name in TABLES:
                    query = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
                    for (sql,) in tx.connection.exec_driver_sql(query, (name,)):
                        plain.execute(sql)
                    if path == full:
                        rows = tx.connection.exec_driver_sql(f"SELECT * FROM {name}").all()
                        places = ", ".join("?" * len(rows[0]))
                        plain.executemany(f"INSERT INTO {name} VALUES ({places})", map(tuple, rows))
        differ: Any = pygeodiff.GeoDiff()  # pyright: ignore[reportUnknownMemberType]
        differ.create_changeset(base, full, diff)
        line(
            "  pygeodiff's apply of them, not ciphered",
            timed(lambda: differ.apply_changeset(base, diff)),
            count,
        )


def many(there: Office) -> bool:
    """Whether 500 packages of 400 operations, from files, are merged in time."""
    folder = there.central.folder.parent / "memoria"
    folder.mkdir()
    for number in range(MANY):
        laptop = f"laptop-{number}"
        operations = list(work(Device(laptop), FEW, number + 1_000))
        (folder / f"{laptop}.cpk").write_bytes(there.sealed(laptop, number, operations))
    started, used = time.perf_counter(), time.process_time()
    inbox.receive(there.central, folder)
    for number in range(MANY):
        devices.decide(there.central, f"laptop-{number}", PeerState.APPROVED)
    received = time.perf_counter() - started
    outcomes = inbox.merge_items(there.central, inbox.items(there.central))
    wall, used = time.perf_counter() - started, time.process_time() - used
    assert all(one.merged for one in outcomes), outcomes[0].why
    print(  # noqa: T201
        f"{MANY} packages of {FEW} operations, from files: {used:.1f} s of processor, {wall:.1f} by the wall "
        f"({received:.1f} of it to receive and approve; at most {SECONDS})"
    )
    return used <= SECONDS


def growing(there: Office, up_to: int) -> None:
    """What a package costs as the log grows."""
    held, marks = 0, [10_000, 100_000, up_to]
    for number in range(up_to // EACH):
        operations = list(work(Device(f"crece-{number}"), EACH, number + 5_000))
        seconds = timed(partial(merge_all, there.central, operations))
        held += EACH
        if held >= marks[0] or number == 0:
            line(f"merge into a log of {held - EACH:,}", seconds, EACH, "flat")
            marks = [mark for mark in marks if mark > held]


def _bare(path: Path, key: bytes) -> Engine:
    engine = cipher.open_engine(path, key)
    with engine.connect() as connection, connection.begin():
        schema.create_tables(connection, {})
    return engine


@contextmanager
def _empty(central: Store) -> Iterator[Engine]:
    """An equal ciphered file without rows."""
    with tempfile.TemporaryDirectory() as scratch:
        engine = _bare(Path(scratch) / DATABASE, central.key)
        yield engine
        engine.dispose()


def main(*, million: bool) -> int:
    """Print it all; 1 when a limit is missed."""
    with office() as there:
        met = bulk(there)
    with office() as there:
        met = many(there) and met
    if million:
        with office() as there:
            growing(there, 1_000_000)
    return int(not met)


if __name__ == "__main__":
    sys.exit(main(million="million" in sys.argv[1:]))
