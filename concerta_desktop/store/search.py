"""Search blind to accents: an FTS5 trigram index over the folded text of each searchable record type."""

from __future__ import annotations

from itertools import product

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    column,
    false,
    func,
    literal,
    or_,
    select,
    text,
    true,
)

from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.model.fields import Record
from concerta_desktop.store.tables import searchable, table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import fold

_TRIGRAM = 3
_FEW, _MANY = 1500, 5000
"""Up to so many hits are read and sorted; of more, the first are soon met by walking the table in order, and
of many so soon that each row walked over may be asked itself."""


def index_name(record: type[Record]) -> str:
    return f"{record.META.name}_search"


def create_sql(record: type[Record]) -> str:
    return (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index_name(record)} "
        "USING fts5(text, tokenize='trigram', content='', contentless_delete=1)"
    )


def index_rows(tx: ReadTx, record: type[Record], rows: list[tuple[int, str]]) -> None:
    """(primary key, folded text) of rows to find, which the index does not hold yet."""
    if rows:
        sql = f"INSERT INTO {index_name(record)} (rowid, text) VALUES (?, ?)"
        tx.connection.exec_driver_sql(sql, rows)


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


def matches(record: type[Record], typed: str, tx: ReadTx | None = None) -> ColumnElement[bool]:
    """The condition that a living record holds every word of `typed`, anywhere in its searched fields.

    Words shorter than three letters cannot use the index: they are looked for at word starts among what the
    longer words leave; when there is no longer word, the first is taken as the beginning of the title.
    Give `tx` when, and only when, the result is ordered by title and limited: it makes common words fast.
    """
    words = fold("".join(char if char.isprintable() else " " for char in typed)).split()
    long = [word for word in words if len(word) >= _TRIGRAM]
    short = [word for word in words if len(word) < _TRIGRAM]
    table = table_of(record)
    condition: ColumnElement[bool] = table.c.deleted == 0
    if short and not long:
        keys = _beginnings(short.pop(0))
        condition &= or_(*(table.c.sort_key.between(key, key + "\U0010ffff") for key in keys))
    begins = [(literal(" ") + table.c.search_text).contains(" " + word, autoescape=True) for word in short]
    return condition & (_holds(record, long, and_(true(), *begins), tx) if long else and_(true(), *begins))


def _holds(
    record: type[Record], words: list[str], rest: ColumnElement[bool], tx: ReadTx | None
) -> ColumnElement[bool]:
    """Every word is somewhere in the searched fields, and `rest` is true of the row."""
    key = table_of(record).c.pk
    query = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    matching = f"SELECT rowid AS hit FROM {index_name(record)} WHERE text MATCH "
    if tx is None:
        return key.in_(_listed(f"{matching} :given", query)) & rest
    some = f"SELECT count(*), json_group_array(hit) FROM ({matching} ? LIMIT {_MANY + 1})"
    hits, listed = tx.connection.exec_driver_sql(some, (query,)).one()
    if hits > _MANY:
        return and_(*(func.instr(table_of(record).c.search_text, word) for word in words), rest)
    if hits <= _FEW:
        return key.in_(_listed("SELECT value AS hit FROM json_each(:given)", listed)) & rest
    walked = (key + 0).in_(_listed(f"{matching} :given", query))  # `+ 0`: the table is walked in its order,
    return case((walked, rest), else_=false())  # and only the rows that are hits are read


def _listed(sql: str, given: str) -> Select[int]:
    chosen = text(sql).bindparams(bindparam("given", given, unique=True)).columns(column("hit", Integer))
    return select(chosen.subquery().c.hit)


def _beginnings(word: str) -> list[str]:
    """The sort keys that a folded word may begin: an n in it may be an ñ."""
    letters = (("n", "n~") if char == "n" else (char,) for char in word)
    return ["".join(key) for key in product(*letters)]
