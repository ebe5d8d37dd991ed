"""Whom to convoke by the type of intervention: Cuadro 2 over the directory of the territories served [33]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from concerta_desktop.model import Entity, Intervention, Person
from concerta_desktop.model import territory as territories
from concerta_desktop.model.place import place_label
from concerta_desktop.queries import records
from concerta_desktop.queries.comparisons import meant, merged_into
from concerta_desktop.queries.convocation import expected_ids
from concerta_desktop.queries.people import PersonRow, person_row
from concerta_desktop.rules.oficio import governments, is_of, served
from concerta_desktop.rules.public import Sought, sought
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import sort_key

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody of the directory whom the Cuadro means."""

    id: str
    person: PersonRow
    convoked: bool


@dataclass(frozen=True, slots=True)
class PublicGroup:
    """One participant of Cuadro 2, or one member entity; without people when the directory has nobody."""

    id: str
    title: str
    people: tuple[Invited, ...]
    without: tuple[str, ...] = ()
    """Governments served that have nobody for an office others have somebody for."""


def public_of(tx: ReadTx, intervention: Intervention) -> tuple[PublicGroup, ...]:
    """The public of this type, participant by participant; () while it serves nobody.

    Types 1 and 2 name offices and sectors; the others call the members of the instancia, so each entity of
    its territories is one.
    """
    inside = _served(intervention)
    if not inside or intervention.type is None:
        return ()
    regions = {place.region for code in inside if (place := territories.find(code))}
    entities = _entities(tx, inside | regions)
    there, found = expected_ids(tx, intervention.id), _people(tx, entities)
    into = merged_into(tx, Entity, (person.entity for person in found))
    people = [(person, entities[into.get(key, key)]) for person in found if (key := person.entity)]
    wanted = sought(intervention.type)
    if not wanted:
        return _members(entities.values(), people, there, inside)
    called = governments(intervention)
    return tuple(_group(one, people, there, inside, called) for one in wanted)


def _group(
    one: Sought,
    people: Iterable[tuple[Person, Entity]],
    there: frozenset[str],
    inside: frozenset[str],
    called: Iterable[str],
) -> PublicGroup:
    found = [
        (person, entity)
        for person, entity in people
        if (one.of_entity or entity.territory in inside)
        and one.speaks_of(person.position, f"{entity.name} {entity.short_name or ''}", entity.kind)
    ]
    invited = tuple(_invited(person, entity, there) for person, entity in found)
    if one.of_entity or not found:
        return PublicGroup(one.label, one.label, invited)
    lacking = [code for code in called if not any(is_of(entity, code) for _person, entity in found)]
    return PublicGroup(one.label, one.label, invited, tuple(map(place_label, lacking)))


def _members(
    entities: Iterable[Entity],
    people: Iterable[tuple[Person, Entity]],
    there: frozenset[str],
    served: frozenset[str],
) -> tuple[PublicGroup, ...]:
    members = [entity for entity in entities if entity.territory in served]
    by_entity: dict[str, list[Invited]] = {entity.id: [] for entity in members}
    names = {entity.id: entity.name or entity.short_name or "sin dato" for entity in members}
    for person, entity in people:
        if entity.id in by_entity:
            by_entity[entity.id].append(_invited(person, entity, there))
    groups = [PublicGroup(key, names[key], tuple(found)) for key, found in by_entity.items()]
    return tuple(sorted(groups, key=lambda group: sort_key(group.title)))


def _invited(person: Person, entity: Entity, there: frozenset[str]) -> Invited:
    return Invited(person.id, person_row(person, entity), person.id in there)


def _entities(tx: ReadTx, served: frozenset[str]) -> dict[str, Entity]:
    table, codes = table_of(Entity), sorted(served)
    found: dict[str, Entity] = {}
    for start in range(0, len(codes), _CHUNK):
        chunk = codes[start : start + _CHUNK]
        found |= {entity.id: entity for entity in records.find(tx, Entity, table.c.territory.in_(chunk))}
    return found


def _people(tx: ReadTx, entities: Iterable[str]) -> list[Person]:
    table, ids = table_of(Person), sorted(entities)
    found: list[Person] = []
    of = meant(tx, Entity, table.c.entity)
    for start in range(0, len(ids), _CHUNK):
        found += records.find(tx, Person, of.in_(ids[start : start + _CHUNK]))
    return sorted(found, key=lambda person: sort_key(records.title_of(person)))


def _served(intervention: Intervention) -> frozenset[str]:
    """The territories served, with those inside them."""
    codes = {place.code for place in served(intervention)}
    return frozenset(codes | {inner for code in codes for inner in _inside(code)})


def _inside(code: str) -> Iterator[str]:
    for child in territories.children(code) if code else ():
        yield child.code
        yield from _inside(child.code)
