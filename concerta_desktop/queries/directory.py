"""The directory's screen: lists, one record with its history, and whom somebody may repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy import func, select

from concerta_desktop.model import Attendance, Entity, Intervention, Person
from concerta_desktop.model.choices import DocumentType, EntityKind
from concerta_desktop.model.territory import label as territory_label
from concerta_desktop.queries import people, records
from concerta_desktop.queries.comparisons import all_of, meant
from concerta_desktop.queries.people import PersonRow
from concerta_desktop.rules.identity_documents import check_document
from concerta_desktop.rules.names import name_key
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import sort_key

FIRST = 200
"""How many rows a list shows; whoever wants others goes on typing."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The first rows that hold what was typed; `more` when there are others. `total`: in the directory."""

    rows: tuple[T, ...]
    more: bool
    total: int


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity as its list shows it."""

    id: str
    name: str
    short_name: str | None
    kind: EntityKind | None
    territory: str | None
    """Its name, "Huanta, Ayacucho"."""
    people: int
    record: Entity
    """For the columns somebody asks for."""


@dataclass(frozen=True, slots=True)
class Attended:
    """An intervention somebody was registered at, and on how many days."""

    intervention: str
    title: str
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person with what the panel shows beside the fields."""

    record: Person
    title: str
    references: Mapping[str, str]
    """Names of the records its fields refer to, by field."""
    base: Base
    attended: tuple[Attended, ...]
    """The latest first."""


@dataclass(frozen=True, slots=True)
class EntityCard:
    """An entity with its people: the first `FIRST` and how many there are."""

    record: Entity
    title: str
    references: Mapping[str, str]
    base: Base
    people: tuple[PersonRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody, or some entity, already there that may be the same."""

    id: str
    title: str
    about: str
    reason: str
    """What goes before its title: "Ese documento ya es de"."""

    def said(self) -> str:
        """ "Ese documento ya es de Ñahui Quispe, Saturnina (MP de Huanta)." """
        return f"{self.reason} {self.title}{f' ({self.about})' if self.about else ''}."


def list_people(tx: ReadTx, typed: str) -> Listed[PersonRow]:
    """People whose name or document holds every word typed, in Spanish order."""
    rows = people.search_people(tx, typed, FIRST + 1)
    return Listed(tuple(rows[:FIRST]), len(rows) > FIRST, people.count_people(tx))


def list_entities(tx: ReadTx, typed: str) -> Listed[EntityRow]:
    """Entities whose name or short name holds every word typed, with how many people they have."""
    table, person = table_of(Entity), table_of(Person)
    found = people.search_entities(tx, typed, FIRST + 1)
    shown = found[:FIRST]
    of = meant(tx, Entity, person.c.entity)
    query = (
        select(of, func.count())
        .where(person.c.deleted == 0, of.in_([entity.id for entity in shown]))
        .group_by(of)
    )
    counts = {row[0]: row[1] for row in tx.connection.execute(query)}
    total = tx.connection.execute(select(func.count()).where(table.c.deleted == 0)).scalar_one()
    rows = tuple(_entity_row(entity, counts.get(entity.id, 0)) for entity in shown)
    return Listed(rows, len(found) > FIRST, total)


def person_card(tx: ReadTx, person_id: str) -> PersonCard | None:
    """One person with what she or he attended; None when there is none, or in the trash."""
    person = records.find_living(tx, Person, person_id)
    if person is None:
        return None
    entity = records.referred(tx, Entity, person.entity)
    return PersonCard(
        record=person,
        title=records.title_of(person),
        references={"entity": _entity_name(entity)} if entity else {},
        base=seen(tx, person_id),
        attended=_attended(tx, person_id),
    )


def entity_card(tx: ReadTx, entity_id: str) -> EntityCard | None:
    """One entity with its people; None when there is none, or in the trash."""
    entity = records.find_living(tx, Entity, entity_id)
    if entity is None:
        return None
    person = table_of(Person)
    theirs = person.c.entity.in_(all_of(tx, Entity, entity_id))
    found = records.find(tx, Person, theirs, limit=FIRST)
    query = select(func.count()).where(person.c.deleted == 0, theirs)
    return EntityCard(
        record=entity,
        title=records.title_of(entity),
        references={},
        base=seen(tx, entity_id),
        people=tuple(people.rows_of(tx, found)),
        total=tx.connection.execute(query).scalar_one(),
    )


def like_person(tx: ReadTx, values: Mapping[str, object], but: str = "") -> tuple[Likeness, ...]:
    """Whom a person about to be saved may repeat: the same document first, then the same name (in any
    order of words) of the same or of an unknown entity. `but`: id of the person who is being changed."""
    person = Person(id=but, **values)  # type: ignore[arg-type]
    kind = person.document_type or DocumentType.DNI
    number = check_document(kind, person.document_number or "").normalised
    same = people.find_by_document(tx, kind, number) if number else None
    found = {same.id: _likeness(same, "Ese documento ya es de")} if same else {}
    entity = records.referred(tx, Entity, person.entity)
    for row in people.possible_repeats(
        tx, person.surnames or "", person.names, entity.name if entity else None
    ):
        found.setdefault(row.id, _likeness(row, "Ya hay una persona con ese nombre:"))
    found.pop(but, None)
    return tuple(found.values())


def like_entity(tx: ReadTx, values: Mapping[str, object], but: str = "") -> tuple[Likeness, ...]:
    """Entities with the same words in their name, or that name as their short name."""
    name = str(values.get("name") or "")
    if not name.strip():
        return ()
    key, words = sort_key(name), name_key(name, None)
    return tuple(
        Likeness(
            entity.id, records.title_of(entity), entity.short_name or "", "Ya hay una entidad con ese nombre:"
        )
        for entity in records.search(tx, Entity, name, 50)
        if entity.id != but
        and (name_key(entity.name, None) == words or sort_key(entity.short_name or "") == key)
    )


def _attended(tx: ReadTx, person_id: str) -> tuple[Attended, ...]:
    came, table = table_of(Attendance), table_of(Intervention)
    query = (
        select(table.c.id, table.c.title, func.max(came.c.day), func.count(came.c.day.distinct()))
        .join(table, table.c.id == came.c.intervention)
        .where(came.c.deleted == 0, table.c.deleted == 0, came.c.person.in_(all_of(tx, Person, person_id)))
        .group_by(table.c.id, table.c.title)
        .order_by(func.max(came.c.day).desc())
    )
    rows = tx.connection.execute(query).all()
    return tuple(
        Attended(key, title or "sin dato", date.fromisoformat(last), days)
        for key, title, last, days in rows
        if last
    )


def _entity_name(entity: Entity) -> str:
    return entity.short_name or entity.name or "sin dato"


def _entity_row(entity: Entity, count: int) -> EntityRow:
    return EntityRow(
        id=entity.id,
        name=entity.name or "sin dato",
        short_name=entity.short_name,
        kind=entity.kind,
        territory=territory_label(entity.territory) if entity.territory else None,
        people=count,
        record=entity,
    )


def _likeness(row: PersonRow, reason: str) -> Likeness:
    about = " · ".join(part for part in (row.document_number, row.entity_name, row.position) if part)
    return Likeness(row.id, row.full_name, about, reason)
