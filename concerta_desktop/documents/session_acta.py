"""The acta of a session [Anexo 3] and the letter on absences [7.3.4.12]: papers of the instancia itself.

The body of Anexo 3 is not in the source: the structure is a proposal of Concerta, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from concerta_desktop.documents.blocks import (
    Block,
    Closing,
    Column,
    Heading,
    KeyValues,
    MemoHead,
    MemoLine,
    Metadata,
    Paragraph,
    Report,
    Signatures,
    SignatureSpace,
    Table,
    Value,
)
from concerta_desktop.documents.instancia_head import PROPOSAL, government, own_metadata
from concerta_desktop.documents.numbering import numbered
from concerta_desktop.documents.wording import UNKNOWN, hours
from concerta_desktop.model.directory import MemberRole
from concerta_desktop.model.instancia import instancia_name, instancia_territory
from concerta_desktop.model.sessions import Presence, SessionKind
from concerta_desktop.queries.instancia_directory import Directory
from concerta_desktop.queries.sessions import Absence, AttendanceLine, SessionPage, VoteLine
from concerta_desktop.rules.sessions import Standing
from concerta_desktop.rules.spanish_dates import document_date, long_date, numeric

_FAREWELL = "Sin otro particular, hago propicia la oportunidad para expresarle mi especial consideración."


def acta_title(page: SessionPage) -> str:
    """ "ACTA DE SESIÓN ORDINARIA N.° 003-2026" """
    it = page.meeting
    kind = it.kind.label if it.kind else ""
    number = f" N.° {it.number}" if it.number else ""
    return f"ACTA DE SESIÓN {kind}{number}".upper()


def compose_acta(page: SessionPage, issued: datetime) -> Report:
    """Anexo 3, from what the session recorded; what nobody has said is "sin dato"."""
    it = page.meeting
    name = instancia_name(it.instancia or "")
    blocks: tuple[Block, ...] = (
        KeyValues(tuple(_facts(page)), columns=2),
        Heading("Quórum y asistencia"),
        Paragraph(_quorum(page)),
        _attendance(page),
        Heading("Agenda"),
        *_agenda(page),
        *_pending(page),
        Heading("Desarrollo"),
        *_development(page),
        *_votes(page.votes),
        Heading("Acuerdos"),
        _agreements(page.agreements),
        Heading("Cierre"),
        *_paragraphs(it.closing or _closing(page)),
        Signatures(_signers(page)),
        Paragraph(f"Anexo N° 3. {PROPOSAL}", "small"),
    )
    title = acta_title(page)
    metadata = own_metadata(it.instancia or "", title, issued)
    return Report(title, metadata, numbered(blocks), (Paragraph(name, "lead"),))


def _facts(page: SessionPage) -> Iterable[tuple[str, Value]]:
    it = page.meeting
    yield "Fecha", long_date(it.day) if it.day else None
    yield "Hora", hours(it.start, it.end)
    yield "Modalidad", it.modality.label if it.modality else None
    yield "Lugar o enlace", it.place
    yield "Convocada el", it.convoked_on
    yield "Convocatoria", it.convocation
    if it.kind is SessionKind.EXTRAORDINARY:
        proposed = it.proposed_by_presidency
        yield "La propone la Presidencia", None if proposed is None else "sí" if proposed else "no"


def _quorum(page: SessionPage) -> str:
    count = page.quorum
    if count.reached is None:
        return f"La asistencia no se ha registrado: {UNKNOWN}. El quórum es de {count.needed} integrantes."
    said = "Hay quórum" if count.reached else "No hay quórum"
    return f"{said}: asistieron {count.present} de {count.members} integrantes; se requieren {count.needed}."


def _attendance(page: SessionPage) -> Table:
    return Table(
        (
            Column("Integrante", width=2.4, strong=True),
            Column("Representante", width=2.0),
            Column("Condición", width=0.9),
            Column("Asistencia", width=1.2),
        ),
        tuple(map(_who, page.attendance)),
        empty="La instancia no tiene integrantes registrados.",
    )


def _who(line: AttendanceLine) -> tuple[Value, ...]:
    one = line.attendance
    kind = one.kind.label if one and one.kind else ""
    name = (one.name or UNKNOWN) if one and one.presence is Presence.PRESENT else ""
    return line.line.member.name, name, kind, line.presence.label if line.presence else None


def _agenda(page: SessionPage) -> Iterable[Block]:
    if not page.items:
        yield Paragraph(f"Agenda: {UNKNOWN}.")
    for number, item in enumerate(page.items, 1):
        yield Paragraph(f"{number}. {item.theme}", "item")


def _pending(page: SessionPage) -> Iterable[Block]:
    """Agreements that came along, until they are met."""
    if page.pending:
        yield Heading("Seguimiento de acuerdos anteriores")
        yield _agreements(page.pending, with_state=True)


def _agreements(found: Iterable[Standing], *, with_state: bool = False) -> Table:
    columns = [
        Column("N.°", "number", 0.5),
        Column("Acuerdo", width=3.2, strong=True),
        Column("Responsable", width=1.6),
        Column("Plazo", "date", 1.4 if with_state else 1.0),
    ]
    if with_state:
        columns += [Column("Cómo está", width=1.2), Column("Qué se dijo", width=1.8)]
    rows: list[tuple[Value, ...]] = []
    for one in found:
        it = one.agreement
        row: tuple[Value, ...] = (it.number, it.text, it.responsible, it.due)
        if with_state:
            said = next((update.note for update in reversed(one.updates) if update.note), "")
            row = (*row, one.state.label + (" (vencido)" if one.overdue else ""), said)
        rows.append(row)
    return Table(tuple(columns), tuple(rows), empty="No hay acuerdos registrados.")


def _development(page: SessionPage) -> Iterable[Block]:
    yield from _paragraphs(page.meeting.development or "")
    for number, item in enumerate(page.items, 1):
        if item.development:
            yield Paragraph(f"{number}. {item.theme}")
            yield from _paragraphs(item.development)
    if not page.meeting.development and not any(item.development for item in page.items):
        yield Paragraph(f"Desarrollo: {UNKNOWN}.")


def _votes(votes: Iterable[VoteLine]) -> Iterable[Block]:
    found = tuple(votes)
    if not found:
        return
    yield Heading("Votación")
    yield Table(
        (
            Column("Asunto", width=2.6, strong=True),
            Column("Asistentes", "number"),
            Column("A favor", "number"),
            Column("En contra", "number"),
            Column("Abstenciones", "number", 1.2),
            Column("Necesarios", "number", 1.1),
            Column("Resultado", width=1.2),
        ),
        tuple(
            (
                line.vote.matter,
                line.vote.attendees,
                line.vote.in_favour,
                line.vote.against,
                line.vote.abstained,
                line.needed,
                None if line.carried is None else "Aprobado" if line.carried else "No aprobado",
            )
            for line in found
        ),
    )


def _closing(page: SessionPage) -> str:
    if page.meeting.end is None:
        return "Leída el acta, la suscriben quienes asistieron."
    end = f"{page.meeting.end:%H:%M}"
    return f"A las {end} se levantó la sesión; leída el acta, la suscriben quienes asistieron."


def _paragraphs(text: str) -> Iterable[Block]:
    return tuple(Paragraph(line) for line in text.split("\n") if line.strip())


def _signers(page: SessionPage) -> tuple[tuple[str, str], ...]:
    """Whoever came; before it is known, the presidencia and the secretaría técnica."""
    came = [line for line in page.attendance if line.presence is Presence.PRESENT]
    heads = (MemberRole.PRESIDENCY, MemberRole.SECRETARIAT)
    wanted = came or [line for line in page.attendance if line.line.member.role in heads]
    return tuple(
        ((line.attendance.name if line.attendance else "") or "", line.line.member.name or "")
        for line in wanted
    )


def compose_absence_letter(
    absence: Absence, directory: Directory, issued: datetime, place: str = ""
) -> Report:
    """The letter by which the Presidencia tells an entity's highest authority of absences [7.3.4.12].

    `place`: where it is dated; "" = the capital of the territory."""
    code = directory.code
    name, own, member = instancia_name(code), government(code), absence.line.member
    territory = instancia_territory(code)
    dated = document_date(place or (territory.capital if territory else "") or "Lima", issued.date())
    presidency = next((one for one in directory.members if one.member.role is MemberRole.PRESIDENCY), None)
    titular = presidency.titular if presidency else None
    signer = titular.name if titular else UNKNOWN
    subject = "Inasistencia de su representante a sesiones de la instancia de concertación"
    whom = (member.authority or f"Máxima autoridad: {UNKNOWN}", member.name, member.address, "Presente.-")
    blocks: tuple[Block, ...] = (
        Paragraph("\n".join(("Señor/a", *(part for part in whom if part)))),
        MemoHead((MemoLine("ASUNTO", subject),)),
        Paragraph("De mi consideración:"),
        Paragraph(
            f"Es grato dirigirme a usted para saludarle cordialmente e informarle que {_absent(absence)} "
            f"de la {name}, de la que su entidad es integrante:"
        ),
        *(
            Paragraph(f"- {_session(meeting.kind, meeting.number, meeting.day)}", "item")
            for meeting in absence.meetings
        ),
        Paragraph(
            "Su participación es necesaria para cumplir las funciones que la Ley N.° 30364 y su Reglamento "
            "dan a la instancia. Por ello, agradeceré que adopte la medida que corresponda a fin de asegurar "
            "la asistencia de sus representantes, titular y alterno."
        ),
        Paragraph(_FAREWELL),
        Closing("Atentamente,", SignatureSpace("Firma y sello"), signer.upper(), f"Presidencia de la {name}"),
    )
    metadata = Metadata(issued, own, subject, running=(subject, name), letterhead=own)
    return Report("OFICIO N.° ________", metadata, blocks, (Paragraph(dated, "right"),))


def _absent(absence: Absence) -> str:
    """In the plural when there are several; excused ones are said to be."""
    excused = all(one.presence is Presence.EXCUSED for one in absence.attendance)
    how = ", con justificación," if excused else ""
    what = "la sesión" if len(absence.meetings) == 1 else f"las {len(absence.meetings)} últimas sesiones"
    return f"quien representa a su entidad no asistió{how} a {what}"


def _session(kind: SessionKind | None, number: str | None, day: date | None) -> str:
    parts = (
        kind.label if kind else "",
        f"N.° {number}" if number else "",
        f"del {numeric(day)}" if day else "",
    )
    return f"Sesión {' '.join(part for part in parts if part).lower().replace('n.°', 'N.°')}."
