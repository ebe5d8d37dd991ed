"""Search blind to accents: an FTS5 trigram index over the folded text of each searchable record type."""

from __future__ import annotations

import json
from itertools import product

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, column, literal, or_, select, text

from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.model.fields import Record
from concerta_desktop.store.pause import pieces
from concerta_desktop.store.tables import searchable, table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import fold

_TRIGRAM = 3
_WALK = 5_000
"""So many records are looked at one by one, in the order of their titles, before the index is asked: what is
common is found among them at once, and asking the index for it would list thousands to show fifty."""


def index_name(record: type[Record]) -> str:
    return f"{record.META.name}_search"


def create_sql(record: type[Record]) -> str:
    return (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index_name(record)} "
        "USING fts5(text, tokenize='trigram', content='', contentless_delete=1)"
    )


def index_rows(tx: ReadTx, record: type[Record], rows: list[tuple[int, str]]) -> None:
    """(primary key, folded text) of rows to find, which the index does not hold yet."""
    sql = f"INSERT INTO {index_name(record)} (rowid, text) VALUES (?, ?)"
    for piece in pieces(rows):
        tx.connection.exec_driver_sql(sql, list(piece))


def unindex_rows(tx: ReadTx, record: type[Record], keys: list[int]) -> None:
    """Take rows out of the index, by primary key."""
    if keys:
        sql = f"DELETE FROM {index_name(record)} WHERE rowid = ?"
        tx.connection.exec_driver_sql(sql, [(key,) for key in keys])


def purge_indexes(tx: ReadTx) -> None:
    """Write the indexes anew without what was taken out of them, which otherwise lingers in their pages."""
    for record in RECORD_TYPES:
        if searchable(record):
            name = index_name(record)
            tx.connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('optimize')")


def matches(record: type[Record], typed: str) -> ColumnElement[bool]:
    """The condition that a living record holds every word of `typed`, anywhere in its searched fields.

    Words shorter than three letters cannot use the index: they are looked for at word starts among what the
    longer words leave; when there is no longer word, the first is taken as the beginning of the title.
    """
    long, short = _words(typed)
    table = table_of(record)
    condition: ColumnElement[bool] = table.c.deleted == 0
    if long:
        query = " ".join('"' + word.replace('"', '""') + '"' for word in long)
        condition &= table.c.pk.in_(
            _listed(f"SELECT rowid AS hit FROM {index_name(record)} WHERE text MATCH :given", query)
        )
    elif short:
        keys = _beginnings(short.pop(0))
        condition &= or_(*(table.c.sort_key.between(key, key + "\U0010ffff") for key in keys))
    begins = [(literal(" ") + table.c.search_text).contains(" " + word, autoescape=True) for word in short]
    return and_(condition, *begins)


def first(tx: ReadTx, record: type[Record], typed: str, limit: int) -> ColumnElement[bool]:
    """The condition of being among the first `limit` of those that `matches` takes, by title."""
    table = table_of(record)
    keys = _walk(tx, record, typed, limit)
    if keys is None:
        query = select(table.c.pk).where(matches(record, typed)).order_by(table.c.sort_key).limit(limit)
        keys = list(tx.connection.execute(query).scalars())
    return table.c.pk.in_(_listed("SELECT value AS hit FROM json_each(:given)", json.dumps(keys)))


def _walk(tx: ReadTx, record: type[Record], typed: str, limit: int) -> list[int] | None:
    """The keys that `first` wants when they are met early in the order of titles; None = the index must say.

    The table's sorted index holds the searched text: no row is read (`tables.py`)."""
    long, short = _words(typed)
    if not long:
        return None
    name = record.META.name
    holds = ["instr(search_text, ?)"] * len(long) + ["instr(' ' || search_text, ' ' || ?)"] * len(short)
    sql = f"""SELECT pk FROM (SELECT pk, deleted, search_text FROM {name} ORDER BY sort_key LIMIT {_WALK})
        WHERE deleted = 0 AND {" AND ".join(holds)} LIMIT ?"""
    keys = list(tx.connection.exec_driver_sql(sql, (*long, *short, limit)).scalars())
    if len(keys) == limit:
        return keys
    last = tx.connection.exec_driver_sql(f"SELECT max(pk) FROM {name}").scalar() or 0
    return keys if last <= _WALK else None


def _words(typed: str) -> tuple[list[str], list[str]]:
    """The words typed, folded: those that the index can find, and the shorter ones."""
    words = fold("".join(char if char.isprintable() else " " for char in typed)).split()
    return (
        [word for word in words if len(word) >= _TRIGRAM],
        [word for word in words if len(word) < _TRIGRAM],
    )


def _listed(sql: str, given: str) -> Select[int]:
    chosen = text(sql).bindparams(bindparam("given", given, unique=True)).columns(column("hit", Integer))
    return select(chosen.subquery().c.hit)


def _beginnings(word: str) -> list[str]:
    """The sort keys that a folded word may begin: an n in it may be an ñ."""
    letters = (("n", "n~") if char == "n" else (char,) for char in word)
    return ["".join(key) for key in product(*letters)]
