"""`concerta instancia show|paper|situation|deadlines|template-…`: instancias without a window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from concerta_desktop.cli.help import Command, new_app
from concerta_desktop.cli.session import columns, looked_at, opened, say, session_of, target
from concerta_desktop.documents.render import FORMATS, Format, save, write
from concerta_desktop.errors import UserError
from concerta_desktop.model.followup import ReportPeriod
from concerta_desktop.model.instancia import instancia_name
from concerta_desktop.model.templates import TemplateKind
from concerta_desktop.queries.deadlines import list_deadlines
from concerta_desktop.queries.instancia_directory import read_directory
from concerta_desktop.queries.instancias import read_instancia
from concerta_desktop.queries.instruments import read_instruments
from concerta_desktop.queries.sessions import absences, list_sessions, open_agreements
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.services.instancia_documents import (
    INSTANCIA_DOCUMENTS,
    acta_document,
    convocation_document,
    deadlines_calendar,
    deadlines_document,
    follow_up_document,
    situation_document,
)
from concerta_desktop.services.templates import add_template, draft
from concerta_desktop.store.access import AccessKind

app = new_app("Instancias de concertación: fichas, documentos, plazos y plantillas.")
_CODE = Annotated[str, typer.Argument(metavar="INSTANCIA", help="Código: IRC-R05, IPC-0504, IDC-050401.")]
_OUT = Annotated[Path, typer.Option(help="Archivo que se escribirá; su extensión da el formato.")]


@app.command(cls=Command)
def show(context: typer.Context, code: _CODE) -> None:
    """Muestra cómo está una instancia y qué conviene revisar."""
    session = session_of(context)
    with looked_at(session, AccessKind.VIEWED, f"Instancia {code}") as (store, tx):
        today = store.now().date()
        page = read_instancia(tx, code, today)
        if page is None:
            raise UserError(f"No existe la instancia «{code}».", todo="Use un código como IPC-0504.")
        directory, instruments = read_directory(tx, code, today), read_instruments(tx, code, today)
        sessions, pending = list_sessions(tx, code, today), open_agreements(tx, code, today)
        letters = absences(tx, code, today)
    notices = [*page.notices, *directory.notices, *instruments.notices]
    lines = [f"{instancia_name(code)}: {page.row.state.label}"]
    for one in page.milestones:
        when = numeric(one.day) if one.day else "sin fecha"
        lines.append(f"  {one.kind.label if one.kind else ''}: {when} {one.number or ''}".rstrip())
    lines.append(f"  Integrantes: {len(directory.members)}; sesiones: {sum(row.held for row in sessions)}")
    lines.append(f"  Acuerdos por cumplir: {len(pending)}; inasistencias por informar: {len(letters)}")
    lines += [f"  {notice.text} [{notice.paragraph}; {notice.severity.label.lower()}]" for notice in notices]
    data = {
        "code": code,
        "state": page.row.state.value,
        "members": len(directory.members),
        "sessions": len(sessions),
        "pending_agreements": [one.agreement.text for one in pending],
        "absences": [one.line.member.name for one in letters],
        "notices": [{"text": one.text, "paragraph": one.paragraph} for one in notices],
    }
    say(session, data, "\n".join(lines))


@app.command(cls=Command)
def paper(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="DOCUMENTO", help="Uno de: " + ", ".join(INSTANCIA_DOCUMENTS) + ".")
    ],
    code: _CODE,
    out: _OUT,
    session_id: Annotated[str, typer.Option("--session", help="Convocatoria y acta: id de la sesión.")] = "",
    year: Annotated[int, typer.Option(help="Seguimiento: año.")] = 0,
    period: Annotated[str, typer.Option(help="Seguimiento: semestre_1, semestre_2 o anual.")] = "semestre_1",
) -> None:
    """Escribe un documento de una instancia (PDF, DOCX o XLSX)."""
    session, form = session_of(context), _form(out)
    if kind not in INSTANCIA_DOCUMENTS:
        raise UserError(
            f"No existe el documento «{kind}».", todo=f"Use uno de: {', '.join(INSTANCIA_DOCUMENTS)}."
        )
    if period not in {one.value for one in ReportPeriod}:
        raise UserError(f"No existe el período «{period}».", todo="Use semestre_1, semestre_2 o anual.")
    with looked_at(session, AccessKind.SAVED, f"Documento: {kind} {code}") as (store, tx):
        issued = store.now()
        if kind == "acta":
            document = acta_document(tx, code, issued, session_id)
        elif kind == "convocatoria":
            document = convocation_document(tx, code, issued, session_id)
        elif kind == "seguimiento":
            document = follow_up_document(tx, code, issued, year, ReportPeriod(period))  # type: ignore[call-arg]
        else:
            document = INSTANCIA_DOCUMENTS[kind](tx, code, issued)
    _written(context, out, write(document, form, out))


@app.command(cls=Command)
def situation(context: typer.Context, year: Annotated[int, typer.Argument(metavar="AÑO")], out: _OUT) -> None:
    """Escribe el informe anual de la DPVLV sobre la situación de las instancias."""
    form = _form(out)
    with opened(session_of(context), reading=True) as store, store.read() as tx:
        document = situation_document(tx, year, store.now())
    _written(context, out, write(document, form, out))


@app.command(cls=Command)
def deadlines(
    context: typer.Context,
    first: Annotated[str, typer.Option("--from", help="Desde, como 2026-01-01; sin ella, hoy.")] = "",
    last: Annotated[str, typer.Option("--to", help="Hasta; sin ella, fin de año.")] = "",
    region: Annotated[list[str] | None, typer.Option(help="Solo una región (R05). Se repite.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Archivo .ics, .pdf, .docx o .xlsx que se escribirá.")
    ] = None,
) -> None:
    """Muestra los plazos, o los guarda como calendario (.ics) o documento."""
    session = session_of(context)
    with opened(session, reading=True) as store, store.read() as tx:
        issued = store.now()
        start = _date(first) if first else issued.date()
        end = _date(last) if last else date(start.year, 12, 31)
        regions = tuple(region or ())
        found = list_deadlines(tx, start, end, regions, issued.date())
        if out is not None and out.suffix.lower() == ".ics":
            save(deadlines_calendar(tx, start, end, issued, regions), out)
        elif out is not None:
            write(deadlines_document(tx, start, end, issued, regions), _form(out), out)
    rows = [
        {
            "fecha": numeric(one.day),
            "qué vence": one.said,
            "párrafo": one.paragraph,
            "peso": one.severity.label,
        }
        for one in found
    ]
    text = columns(tuple(rows[0]), rows) if rows else "No vence nada en esas fechas."
    say(session, rows, f"{text}\nEscrito: {out}" if out else text)


@app.command("template-add", cls=Command)
def template_add(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="ARCHIVO", help="Plantilla de Word (.docx).")],
    kind: Annotated[str, typer.Option(help=", ".join(one.value for one in TemplateKind))] = "otro",
) -> None:
    """Guarda una plantilla de Word, después de probarla."""
    if kind not in {one.value for one in TemplateKind}:
        raise UserError(f"No existe el tipo «{kind}».", todo=f"Use uno de: {', '.join(TemplateKind)}.")
    session = session_of(context)
    with opened(session) as store, store.write() as tx:
        made = add_template(store, tx, file, {"kind": kind})
    say(session, {"id": made}, f"Plantilla guardada: {made}")


@app.command("template-fill", cls=Command)
def template_fill(
    context: typer.Context,
    template: Annotated[str, typer.Argument(metavar="PLANTILLA", help="Id de la plantilla.")],
    code: _CODE,
    out: _OUT,
) -> None:
    """Redacta un borrador con una plantilla y lo que se sabe de una instancia."""
    session, out = session_of(context), target(out, "docx")
    with looked_at(session, AccessKind.SAVED, f"Plantilla para {code}") as (store, tx):
        made = draft(store, tx, template, code, store.now())
    save(made.data, out)
    _written(context, out, made.warnings)


def _written(context: typer.Context, out: Path, warnings: tuple[str, ...]) -> None:
    text = "\n".join([f"Escrito: {out}", *(f"Aviso: {warning}" for warning in warnings)])
    say(session_of(context), {"file": str(out), "warnings": list(warnings)}, text)


def _form(out: Path) -> Format:
    wanted = out.suffix.removeprefix(".").lower()
    for form in FORMATS:
        if form == wanted:
            return form
    raise UserError(f"No existe el formato «{wanted}».", todo=f"Use uno de: {', '.join(FORMATS)}.")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"«{text}» no es una fecha.", todo="Escríbala como 2026-11-30.") from error
