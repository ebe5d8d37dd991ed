"""How an intervention is convoked: whom to call, who answered, the oficio, the link, the equipment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from concerta_desktop.model import (
    ContactNote,
    Convocation,
    EquipmentItem,
    ExpectedPerson,
    Intervention,
    Person,
)
from concerta_desktop.model.choices import Reply
from concerta_desktop.model.convocation import EquipmentState
from concerta_desktop.model.identity import convocation_id, equipment_id
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import expected_rows
from concerta_desktop.queries.people import PersonRow, rows_of
from concerta_desktop.rules.addresses import address_problem
from concerta_desktop.rules.convocation import STANDARD_EQUIPMENT, addressed, equipment_pending
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """One line of the checklist. `standard`: B.3 names it, so it is answered, never taken away."""

    id: str
    name: str
    state: EquipmentState | None
    note: str
    standard: bool


@dataclass(frozen=True, slots=True)
class ConvocationView:
    """The formal side of convoking one intervention. `letter`: `record` as its oficio would say it."""

    record: Convocation
    letter: Convocation
    base: Base
    notes: tuple[ContactNote, ...]
    """The latest first."""
    equipment: tuple[EquipmentRow, ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody convoked, as messages see her or him. `problem`: why no mail can go there, "" when it can."""

    id: str
    """Of the person."""
    person: PersonRow
    reply: Reply | None
    problem: str


def convocation_view(tx: ReadTx, intervention: Intervention) -> ConvocationView:
    """Everything but the people; an intervention that nobody began to convoke has it all blank."""
    key, table = convocation_id(intervention.id), table_of(ContactNote)
    record = records.find_living(tx, Convocation, key) or Convocation(id=key, intervention=intervention.id)
    order = (table.c.day.desc(), table.c.at.desc(), table.c.created.desc())
    notes = records.find(tx, ContactNote, table.c.intervention == intervention.id, order=order)
    return ConvocationView(
        record=record,
        letter=addressed(record, intervention, _last_signed(tx, intervention.id)),
        base=seen(tx, key),
        notes=tuple(notes),
        equipment=equipment_rows(tx, intervention.id),
    )


def equipment_rows(tx: ReadTx, intervention: str) -> tuple[EquipmentRow, ...]:
    """The checklist of the venue: what B.3 names first, then what was added, by name."""
    table = table_of(EquipmentItem)
    found = {item.id: item for item in records.find(tx, EquipmentItem, table.c.intervention == intervention)}
    rows: list[EquipmentRow] = []
    for name in STANDARD_EQUIPMENT:
        key = equipment_id(intervention, name)
        item = found.pop(key, None) or EquipmentItem(id=key, name=name)
        rows.append(EquipmentRow(key, item.name or name, item.state, item.note or "", standard=True))
    rows += [
        EquipmentRow(key, item.name or "", item.state, item.note or "", standard=False)
        for key, item in found.items()
    ]
    return tuple(rows)


def convocation_counts(tx: ReadTx, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """What `StepCounts` counts of the oficio, the link and the equipment; every id given has an entry."""
    standard = {equipment_id(key, name) for key in ids for name in STANDARD_EQUIPMENT}
    recorded, unanswered = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0)
    found: dict[str, dict[str, int]] = {key: {} for key in ids}
    table, item = table_of(Convocation), table_of(EquipmentItem)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        sent = (table.c.oficio_sent, table.c.link_sent, table.c.link_evidence)
        query = select(table.c.intervention, *sent).where(
            table.c.intervention.in_(chunk), table.c.deleted == 0
        )
        for row in tx.connection.execute(query):
            flags = (row.oficio_sent, row.link_sent, row.link_evidence)
            names = ("oficio_sent", "link_sent", "link_proved")
            found[row.intervention] = {name: bool(flag) for name, flag in zip(names, flags, strict=True)}
        listed = select(item.c.id, item.c.intervention, item.c.state).where(
            item.c.intervention.in_(chunk), item.c.deleted == 0
        )
        for row in tx.connection.execute(listed):
            recorded[row.intervention] += row.id in standard
            unanswered[row.intervention] += row.state is None
    for key in ids:
        found[key]["equipment_pending"] = equipment_pending(recorded[key], unanswered[key])
    return found


def recipients(tx: ReadTx, intervention: str) -> tuple[Recipient, ...]:
    """Everybody convoked, in Spanish order of name, with whether mail can reach them."""
    rows = expected_rows(tx, intervention)
    return tuple(
        Recipient(row.person.id, row.person, row.reply, address_problem(row.person.email)) for row in rows
    )


def expected_ids(tx: ReadTx, intervention: str) -> frozenset[str]:
    """Ids of the people already convoked."""
    table = table_of(ExpectedPerson)
    found = records.find(tx, ExpectedPerson, table.c.intervention == intervention)
    return frozenset(item.person for item in found if item.person)


def people_of_entity(tx: ReadTx, intervention: str, entity: str) -> list[PersonRow]:
    """The people of an entity in Spanish order of name, without those already convoked."""
    table, already = table_of(Person), expected_ids(tx, intervention)
    found = records.find(tx, Person, table.c.entity == entity)
    return rows_of(tx, [person for person in found if person.id not in already])


def contacts_seen(notes: Iterable[ContactNote]) -> tuple[tuple[str, str], ...]:
    """With whom one spoke before, and their office: what to offer while typing; the latest first."""
    return tuple(dict.fromkeys((note.who or "", note.office or "") for note in notes))


def _last_signed(tx: ReadTx, but: str) -> Convocation | None:
    """The convocation of another intervention that was signed last: whoever signed it signs the next."""
    table = table_of(Convocation)
    found = records.find(
        tx,
        Convocation,
        table.c.signer_name.is_not(None),
        table.c.intervention != but,
        order=(table.c.updated.desc(),),
        limit=1,
    )
    return found[0] if found else None
