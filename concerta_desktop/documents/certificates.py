"""Constancias of participation: a landscape A4 for each person who attended enough, all in one PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from concerta_desktop.documents.blocks import Block, Metadata, PageBreak, Paragraph, Report
from concerta_desktop.errors import UserError
from concerta_desktop.queries.report import ReportData, ReportPerson
from concerta_desktop.queries.report_figures import hours_text, when_held
from concerta_desktop.rules.interventions import has_door
from concerta_desktop.rules.report_text import UNKNOWN
from concerta_desktop.rules.spanish_dates import document_date

TITLE = "CONSTANCIA DE PARTICIPACIÓN"
_WHO = "La Dirección de Políticas para una Vida Libre de Violencia del Ministerio de la Mujer y Poblaciones"
_WHO_2 = "Vulnerables deja constancia de la participación de:"
SIGNER = "Dirección de Políticas para una Vida Libre de Violencia"


@dataclass(frozen=True, slots=True)
class Certificates:
    """What is printed: the same words for all, and a name and its days for each."""

    title: str
    metadata: Metadata
    lead: str
    body: str
    place_and_date: str
    names: tuple[tuple[str, str], ...]
    """Full name, and what she or he attended ("Asistió 2 de 3 días"); "" when there was but one day."""
    office: tuple[str, ...]
    """Names of decade and year, in quotes."""


def compose_certificates(data: ReportData, issued: datetime, dated: date) -> Certificates:
    """Of those who attended at least the office's share of the days held; of a MOOC, of all who took part.

    Raises `UserError` when nobody did.
    """
    door = has_door(data.intervention.type)
    days = len(data.dates)
    share = data.office.certificate_share
    earned = [person for person in data.came if not door or attended_enough(person, days, share)]
    if not earned:
        raise UserError(
            f"Nadie asistió al {share} % de los días." if door else "No se registró a nadie.",
            safe="No se ha escrito nada.",
            todo="Revise la asistencia, o el mínimo en Ajustes.",
        )
    it = data.intervention
    title = it.title or UNKNOWN
    return Certificates(
        title=f"Constancias: {title}",
        metadata=Metadata(issued, subject=title, landscape=True),
        lead=f"{_WHO} {_WHO_2}",
        body=_body(data),
        place_and_date=document_date("Lima", dated),
        names=tuple((_natural(one.full_name), _days(one, days) if door else "") for one in earned),
        office=tuple(f"“{name}”" for name in (data.office.decade, data.office.year_name) if name),
    )


def attended_enough(person: ReportPerson, held: int, share: int) -> bool:
    """Whether she or he came on at least `share` hundredths of the days held."""
    return held > 0 and 100 * len(person.days) >= share * held


def as_report(certificates: Certificates) -> Report:
    """The same words as blocks, for Word."""
    blocks: list[Block] = []
    for place, (name, days) in enumerate(certificates.names):
        blocks += [PageBreak()] if place else []
        blocks += [
            Paragraph("\n".join(certificates.office), "centered"),
            Paragraph(TITLE, "centered"),
            Paragraph(certificates.lead, "centered"),
            Paragraph(name, "lead"),
            Paragraph(f"{certificates.body} {days}.".removesuffix(" ."), "centered"),
            Paragraph(certificates.place_and_date, "right"),
            Paragraph(SIGNER, "centered"),
        ]
    return Report(certificates.title, certificates.metadata, tuple(blocks))


def _body(data: ReportData) -> str:
    it = data.intervention
    kind = it.type.label if it.type else "intervención"
    when = " ".join(when_held(data)).strip()
    remote = f", en modalidad {it.modality.label.lower()}" if it.modality else ""
    where = f", en {it.venue}" if it.venue else remote
    hours = hours_text(data)
    lasting = "" if hours == UNKNOWN else f", con una duración de {hours} horas"
    return f"en la actividad «{it.title or UNKNOWN}» ({kind}), realizada {when}{where}{lasting}."


def _natural(full_name: str) -> str:
    """ "Oré Ccorahua, Teófilo" -> "Teófilo Oré Ccorahua" """
    surnames, _, names = full_name.partition(", ")
    return f"{names} {surnames}".strip()


def _days(person: ReportPerson, held: int) -> str:
    if held == 1:
        return ""
    came = len(person.days)
    return f"Asistió los {held} días" if came == held else f"Asistió {came} de {held} días"
