"""Open the store, read it, write it. One user action is one transaction, committed in one place."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DatabaseError

from concerta_desktop import clock, paths
from concerta_desktop.errors import EnvironmentFailure, UserError
from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.model.identity import new_id
from concerta_desktop.store import cipher, keyring, oplog
from concerta_desktop.store.project import replay
from concerta_desktop.store.search import create_sql
from concerta_desktop.store.tables import (
    META,
    RECORD_TABLES,
    USER_VERSION,
    declarations_digest,
    metadata,
    searchable,
)
from concerta_desktop.store.tx import ReadTx, Tx

StoreKind = Literal["device", "central"]
DATABASE, KEY_FILE = "concerta.db", "concerta.key"


@dataclass(frozen=True)
class Identity:
    """Which device's hand writes here; a restore begins a new incarnation."""

    kind: StoreKind
    device: str
    incarnation: str


class Store:
    """An open store. Give it to whoever needs it by constructor; `close` when done."""

    def __init__(self, engine: Engine, identity: Identity, author: str, now: clock.Now) -> None:
        self.identity = identity
        self.author = author
        self.now = now
        self._engine = engine
        self._writer = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[ReadTx]:
        """A consistent view; WAL lets it run beside a write."""
        with self._engine.connect() as connection, connection.begin():
            yield ReadTx(connection)

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """One user action. Committed on leaving, rolled back whole on any exception.

        Raises `EnvironmentFailure` when the disk is full, read-only or locked by another program.
        """
        with self._writer:
            try:
                with self._engine.connect() as connection:
                    connection.execution_options(concerta_write=True)
                    with connection.begin():
                        yield self._begin(connection)
            except DatabaseError as error:
                raise _environment(error) from error

    def close(self) -> None:
        self._engine.dispose()

    def _begin(self, connection: Connection) -> Tx:
        reader = ReadTx(connection)
        seq, head = oplog.last(reader, self.identity.device, self.identity.incarnation)
        return Tx(
            connection=connection,
            device=self.identity.device,
            incarnation=self.identity.incarnation,
            author=self.author,
            now=self.now,
            seq=seq,
            head=head,
            hlc=oplog.latest_hlc(reader),
        )


def exists(folder: Path) -> bool:
    """Whether `folder` holds a store."""
    return (folder / DATABASE).exists() and (folder / KEY_FILE).exists()


def create(
    folder: Path, passphrase: str, *, kind: StoreKind = "device", now: clock.Now = clock.now
) -> tuple[Store, str]:
    """A new, empty store in `folder`; returns it with the recovery code to print.

    Raises `UserError` when there is one already or the passphrase is too short, `EnvironmentFailure` when
    the folder cannot be written.
    """
    if exists(folder):
        raise UserError("En esta carpeta ya hay un almacén de Concerta.", safe="No se ha tocado.")
    if len(passphrase) < keyring.MINIMUM_PASSPHRASE:
        raise UserError(f"La contraseña debe tener al menos {keyring.MINIMUM_PASSPHRASE} caracteres.")
    paths.ensure_dir(folder)
    for leftover in folder.glob(f"{DATABASE}*"):  # a first run that was cut short: no key, so unreadable
        leftover.unlink()
    key, code = keyring.create(folder / KEY_FILE, passphrase)
    engine = cipher.open_engine(folder / DATABASE, key)
    identity = Identity(kind, new_id(), secrets.token_hex(4))
    with engine.connect() as connection, connection.begin():
        metadata.create_all(connection)
        _create_indexes(connection)
        values = {
            "kind": identity.kind,
            "device": identity.device,
            "incarnation": identity.incarnation,
            "author": "",
            "declarations": declarations_digest(),
        }
        connection.execute(insert(META), [{"key": name, "value": value} for name, value in values.items()])
        connection.exec_driver_sql(f"PRAGMA user_version = {USER_VERSION}")
    return Store(engine, identity, "", now), code


def open_store(folder: Path, passphrase: str, *, now: clock.Now = clock.now) -> Store:
    """Open by passphrase. Raises `UserError` when it is wrong or a newer version wrote the store."""
    return open_with_key(folder, keyring.unlock(folder / KEY_FILE, passphrase), now=now)


def open_with_key(folder: Path, key: bytes, *, now: clock.Now = clock.now) -> Store:
    """Open by the unwrapped key (from passphrase or recovery code)."""
    engine = cipher.open_engine(folder / DATABASE, key)
    with engine.connect() as connection, connection.begin():
        version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
        if version > USER_VERSION:
            raise UserError(
                "Este almacén lo escribió una versión más nueva de Concerta.",
                safe="No se ha tocado.",
                todo="Instale la versión nueva para abrirlo.",
            )
        meta = {row.key: row.value for row in connection.execute(select(META))}
        if meta["declarations"] != declarations_digest():
            _rebuild(connection)
    identity = Identity(meta["kind"], meta["device"], meta["incarnation"])
    return Store(engine, identity, meta["author"], now)


def set_author(store: Store, specialist: str) -> None:
    """Remember who works here (id of a `Specialist`); it is written into every later operation."""
    with store.write() as tx:
        tx.connection.execute(update(META).where(META.c.key == "author").values(value=specialist))
    store.author = specialist


def _rebuild(connection: Connection) -> None:
    """The declarations changed with this version: make the tables anew and fill them from the log."""
    for table in RECORD_TABLES.values():
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}_search")
    metadata.create_all(connection)
    _create_indexes(connection)
    replay(ReadTx(connection))
    statement = update(META).where(META.c.key == "declarations").values(value=declarations_digest())
    connection.execute(statement)


def _create_indexes(connection: Connection) -> None:
    for record in RECORD_TYPES:
        if searchable(record):
            connection.exec_driver_sql(create_sql(record))


def _environment(error: DatabaseError) -> EnvironmentFailure:
    reason = str(error.orig).lower()
    if "full" in reason:
        what, todo = "No queda espacio en el disco.", "Libere espacio y vuelva a guardar."
    elif "readonly" in reason or "read-only" in reason:
        what, todo = "El disco no permite escribir.", "Compruebe que la memoria no esté protegida."
    elif "locked" in reason or "busy" in reason:
        what, todo = "Otro programa está usando el almacén.", "Ciérrelo y vuelva a intentarlo."
    else:
        what, todo = "El disco no respondió al guardar.", "Vuelva a intentarlo."
    return EnvironmentFailure(
        what, safe="Lo guardado antes está a salvo; este cambio no se guardó.", todo=todo
    )
