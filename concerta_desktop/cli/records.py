"""`concerta records list|show|history|export`: any record type, by its declaration."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from concerta_desktop.cli.help import Command, new_app
from concerta_desktop.cli.session import Session, columns, looked_at, say, session_of, target
from concerta_desktop.documents.blocks import Column, Metadata, Report, Table
from concerta_desktop.documents.render import write
from concerta_desktop.errors import UserError
from concerta_desktop.model import RECORD_TYPES, Intervention, record_type
from concerta_desktop.model.fields import Kind, Record, spec, specs
from concerta_desktop.model.values import encode, fields_of, label_of
from concerta_desktop.queries import records as queries
from concerta_desktop.queries.history import history_rows
from concerta_desktop.store.access import AccessKind
from concerta_desktop.store.search import matches
from concerta_desktop.store.tables import searchable, table_of
from concerta_desktop.store.tx import ReadTx

app = new_app("Ver y exportar registros.")

_TYPE = Annotated[
    str,
    typer.Argument(metavar="TIPO", help=", ".join(record.META.name for record in RECORD_TYPES)),
]
_ID = Annotated[
    str, typer.Argument(metavar="ID", help="El de «records list»; de una intervención, también su código.")
]
_BRIEF = 60
"""Characters of a value in the table of a history."""


@app.command("list", cls=Command)
def list_records(
    context: typer.Context,
    kind: _TYPE,
    text: Annotated[str, typer.Option(help="Solo los que contienen estas palabras.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="Cuántos como máximo.")] = 100,
) -> None:
    """Lista los registros de un tipo."""
    session = session_of(context)
    with looked_at(session, AccessKind.VIEWED, f"Lista: {_declared(kind).META.plural}") as (_store, tx):
        found = _find(tx, _declared(kind), text, limit + 1)
    coded = ("código",) if any(spec.name == "code" for spec in specs(_declared(kind))) else ()
    rows = [
        {"id": item.id, "código": getattr(item, "code", None) or "sin dato", "título": queries.title_of(item)}
        for item in found[:limit]
    ]
    data = [as_data(item) for item in found[:limit]]
    say(session, data, columns(("id", *coded, "título"), rows) if rows else "No hay registros.")
    if len(found) > limit:
        print(f"Hay más: son los primeros {limit}. Pida otros con --limit o --text.", file=sys.stderr)


@app.command(cls=Command)
def show(context: typer.Context, record_id: _ID) -> None:
    """Muestra un registro con todos sus campos."""
    session = session_of(context)
    with looked_at(session, AccessKind.VIEWED, "Un registro", record_id) as (_store, tx):
        item = _any(tx, record_id)
    lines = [f"{item.META.label} {item.id}"]
    lines += [f"  {spec.label}: {label_of(spec, getattr(item, spec.name))}" for spec in specs(type(item))]
    say(session, as_data(item), "\n".join(lines))


@app.command(cls=Command)
def history(context: typer.Context, record_id: _ID) -> None:
    """Quién cambió qué, y cuándo; lo último primero."""
    session = session_of(context)
    with looked_at(session, AccessKind.VIEWED, "Historia de un registro", record_id) as (_store, tx):
        item = _any(tx, record_id)
        changes = history_rows(tx, type(item), item.id)
    data = [
        {"when": one.when.isoformat(), "who": one.who, "field": one.field}
        | {"before": one.before, "after": one.after}
        for one in changes
    ]
    rows = [
        {"cuándo": f"{one.when:%d/%m/%Y %H:%M:%S}", "quién": one.who, "campo": one.field}
        | {"antes": _brief(one.before), "después": _brief(one.after)}
        for one in changes
    ]
    said = columns(("cuándo", "quién", "campo", "antes", "después"), rows) if rows else "Sin cambios."
    say(session, data, said)


@app.command(cls=Command)
def export(
    context: typer.Context,
    kind: _TYPE,
    out: Annotated[Path, typer.Option(help="Archivo .xlsx que se escribirá.")],
    text: Annotated[str, typer.Option(help="Solo los que contienen estas palabras.")] = "",
) -> None:
    """Exporta los registros de un tipo a Excel: documentos, códigos y teléfonos como texto."""
    session: Session = session_of(context)
    record, out = _declared(kind), target(out, "xlsx")
    with looked_at(session, AccessKind.SAVED, f"Lista: {record.META.plural}") as (store, tx):
        found = _find(tx, record, text, None)
        issued = store.now()
    shown = specs(record)
    table = Table(
        columns=(
            Column("id", "identifier"),
            *(Column(spec.label, "number" if spec.kind is Kind.INTEGER else "identifier") for spec in shown),
        ),
        rows=tuple((item.id, *(_cell(item, spec.name) for spec in shown)) for item in found),
        sheet=record.META.plural,
    )
    write(Report(record.META.plural, Metadata(issued=issued), (table,)), "xlsx", out)
    say(session, {"file": str(out), "rows": len(found)}, f"Escrito: {out} ({len(found)} registros)")


def _declared(kind: str) -> type[Record]:
    record = record_type(kind)
    if record is None:
        names = ", ".join(known.META.name for known in RECORD_TYPES)
        raise UserError(f"No existe el tipo de registro «{kind}».", todo=f"Use uno de: {names}.")
    return record


def _find(tx: ReadTx, record: type[Record], text: str, limit: int | None) -> list[Record]:
    if text and not searchable(record):
        raise UserError(f"En «{record.META.plural}» no se puede buscar por texto.")
    conditions = (matches(record, text),) if text else ()
    return queries.find(tx, record, *conditions, limit=limit)


def _any(tx: ReadTx, record_id: str) -> Record:
    for record in RECORD_TYPES:
        item = queries.get(tx, record, record_id)
        if item is not None:
            return item
    coded = queries.find(tx, Intervention, table_of(Intervention).c.code == record_id, limit=1)
    if coded:
        return coded[0]
    raise UserError(
        f"No hay ningún registro con id «{record_id}».", todo="Búsquelo con «concerta records list»."
    )


def _brief(value: str) -> str:
    """One line of a table; `--json` has long texts whole."""
    line = " ".join(value.split())
    return line if len(line) <= _BRIEF else f"{line[: _BRIEF - 1]}…"


def as_data(item: Record) -> dict[str, Any]:
    """A record for `--json`: "no" and 0 are said, only sin dato is left out."""
    values = fields_of(item)
    raw = {
        spec.name: encode(spec, values[spec.name])
        for spec in specs(type(item))
        if values[spec.name] is not None
    }
    return {"id": item.id, "type": item.META.name, **raw}


def _cell(item: Record, name: str) -> str | int | None:
    value = getattr(item, name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    declared = spec(type(item), name)
    if declared.facts.catalogue:  # codes, which other programs understand
        return ", ".join(cast(tuple[str, ...], value)) if isinstance(value, tuple) else str(value)
    return label_of(declared, value)
