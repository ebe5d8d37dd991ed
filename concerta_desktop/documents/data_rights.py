"""Papers about personal data: all that is held about one person, and what a laptop carries [2.9]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from concerta_desktop.documents.blocks import (
    Block,
    Column,
    Heading,
    KeyValues,
    Metadata,
    Paragraph,
    Report,
    Table,
)
from concerta_desktop.model.fields import Privacy
from concerta_desktop.queries.carried import Cargo
from concerta_desktop.queries.data_subject import PersonFile
from concerta_desktop.store.access import Access

_PRIVACY = {Privacy.PERSONAL: "personal", Privacy.SENSITIVE: "sensible"}
_IF_LOST = (
    "Todo esto está cifrado en el equipo: sin la contraseña o el código de recuperación impreso nadie puede "
    "leerlo. Si el equipo se pierde o se lo roban, avise a su unidad ese mismo día, diga cuántas personas "
    "figuran en esta hoja y no entregue a nadie la contraseña ni el código."
)
_BEFORE = (
    "Bloquee la ventana al levantarse (Ctrl+L).",
    "Lleve la hoja del código de recuperación lejos del equipo, o déjela en la oficina.",
    "Haga una copia antes de salir: Archivo > Hacer una copia ahora.",
    "Borre del equipo los PDF y Excel con nombres que ya no necesite: esos archivos no están cifrados.",
)


@dataclass(frozen=True, slots=True)
class PersonPaper:
    """What the copy for a person is made of; `accesses` by who and when."""

    file: PersonFile
    accesses: tuple[tuple[Access, str], ...]
    issued: datetime


def compose_person(paper: PersonPaper) -> Report:
    """Everything held about one person, to hand over."""
    found = paper.file
    blocks: list[Block] = [
        Paragraph(
            "Estos son todos los datos que este equipo guarda sobre la persona (Ley 29733, acceso). "
            "Puede pedir que se corrijan o se supriman.",
            "lead",
        )
    ]
    for one in found.held:
        blocks += [Heading(f"{one.label}: {one.title}"), KeyValues(one.values)]
    if found.mentions:
        rows = tuple((one.label, one.field, one.title) for one in found.mentions)
        columns = (Column("Registro"), Column("Dato"), Column("Dónde"))
        blocks += [Heading("Otros textos que la nombran"), Table(columns, rows, sheet="Menciones")]
    if paper.accesses:
        rows = tuple(
            (f"{one.at:%d/%m/%Y %H:%M}", who, one.action.label, one.what) for one, who in paper.accesses
        )
        columns = (Column("Cuándo"), Column("Quién"), Column("Qué hizo"), Column("Con qué"))
        blocks += [Heading("Quién consultó o entregó estos datos"), Table(columns, rows, sheet="Accesos")]
    title = "Datos personales registrados"
    return Report(title, Metadata(paper.issued, subject=found.full_name, running=(title, "")), tuple(blocks))


def compose_cargo(cargo: Cargo, folder: str, copies: str) -> Report:
    """What a laptop carries. `folder` and `copies`: where the data and its copies are."""
    rows = tuple(
        (kind.label, field, _PRIVACY[privacy], number)
        for kind in cargo.records
        for field, privacy, number in kind.filled
    )
    columns = (
        Column("Registro", width=1.4),
        Column("Dato", width=1.6),
        Column("Clase"),
        Column("Cuántos", "number"),
    )
    totals = tuple((kind.label, f"{kind.total} (en la papelera: {kind.in_trash})") for kind in cargo.records)
    last = cargo.last_access
    blocks: list[Block] = [
        Paragraph(f"Este equipo lleva datos de {cargo.people} personas.", "lead"),
        KeyValues(
            (
                ("Contado el", f"{cargo.counted_at:%d/%m/%Y a las %H:%M}"),
                ("Carpeta de datos", folder),
                ("Copias", copies),
                ("Último acceso anotado", f"{last.at:%d/%m/%Y %H:%M}: {last.what}" if last else "ninguno"),
            )
        ),
        Heading("Registros"),
        KeyValues(totals) if totals else Paragraph("No hay registros con datos personales."),
    ]
    if rows:
        blocks += [Heading("Datos personales y sensibles"), Table(columns, rows, sheet="Datos")]
    blocks += [Heading("Antes de viajar"), *(Paragraph(f"- {line}", "item") for line in _BEFORE)]
    blocks += [Heading("Si se pierde"), Paragraph(_IF_LOST)]
    title = "¿Qué datos llevo en este equipo?"
    return Report(title, Metadata(cargo.counted_at, running=(title, "")), tuple(blocks))
