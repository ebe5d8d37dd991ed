"""The door: register who came, one transaction a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from concerta_desktop.errors import UserError
from concerta_desktop.model import Attendance, Entity, ExpectedPerson, Person
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.model.identity import attendance_id, expected_id, new_id
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import records
from concerta_desktop.services.people import entity_for, save_person
from concerta_desktop.store.change import change, delete
from concerta_desktop.store.tx import ReadTx, Tx


class AlreadyPresent(UserError):
    """This document is already registered that day; `attendance` is the row to go to."""

    def __init__(self, who: Attendance) -> None:
        hour = who.arrived_at.strftime("%H:%M") if who.arrived_at else "sin hora"
        super().__init__(f"{records.title_of(who)} ya está en la lista de ese día ({hour}).")
        self.attendance = who.id


@dataclass(frozen=True)
class Walk:
    """Somebody at the door who is not in the directory, as typed on the one-line entry."""

    document_type: DocumentType | None
    document_number: str | None
    surnames: str
    names: str | None = None
    sex: str | None = None
    entity_name: str | None = None
    position: str | None = None
    mandate: str | None = None
    email: str | None = None
    phone: str | None = None


def register(tx: Tx, intervention: str, day: date, person_id: str, extra: Mapping[str, object] = {}) -> str:
    """A person of the directory is present; returns the attendance id.

    The snapshot is taken from the directory as it stands now. Raises `AlreadyPresent` before writing.
    """
    person = records.get(tx, Person, person_id)
    if person is None:
        raise UserError("Esa persona ya no está en el directorio.", safe="No se ha registrado nada.")
    kind, number = person.document_type or DocumentType.DNI, person.document_number
    record_id = attendance_id(intervention, day, kind.value, number) if number else new_id()
    present = already_present(tx, intervention, day, kind, number)
    if present:
        raise AlreadyPresent(present)
    change(tx, Attendance, record_id, _snapshot(tx, person, intervention, day) | dict(extra))
    return record_id


def register_walk_in(
    tx: Tx, intervention: str, day: date, walk: Walk, extra: Mapping[str, object] = {}
) -> str:
    """Somebody new is present: goes into the directory and onto the list in one action.

    Raises `ValidationError` naming the field, `AlreadyPresent` when the document is on the list.
    """
    if walk.document_type and walk.document_number:
        present = already_present(tx, intervention, day, walk.document_type, walk.document_number)
        if present:
            raise AlreadyPresent(present)
    person = save_person(
        tx,
        None,
        {
            "document_type": walk.document_type,
            "document_number": walk.document_number,
            "surnames": walk.surnames,
            "names": walk.names,
            "sex": walk.sex,
            "entity": entity_for(tx, walk.entity_name),
            "position": walk.position,
            "mandate": walk.mandate,
            "email": walk.email,
            "phone": walk.phone,
        },
    )
    return register(tx, intervention, day, person, extra)


def already_present(
    tx: ReadTx, intervention: str, day: date, kind: DocumentType, number: str | None
) -> Attendance | None:
    """The attendance of this document that day, if it is there and not in the trash."""
    if not number:
        return None
    record_id = attendance_id(intervention, day, kind.value, number)
    return records.find_living(tx, Attendance, record_id)


def correct(tx: Tx, attendance: str, values: Mapping[str, object]) -> None:
    """Correct what was written down; the correction is an operation, the history keeps both."""
    if "entity_name" in values:
        name = values["entity_name"]
        entity = entity_for(tx, str(name) if name else None)
        kind = records.get(tx, Entity, entity) if entity else None
        values = {**values, "entity": entity, "entity_kind": kind.kind if kind else None}
    change(tx, Attendance, attendance, values)


def take_off(tx: Tx, attendance: str) -> None:
    """The person was not there after all: the row goes to the trash."""
    delete(tx, Attendance, attendance)


def _snapshot(tx: Tx, person: Person, intervention: str, day: date) -> dict[str, object]:
    entity = records.get(tx, Entity, person.entity) if person.entity else None
    convoked = records.find_living(tx, ExpectedPerson, expected_id(intervention, person.id))
    snapshot = Attendance(
        id="",
        intervention=intervention,
        day=day,
        person=person.id,
        document_type=person.document_type,
        document_number=person.document_number,
        surnames=person.surnames,
        names=person.names,
        sex=person.sex,
        entity=person.entity,
        entity_name=(entity.short_name or entity.name) if entity else None,
        entity_kind=entity.kind if entity else None,
        position=person.position,
        mandate=(convoked.mandate if convoked else None) or person.mandate,
        email=person.email,
        phone=person.phone,
        arrived_at=tx.now(),
    )
    return dict(fields_of(snapshot))
