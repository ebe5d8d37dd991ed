"""Which record a reference means, now that a person said that two of them are the same one.

A merged record that came out of the trash, or was changed on a laptop that knew nothing of the merging,
stands for itself again. The one that stays is never merged itself: merging it leads all that were merged into
it to the last one (`services/comparisons.py`), so that one look is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, ColumnElement, func, select

from concerta_desktop.model import Comparison, Entity, Person
from concerta_desktop.model.fields import Record
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx

_CHUNK = 500
_SAID = table_of(Comparison)
_SAME = (_SAID.c.same == 1, _SAID.c.deleted == 0)


def merged_into(tx: ReadTx, record: type[Record], ids: Iterable[str | None] | None = None) -> dict[str, str]:
    """Of these ids, or of all: each that was merged into another -> that other."""
    if record not in (Person, Entity) or not _any(tx):
        return {}
    merged = table_of(record)
    query = (
        select(_SAID.c.other, _SAID.c.kept)
        .join(merged, merged.c.id == _SAID.c.other)
        .where(*_SAME, merged.c.deleted == 1)
        .order_by(_SAID.c.updated)
    )
    if ids is None:
        return {row[0]: row[1] for row in tx.connection.execute(query)}
    wanted = [one for one in dict.fromkeys(ids) if one]
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        part = query.where(_SAID.c.other.in_(wanted[start : start + _CHUNK]))
        found.update((row[0], row[1]) for row in tx.connection.execute(part))
    return found


def meant(tx: ReadTx, record: type[Record], column: Column[str]) -> ColumnElement[str]:
    """A column of references, each read as the record that stands for what it names."""
    if not _any(tx):
        return column
    merged = table_of(record).alias()
    stands = (
        select(_SAID.c.kept)
        .join(merged, merged.c.id == _SAID.c.other)
        .where(*_SAME, merged.c.deleted == 1, _SAID.c.other == column)
        .order_by(_SAID.c.updated.desc())
        .limit(1)
        .correlate(column.table)
        .scalar_subquery()
    )
    return func.coalesce(stands, column)


def all_of(tx: ReadTx, record: type[Record], record_id: str) -> Sequence[str]:
    """A record and all that were merged into it."""
    if not _any(tx):
        return [record_id]
    merged = table_of(record)
    query = (
        select(_SAID.c.other)
        .join(merged, merged.c.id == _SAID.c.other)
        .where(*_SAME, merged.c.deleted == 1, _SAID.c.kept == record_id)
        .distinct()
    )
    return [record_id, *tx.connection.execute(query).scalars()]


def _any(tx: ReadTx) -> bool:
    """Most laptops have nothing merged, and the queue at the door asks five times."""
    query = "SELECT 1 FROM comparison WHERE same = 1 AND deleted = 0 LIMIT 1"
    return tx.connection.exec_driver_sql(query).first() is not None
