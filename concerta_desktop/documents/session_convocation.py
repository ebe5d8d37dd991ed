"""The letter that convokes the members of an instancia to a session [7.3.3.2], one text for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from concerta_desktop.documents.blocks import (
    Block,
    Closing,
    KeyValues,
    MemoHead,
    MemoLine,
    Metadata,
    Paragraph,
    Report,
    SignatureSpace,
)
from concerta_desktop.documents.instancia_head import government
from concerta_desktop.documents.wording import UNKNOWN, hours
from concerta_desktop.model.directory import MemberRole
from concerta_desktop.model.instancia import instancia_name, instancia_territory
from concerta_desktop.queries.sessions import SessionPage
from concerta_desktop.rules.spanish_dates import document_date, long_date, numeric

_FAREWELL = "Sin otro particular, hago propicia la oportunidad para expresarle mi especial consideración."


def compose_convocation(page: SessionPage, issued: datetime) -> Report:
    """Addressed to all members, with the agenda and the agreements that come along."""
    it = page.meeting
    code = it.instancia or ""
    name, own, territory = instancia_name(code), government(code), instancia_territory(code)
    kind = it.kind.label.lower() if it.kind else ""
    subject = f"Convocatoria a sesión {kind}{f' N.° {it.number}' if it.number else ''}"
    dated = document_date(
        (territory.capital if territory else "") or "Lima", (it.convoked_on or issued.date())
    )
    members = "\n".join(f"- {line.member.name}" for line in page.directory.members)
    presidency = next(
        (one for one in page.directory.members if one.member.role is MemberRole.PRESIDENCY), None
    )
    titular = presidency.titular if presidency else None
    signer = titular.name if titular else UNKNOWN
    blocks: tuple[Block, ...] = (
        Paragraph(f"Señoras y señores representantes de:\n{members or UNKNOWN}\nPresente.-"),
        MemoHead((MemoLine("ASUNTO", subject),)),
        Paragraph("De mi consideración:"),
        Paragraph(
            f"Es grato dirigirme a ustedes para convocarles a la sesión {kind} de la {name}, como sigue:"
        ),
        KeyValues(
            (
                ("Fecha", long_date(it.day) if it.day else None),
                ("Hora", hours(it.start, it.end)),
                ("Modalidad", it.modality.label if it.modality else None),
                ("Lugar o enlace", it.place),
            )
        ),
        *_agenda(page),
        *_pending(page),
        Paragraph(_FAREWELL),
        Closing("Atentamente,", SignatureSpace("Firma y sello"), signer.upper(), f"Presidencia de la {name}"),
    )
    metadata = Metadata(issued, own, subject, running=(subject, name), letterhead=own)
    title = it.convocation or "OFICIO MÚLTIPLE N.° ________"
    return Report(title, metadata, blocks, (Paragraph(dated, "right"),))


def _agenda(page: SessionPage) -> Iterable[Block]:
    yield Paragraph("Agenda:" if page.items else f"Agenda: {UNKNOWN}.")
    for number, item in enumerate(page.items, 1):
        yield Paragraph(f"{number}. {item.theme}", "item")


def _pending(page: SessionPage) -> Iterable[Block]:
    """What was agreed before and is not met yet, so that whoever answers for it comes prepared."""
    waiting = [one for one in page.pending if not one.over]
    if not waiting:
        return
    yield Paragraph("Acuerdos anteriores por cumplir:")
    for one in waiting:
        who = f", a cargo de {one.agreement.responsible}" if one.agreement.responsible else ""
        due = f" (plazo: {numeric(one.agreement.due)})" if one.agreement.due else ""
        yield Paragraph(f"- {(one.agreement.text or UNKNOWN).rstrip('.')}{who}{due}.", "item")
