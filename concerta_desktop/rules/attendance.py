"""Who came, counted: by person and not by signature, with "sin dato" as a count of its own [B.4.i]."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from concerta_desktop.model.attendance import Attendance
from concerta_desktop.model.choices import DocumentType, EntityKind, MandateKind, Sex
from concerta_desktop.model.fields import Choice
from concerta_desktop.rules.names import name_key
from concerta_desktop.text import fold, sort_key

C = TypeVar("C", bound=Choice)

UNKNOWN = "Sin dato"

LEVELS: dict[EntityKind, str] = {
    EntityKind.DISTRICT_MUNICIPALITY: "Municipalidades distritales",
    EntityKind.PROVINCIAL_MUNICIPALITY: "Municipalidad provincial",
    EntityKind.NATIONAL_ENTITY: "Entidades nacionales",
    EntityKind.REGIONAL_GOVERNMENT: "Gobierno regional",
    EntityKind.CIVIL_SOCIETY: "Sociedad civil",
    EntityKind.PRIVATE: "Entidades privadas",
    EntityKind.OTHER: "Otras",
}
"""Level of government of each kind of entity, in order of display."""

_SEXES: dict[Sex, str] = {Sex.WOMAN: "Mujeres", Sex.MAN: "Hombres"}
_MANDATES: dict[MandateKind, str] = {MandateKind.TITULAR: "Titulares", MandateKind.ALTERNO: "Alternos"}


@dataclass(frozen=True, slots=True)
class Presence:
    """One signature, with what counting needs. `entity_name` as signed."""

    id: str
    day: date | None = None
    person: str | None = None
    document_type: DocumentType | None = None
    document_number: str | None = None
    surnames: str | None = None
    names: str | None = None
    sex: Sex | None = None
    entity: str | None = None
    entity_name: str | None = None
    entity_kind: EntityKind | None = None
    mandate: MandateKind | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """One person convoked."""

    person: str
    entity: str | None = None
    entity_name: str | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person over several days: the latest signature, and every day signed, in order."""

    latest: Presence
    days: tuple[date, ...]
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A line of a count; `code` is that of the choice it counts, None for "Sin dato" and for entities."""

    label: str
    number: int
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Who is present, in people. Lines of nobody are left out; "Sin dato" comes last."""

    present: int
    expected: int
    expected_present: int
    by_sex: tuple[Count, ...]
    by_level: tuple[Count, ...]
    by_entity: tuple[Count, ...]
    by_mandate: tuple[Count, ...]
    absent_entities: tuple[str, ...]
    """Entities that were convoked and have nobody present, by name."""

    @property
    def walk_ins(self) -> int:
        """People present who were not convoked."""
        return self.present - self.expected_present

    @property
    def still_missing(self) -> int:
        return self.expected - self.expected_present


def presence(attendance: Attendance) -> Presence:
    """The counting form of a recorded attendance."""
    return Presence(
        id=attendance.id,
        day=attendance.day,
        person=attendance.person,
        document_type=attendance.document_type,
        document_number=attendance.document_number,
        surnames=attendance.surnames,
        names=attendance.names,
        sex=attendance.sex,
        entity=attendance.entity,
        entity_name=attendance.entity_name,
        entity_kind=attendance.entity_kind,
        mandate=attendance.mandate,
    )


def attendees(rows: Iterable[Presence]) -> tuple[Attendee, ...]:
    """One per person, in order of first signature, though they signed on several days.

    A document or a directory record tells a person; without either, name and entity do.
    """
    groups: dict[str, list[Presence]] = {}
    known: dict[tuple[str, ...], str] = {}
    for row in rows:
        keys = _identities(row)
        found = [known[key] for key in keys if key in known]
        group = found[0] if found else row.id
        groups.setdefault(group, []).append(row)
        for other in {other for other in found if other != group}:
            groups[group] += groups.pop(other)
            known.update({key: group for key, value in known.items() if value == other})
        known.update(dict.fromkeys(keys, group))
    return tuple(_attendee(group) for group in groups.values())


def counts(rows: Iterable[Presence], expected: Sequence[Expected] = ()) -> Counts:
    """Count the people in `rows` (of one day, or of all) against those convoked."""
    people = [attendee.latest for attendee in attendees(rows)]
    convoked = {one.person for one in expected}
    came = {mark for row in people for mark in _entity_marks(row.entity, row.entity_name)}
    absent = {
        one.entity_name
        for one in expected
        if one.entity_name and came.isdisjoint(_entity_marks(one.entity, one.entity_name))
    }
    return Counts(
        present=len(people),
        expected=len(convoked),
        expected_present=sum(row.person in convoked for row in people),
        by_sex=_in_order(people, lambda row: row.sex, _SEXES),
        by_level=_in_order(people, lambda row: row.entity_kind, LEVELS),
        by_entity=_by_entity(people),
        by_mandate=_in_order(people, lambda row: row.mandate, _MANDATES),
        absent_entities=tuple(sorted(absent, key=sort_key)),
    )


def _identities(row: Presence) -> list[tuple[str, ...]]:
    document = document_of(row)
    keys: list[tuple[str, ...]] = [("document", *document)] if document else []
    if row.person:
        keys.append(("person", row.person))
    if keys:
        return keys
    return [("name", name_key(row.surnames, row.names), fold(row.entity_name or ""))]


def document_of(row: Presence) -> tuple[str, str] | None:
    """Type and number; None without a number."""
    if not row.document_number:
        return None
    return row.document_type or DocumentType.DNI, row.document_number


def _attendee(group: list[Presence]) -> Attendee:
    ordered = sorted(group, key=lambda row: row.day or date.min)
    days = sorted({row.day for row in group if row.day})
    return Attendee(ordered[-1], tuple(days), tuple(row.id for row in ordered))


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    """The counts are made anew at each arrival, of the same few entities."""
    return fold(name)


def _entity_marks(entity: str | None, name: str | None) -> set[str]:
    """What an entity may be recognised by: its record, its name as written."""
    return {mark for mark in (entity, _folded(name or "")) if mark}


def _in_order(
    people: list[Presence], of: Callable[[Presence], C | None], labels: Mapping[C, str]
) -> tuple[Count, ...]:
    found = Counter(of(row) for row in people)
    lines = [Count(label, found[code], code.value) for code, label in labels.items() if found[code]]
    unknown = len(people) - sum(line.number for line in lines)
    return tuple([*lines, Count(UNKNOWN, unknown)] if unknown else lines)


def _by_entity(people: list[Presence]) -> tuple[Count, ...]:
    """By name as signed, whatever its capitals and accents; most people first, then by name."""
    names: dict[str, str] = {}
    found: Counter[str] = Counter()
    for row in people:
        if row.entity_name:
            names.setdefault(_folded(row.entity_name), row.entity_name)
            found[_folded(row.entity_name)] += 1
    ordered = sorted(found, key=lambda key: (-found[key], sort_key(names[key])))
    lines = [Count(names[key], found[key]) for key in ordered]
    unknown = len(people) - sum(found.values())
    return tuple([*lines, Count(UNKNOWN, unknown)] if unknown else lines)
