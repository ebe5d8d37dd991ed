"""Which record a reference means, now that a person said that two of them are the same one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Column, ColumnElement, case, select

from concerta_desktop.model import Comparison, Entity, Person
from concerta_desktop.model.fields import Record
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx


def standing(tx: ReadTx, record: type[Record]) -> dict[str, str]:
    """Id of each record that was merged into another -> id of the one that stands for it.

    A merged record that came out of the trash, or was changed on a laptop that knew nothing of the merging,
    stands for itself again.
    """
    if record not in (Person, Entity):
        return {}
    said, merged = table_of(Comparison), table_of(record)
    query = (
        select(said.c.other, said.c.kept)
        .join(merged, merged.c.id == said.c.other)
        .where(said.c.same == 1, said.c.deleted == 0, merged.c.deleted == 1)
        .order_by(said.c.updated)
    )
    into: dict[str, str] = {row[0]: row[1] for row in tx.connection.execute(query)}
    return {other: _last(into, other) for other in into}


def meant(tx: ReadTx, record: type[Record], column: Column[str]) -> ColumnElement[str]:
    """A column of references, each read as the record that stands for what it names."""
    into = standing(tx, record)
    return case(into, value=column, else_=column) if into else column


def all_of(tx: ReadTx, record: type[Record], record_id: str) -> Collection[str]:
    """A record and all that were merged into it."""
    return [record_id, *(other for other, kept in standing(tx, record).items() if kept == record_id)]


def _last(into: dict[str, str], other: str) -> str:
    seen = {other}
    here = into[other]
    while here in into and here not in seen:
        seen.add(here)
        here = into[here]
    return here
