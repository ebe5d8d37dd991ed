"""The formal side of convoking [B.3]: dates that can be, the link's two days, the venue's equipment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.choices import Reply
from concerta_desktop.model.convocation import Convocation
from concerta_desktop.model.fields import Choice
from concerta_desktop.rules.spanish_dates import numeric, overdue
from concerta_desktop.text import fold

STANDARD_EQUIPMENT = ("Computadora o laptop", "Proyector")
"""What B.3 names; the office adds others."""
_FEMININE = frozenset({"municipalidad", "instancia", "gerencia", "direccion", "red", "unidad"})
_MASCULINE = frozenset({"gobierno", "ministerio", "instituto", "gore"})


class MessageKind(Choice):
    """What is written to the people convoked."""

    INVITATION = "invitacion", "Invitación"
    LINK = "enlace", "Enlace"
    REMINDER = "recordatorio", "Recordatorio"


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """How the sending of the link stands, in words; `tone` is a role: "ok", "warning", "error"…"""

    text: str
    tone: str


def check_convocation(record: Convocation, today: date) -> None:
    """Raise `ValidationError` on dates that cannot be: to come, or received before it was sent."""
    for field, day in (
        ("oficio_sent", record.oficio_sent),
        ("oficio_received", record.oficio_received),
        ("link_sent", record.link_sent),
    ):
        if day and day > today:
            raise ValidationError(
                field, f"El {numeric(day)} todavía no llega.", todo="Anote la fecha en que ocurrió."
            )
    sent, received = record.oficio_sent, record.oficio_received
    if sent and received and received < sent:
        raise ValidationError(
            "oficio_received",
            f"No pudo recibirse el {numeric(received)}, antes de enviarse el {numeric(sent)}.",
            todo="Corrija una de las dos fechas.",
        )


def link_status(
    record: Convocation, link: str | None, due: date | None, today: date, *, business: bool
) -> LinkStatus:
    """How the link stands against its two days [39]. The source does not say which: a setting does."""
    counted = "dos días hábiles antes" if business else "dos días antes"
    if record.link_sent and not link:
        words = f"Enviado el {numeric(record.link_sent)}, pero falta anotar qué enlace."
        return LinkStatus(words, "warning")
    if record.link_sent:
        return _sent(record.link_sent, record.link_evidence, due)
    if due is None:
        return LinkStatus(f"Se envía {counted}; falta la fecha de la intervención.", "secondary")
    if today < due:
        return LinkStatus(f"Envíelo hasta el {numeric(due)} ({counted}): {overdue(due, today)}.", "info")
    if today == due:
        return LinkStatus(f"Envíelo hoy ({counted}).", "warning")
    return LinkStatus(f"Debió enviarse el {numeric(due)} ({counted}): {overdue(due, today)}.", "error")


def wanted(kind: MessageKind, reply: Reply | None) -> bool:
    """Whether a message is for somebody who answered so."""
    if kind is MessageKind.REMINDER:
        return reply is None
    return reply is not Reply.DECLINED


def equipment_pending(standard_recorded: int, unanswered: int) -> int:
    """How many items nobody confirmed: those of B.3 that no record speaks of, and those recorded without
    an answer."""
    return len(STANDARD_EQUIPMENT) - standard_recorded + unanswered


def lines_of(text: str | None) -> tuple[str, ...]:
    """The lines of a field where each says one thing."""
    return tuple(line.strip() for line in (text or "").split("\n") if line.strip())


def with_article(preposition: str, name: str) -> str:
    """ "de la Municipalidad…", "del Gobierno Regional…", "a la Instancia…"; other names go without."""
    first = fold(name).partition(" ")[0]
    if first in _FEMININE:
        return f"{preposition} la {name}"
    if first in _MASCULINE:
        return f"{preposition}l {name}"
    return f"{preposition} {name}"


def in_a_row(items: Iterable[str]) -> str:
    """ "uno, dos y tres" """
    *before, last = [*items] or [""]
    return f"{', '.join(before)} y {last}" if before else last


def _sent(sent: date, evidence: str | None, due: date | None) -> LinkStatus:
    late = (sent - due).days if due else 0
    when = f"Enviado el {numeric(sent)}"
    if late > 0:
        when += f", {late} día{'s' if late > 1 else ''} después del plazo"
    if not evidence:
        return LinkStatus(f"{when}. Falta la constancia.", "warning")
    return LinkStatus(f"{when}, con constancia.", "warning" if late > 0 else "ok")
