"""`concerta demo DIR`: a fictitious case from the first record to the printed documents, without a window."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from concerta_desktop.cli.session import say, session_of
from concerta_desktop.clock import LIMA
from concerta_desktop.documents.render import Format, write
from concerta_desktop.errors import EnvironmentFailure, UserError
from concerta_desktop.services import demo as case
from concerta_desktop.services.documents import DOCUMENTS
from concerta_desktop.services.setup import first_run
from concerta_desktop.store.store import exists
from sync.demo import play

PASSPHRASE = "datos de ejemplo"  # noqa: S105 - fictitious data, nothing to protect
"""Of the demo's store, unless CONCERTA_PASSPHRASE says another; there is nothing to protect in it."""
MOMENT = datetime(2026, 8, 13, 17, 30, tzinfo=LIMA)
"""When the demo happens: the same data each time."""

SYNC = "sincronizacion"
"""The folder in which headquarters and its laptops play."""

LEFT: Mapping[str, tuple[str, tuple[Format, ...]]] = {
    "hoja": ("hoja-de-asistencia", ("pdf",)),
    "aviso": ("aviso-de-privacidad", ("pdf",)),
    "registro": ("registro-de-asistencia", ("pdf", "xlsx")),
    "matriz": ("matriz", ("pdf", "xlsx")),
    "formulario": ("formulario-de-evaluacion", ("pdf",)),
    "oficio": ("oficio", ("pdf", "docx")),
    "evaluacion": ("evaluacion", ("pdf", "docx")),
    "informe": ("informe-tecnico", ("pdf", "docx")),
    "constancias": ("constancias", ("pdf",)),
}
"""Every document of `DOCUMENTS`: the file it is left in, and its formats."""


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="CARPETA", help="Carpeta donde dejar el ejemplo.")],
) -> None:
    """Deja en una carpeta un caso ficticio: todos los documentos de un taller, y los datos."""
    data = folder / "datos"
    if exists(data):
        raise UserError(
            f"En {folder} ya hay un ejemplo.", safe="No se ha tocado.", todo="Indique otra carpeta."
        )
    with _whole_or_nothing(data, folder / SYNC):
        _make(context, folder, data)


@contextmanager
def _whole_or_nothing(*made: Path) -> Generator[None]:
    """An example cut short is taken away: the next try must not find half of one."""
    try:
        yield
    except BaseException:
        for one in made:
            shutil.rmtree(one, ignore_errors=True)
        raise


def _make(context: typer.Context, folder: Path, data: Path) -> None:
    passphrase = os.environ.get("CONCERTA_PASSPHRASE") or PASSPHRASE
    store, _ = first_run(data, passphrase, case.SPECIALIST, now=lambda: MOMENT)
    try:
        workshop = case.fill(store, MOMENT.date())
        with store.read() as tx:
            documents = {name: DOCUMENTS[name](tx, workshop, MOMENT) for name in LEFT}
        written: list[str] = []
        warnings: list[str] = []
        for name, (file, formats) in LEFT.items():
            for form in formats:
                target = folder / f"{file}.{form}"
                warnings += write(documents[name], form, target)
                written.append(target.name)
        url = os.environ.get("CONCERTA_DEMO_WEBDAV", "")
        played = play(folder / SYNC, store, passphrase, MOMENT, url)
    finally:
        store.close()
    if not played.equal:
        raise EnvironmentFailure(
            "Los dos paquetes centrales del ejemplo no son iguales.", todo="Avise a soporte."
        )
    result = {
        "intervention": workshop,
        "data_dir": str(data),
        "files": written,
        "warnings": warnings,
        "central": played.digest,
    }
    lines = [f"Ejemplo listo en {folder}:", *(f"  {name}" for name in written)]
    lines += [f"  {SYNC} (una sede, sus equipos y el paquete central)"]
    lines += [f"    {line}" for line in played.lines]
    lines += ["  datos (almacén cifrado)", *(f"Aviso: {warning}" for warning in dict.fromkeys(warnings))]
    lines += [f"Intervención: {workshop}", f"Contraseña de los datos: {passphrase}"]
    say(session_of(context), result, "\n".join(lines))
