"""`concerta report KIND --intervention ID --format pdf|docx|xlsx --out FILE`.

An intervention that serves several governments has an oficio for each: `report oficio --government UBIGEO`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from concerta_desktop.cli.session import looked_at, say, session_of, target
from concerta_desktop.documents.render import FORMATS, write
from concerta_desktop.errors import UserError
from concerta_desktop.services.documents import DOCUMENTS, oficio_document
from concerta_desktop.store.access import AccessKind


def report(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="DOCUMENTO", help="Uno de: " + ", ".join(DOCUMENTS) + ".")],
    intervention: Annotated[str, typer.Option(help="Id o código de la intervención.")],
    out: Annotated[Path, typer.Option(help="Archivo que se escribirá.")],
    government: Annotated[
        str, typer.Option(help="Oficio: ubigeo del gobierno al que va (0504; R05 un gobierno regional).")
    ] = "",
    form: Annotated[
        str, typer.Option("--format", help="pdf, docx o xlsx; sin indicarlo, el del nombre del archivo.")
    ] = "",
) -> None:
    """Escribe un documento de una intervención."""
    form = form or out.suffix.removeprefix(".").lower() or "pdf"
    if form not in FORMATS:
        raise UserError(f"No existe el formato «{form}».", todo=f"Use uno de: {', '.join(FORMATS)}.")
    if kind not in DOCUMENTS:
        raise UserError(f"No existe el documento «{kind}».", todo=f"Use uno de: {', '.join(DOCUMENTS)}.")
    if government and kind != "oficio":
        raise UserError("--government es solo del oficio.", todo="Quítelo y vuelva a intentarlo.")
    out = target(out, form)
    session = session_of(context)
    with looked_at(session, AccessKind.SAVED, f"Documento: {kind}") as (store, tx):
        if kind == "oficio":
            document = oficio_document(tx, intervention, store.now(), government)
        else:
            document = DOCUMENTS[kind](tx, intervention, store.now())
    warnings = write(document, form, out)
    text = "\n".join([f"Escrito: {out}", *(f"Aviso: {warning}" for warning in warnings)])
    say(session, {"file": str(out), "warnings": list(warnings)}, text)
