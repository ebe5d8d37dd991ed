"""Search blind to accents: an FTS5 trigram index over the folded text of each searchable record type."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, literal, text

from concerta_desktop.model.fields import Record
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import fold, sort_key

_TRIGRAM = 3


def create_sql(record: type[Record]) -> str:
    return (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {record.META.name}_search "
        "USING fts5(text, tokenize='trigram', content='', contentless_delete=1)"
    )


def index_rows(tx: ReadTx, record: type[Record], rows: Iterable[tuple[int, str]]) -> None:
    """(primary key, folded text) of rows to find again; empty text takes a row out."""
    name = record.META.name
    pairs = list(rows)
    tx.connection.exec_driver_sql(f"DELETE FROM {name}_search WHERE rowid = ?", [(key,) for key, _ in pairs])
    kept = [(key, words) for key, words in pairs if words]
    if kept:
        tx.connection.exec_driver_sql(f"INSERT INTO {name}_search (rowid, text) VALUES (?, ?)", kept)


def matches(record: type[Record], typed: str) -> ColumnElement[bool]:
    """The condition that a record holds every word of `typed`, anywhere in its searched fields.

    Words shorter than three letters cannot use the index: they are looked for at word starts among what the
    longer words leave; when there is no longer word, the first is taken as the beginning of the title.
    """
    table = table_of(record)
    words = fold(typed).split()
    condition: ColumnElement[bool] = table.c.deleted == 0
    long = [word for word in words if len(word) >= _TRIGRAM]
    if long:
        name = record.META.name
        query = " ".join('"' + word.replace('"', '""') + '"' for word in long)
        inside = text(f"SELECT rowid FROM {name}_search WHERE text MATCH :words").bindparams(words=query)
        condition &= table.c.pk.in_(inside)  # pyright: ignore[reportArgumentType]
    short = [word for word in words if len(word) < _TRIGRAM]
    if short and not long:
        beginning = sort_key(typed.split(maxsplit=1)[0])
        condition &= table.c.sort_key.between(beginning, beginning + "\U0010ffff")
        short = short[1:]
    for word in short:
        condition &= (literal(" ") + table.c.search_text).contains(" " + word, autoescape=True)
    return condition
