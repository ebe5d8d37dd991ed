"""Open the store, read it, write it. One user action is one transaction, committed in one place."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

from sqlalchemy import Connection, Engine, update

from concerta_desktop import clock, paths
from concerta_desktop.errors import DamagedStore, EnvironmentFailure, UserError, from_os_error
from concerta_desktop.model.identity import new_id
from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.store import backups, cipher, failures, keyring, oplog, schema, seal, shared
from concerta_desktop.store.failures import explained
from concerta_desktop.store.seal import Reach, Seal
from concerta_desktop.store.shared import Shared, Turn
from concerta_desktop.store.tables import META, declarations_digest
from concerta_desktop.store.tx import ReadTx, Tx

StoreKind = Literal["device", "central"]

_UNTOUCHED = "No se ha tocado nada."
_SAFE = "Lo guardado antes está a salvo; este cambio no se guardó."
_SAFE_SHARED = "Lo guardado antes está a salvo; mire si este cambio llegó al servidor antes de repetirlo."
_NEW = ".new"
"""Ends the names of what a first run has not finished."""


@dataclass(frozen=True)
class Identity:
    """Which device's hand writes here; a restore begins a new incarnation."""

    kind: StoreKind
    device: str
    incarnation: str


class Store:
    """An open store. Give it to whoever needs it by constructor; `close` when done."""

    def __init__(
        self, engine: Engine, identity: Identity, author: str, now: clock.Now, folder: Path, key: bytes
    ) -> None:
        self.identity = identity
        self.folder = folder
        self.key = key
        self.author = author
        self.now = now
        self._engine = engine
        self._writer = threading.Lock()
        self._seal: Seal | None = None
        self.shared: Shared | None = None
        """The server through which several operators share this store; None = it is nobody else's."""

    @contextmanager
    def read(self) -> Iterator[ReadTx]:
        """A consistent view; WAL lets it run beside a write. Raises `EnvironmentFailure`."""
        with (
            explained("Lo guardado está a salvo."),
            self._engine.connect() as connection,
            connection.begin(),
        ):
            yield ReadTx(connection)

    @contextmanager
    def write(self, *, here: bool = False) -> Iterator[Tx]:
        """One user action. Committed on leaving, rolled back whole on any exception. `here`: of what stays on
        this computer (drafts, who looked at data), which needs no server and appends nothing to the log.

        Raises `EnvironmentFailure` when the disk is full, read-only or locked by another program, or the
        server that this store is shared through does not answer.
        """
        safe = _SAFE if here or self.shared is None else _SAFE_SHARED
        with self._turn(here=here) as turn, self._writer, explained(safe):
            with self._writing() as connection:
                before = _writes(connection)
                brought = turn.bring(ReadTx(connection)) if turn else frozenset[str]()
                tx = self._begin(connection, brought)
                yield tx
                if here and tx.appended:
                    raise AssertionError("an operation that no other operator would see")
                reached = self._counted(tx, before)
                if turn:
                    turn.carry(tx)
                    self._mind(turn)
            self._press(reached)

    def catch_up(self) -> frozenset[str]:
        """Bring what other operators did, without waiting for anybody's turn; returns the names of the
        record types touched. Raises `EnvironmentFailure` when the server does not answer: what is here can be
        read."""
        if self.shared is None:
            return frozenset()
        with self.shared.turn(writing=False) as turn, self._writer, explained("Lo guardado está a salvo."):
            with self._writing() as connection:
                before = _writes(connection)
                tx = self._begin(connection, turn.bring(ReadTx(connection)))
                reached = self._counted(tx, before)
                self._mind(turn)
            self._press(reached)
            return tx.brought

    def _turn(self, *, here: bool) -> AbstractContextManager[Turn | None]:
        return nullcontext() if here or self.shared is None else self.shared.turn(writing=True)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.connect().execution_options(concerta_write=True) as connection, connection.begin():
            yield connection

    def _begin(self, connection: Connection, brought: frozenset[str]) -> Tx:
        reader = ReadTx(connection)
        device, incarnation = self.identity.device, self.identity.incarnation
        seq, head = oplog.last(reader, device, incarnation)
        hlc = oplog.latest_hlc(reader, self.now)
        return Tx(connection, device, incarnation, self.author, self.now, seq, head, hlc, brought=brought)

    def _counted(self, tx: Tx, before: int) -> Reach:
        """How far the store has got with this transaction."""
        if not tx.appended and _writes(tx.connection) != before:
            seal.count(tx)
        return seal.reach(tx)

    def _mind(self, turn: Turn) -> None:
        """A log that was laid out anew is not the one that was sealed."""
        if turn.realigned:
            self._seal = None
            seal.forget(self.folder)

    def _press(self, reached: Reach) -> None:
        """What is committed cannot be lost unnoticed from here on."""
        if self._seal is None:
            self._seal = seal.begin(self.folder, self.key, reached)
        self._seal.press(reached)

    def turn_over(self) -> None:
        """Carry what the WAL holds over into the file, beside whoever reads and writes. SQLite would do it
        within a commit, which then takes ten times as long. Raises `EnvironmentFailure`: nothing is lost."""
        with explained("Lo guardado está a salvo."), self._engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        self._engine.dispose()
        if self._seal is not None:
            self._seal.close()


def exists(folder: Path) -> bool:
    """Whether `folder` holds a store."""
    return paths.holds_store(folder)


def create(
    folder: Path,
    passphrase: str,
    *,
    kind: StoreKind = "device",
    now: clock.Now = clock.now,
    cost: keyring.Cost | None = None,
) -> tuple[Store, str]:
    """A new, empty store in `folder`; returns it with the recovery code to print.

    Raises `UserError` when there is one already, or half of one, or the passphrase is too short, and
    `EnvironmentFailure` when the folder cannot be written.
    """
    _refuse_what_is_there(folder)
    if len(passphrase) < keyring.MINIMUM_PASSPHRASE:
        raise UserError(f"La contraseña debe tener al menos {keyring.MINIMUM_PASSPHRASE} caracteres.")
    paths.ensure_dir(folder)
    for leftover in folder.glob(f"concerta.*{_NEW}*"):  # a first run that was cut short: nobody has its code
        leftover.unlink()
    key, code = keyring.create(folder / (KEY_FILE + _NEW), passphrase, cost)
    (folder / (DATABASE + _NEW)).touch(mode=0o600)  # what SQLite lays beside it takes its mode
    engine = cipher.open_engine(folder / (DATABASE + _NEW), key)
    meta = {"kind": kind, "device": new_id(), "incarnation": secrets.token_hex(4), "author": ""}
    try:
        with explained("No se ha tocado nada más."), engine.connect() as connection, connection.begin():
            schema.create_tables(connection, meta)
    finally:
        engine.dispose()
    try:
        for name in (KEY_FILE, DATABASE):  # the store exists from the moment the second has its name
            os.replace(folder / (name + _NEW), folder / name)
        paths.sync_folder(folder)
    except OSError as error:
        raise from_os_error(error, "crear el almacén") from error
    return open_with_key(folder, key, now=now), code


def open_store(folder: Path, passphrase: str, *, now: clock.Now = clock.now) -> Store:
    """Open by passphrase. Raises `UserError` when it is wrong or a newer version wrote the store."""
    return open_with_key(folder, keyring.unlock(folder / KEY_FILE, passphrase), now=now)


def open_with_key(folder: Path, key: bytes, *, now: clock.Now = clock.now) -> Store:
    """Open by the unwrapped key (from passphrase or recovery code). Makes the record tables anew when this
    version declares them otherwise, after a copy. Raises `UserError`, `EnvironmentFailure`; a `DamagedStore`
    says with which key."""
    if not (folder / DATABASE).exists():
        raise EnvironmentFailure("Falta el archivo de datos.", todo="Restaure una copia en esta carpeta.")
    try:
        _look_before_touching(folder, key)
        return _open(folder, key, now)
    except DamagedStore as error:
        error.key = key
        raise


def _look_before_touching(folder: Path, key: bytes) -> None:
    if not (folder / DATABASE).stat().st_size:  # SQLite would take it for a new one
        raise failures.damaged("El archivo de datos está vacío.", _UNTOUCHED)
    with cipher.untouched(folder / DATABASE, key) as reader:
        schema.refuse_newer(reader)
        sealed = seal.read(folder, key)
        if sealed is not None and seal.is_short(reader, sealed):
            raise failures.damaged("Al archivo de datos le faltan los últimos cambios guardados.", _UNTOUCHED)


def _open(folder: Path, key: bytes, now: clock.Now) -> Store:
    engine = cipher.open_engine(folder / DATABASE, key)
    try:
        with explained(_UNTOUCHED):
            with engine.connect() as connection, connection.begin():
                schema.add_tables(connection)
                meta, link = schema.read_meta(connection), shared.link_of(ReadTx(connection))
            identity = Identity(cast(StoreKind, meta["kind"]), meta["device"], meta["incarnation"])
            store = Store(engine, identity, meta["author"], now, folder, key)
            store.shared = link
            if meta["declarations"] != declarations_digest():
                _upgrade(store, engine)
    except BaseException:
        engine.dispose()
        raise
    return store


def set_author(store: Store, specialist: str) -> None:
    """Remember who works here (id of a `Specialist`); it is written into every later operation."""
    with store.write(here=True) as tx:
        tx.connection.execute(update(META).where(META.c.key == "author").values(value=specialist))
    store.author = specialist


def begin_incarnation(store: Store) -> None:
    """Go on under a new number series: another copy of this store may be using the present one."""
    fresh = secrets.token_hex(4)
    with store.write(here=True) as tx:
        tx.connection.execute(update(META).where(META.c.key == "incarnation").values(value=fresh))
    store.identity = replace(store.identity, incarnation=fresh)


def _writes(connection: Connection) -> int:
    """How many rows this connection has ever written."""
    raw: Any = connection.connection.driver_connection
    return raw.total_changes


def _upgrade(store: Store, engine: Engine) -> None:
    """First a copy, then the tables made anew. Without room for the copy nothing is begun."""
    backups.make_at_home(store, "upgrade")
    with engine.connect().execution_options(concerta_write=True) as connection, connection.begin():
        schema.rebuild(connection)


def _refuse_what_is_there(folder: Path) -> None:
    if exists(folder):
        raise UserError("En esta carpeta ya hay un almacén de Concerta.", safe="No se ha tocado.")
    cut_short = (folder / (DATABASE + _NEW)).exists()
    for name, lacks in ((DATABASE, KEY_FILE), (KEY_FILE, DATABASE)):
        if (folder / name).exists() and not (cut_short and name == KEY_FILE):
            raise UserError(
                f"En esta carpeta hay un almacén de Concerta al que le falta «{lacks}».",
                safe="No se ha tocado.",
                todo=f"Copie «{lacks}» desde un respaldo, o elija otra carpeta.",
            )
