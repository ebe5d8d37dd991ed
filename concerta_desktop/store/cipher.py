"""The ciphered SQLite file: SQLCipher with a raw 256-bit key, WAL, synchronous FULL.

SQLite up to 3.51.2 can corrupt a database when a WAL is reset, so older libraries are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Dialect, Engine, NullPool, Pool, QueuePool, create_engine, event, make_url
from sqlalchemy.util import LRUCache

from concerta_desktop.errors import EnvironmentFailure, from_os_error
from concerta_desktop.store import wal
from concerta_desktop.store.failures import explained

OLDEST_SQLITE = (3, 51, 3)
WAL, SHM = "-wal", "-shm"
"""What SQLite ends the names with of the files that it lays beside the data file."""
_UNTOUCHED = "No se ha tocado nada."
_CACHE, _ROOMY_CACHE = 32_000, 192_000
"""KiB of a connection's pages kept deciphered."""
_WORDED: LRUCache[Any, Any] = LRUCache(500)

# For each None (and bool) that is written the driver searches for somebody who could make a value of it that
# SQLite knows, which took two thirds of the time of an insert. Told so, it asks these two, written in C.
_nothing: dict[None, None] = {}
cast(Any, driver).register_adapter(type(None), _nothing.get)
cast(Any, driver).register_adapter(bool, int)


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine over the ciphered file at `path`; `key` is 32 bytes. Raises `EnvironmentFailure` when it
    cannot be read: `DamagedStore` when it is not what was written, or not with this key."""
    refuse_old_sqlite()
    engine = _engine(QueuePool(lambda: _connect(str(path)), use_lifo=True))  # the warmest cache first

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        _unlock(connection, key)
        for statement in (
            "PRAGMA busy_timeout = 5000",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA wal_autocheckpoint = 4000",  # 16 MB at most: `Store.turn_over` comes before
            f"PRAGMA cache_size = -{_CACHE}",
            "PRAGMA temp_store = MEMORY",
            "PRAGMA secure_delete = ON",  # what is erased at somebody's request leaves no trace in the pages
            "PRAGMA trusted_schema = OFF",
        ):
            connection.execute(statement)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        immediate = connection.get_execution_options().get("concerta_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    try:
        with explained(_UNTOUCHED), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """Keep more of the file in memory while a batch is written: its rows fall all over the indexes, and a
    page that has to go in between is sealed and deciphered again."""
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_ROOMY_CACHE}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")


def open_copy(path: Path, key: bytes) -> Engine:
    """An engine that only reads `path`, a file that nobody writes and that lies alone, without a WAL: not
    a byte beside it is touched. What is wrong with it is raised by the first statement."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"

    def connect() -> Any:
        connection = _connect(address, uri=True)
        _unlock(connection, key)
        return connection

    return _engine(NullPool(connect))


def connect_target(path: Path, key: bytes) -> Any:
    """A driver's connection to a new file at `path`, for what `Connection.backup` writes."""
    connection = _connect(str(path))
    _unlock(connection, key)
    return connection


@contextmanager
def untouched(path: Path, key: bytes) -> Iterator[Any]:
    """A driver's connection that reads the file at `path` and leaves every byte beside it as it was: for what
    must be known before the first writing one, which may already turn what a WAL holds over into the file.

    Raises what `open_engine` raises.
    """
    refuse_old_sqlite()
    index = path.with_name(path.name + SHM)
    unfinished = wal.is_live(path.with_name(path.name + WAL))  # somebody has it open, or was cut short
    lacks_index = unfinished and not index.exists()
    if lacks_index:
        _touch(index)  # empty, it makes SQLite keep the index in memory
    with explained(_UNTOUCHED):
        how = "mode=ro&readonly_shm=1" if unfinished else "immutable=1"
        connection: Any = None
        try:
            connection = cast(Any, driver).connect(f"{path.absolute().as_uri()}?{how}", uri=True)
            _unlock(connection, key)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield connection
        finally:
            if connection is not None:
                connection.close()
            if lacks_index:
                index.unlink(missing_ok=True)


def _touch(path: Path) -> None:
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise from_os_error(error, "abrir el archivo de datos") from error


def sqlite_version() -> str:
    """Of the library this program carries."""
    return ".".join(str(part) for part in driver.sqlite_version_info)


def refuse_old_sqlite() -> None:
    """Raises `EnvironmentFailure` when this library could corrupt the file."""
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise EnvironmentFailure(
            "La base de datos de este equipo es demasiado antigua.",
            safe="No se ha abierto nada.",
            todo="Instale de nuevo Concerta.",
        )


def _connect(address: str, *, uri: bool = False) -> Any:
    return cast(Any, driver).connect(address, uri=uri, check_same_thread=False)


def _engine(pool: Pool) -> Engine:
    """Over what `pool` connects to. All share what SQLAlchemy has worded once: wording a question takes it
    longer than SQLite takes to answer."""
    return Engine(pool, _dialect(), make_url("sqlite://"), execution_options={"compiled_cache": _WORDED})


@cache
def _dialect() -> Dialect:
    """What SQLAlchemy knows of this library, once it has asked it."""
    engine = create_engine("sqlite://", module=driver)
    with engine.connect() as connection:
        dialect = connection.dialect
    engine.dispose()
    return dialect


def _unlock(connection: Any, key: bytes) -> None:
    connection.isolation_level = None  # transactions are begun by us, readers included
    connection.execute("PRAGMA cipher_log_level = NONE")  # English on stderr; what fails is raised anyway
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
