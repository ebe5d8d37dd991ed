"""How an intervention is convoked: whom to call, who answered, the oficio, the link, the equipment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from concerta_desktop.model import (
    ContactNote,
    Convocation,
    Entity,
    EquipmentItem,
    ExpectedPerson,
    Intervention,
    Person,
)
from concerta_desktop.model.choices import Reply
from concerta_desktop.model.convocation import EquipmentState
from concerta_desktop.model.identity import convocation_id, equipment_id
from concerta_desktop.model.place import place_label
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import expected_rows
from concerta_desktop.queries.comparisons import all_of, merged_into
from concerta_desktop.queries.people import PersonRow, rows_of
from concerta_desktop.rules.addresses import address_problem
from concerta_desktop.rules.convocation import STANDARD_EQUIPMENT, equipment_pending
from concerta_desktop.rules.oficio import addressed, governments
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
    record: EquipmentItem


@dataclass(frozen=True, slots=True)
class Letter:
    """The oficio to one government: `record` as somebody wrote it, `said` as the oficio would say it.

    `government` is its code, "" while it is not known whom the intervention serves. `served`: it still is.
    """

    government: str
    label: str
    record: Convocation
    said: Convocation
    base: Base
    served: bool = True


@dataclass(frozen=True, slots=True)
class ConvocationView:
    """The formal side of convoking one intervention. `record`: what is of the whole of it, as the link."""

    record: Convocation
    base: Base
    letters: tuple[Letter, ...]
    """One for each government served, at least one; then those sent to governments served no more."""
    notes: tuple[ContactNote, ...]
    """The latest first."""
    equipment: tuple[EquipmentRow, ...]

    def letter(self, government: str) -> Letter | None:
        """The oficio to a government; None when it is not one of them."""
        return next((one for one in self.letters if one.government == government), None)


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
    order = (table.c.day.desc(), table.c.at.desc(), table.c.created.desc())
    notes = records.find(tx, ContactNote, table.c.intervention == intervention.id, order=order)
    found = convocations(tx, intervention.id)
    return ConvocationView(
        record=found.get("") or Convocation(id=key, intervention=intervention.id),
        base=seen(tx, key),
        letters=_letters(tx, intervention, found),
        notes=tuple(notes),
        equipment=equipment_rows(tx, intervention.id),
    )


def convocations(tx: ReadTx, intervention: str) -> dict[str, Convocation]:
    """What was recorded, by the code of its government; "" is of the whole intervention."""
    found = records.find(tx, Convocation, table_of(Convocation).c.intervention == intervention)
    return {record.government or "": record for record in found}


def _letters(tx: ReadTx, it: Intervention, found: Mapping[str, Convocation]) -> tuple[Letter, ...]:
    """What was written before it was known whom the intervention serves is the first government's."""
    served = governments(it) or ("",)
    gone = [code for code, one in found.items() if code and code not in served and one.oficio_sent]
    usual = _last_signed(tx, it.id)
    letters: list[Letter] = []
    for code in (*served, *gone):
        key = convocation_id(it.id, code)
        begun = found.get("") if code == served[0] else None
        record = found.get(code) or begun or Convocation(id=key, intervention=it.id)
        label = place_label(code) if code else "Gobierno por definir"
        said = addressed(record, code, usual)
        letters.append(Letter(code, label, record, said, seen(tx, key), code in served))
    return tuple(letters)


def equipment_rows(tx: ReadTx, intervention: str) -> tuple[EquipmentRow, ...]:
    """The checklist of the venue: what B.3 names first, then what was added, by name."""
    table = table_of(EquipmentItem)
    found = {item.id: item for item in records.find(tx, EquipmentItem, table.c.intervention == intervention)}
    rows: list[EquipmentRow] = []
    for name in STANDARD_EQUIPMENT:
        key = equipment_id(intervention, name)
        item = found.pop(key, None) or EquipmentItem(id=key, name=name)
        rows.append(
            EquipmentRow(key, item.name or name, item.state, item.note or "", standard=True, record=item)
        )
    rows += [
        EquipmentRow(key, item.name or "", item.state, item.note or "", standard=False, record=item)
        for key, item in found.items()
    ]
    return tuple(rows)


def convocation_counts(tx: ReadTx, ids: Sequence[str]) -> dict[str, dict[str, object]]:
    """What `StepCounts` counts of the oficios, the link and the equipment; every id given has an entry."""
    standard = {equipment_id(key, name) for key in ids for name in STANDARD_EQUIPMENT}
    recorded, unanswered = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0)
    found: dict[str, dict[str, object]] = {key: {} for key in ids}
    settled: dict[str, set[str]] = {key: set() for key in ids}
    table, item = table_of(Convocation), table_of(EquipmentItem)
    facts = (table.c.oficio_sent, table.c.oficio_unneeded, table.c.link_sent, table.c.link_evidence)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        query = select(table.c.intervention, table.c.government, *facts).where(
            table.c.intervention.in_(chunk), table.c.deleted == 0
        )
        for row in tx.connection.execute(query):
            if row.oficio_sent or row.oficio_unneeded:
                settled[row.intervention].add(row.government or "")
            if not row.government:
                flags = {"link_sent": bool(row.link_sent), "link_proved": bool(row.link_evidence)}
                found[row.intervention].update(flags)
        listed = select(item.c.id, item.c.intervention, item.c.state).where(
            item.c.intervention.in_(chunk), item.c.deleted == 0
        )
        for row in tx.connection.execute(listed):
            recorded[row.intervention] += row.id in standard
            unanswered[row.intervention] += row.state is None
    for key in ids:
        found[key]["oficios"] = frozenset(settled[key])
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
    into = merged_into(tx, Person, (item.person for item in found))
    return frozenset(into.get(item.person, item.person) for item in found if item.person)


def people_of_entity(tx: ReadTx, intervention: str, entity: str) -> list[PersonRow]:
    """The people of an entity in Spanish order of name, without those already convoked."""
    table, already = table_of(Person), expected_ids(tx, intervention)
    found = records.find(tx, Person, table.c.entity.in_(all_of(tx, Entity, entity)))
    return rows_of(tx, [person for person in found if person.id not in already])


def contacts_seen(notes: Iterable[ContactNote]) -> tuple[tuple[str, str], ...]:
    """With whom one spoke before, and their office: what to offer while typing; the latest first."""
    return tuple(dict.fromkeys((note.who or "", note.office or "") for note in notes))


def _last_signed(tx: ReadTx, intervention: str) -> Convocation | None:
    """Whoever signs this intervention's other oficios signs this one too; else whoever signed last."""
    table = table_of(Convocation)
    order = (table.c.intervention != intervention, table.c.updated.desc())
    found = records.find(tx, Convocation, table.c.signer_name.is_not(None), order=order, limit=1)
    return found[0] if found else None
