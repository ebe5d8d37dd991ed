"""People and entities that may be the same one, recorded on two laptops. A person decides; nothing is merged
by itself."""

from __future__ import annotations

import json
from collections.abc import Iterable

from concerta_desktop.model import Entity, Person
from concerta_desktop.model.fields import Record
from concerta_desktop.store.rows import Row
from concerta_desktop.store.tx import ReadTx

_PERSON = """SELECT count(*) FROM
    (SELECT value ->> 0 AS id, value ->> 1 AS code, value ->> 2 AS sort_key FROM json_each(?)) AS given WHERE
    (code <> '' AND EXISTS (SELECT * FROM person WHERE NOT deleted AND id <> given.id
        AND document_number = given.code)) OR
    EXISTS (SELECT * FROM person WHERE NOT deleted AND id <> given.id AND sort_key = given.sort_key
        AND (document_number IS NULL OR given.code = ''))"""
_ENTITY = """SELECT count(*) FROM
    (SELECT value ->> 0 AS id, value ->> 1 AS code, value ->> 2 AS sort_key FROM json_each(?)) AS given WHERE
    EXISTS (SELECT * FROM entity WHERE NOT deleted AND id <> given.id AND sort_key = given.sort_key
        AND coalesce(territory, '') = given.code)"""
_ALIKE = {Person: (_PERSON, "document_number"), Entity: (_ENTITY, "territory")}


def alike(tx: ReadTx, record: type[Record], rows: Iterable[Row]) -> int:
    """How many of these may be one of those there are: by document of identity, or by name where one has
    none; entities by name and territory."""
    if record not in _ALIKE:
        return 0
    query, code = _ALIKE[record]
    given = json.dumps([(row["id"], row[code] or "", row["sort_key"]) for row in rows])
    return tx.connection.exec_driver_sql(query, (given,)).scalar() or 0
