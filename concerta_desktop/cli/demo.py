"""`concerta demo DIR`: a fictitious case from the first record to the printed documents, without a window."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from concerta_desktop.cli.session import say, session_of
from concerta_desktop.clock import LIMA
from concerta_desktop.documents.render import AnyDocument, Format, write
from concerta_desktop.errors import UserError
from concerta_desktop.services import demo as case
from concerta_desktop.services.documents import (
    certificates,
    evaluation_document,
    form_document,
    matrix_document,
    notice_document,
    oficio_document,
    register_document,
    sheet_document,
    technical_report,
)
from concerta_desktop.services.setup import first_run
from concerta_desktop.store.store import exists

PASSPHRASE = "datos de ejemplo"  # noqa: S105 - fictitious data, nothing to protect
"""Of the demo's store, unless CONCERTA_PASSPHRASE says another; there is nothing to protect in it."""
MOMENT = datetime(2026, 8, 13, 17, 30, tzinfo=LIMA)
"""When the demo happens: the same data each time."""


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="CARPETA", help="Carpeta donde dejar el ejemplo.")],
) -> None:
    """Deja en una carpeta un caso ficticio: hoja de asistencia, registro lleno y los datos."""
    data = folder / "datos"
    if exists(data):
        raise UserError(
            f"En {folder} ya hay un ejemplo.", safe="No se ha tocado.", todo="Indique otra carpeta."
        )
    passphrase = os.environ.get("CONCERTA_PASSPHRASE") or PASSPHRASE
    store, _ = first_run(data, passphrase, case.SPECIALIST, now=lambda: MOMENT)
    try:
        workshop = case.fill(store, MOMENT.date())
        with store.read() as tx:
            documents: tuple[tuple[AnyDocument, tuple[Format, ...], str], ...] = (
                (sheet_document(tx, workshop, MOMENT), ("pdf",), "hoja-de-asistencia"),
                (notice_document(tx, workshop, MOMENT), ("pdf",), "aviso-de-privacidad"),
                (register_document(tx, workshop, MOMENT), ("pdf", "xlsx"), "registro-de-asistencia"),
                (matrix_document(tx, workshop, MOMENT), ("pdf", "xlsx"), "matriz"),
                (form_document(tx, workshop, MOMENT), ("pdf",), "formulario-de-evaluacion"),
                (oficio_document(tx, workshop, MOMENT), ("pdf", "docx"), "oficio"),
                (evaluation_document(tx, workshop, MOMENT), ("pdf", "docx"), "evaluacion"),
                (technical_report(tx, workshop, MOMENT), ("pdf", "docx"), "informe-tecnico"),
                (certificates(tx, workshop, MOMENT), ("pdf",), "constancias"),
            )
        written: list[str] = []
        warnings: list[str] = []
        for document, formats, name in documents:
            for form in formats:
                target = folder / f"{name}.{form}"
                warnings += write(document, form, target)
                written.append(target.name)
    finally:
        store.close()
    result = {"intervention": workshop, "data_dir": str(data), "files": written, "warnings": warnings}
    lines = [f"Ejemplo listo en {folder}:", *(f"  {name}" for name in written)]
    lines += ["  datos (almacén cifrado)", *(f"Aviso: {warning}" for warning in dict.fromkeys(warnings))]
    lines += [f"Intervención: {workshop}", f"Contraseña de los datos: {passphrase}"]
    say(session_of(context), result, "\n".join(lines))
