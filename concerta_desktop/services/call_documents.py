"""Gathers what the oficio, the messages and the calendar file of an intervention say."""

from __future__ import annotations

from datetime import datetime

from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.calendar_file import calendar_file
from concerta_desktop.documents.messages import compose_message, drafts
from concerta_desktop.documents.oficio import compose_oficio
from concerta_desktop.errors import UserError
from concerta_desktop.model import Intervention, Specialist
from concerta_desktop.model.convocation import EquipmentState
from concerta_desktop.queries import records
from concerta_desktop.queries.call_documents import CallData, Coordinator
from concerta_desktop.queries.convocation import convocation_view, recipients
from concerta_desktop.queries.interventions import agenda_of, counts_business_days, days_of
from concerta_desktop.queries.office import office
from concerta_desktop.queries.sheet import ActivityHeader
from concerta_desktop.rules.convocation import MessageKind, wanted
from concerta_desktop.rules.interventions import dates_of, link_due
from concerta_desktop.rules.oficio import check_letter
from concerta_desktop.store.tx import ReadTx


def call_data(tx: ReadTx, header: ActivityHeader, issued: datetime) -> CallData:
    """What those invited are told. Raises `UserError` when the intervention is gone."""
    it = records.find_living(tx, Intervention, header.id)
    if it is None:
        raise UserError("Esa intervención ya no está en la lista.")
    view = convocation_view(tx, it)
    dates = dates_of(it, days_of(tx, it.id))
    letter = view.letters[0].said
    year = (letter.oficio_sent or issued.date()).year
    needed = [row.name for row in view.equipment if row.state is not EquipmentState.NOT_NEEDED]
    return CallData(
        activity=header,
        intervention=it,
        dates=dates,
        agenda=agenda_of(tx, it.id),
        letter=letter,
        equipment=tuple(needed),
        coordinator=_coordinator(tx, it),
        office=office(tx, year),
        link_due=link_due(dates, business=counts_business_days(tx)),
    )


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
            "Todavía no hay enlace que enviar.", todo="Escríbalo en «Enlace y local» y vuelva a intentarlo."
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


def _coordinator(tx: ReadTx, it: Intervention) -> Coordinator:
    who = records.get(tx, Specialist, it.responsible) if it.responsible else None
    if who is None:
        return Coordinator()
    name = " ".join(part for part in (who.names, who.surnames) if part)
    position = ", ".join(part for part in (who.position, who.unit) if part)
    return Coordinator(name, position, who.email or "")
