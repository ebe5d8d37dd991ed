"""Drafts of e-mail: invitation, link, reminder [37, 39]. They open in Outlook or Thunderbird, ready to send.

One draft for many: the addresses go hidden (Bcc) and only the sender's is in sight, so nobody learns who
else was called, nor their addresses. Many recipients are split, because servers refuse long lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from concerta_desktop.documents.wording import UNKNOWN
from concerta_desktop.model.choices import Modality
from concerta_desktop.queries.call_documents import CallData
from concerta_desktop.rules.addresses import is_address
from concerta_desktop.rules.convocation import MessageKind
from concerta_desktop.rules.spanish_dates import days_in_words, hours, weekday_date

BATCH = 90
"""Recipients of one draft: public servers commonly stop at a hundred."""
_GREETING = "Estimadas y estimados:"
_SUBJECTS = {
    MessageKind.INVITATION: "Invitación: ",
    MessageKind.LINK: "Enlace: ",
    MessageKind.REMINDER: "Por favor, confirme su participación: ",
}


@dataclass(frozen=True, slots=True)
class MessageText:
    subject: str
    body: str


def compose_message(kind: MessageKind, data: CallData) -> MessageText:
    """What the draft says. It names nobody of those invited."""
    paragraphs = {
        MessageKind.INVITATION: _invitation,
        MessageKind.LINK: _link,
        MessageKind.REMINDER: _reminder,
    }[kind](data)
    body = "\n\n".join([_GREETING, *paragraphs, _signature(data)])
    return MessageText(_SUBJECTS[kind] + (data.intervention.title or UNKNOWN), body)


def drafts(text: MessageText, sender: str, addresses: Sequence[str], issued: datetime) -> tuple[bytes, ...]:
    """One `.eml` for each batch of addresses. `sender`: whose it is; left out when it is no address.

    Every one of `addresses` must be one (`is_address`): what is none is said before, on screen.
    """
    return tuple(
        _eml(text, sender, addresses[start : start + BATCH], issued)
        for start in range(0, len(addresses), BATCH)
    )


def _eml(text: MessageText, sender: str, hidden: Sequence[str], issued: datetime) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = text.subject
    if is_address(sender):
        message["From"] = sender
        message["To"] = sender
    message["Bcc"] = ", ".join(hidden)
    message["Date"] = issued
    message.set_content(text.body + "\n", cte="quoted-printable")
    return message.as_bytes()


def _invitation(data: CallData) -> Iterable[str]:
    yield (
        f"Les invitamos a participar en «{data.intervention.title or UNKNOWN}», que organiza la Dirección de "
        "Políticas para una Vida Libre de Violencia del Ministerio de la Mujer y Poblaciones Vulnerables."
    )
    yield _facts(data, link=bool(data.intervention.link))
    themes = [f"- {item.theme}" for item in data.agenda if item.theme]
    if themes:
        yield "\n".join(["Agenda:", *themes])
    yield "Por favor, confirmen su participación respondiendo a este correo."


def _link(data: CallData) -> Iterable[str]:
    yield f"Les enviamos el enlace para participar en «{data.intervention.title or UNKNOWN}»."
    yield _facts(data, link=True)
    yield "Les sugerimos conectarse diez minutos antes para probar el audio y la cámara."


def _reminder(data: CallData) -> Iterable[str]:
    yield (
        f"Aún no tenemos su respuesta a la invitación para «{data.intervention.title or UNKNOWN}». Por "
        "favor, respondan a este correo si participarán o si enviarán a su alterna o alterno."
    )
    yield _facts(data, link=bool(data.intervention.link))


def _facts(data: CallData, *, link: bool) -> str:
    it = data.intervention
    days = [f"- {weekday_date(day.date)}, {hours(day.starts, day.ends)}" for day in data.activity.days]
    lines = ["Fechas:", *days] if days else [f"Fechas: {days_in_words(data.dates)}"]
    if it.modality is not Modality.VIRTUAL and data.activity.days:
        lines.append(f"Lugar: {it.venue or UNKNOWN}")
    if it.modality in (Modality.VIRTUAL, Modality.MIXED):
        lines.append(f"Plataforma: {it.platform or UNKNOWN}")
        lines.append(f"Enlace: {it.link or UNKNOWN}" if link else "Enlace: se enviará dos días antes")
    return "\n".join(lines)


def _signature(data: CallData) -> str:
    who = data.coordinator
    lines = [who.name, who.position, "Ministerio de la Mujer y Poblaciones Vulnerables", who.email]
    return "\n".join(["Atentamente,", *(line for line in lines if line)])
