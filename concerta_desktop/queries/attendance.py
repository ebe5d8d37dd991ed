"""The door: who is expected, who is present, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from concerta_desktop.model import Attendance, Entity, ExpectedPerson, Person
from concerta_desktop.model.choices import DocumentType, EntityKind, MandateKind, Reply, Sex
from concerta_desktop.model.identity import expected_id
from concerta_desktop.queries import records
from concerta_desktop.queries.comparisons import all_of, meant, merged_into
from concerta_desktop.queries.people import PersonRow, rows_of
from concerta_desktop.rules import attendance as rules
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import sort_key


@dataclass(frozen=True, slots=True)
class DoorRow:
    """One person on one day: present (with the snapshot of what was signed) or still missing."""

    id: str
    """Of the attendance when present, else of the person."""
    person: str | None
    attendance: str | None
    number: int | None
    """Order of arrival, 1 = first of the day; None while missing."""
    full_name: str
    document_type: DocumentType | None
    document_number: str | None
    sex: Sex | None
    entity: str | None
    entity_name: str | None
    entity_kind: EntityKind | None
    position: str | None
    mandate: MandateKind | None
    expected: bool
    reply: Reply | None
    arrived_at: datetime | None

    @property
    def present(self) -> bool:
        return self.attendance is not None


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A person convoked, as the Convocatoria step lists her or him."""

    id: str
    """Of the `ExpectedPerson`."""
    person: PersonRow
    mandate: MandateKind | None
    reply: Reply | None


def door_rows(tx: ReadTx, intervention: str, day: date) -> list[DoorRow]:
    """Everybody present that day, the newest first, then the expected who are missing, by name."""
    came = attendances(tx, intervention, day)
    expected = {row.person.id: row for row in expected_rows(tx, intervention)}
    present = [
        _present(item, number, expected.get(item.person or "")) for number, item in enumerate(came, start=1)
    ]
    here = {item.person for item in came}
    missing = [_missing(row) for person, row in expected.items() if person not in here]
    return present[::-1] + missing


def door_row(tx: ReadTx, attendance: str) -> DoorRow:
    """The row of somebody just registered, numbered as the last to arrive."""
    item = records.get(tx, Attendance, attendance)
    if item is None or item.intervention is None:
        raise LookupError(attendance)
    table, convoked = table_of(Attendance), None
    who = merged_into(tx, Person, [item.person]).get(item.person or "", item.person)
    if who:
        key = expected_key(tx, item.intervention, who)
        convoked = records.find_living(tx, ExpectedPerson, key)
    day = item.day.isoformat() if item.day else None
    query = select(func.count()).where(
        table.c.intervention == item.intervention, table.c.day == day, table.c.deleted == 0
    )
    number = tx.connection.execute(query).scalar_one()
    row = _present(replace(item, person=who), number, None)
    return replace(row, expected=convoked is not None, reply=convoked.reply if convoked else None)


def door_counts(rows: Iterable[DoorRow]) -> rules.Counts:
    """The live count beside the door, from the rows it shows."""
    listed = list(rows)
    expected = [
        rules.Expected(row.person, row.entity, row.entity_name)
        for row in listed
        if row.expected and row.person
    ]
    return rules.counts((_presence(row) for row in listed if row.present), expected)


def signed_by(
    tx: ReadTx,
    intervention: str,
    day: date,
    *,
    person: str | None = None,
    document: tuple[DocumentType, str] | None = None,
) -> Attendance | None:
    """What this person, or whoever has this document, signed that day; None when nothing."""
    table, who = table_of(Attendance), list[ColumnElement[bool]]()
    if person:
        who.append(table.c.person.in_(all_of(tx, Person, person)))
    if document:
        kind, number = document
        kinds = [table.c.document_type == kind.value]
        if kind is DocumentType.DNI:
            kinds.append(table.c.document_type.is_(None))
        who.append((table.c.document_number == number) & or_(*kinds))
    that_day = (table.c.intervention == intervention) & (table.c.day == day.isoformat())
    found = records.find(tx, Attendance, that_day, or_(*who), limit=1)
    return found[0] if found else None


def attendances(tx: ReadTx, intervention: str, day: date | None = None) -> list[Attendance]:
    """What was signed, in order of arrival; of one day or of all. Whoever was merged into another is named
    by her or his id."""
    table = table_of(Attendance)
    conditions = [table.c.intervention == intervention]
    if day is not None:
        conditions.append(table.c.day == day.isoformat())
    order = (table.c.day, table.c.arrived_at, table.c.created, table.c.id)
    found = records.find(tx, Attendance, *conditions, order=order)
    people = merged_into(tx, Person, (one.person for one in found))
    entities = merged_into(tx, Entity, (one.entity for one in found))
    if not people and not entities:
        return found
    return [
        replace(
            one,
            person=people.get(one.person or "", one.person),
            entity=entities.get(one.entity or "", one.entity),
        )
        for one in found
    ]


def attendance_days(tx: ReadTx, intervention: str) -> list[date]:
    """Days on which somebody was registered."""
    table = table_of(Attendance)
    query = (
        select(table.c.day)
        .where(table.c.intervention == intervention, table.c.deleted == 0)
        .distinct()
        .order_by(table.c.day)
    )
    return [date.fromisoformat(row.day) for row in tx.connection.execute(query)]


def expected_rows(tx: ReadTx, intervention: str) -> list[ExpectedRow]:
    """The people convoked, in Spanish order of name."""
    table = table_of(ExpectedPerson)
    expected = records.find(tx, ExpectedPerson, table.c.intervention == intervention)
    people = records.get_many(tx, Person, (item.person for item in expected if item.person))
    rows = {row.id: row for row in rows_of(tx, list({one.id: one for one in people.values()}.values()))}
    found: dict[str, ExpectedRow] = {}
    for item in sorted(expected, key=lambda one: one.reply is None):  # merged into one: an answer is shown
        person = people.get(item.person or "")
        if person is not None:
            row = ExpectedRow(item.id, rows[person.id], item.mandate or person.mandate, item.reply)
            found.setdefault(person.id, row)
    return sorted(found.values(), key=lambda row: sort_key(row.person.full_name))


def expected_key(tx: ReadTx, intervention: str, person: str) -> str:
    """Id of the convocation of a person, be it that of one merged into her or him."""
    own = expected_id(intervention, person)
    keys = [expected_id(intervention, one) for one in all_of(tx, Person, person)]
    if len(keys) == 1:
        return own
    table = table_of(ExpectedPerson)
    return next((one.id for one in records.find(tx, ExpectedPerson, table.c.id.in_(keys))), own)


def earlier_people(tx: ReadTx, intervention: str, territories: tuple[str, ...]) -> list[PersonRow]:
    """People of the directory worth convoking: those who came before to the same territories, and those
    whose entity is of those territories; without those already expected."""
    entity, person, attendance = table_of(Entity), table_of(Person), table_of(Attendance)
    interventions = _serving(tx, territories, intervention)
    came = select(meant(tx, Person, attendance.c.person)).where(
        attendance.c.intervention.in_(interventions), attendance.c.deleted == 0
    )
    local = select(entity.c.id).where(entity.c.territory.in_(territories), entity.c.deleted == 0)
    already = {row.person.id for row in expected_rows(tx, intervention)}
    there = meant(tx, Entity, person.c.entity).in_(local)
    found = records.find(tx, Person, person.c.id.in_(came) | there, limit=1000)
    return rows_of(tx, [item for item in found if item.id not in already])


def _serving(tx: ReadTx, territories: tuple[str, ...], but: str) -> list[str]:
    from concerta_desktop.queries.intervention_list import list_interventions

    wanted = set(territories)
    return [row.id for row in list_interventions(tx) if row.id != but and wanted & set(row.territories)]


def _presence(row: DoorRow) -> rules.Presence:
    return rules.Presence(
        id=row.id,
        person=row.person,
        document_type=row.document_type,
        document_number=row.document_number,
        surnames=row.full_name,
        sex=row.sex,
        entity=row.entity,
        entity_name=row.entity_name,
        entity_kind=row.entity_kind,
        mandate=row.mandate,
    )


def _present(item: Attendance, number: int, expected: ExpectedRow | None) -> DoorRow:
    return DoorRow(
        id=item.id,
        person=item.person,
        attendance=item.id,
        number=number,
        full_name=records.title_of(item),
        document_type=item.document_type,
        document_number=item.document_number,
        sex=item.sex,
        entity=item.entity,
        entity_name=item.entity_name,
        entity_kind=item.entity_kind,
        position=item.position,
        mandate=item.mandate,
        expected=expected is not None,
        reply=expected.reply if expected else None,
        arrived_at=item.arrived_at,
    )


def _missing(row: ExpectedRow) -> DoorRow:
    person = row.person
    return DoorRow(
        id=person.id,
        person=person.id,
        attendance=None,
        number=None,
        full_name=person.full_name,
        document_type=person.document_type,
        document_number=person.document_number,
        sex=person.sex,
        entity=person.entity,
        entity_name=person.entity_name,
        entity_kind=person.entity_kind,
        position=person.position,
        mandate=row.mandate,
        expected=True,
        reply=row.reply,
        arrived_at=None,
    )
