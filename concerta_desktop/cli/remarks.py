"""`concerta remarks`: what headquarters remarks on an intervention, and what is answered."""

from __future__ import annotations

from typing import Annotated

import typer

from concerta_desktop.cli.session import central_only, opened, say, session_of
from concerta_desktop.errors import UserError
from concerta_desktop.model import Intervention
from concerta_desktop.queries import records
from concerta_desktop.queries.remarks import RemarkRow, unclosed_remarks
from concerta_desktop.services import remarks
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of


def show_remarks(
    context: typer.Context,
    on: Annotated[str, typer.Option(help="Sede: id o código de la intervención que se observa.")] = "",
    text: Annotated[str, typer.Option(help="Sede: qué falta o qué hay que corregir.")] = "",
    close: Annotated[int | None, typer.Option(help="Sede: número de la que queda conforme.")] = None,
    attend: Annotated[int | None, typer.Option(help="Equipo: número de la que ya se atendió.")] = None,
    answer: Annotated[str, typer.Option(help="Equipo: qué se corrigió, o por qué no.")] = "",
) -> None:
    """Lista las observaciones de la sede, y escribe, atiende o cierra una."""
    session = session_of(context)
    with opened(session) as store:
        if on:
            _write(store, on, text)
        elif close is not None:
            central_only(store)
            row = _numbered(store, close)
            with store.write() as tx:
                remarks.close(tx, row.id)
        elif attend is not None:
            row = _numbered(store, attend)
            with store.write() as tx:
                remarks.attend(tx, row.id, answer or None)
        with store.read() as tx:
            found = unclosed_remarks(tx)
    lines: list[str] = []
    for number, row in enumerate(found, start=1):
        state = "Atendida" if row.attended else "Por atender"
        lines.append(f"{number}. {row.title}: {row.text} — {row.author}, {row.day:%d/%m/%Y}. {state}.")
        lines += [f"   Respuesta: {row.answer}"] if row.answer else []
    data = [
        {"id": row.id, "intervention": row.intervention, "text": row.text, "attended": row.attended}
        | ({"answer": row.answer} if row.answer else {})
        for row in found
    ]
    say(session, data, "\n".join(lines or ["No hay observaciones."]))


def _write(store: Store, on: str, text: str) -> None:
    central_only(store)
    table = table_of(Intervention)
    with store.write() as tx:
        found = records.find(tx, Intervention, (table.c.id == on) | (table.c.code == on))
        if len(found) != 1:
            raise UserError(f"No se encuentra la intervención «{on}».", todo="Indique su código o su id.")
        remarks.write_remark(tx, found[0].id, text)


def _numbered(store: Store, number: int) -> RemarkRow:
    with store.read() as tx:
        found = unclosed_remarks(tx)
    if not 0 < number <= len(found):
        raise UserError("No hay esa observación.", safe="No se ha tocado nada.", todo="Mire la lista.")
    return found[number - 1]
