"""Restoring a copy: what was recorded after it is set aside in the ciphered store, and can be taken back.

A restored store goes on as a new incarnation of its device: the numbers that the old one gave to operations
after the copy are not given again. See `store.swap` for how it takes its place.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, update

from concerta_desktop import clock, paths
from concerta_desktop.errors import from_os_error
from concerta_desktop.paths import DATABASE, KEY_FILE, RESTORING
from concerta_desktop.store import attachments, backups, cipher, files, oplog, schema
from concerta_desktop.store.backups import Copy
from concerta_desktop.store.erase import enforce_all
from concerta_desktop.store.failures import explained
from concerta_desktop.store.operation import ERASED, Operation
from concerta_desktop.store.project import project
from concerta_desktop.store.swap import PLAN
from concerta_desktop.store.tables import META, declarations_digest
from concerta_desktop.store.tx import ReadTx, Tx

_SAFE = "Sus datos de ahora no se han tocado."
_COLUMNS = ", ".join(Operation._fields)
_HERE = "SELECT 1 FROM operation AS here WHERE " + " AND ".join(
    f"here.{name} = there.{name}" for name in ("device", "incarnation", "seq", "op_id")
)


@dataclass(frozen=True)
class Aside:
    """What waits to be taken back."""

    operations: int
    records: Mapping[str, int]
    """Record type -> how many of them it touches."""
    first: datetime
    last: datetime


def stage(folder: Path, copy: Copy, key: bytes, *, present: bool, now: clock.Now) -> None:
    """Prepare `copy` to take the place of the store in `folder`, which must be closed; `swap.finish` does
    the rest. `present`: the store there is the same one, opens with `key`, and a copy of it was just made:
    what it holds beyond `copy` is set aside, and its passphrase stays.

    Raises `EnvironmentFailure` when another program has the store open, the copy is damaged or there is no
    room; `UserError` for a copy of a newer version. Then nothing has changed.
    """
    with explained(_SAFE), staged(folder, "" if present else aside_name(now)) as part:
        with cipher.untouched(copy.folder / DATABASE, key) as reader:
            schema.refuse_newer(reader)
        _bring(copy, part, with_key=not present)
        if present:
            _refuse_others(folder / DATABASE, key)
        _adapt(part / DATABASE, key, folder / DATABASE if present else None)
        attachments.bring_along(copy.folder.parent, folder)


@contextmanager
def staged(folder: Path, aside: str) -> Iterator[Path]:
    """A folder to make a store in that is to replace the one in `folder`; on leaving, that is decided.
    `aside`: name of the folder that keeps what it replaces, "" = nothing needs to. Raises
    `EnvironmentFailure`; then, as after any exception, nothing has changed."""
    part = folder / f"{RESTORING}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700, parents=True)
        yield part
        files.write_json(part / PLAN, {"aside": aside})
        files.sync(part / DATABASE)
        paths.sync_folder(part)
        os.rename(part, folder / RESTORING)
        paths.sync_folder(folder)
    except OSError as error:
        raise from_os_error(error, "preparar los datos") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def aside_name(now: clock.Now) -> str:
    """Of the folder that keeps what is replaced."""
    return f"apartado {now():%Y-%m-%d %H%M%S}"


def aside(tx: ReadTx) -> Aside | None:
    """What was recorded after the restored copy and waits to be taken back; None = nothing does."""
    run = tx.connection.exec_driver_sql
    count, first, last = run("SELECT count(*), min(hlc), max(hlc) FROM set_aside").one()
    if not count:
        return None
    touched = run("SELECT record_type, count(DISTINCT record_id) FROM set_aside GROUP BY record_type")
    records = {row[0]: row[1] for row in touched}
    return Aside(count, records, clock.hlc_datetime(first), clock.hlc_datetime(last))


def give_back(tx: Tx) -> frozenset[str]:
    """Write what was set aside into the log again and bring the tables up to it; returns the record types
    touched. A field that somebody changed since the restore keeps both values, for a person to decide."""
    run = tx.connection.exec_driver_sql
    touched = run("SELECT DISTINCT record_id, record_type FROM set_aside").all()
    run(f"INSERT OR IGNORE INTO operation ({_COLUMNS}) SELECT {_COLUMNS} FROM set_aside ORDER BY pk")
    project(tx, (row.record_id for row in touched))
    enforce_all(tx)
    run("DELETE FROM set_aside")
    return frozenset(row.record_type for row in touched)


def _bring(copy: Copy, part: Path, *, with_key: bool) -> None:
    for name in (DATABASE, KEY_FILE) if with_key else (DATABASE,):
        files.copy_file(copy.folder / name, part / name)
        if files.digest(part / name) != copy.files[name]:
            raise backups.damaged(copy.folder)


def _refuse_others(database: Path, key: bytes) -> None:
    """Only whoever has the file alone can leave WAL. Another window that went on writing would lose it."""
    connection = cipher.connect_target(database, key)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        connection.close()


def _adapt(staged: Path, key: bytes, present: Path | None) -> None:
    engine = cipher.open_engine(staged, key)
    try:
        with engine.connect() as connection:
            if present is not None:
                driver: Any = connection.connection.driver_connection  # no message of its repeats the key
                driver.execute("ATTACH DATABASE ? AS present KEY ?", (str(present), f"x'{key.hex()}'"))
            with connection.begin():
                if schema.read_meta(connection)["declarations"] != declarations_digest():
                    schema.rebuild(connection)  # the copy is of an older version
                fresh = update(META).where(META.c.key == "incarnation").values(value=secrets.token_hex(4))
                connection.execute(fresh)
                schema.add_tables(connection)
                if present is not None:
                    _set_aside(connection)
    finally:
        engine.dispose()


def _set_aside(connection: Connection) -> None:
    """What the present store holds beyond the copy; its half-typed forms and its secrets come along."""
    run = connection.exec_driver_sql
    known = {row.name for row in run("SELECT name FROM present.sqlite_master WHERE type = 'table'")}
    for source in ("operation", "set_aside"):
        if source in known:
            beyond = f"FROM present.{source} AS there WHERE NOT EXISTS ({_HERE}) ORDER BY pk"
            run(f"INSERT OR IGNORE INTO set_aside ({_COLUMNS}) SELECT {_COLUMNS} {beyond}")
    run(f"DELETE FROM set_aside AS there WHERE EXISTS ({_HERE})")
    _erase_again(connection)
    run("DELETE FROM draft")
    run("INSERT INTO draft SELECT * FROM present.draft")
    run("INSERT OR IGNORE INTO secret SELECT * FROM present.secret")
    run("INSERT OR REPLACE INTO meta SELECT * FROM present.meta WHERE key = ?", (oplog.EXCLUDED,))
    if "peer" in known:  # whom headquarters let in or turned away since
        run("INSERT OR REPLACE INTO peer SELECT * FROM present.peer")
    if "access" in known:
        run("DELETE FROM access")
        run("INSERT INTO access SELECT * FROM present.access")


def _erase_again(connection: Connection) -> None:
    """What was erased after the copy at somebody's request does not come back with it."""
    run, reader = connection.exec_driver_sql, ReadTx(connection)
    erasures, which = "FROM set_aside WHERE instr(patch, ?)", (f'"{ERASED}":true',)
    run(f"INSERT OR IGNORE INTO operation ({_COLUMNS}) SELECT {_COLUMNS} {erasures}", which)
    if run(f"DELETE {erasures}", which).rowcount:
        enforce_all(reader)
        oplog.accept_gaps(reader)
