"""The directory of an instancia on paper [7.3.2.9]: who represents whom, the composition, labels."""

from __future__ import annotations

from datetime import datetime

from concerta_desktop.documents.blocks import Column, Heading, Paragraph, Report, Table, Value
from concerta_desktop.documents.instancia_head import own_metadata
from concerta_desktop.documents.wording import UNKNOWN, mask
from concerta_desktop.model.directory import MemberRole
from concerta_desktop.model.instancia import instancia_name
from concerta_desktop.queries.instancia_directory import Directory, MemberLine, Representative
from concerta_desktop.rules.spanish_dates import numeric

_LABELS_IN_A_ROW = 2


def compose_directory(data: Directory, issued: datetime) -> Report:
    """The directory with document numbers masked, because it circulates."""
    name = instancia_name(data.code)
    rows = tuple(_row(line, one) for line in data.members for one in (_in_office(line) or (None,)))
    return Report(
        "Directorio de la instancia",
        own_metadata(data.code, "Directorio", issued, landscape=True),
        (
            Paragraph(f"{name}, al {numeric(issued.date())}", "lead"),
            Heading("Representantes", counted=False),
            Table(_COLUMNS, rows, sheet="Directorio", empty="No hay integrantes registrados."),
            Heading("Composición", counted=False),
            _composition(data),
            *_notices(data),
        ),
    )


_COLUMNS = (
    Column("Institución u organización", width=2.0, strong=True),
    Column("Condición", width=0.9),
    Column("Representante", width=1.7),
    Column("Documento", "identifier", 0.9),
    Column("Cargo", width=1.5),
    Column("Teléfono", "identifier", 1.0),
    Column("Correo", "identifier", 1.8),
    Column("Dirección legal", width=1.4),
    Column("Desde", "date", 1.15),
    Column("Hasta", "date", 1.15),
    Column("Idoneidad", width=1.1),
)


def _in_office(line: MemberLine) -> tuple[Representative, ...]:
    return tuple(one for one in line.people if one.in_office)


def _row(line: MemberLine, one: Representative | None) -> tuple[Value, ...]:
    name = line.member.name or UNKNOWN
    if line.member.role and line.member.role is not MemberRole.MEMBER:
        name = f"{name} ({line.member.role.label.lower()})"
    if one is None or one.person is None:
        return (name, *(None,) * (len(_COLUMNS) - 1))
    person = one.person
    return (
        name,
        one.kind,
        one.name,
        mask(person.document_number) if person.document_number else None,
        person.position,
        person.phone,
        person.email,
        person.address or line.member.address,
        one.mandate.start,
        one.mandate.end,
        one.suitability.label,
    )


def _composition(data: Directory) -> Table:
    return Table(
        (
            Column("Lugar", width=3.0, strong=True),
            Column("Mínimo", "number", 0.7),
            Column("Máximo", "number", 0.7),
            Column("Registrados", "number", 0.9),
            Column("Cómo está", width=1.3),
            Column("Fuente", width=2.6),
        ),
        tuple(
            (
                seat.entry.name,
                seat.entry.minimum,
                seat.entry.maximum,
                len(seat.members),
                seat.state.label,
                seat.entry.standing,
            )
            for seat in data.seats
        ),
    )


def _notices(data: Directory) -> tuple[Heading | Paragraph, ...]:
    if not data.notices:
        return ()
    told = tuple(
        Paragraph(f"- {notice.text} [{notice.paragraph}; {notice.severity.label.lower()}]", "item")
        for notice in data.notices
    )
    return (Heading("Por revisar", counted=False), *told)


def compose_labels(data: Directory, issued: datetime) -> Report:
    """An address label for each representative in office, two in a row, to cut out."""
    labels = [_label(line, one) for line in data.members for one in _in_office(line)]
    labels += [""] * (-len(labels) % _LABELS_IN_A_ROW)
    rows = tuple(tuple(labels[at : at + _LABELS_IN_A_ROW]) for at in range(0, len(labels), _LABELS_IN_A_ROW))
    return Report(
        "Rótulos",
        own_metadata(data.code, "Rótulos", issued),
        (Table((Column(""), Column("")), rows, empty="No hay representantes registrados."),),
    )


def _label(line: MemberLine, one: Representative) -> str:
    person = one.person
    parts = (
        one.name.upper(),
        (person.position or "") if person else "",
        line.member.name or "",
        (person.address if person else "") or line.member.address or "",
        "Presente.-",
    )
    return "\n".join(part for part in parts if part)
