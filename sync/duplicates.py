"""People and entities that may be the same one, recorded on two laptops. A person decides; nothing is merged
by itself."""

from __future__ import annotations

from collections.abc import Mapping

from concerta_desktop.model import Entity, Person
from concerta_desktop.model.fields import Record
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import sort_key

_PERSON = """SELECT id FROM person WHERE NOT deleted AND id <> ? AND
    ((? <> '' AND document_number = ?) OR (sort_key = ? AND (document_number IS NULL OR ? = '')))"""
_ENTITY = """SELECT id FROM entity WHERE NOT deleted AND id <> ? AND sort_key = ?
    AND coalesce(territory, '') = ?"""


def alike(tx: ReadTx, record: type[Record], record_id: str, values: Mapping[str, object]) -> list[str]:
    """Ids of those there are that may be the same: by document of identity, or by name where one has none."""
    key = "\t".join(sort_key(str(values.get(name) or "")) for name in record.META.title)
    if record is Person:
        number = str(values.get("document_number") or "")
        given: tuple[str, ...] = (record_id, number, number, key, number)
        return list(tx.connection.exec_driver_sql(_PERSON, given).scalars())
    if record is Entity:
        given = (record_id, key, str(values.get("territory") or ""))
        return list(tx.connection.exec_driver_sql(_ENTITY, given).scalars())
    return []
