"""Gathers what the oficio, the messages and the calendar file of an intervention say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.calendar_file import calendar_file
from concerta_desktop.documents.messages import compose_message, drafts
from concerta_desktop.documents.oficio import compose_oficio
from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import Entity, Intervention, Specialist
from concerta_desktop.model.convocation import EquipmentState
from concerta_desktop.queries import records
from concerta_desktop.queries.call_documents import CallData, Coordinator
from concerta_desktop.queries.catalogues import days_off
from concerta_desktop.queries.convocation import ConvocationView, Letter, convocation_view, recipients
from concerta_desktop.queries.interventions import agenda_of, counts_business_days, days_of
from concerta_desktop.queries.office import office
from concerta_desktop.queries.sheet import ActivityHeader
from concerta_desktop.rules.convocation import MessageKind, wanted
from concerta_desktop.rules.interventions import dates_of, link_due
from concerta_desktop.rules.oficio import check_letter, is_of
from concerta_desktop.store.tx import ReadTx


def call_data(tx: ReadTx, header: ActivityHeader, issued: datetime, government: str = "") -> CallData:
    """What those invited are told, and the oficio to `government` or else to the first one.

    Raises `UserError` when the intervention is gone, or does not serve that government.
    """
    it = records.find_living(tx, Intervention, header.id)
    if it is None:
        raise UserError("Esa intervención ya no está en la lista.")
    view = convocation_view(tx, it)
    letter = view.letter(government) if government else view.letters[0]
    if letter is None:
        raise UserError(f"La intervención no atiende al gobierno «{government}».", todo=_choose(view))
    dates = dates_of(it, days_of(tx, it.id))
    year = (letter.said.oficio_sent or issued.date()).year
    return CallData(
        activity=header,
        intervention=it,
        dates=dates,
        agenda=agenda_of(tx, it.id),
        letter=letter.said,
        equipment=_asked_of(tx, it, view, letter),
        coordinator=_coordinator(tx, it),
        office=office(tx, year),
        link_due=link_due(dates, business=counts_business_days(tx), off=days_off(tx)),
    )


@dataclass(frozen=True, slots=True)
class Oficios:
    """All that can be written of an intervention's oficios: (government, oficio), and who lacks something."""

    made: tuple[tuple[str, Report], ...]
    lacking: tuple[str, ...]


def oficios(tx: ReadTx, header: ActivityHeader, issued: datetime) -> Oficios:
    """The oficio to each government that needs one. Raises `UserError` when the intervention is gone."""
    it = records.find_living(tx, Intervention, header.id)
    if it is None:
        raise UserError("Esa intervención ya no está en la lista.")
    made: list[tuple[str, Report]] = []
    lacking: list[str] = []
    for letter in convocation_view(tx, it).letters:
        if letter.record.oficio_unneeded or not letter.served:
            continue
        try:
            report = oficio(call_data(tx, header, issued, letter.government), issued)
        except ValidationError:
            lacking.append(letter.label)
        else:
            made.append((letter.label, report))
    return Oficios(tuple(made), tuple(lacking))


def the_government(tx: ReadTx, intervention: str) -> str:
    """The only government an oficio of this intervention can go to.

    Raises `UserError` that names them when there are several.
    """
    it = records.find_living(tx, Intervention, intervention)
    view = convocation_view(tx, it) if it else None
    if view and view.letters[1:]:
        raise UserError(
            "La intervención atiende a varios gobiernos: cada uno tiene su oficio.", todo=_choose(view)
        )
    return view.letters[0].government if view else ""


def oficio(data: CallData, issued: datetime) -> Report:
    """The oficio. Raises `ValidationError` naming the field it cannot go without."""
    check_letter(data.letter)
    return compose_oficio(data, issued)


def message_files(tx: ReadTx, data: CallData, kind: MessageKind, issued: datetime) -> tuple[bytes, ...]:
    """The drafts of a message for those it is for. People whose address is none are left out.

    Raises `UserError` when it would go to nobody, or there is no link to send.
    """
    if kind is MessageKind.LINK and not data.intervention.link:
        raise UserError(
            "Todavía no hay enlace que enviar.", todo="Escríbalo junto a la plataforma y vuelva a intentarlo."
        )
    addresses = [
        row.person.email
        for row in recipients(tx, data.intervention.id)
        if row.person.email and not row.problem and wanted(kind, row.reply)
    ]
    if not addresses:
        raise UserError(
            "No hay a quién escribir: nadie de esta lista tiene un correo que sirva.",
            todo="Complete los correos o elija otro mensaje.",
        )
    unique = list(dict.fromkeys(address.lower() for address in addresses))
    return drafts(compose_message(kind, data), data.coordinator.email, unique, issued)


def calendar_bytes(data: CallData, issued: datetime) -> bytes:
    """The calendar file. Raises `UserError` while no day is programmed."""
    if not data.dates:
        raise UserError(
            "Falta la fecha: el calendario saldría vacío.", todo="Escríbala en Programación y vuelva aquí."
        )
    return calendar_file(data, issued)


def _choose(view: ConvocationView) -> str:
    known = [f"{one.government} ({one.label})" for one in view.letters if one.government]
    return f"Elija uno: {', '.join(known)}." if known else "Escriba en Programación a quién atiende."


def _asked_of(tx: ReadTx, it: Intervention, view: ConvocationView, letter: Letter) -> tuple[str, ...]:
    """What the venue must have is asked of whoever lends it: of several governments, only of the host."""
    if view.letters[1:]:
        host = records.referred(tx, Entity, it.host)
        if host is None or not is_of(host, letter.government):
            return ()
    return tuple(row.name for row in view.equipment if row.state is not EquipmentState.NOT_NEEDED)


def _coordinator(tx: ReadTx, it: Intervention) -> Coordinator:
    who = records.get(tx, Specialist, it.responsible) if it.responsible else None
    if who is None:
        return Coordinator()
    name = " ".join(part for part in (who.names, who.surnames) if part)
    position = ", ".join(part for part in (who.position, who.unit) if part)
    return Coordinator(name, position, who.email or "")
