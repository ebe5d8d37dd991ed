"""The records as a Frictionless Data Package: a CSV for each record type, and what its columns mean."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from sqlalchemy import select

from concerta_desktop.model.fields import FieldSpec, Kind, Record
from concerta_desktop.store.tables import from_column, table_of
from concerta_desktop.store.tx import ReadTx
from sync.editions import Edition, exported, fields_of

_TYPES: dict[Kind, dict[str, str]] = {
    Kind.TEXT: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.DATE: {"type": "date"},
    Kind.TIME: {"type": "time", "format": "%H:%M"},
    Kind.MOMENT: {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"},
    Kind.CHOICE: {"type": "string"},
    Kind.CHOICES: {"type": "array"},
    Kind.TEXTS: {"type": "array"},
}
_PRIVACY = {"public": "público", "personal": "personal", "sensitive": "sensible"}


def data_files(tx: ReadTx, edition: Edition, central: str, when: str) -> dict[str, bytes]:
    """Name -> content: the CSVs, the dictionary and `datapackage.json`. The same data, the same bytes."""
    records = exported(edition)
    files = {f"datos/{record.META.name}.csv": _csv_of(tx, record, edition) for record in records}
    files["diccionario.csv"] = _dictionary(records, edition)
    resources = [_resource(record, edition) for record in records]
    resources.append(
        {
            "name": "diccionario",
            "path": "diccionario.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "encoding": "utf-8",
            "schema": {"fields": [{"name": name, "type": "string"} for name in _HEAD]},
        }
    )
    about = {
        "profile": "tabular-data-package",
        "name": f"concerta-{edition.value}",
        "title": f"Paquete central de {central}, edición {edition.value.replace('-', ' ')}",
        "created": when,
        "resources": resources,
    }
    files["datapackage.json"] = json.dumps(about, ensure_ascii=False, indent=1).encode()
    return files


def _csv_of(tx: ReadTx, record: type[Record], edition: Edition) -> bytes:
    table, fields = table_of(record), fields_of(record, edition)
    columns = [table.c.id, *(table.c[field.name] for field in fields)]
    rows = tx.connection.execute(select(*columns).where(table.c.deleted == 0).order_by(table.c.id))
    lines = ([row[0], *map(_cell, fields, row[1:])] for row in rows)
    return _written([["id", *(field.name for field in fields)], *lines])


def _cell(field: FieldSpec, value: Any) -> str:
    raw = from_column(field, value)
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return json.dumps(raw, ensure_ascii=False) if isinstance(raw, list) else str(raw)


def _resource(record: type[Record], edition: Edition) -> dict[str, Any]:
    fields = fields_of(record, edition)
    declared = [{"name": "id", "type": "string", "constraints": {"required": True, "unique": True}}]
    declared += [
        {"name": one.name, "title": one.label, "description": one.facts.help, **_TYPES[one.kind]}
        for one in fields
    ]
    return {
        "name": record.META.name,
        "title": record.META.plural,
        "path": f"datos/{record.META.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {"fields": declared, "primaryKey": "id", "missingValues": [""]},
    }


_HEAD = ("tabla", "columna", "etiqueta", "tipo", "refiere_a", "valores", "fuente", "privacidad", "ayuda")


def _dictionary(records: list[type[Record]], edition: Edition) -> bytes:
    lines: list[list[str]] = [list(_HEAD)]
    for record in records:
        for one in fields_of(record, edition):
            values = "; ".join(f"{member.value} = {member.label}" for member in one.choices or ())
            facts = one.facts
            refers = facts.refers_to or (f"catálogo {facts.catalogue}" if facts.catalogue else "")
            kind = _TYPES[one.kind]["type"]
            line = [record.META.name, one.name, one.label, kind, refers, values]
            lines.append([*line, facts.source, _PRIVACY[facts.privacy.value], facts.help])
    return _written(lines)


def _written(lines: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()
