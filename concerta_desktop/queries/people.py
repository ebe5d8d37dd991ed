"""The directory: people by document or name, entities, and what to suggest while typing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from concerta_desktop.model import Entity, Person
from concerta_desktop.model.choices import DocumentType, EntityKind, MandateKind, Sex
from concerta_desktop.queries import records
from concerta_desktop.queries.comparisons import all_of, merged_into
from concerta_desktop.rules.names import name_key
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import sort_key


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as lists and the door show her or him. Missing values are None ("sin dato")."""

    id: str
    full_name: str
    document_type: DocumentType | None
    document_number: str | None
    sex: Sex | None
    entity: str | None
    entity_name: str | None
    """Short name where there is one."""
    entity_kind: EntityKind | None
    position: str | None
    mandate: MandateKind | None
    email: str | None
    phone: str | None
    record: Person
    """For the columns somebody asks for."""


def find_by_document(tx: ReadTx, kind: DocumentType, number: str) -> PersonRow | None:
    """The person with this exact document, as a row of the directory."""
    person = person_with(tx, kind, number)
    return rows_of(tx, [person])[0] if person else None


def person_with(tx: ReadTx, kind: DocumentType, number: str) -> Person | None:
    """The person with this exact document; the oldest when the directory holds it twice."""
    table = table_of(Person)
    found = records.find(
        tx,
        Person,
        table.c.document_number == number,
        or_(table.c.document_type == kind.value, table.c.document_type.is_(None)),
        order=(table.c.created,),
        limit=1,
    )
    return found[0] if found else _merged_with(tx, kind, number)


def _merged_with(tx: ReadTx, kind: DocumentType, number: str) -> Person | None:
    """Whoever stands for a record with this document that was merged into her or his."""
    table = table_of(Person)
    query = select(table.c.id).where(
        table.c.document_number == number,
        or_(table.c.document_type == kind.value, table.c.document_type.is_(None)),
        table.c.deleted == 1,
    )
    stand = merged_into(tx, Person, tx.connection.execute(query).scalars())
    return next((records.find_living(tx, Person, one) for one in stand.values()), None)


def possible_repeats(
    tx: ReadTx, surnames: str, names: str | None, entity_name: str | None, limit: int = 3
) -> list[PersonRow]:
    """People already there with the same name, in any order of words, who are not of another entity.

    What to ask about before the directory gets somebody twice under another document.
    """
    wanted = name_key(surnames, names)
    if len(wanted.split()) < 2:
        return []
    found = records.search(tx, Person, f"{surnames} {names or ''}", 50)
    same = [person for person in found if name_key(person.surnames, person.names) == wanted]
    entity = entity_named(tx, entity_name) if entity_name else None
    rows = rows_of(tx, same)
    return [row for row in rows if not (entity and row.entity) or row.entity == entity.id][:limit]


def search_people(tx: ReadTx, typed: str, limit: int = 50) -> list[PersonRow]:
    """People whose name or document holds every word typed, blind to accents, in Spanish order."""
    return rows_of(tx, records.search(tx, Person, typed, limit))


def count_people(tx: ReadTx) -> int:
    table = table_of(Person)
    return tx.connection.execute(select(func.count()).where(table.c.deleted == 0)).scalar_one()


def search_entities(tx: ReadTx, typed: str, limit: int = 20) -> list[Entity]:
    """Entities whose name or short name holds every word typed."""
    return records.search(tx, Entity, typed, limit)


def entity_named(tx: ReadTx, name: str) -> Entity | None:
    """The entity with exactly this name or short name, whatever the accents and capitals."""
    table, key = table_of(Entity), sort_key(name)
    for entity in records.search(tx, Entity, name, 50):
        if key in (sort_key(entity.name or ""), sort_key(entity.short_name or "")):
            return entity
    found = records.find(tx, Entity, table.c.sort_key == key, limit=1)
    return found[0] if found else None


def positions_of(tx: ReadTx, entity: str | None, limit: int = 12) -> list[str]:
    """Cargos seen in an entity (or in all), the most frequent first: what to offer while typing."""
    table = table_of(Person)
    there = table.c.entity.in_(all_of(tx, Entity, entity)) if entity else table.c.position.is_not(None)
    query = (
        select(table.c.position)
        .where(table.c.deleted == 0, table.c.position.is_not(None), there)
        .group_by(table.c.position)
        .order_by(func.count().desc(), table.c.position)
        .limit(limit)
    )
    return [row.position for row in tx.connection.execute(query)]


def rows_of(tx: ReadTx, people: list[Person]) -> list[PersonRow]:
    """Directory rows of people already read, with their entities."""
    entities = records.get_many(tx, Entity, (person.entity for person in people if person.entity))
    return [person_row(person, entities.get(person.entity or "")) for person in people]


def person_row(person: Person, entity: Entity | None) -> PersonRow:
    return PersonRow(
        id=person.id,
        full_name=records.title_of(person),
        document_type=person.document_type,
        document_number=person.document_number,
        sex=person.sex,
        entity=entity.id if entity else person.entity,
        entity_name=(entity.short_name or entity.name) if entity else None,
        entity_kind=entity.kind if entity else None,
        position=person.position,
        mandate=person.mandate,
        email=person.email,
        phone=person.phone,
        record=person,
    )
