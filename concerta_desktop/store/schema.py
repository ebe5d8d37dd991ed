"""Making the tables of a new store, and making the record tables anew when their declarations change."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, create_mock_engine, insert, select, update
from sqlalchemy.schema import ExecutableDDLElement

from concerta_desktop.errors import UserError
from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.store.project import replay
from concerta_desktop.store.search import create_sql
from concerta_desktop.store.tables import (
    BATCH,
    DELIVERY,
    META,
    PEER,
    SYNC_LOG,
    USER_VERSION,
    declarations_digest,
    metadata,
    record_tables,
    searchable,
)
from concerta_desktop.store.tx import ReadTx


def create_tables(connection: Connection, meta: dict[str, str]) -> None:
    """All tables of a new store; `meta` says whose it is."""
    for statement in _statements():
        connection.exec_driver_sql(statement)
    values = meta | {"declarations": declarations_digest()}
    connection.execute(insert(META), [{"key": name, "value": value} for name, value in values.items()])
    connection.exec_driver_sql(f"PRAGMA user_version = {USER_VERSION}")


def refuse_newer(reader: Any) -> None:
    """Raises `UserError` when a newer version wrote the store that `reader` (of `cipher.untouched`) reads."""
    if reader.execute("PRAGMA user_version").fetchone()[0] > USER_VERSION:
        raise UserError(
            "Este almacén lo escribió una versión más nueva de Concerta.",
            safe="No se ha tocado.",
            todo="Instale la versión nueva para abrirlo.",
        )


def read_meta(connection: Connection) -> dict[str, str]:
    """Whose store this is."""
    return {row.key: row.value for row in connection.execute(select(META))}


def add_tables(connection: Connection) -> None:
    """Add to an older store the tables that this version has beside those made from the log (2: what is
    delivered to headquarters and merged there)."""
    if connection.exec_driver_sql("PRAGMA user_version").scalar() != USER_VERSION:
        metadata.create_all(connection, [PEER, BATCH, DELIVERY, SYNC_LOG])
        connection.exec_driver_sql(f"PRAGMA user_version = {USER_VERSION}")


def rebuild(connection: Connection) -> None:
    """Make the record tables anew as this version declares them and fill them from the log.

    In the caller's transaction: cut short, the store is as it was, and the next start begins again.
    """
    for name in _made_from_the_log(connection):
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')
    _create_missing(connection)
    replay(ReadTx(connection))
    statement = update(META).where(META.c.key == "declarations").values(value=declarations_digest())
    connection.execute(statement)


def _made_from_the_log(connection: Connection) -> list[str]:
    """Record tables and search indexes, those of other versions too; an index takes its shadows along."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC"
    names = [row.name for row in connection.exec_driver_sql(query)]
    return [name for name in names if name not in metadata.tables and not name.startswith("sqlite_")]


def _create_missing(connection: Connection) -> None:
    for one in (*metadata.tables.values(), *record_tables()):
        one.create(connection, checkfirst=True)
    for statement in _search_statements():
        connection.exec_driver_sql(statement)


@cache
def _statements() -> tuple[str, ...]:
    """What makes every table. SQLAlchemy takes longer to word it than SQLite to do it."""
    worded: list[str] = []

    def word(statement: ExecutableDDLElement, *_args: object, **_options: object) -> None:
        worded.append(str(statement.compile(dialect=silent.dialect)))

    silent = create_mock_engine("sqlite://", word)
    for one in (*metadata.tables.values(), *record_tables()):
        one.create(silent, checkfirst=False)
    return (*worded, *_search_statements())


def _search_statements() -> list[str]:
    return [create_sql(record) for record in RECORD_TYPES if searchable(record)]
