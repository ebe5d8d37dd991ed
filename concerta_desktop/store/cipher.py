"""The ciphered SQLite file: SQLCipher with a raw 256-bit key, WAL, synchronous FULL.

SQLite up to 3.51.2 can corrupt a database when a WAL is reset, so older libraries are refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, NullPool, create_engine, event

from concerta_desktop.errors import EnvironmentFailure, UserError
from concerta_desktop.store.failures import WRONG_KEY, explained, message

OLDEST_SQLITE = (3, 51, 3)


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine over the ciphered file at `path`; `key` is 32 bytes. Raises `UserError` on a wrong key,
    `EnvironmentFailure` when the file cannot be read."""
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise EnvironmentFailure(
            "La base de datos de este equipo es demasiado antigua.",
            safe="No se ha abierto nada.",
            todo="Instale de nuevo Concerta.",
        )
    engine = create_engine(f"sqlite:///{path}", module=driver, pool_use_lifo=True)  # the warmest cache first

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        _unlock(connection, key)
        for statement in (
            "PRAGMA busy_timeout = 5000",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA cache_size = -32000",
            "PRAGMA temp_store = MEMORY",
            "PRAGMA trusted_schema = OFF",
        ):
            connection.execute(statement)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        immediate = connection.get_execution_options().get("concerta_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    try:
        with explained("No se ha tocado nada."), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    except EnvironmentFailure as error:
        engine.dispose()
        if WRONG_KEY not in message(cast(Exception, error.__cause__)):
            raise
        raise UserError(
            "No se puede abrir el almacén con esta llave.",
            safe="No se ha tocado nada.",
            todo="Compruebe la contraseña; si el archivo está dañado, restaure una copia.",
        ) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_copy(path: Path, key: bytes) -> Engine:
    """An engine that only reads `path`, a file that nobody writes and that lies alone, without a WAL: not
    a byte beside it is touched. What is wrong with it is raised by the first statement."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"

    def connect() -> Any:
        connection: Any = cast(Any, driver).connect(address, uri=True, check_same_thread=False)
        _unlock(connection, key)
        return connection

    return create_engine("sqlite://", module=driver, creator=connect, poolclass=NullPool)


def connect_target(path: Path, key: bytes) -> Any:
    """A driver's connection to a new file at `path`, for what `Connection.backup` writes."""
    connection: Any = cast(Any, driver).connect(str(path), check_same_thread=False)
    _unlock(connection, key)
    return connection


def _unlock(connection: Any, key: bytes) -> None:
    connection.isolation_level = None  # transactions are begun by us, readers included
    connection.execute("PRAGMA cipher_log_level = NONE")  # English on stderr; what fails is raised anyway
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
