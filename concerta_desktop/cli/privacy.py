"""`concerta support`, `concerta carried` and `concerta person-data`: papers about the data themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from concerta_desktop.cli.session import looked_at, opened, say, session_of
from concerta_desktop.documents.render import FORMATS, Format, write
from concerta_desktop.errors import UserError
from concerta_desktop.services.data_rights import cargo_document, person_document
from concerta_desktop.services.support import write_bundle
from concerta_desktop.store.access import AccessKind

_ID = Annotated[str, typer.Argument(metavar="ID")]
_OUT = Annotated[Path, typer.Option(help="Archivo que se escribirá.")]


def support(context: typer.Context, out: _OUT) -> None:
    """Genera el paquete de soporte: versiones, cuentas y registro técnico, sin datos de nadie."""
    session = session_of(context)
    with opened(session, reading=True) as store:
        write_bundle(store, out)
    say(session, {"file": str(out)}, f"Escrito: {out}")


def carried(context: typer.Context, out: _OUT) -> None:
    """Escribe «¿Qué datos llevo en este equipo?» (PDF, DOCX o XLSX, por la extensión)."""
    session = session_of(context)
    with opened(session, reading=True) as store, store.read() as tx:
        document = cargo_document(tx, store.folder, store.now())
    warnings = write(document, _form(out), out)
    say(session, {"file": str(out), "warnings": list(warnings)}, f"Escrito: {out}")


def person_data(context: typer.Context, person: _ID, out: _OUT) -> None:
    """Escribe todo lo que se guarda de una persona, para entregárselo (Ley 29733)."""
    session = session_of(context)
    with looked_at(session, AccessKind.SAVED, "Copia de sus datos", person) as (store, tx):
        document = person_document(tx, person, store.now())
    warnings = write(document, _form(out), out)
    say(session, {"file": str(out), "warnings": list(warnings)}, f"Escrito: {out}")


def _form(out: Path) -> Format:
    wanted = out.suffix.removeprefix(".").lower()
    for form in FORMATS:
        if form == wanted:
            return form
    raise UserError(f"No existe el formato «{wanted}».", todo=f"Use uno de: {', '.join(FORMATS)}.")
