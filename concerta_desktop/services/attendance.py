"""The door: register who came, one transaction a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import Attendance, Entity, ExpectedPerson, Person
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.model.identity import attendance_id, new_id
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import people as directory
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import expected_key, signed_by
from concerta_desktop.queries.comparisons import merged_into
from concerta_desktop.rules.identity_documents import check_document
from concerta_desktop.services.people import entity_for, save_person
from concerta_desktop.store.change import change, delete
from concerta_desktop.store.tx import ReadTx, Tx

SENSITIVE = ("ethnicity", "language", "disability")
"""Answers that are kept only with consent [2.9]."""


NEEDS_LETTERS = "El nombre necesita letras."


class AlreadyPresent(UserError):
    """This document or person is already registered that day; `attendance` is the row to go to."""

    def __init__(self, who: Attendance) -> None:
        self.hour = who.arrived_at.strftime("%H:%M") if who.arrived_at else "sin hora"
        super().__init__(f"{records.title_of(who)} ya está en la lista de ese día ({self.hour}).")
        self.attendance = who.id
        self.name = records.title_of(who)


class NotInDirectory(UserError):
    """Nobody in the directory has this document: the one-line entry asks who it is."""

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} no está en el directorio.", safe="No se ha registrado nada.")
        self.number = number


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


def arrive(tx: Tx, intervention: str, day: date, kind: DocumentType, number: str) -> str:
    """Whoever has this document is present; returns the attendance id.

    Raises `AlreadyPresent`, or `NotInDirectory` when it is nobody's. Nothing is written then.
    """
    person = directory.person_with(tx, kind, number)
    if person is not None:
        return _register(tx, intervention, day, person, {})
    present = already_present(tx, intervention, day, kind, number)
    raise AlreadyPresent(present) if present else NotInDirectory(number)


def register(tx: Tx, intervention: str, day: date, person_id: str, extra: Mapping[str, object] = {}) -> str:
    """A person of the directory is present; returns the attendance id.

    The snapshot is taken from the directory as it stands now. Raises `AlreadyPresent` before writing.
    """
    person = records.get(tx, Person, person_id)
    if person is None:
        raise UserError("Esa persona ya no está en el directorio.", safe="No se ha registrado nada.")
    return _register(tx, intervention, day, person, extra)


def _register(tx: Tx, intervention: str, day: date, person: Person, extra: Mapping[str, object]) -> str:
    kind, number = person.document_type or DocumentType.DNI, person.document_number
    document = (kind, number) if number else None
    present = signed_by(tx, intervention, day, person=person.id, document=document)
    if present:
        raise AlreadyPresent(present)
    record_id = free_id(tx, intervention, day, kind, number)
    values = snapshot(person, snapshot_context(tx, intervention, [person]), intervention, day, tx.now())
    change(tx, Attendance, record_id, values | with_consent(extra))
    return record_id


def register_walk_in(
    tx: Tx, intervention: str, day: date, walk: Walk, extra: Mapping[str, object] = {}
) -> str:
    """Somebody new is present: goes into the directory and onto the list in one action.

    Raises `ValidationError` naming the field, `AlreadyPresent` when the document is on the list.
    """
    typed = walk.surnames + (walk.names or "")
    if typed.strip() and not any(map(str.isalpha, typed)):
        raise ValidationError("surnames", NEEDS_LETTERS)
    number = check_document(walk.document_type, walk.document_number or "").normalised or None
    present = already_present(tx, intervention, day, walk.document_type or DocumentType.DNI, number)
    if present:
        raise AlreadyPresent(present)
    person = save_person(
        tx,
        None,
        {
            "document_type": walk.document_type if number else None,
            "document_number": number,
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
    return signed_by(tx, intervention, day, document=(kind, number)) if number else None


def correct(tx: Tx, attendance: str, values: Mapping[str, object], *, directory_too: bool = False) -> None:
    """Correct what was written down; the correction is an operation, the history keeps both.

    `directory_too` corrects the person as well, in the same action. Raises `AlreadyPresent` when the new
    document is somebody else's of that day, `ValidationError` naming the field.
    """
    signed = records.get(tx, Attendance, attendance)
    if signed is None:
        raise UserError("Esa asistencia ya no está.", safe="No se ha tocado nada.")
    values = dict(values)
    _check_new_document(tx, signed, values)
    if "entity_name" in values:
        name = values["entity_name"]
        entity = entity_for(tx, str(name) if name else None)
        kind = records.get(tx, Entity, entity) if entity else None
        values |= {"entity": entity, "entity_kind": kind.kind if kind else None}
    change(tx, Attendance, attendance, with_consent(values, standing=signed.consent))
    if directory_too and signed.person:
        shared = {name: value for name, value in values.items() if name in _OF_PERSON}
        change(tx, Person, merged_into(tx, Person, [signed.person]).get(signed.person, signed.person), shared)


def take_off(tx: Tx, attendance: str) -> None:
    """The person was not there after all: the row goes to the trash."""
    delete(tx, Attendance, attendance)


def with_consent(values: Mapping[str, object], *, standing: bool | None = None) -> dict[str, object]:
    """The values that may be stored: without consent, the sensitive answers are dropped [2.9].

    `standing` is the consent already on record, for when `values` does not speak of it.
    """
    kept = dict(values)
    asked = "consent" in kept or any(name in kept for name in SENSITIVE)
    if asked and not kept.get("consent", standing):
        kept |= dict.fromkeys(SENSITIVE)
    return kept


_OF_PERSON = frozenset(
    {"document_type", "document_number", "surnames", "names", "sex", "entity", "position", "mandate"}
    | {"email", "phone"}
)


def _check_new_document(tx: ReadTx, signed: Attendance, values: dict[str, object]) -> None:
    """Bring a corrected number to its kept form; refuse one that is on that day's list."""
    if "document_number" not in values:
        return
    kind = values.get("document_type", signed.document_type)
    kind = DocumentType(str(kind)) if kind else DocumentType.DNI
    number = check_document(kind, str(values["document_number"] or "")).normalised or None
    values["document_number"] = number
    if not (signed.intervention and signed.day):
        return
    present = already_present(tx, signed.intervention, signed.day, kind, number)
    if present and present.id != signed.id:
        raise AlreadyPresent(present)


def free_id(tx: ReadTx, intervention: str, day: date, kind: DocumentType, number: str | None) -> str:
    """The id that two laptops agree on, unless somebody whose number was corrected since holds it."""
    if not number:
        return new_id()
    record_id = attendance_id(intervention, day, kind.value, number)
    return new_id() if records.find_living(tx, Attendance, record_id) else record_id


@dataclass(frozen=True)
class SnapshotContext:
    """What a snapshot needs beside the person: entities by id, and convocations by person."""

    entities: Mapping[str, Entity]
    convoked: Mapping[str, ExpectedPerson]


def snapshot_context(tx: ReadTx, intervention: str, people: Iterable[Person]) -> SnapshotContext:
    """Read once for everybody about to be registered."""
    people = list(people)
    entities = records.get_many(tx, Entity, (person.entity for person in people if person.entity))
    ids = {person.id: expected_key(tx, intervention, person.id) for person in people}
    convoked = records.get_many(tx, ExpectedPerson, ids.values())
    return SnapshotContext(entities, {who: convoked[key] for who, key in ids.items() if key in convoked})


def snapshot(
    person: Person, context: SnapshotContext, intervention: str, day: date, now: datetime
) -> dict[str, object]:
    """What is written down of a person at the door: the directory as it stands now."""
    entity = context.entities.get(person.entity or "")
    convoked = context.convoked.get(person.id)
    signed = Attendance(
        id="",
        intervention=intervention,
        day=day,
        person=person.id,
        document_type=person.document_type,
        document_number=person.document_number,
        surnames=person.surnames,
        names=person.names,
        sex=person.sex,
        entity=entity.id if entity else person.entity,
        entity_name=(entity.short_name or entity.name) if entity else None,
        entity_kind=entity.kind if entity else None,
        position=person.position,
        mandate=(convoked.mandate if convoked else None) or person.mandate,
        email=person.email,
        phone=person.phone,
        arrived_at=now,
    )
    return dict(fields_of(signed))
