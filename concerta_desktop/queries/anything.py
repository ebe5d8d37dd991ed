"""What the command search finds: interventions, people, instancias and territories, blind to accents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from concerta_desktop.model import Intervention
from concerta_desktop.model import territory as territories
from concerta_desktop.model.instancia import instancia_code, instancia_label, level_of
from concerta_desktop.model.territory import Level, Territory
from concerta_desktop.queries import people, records
from concerta_desktop.store.tx import ReadTx

FoundKind = Literal["intervention", "person", "instancia", "territory"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something to go to. `id` of a territory and of an instancia is its code."""

    kind: FoundKind
    id: str
    title: str
    subtitle: str


def find_anything(tx: ReadTx, typed: str, limit: int = 5) -> list[Found]:
    """At most `limit` of each kind, in the order a specialist looks for them; nothing for an empty text."""
    if not typed.strip():
        return []
    interventions = records.search(tx, Intervention, typed, limit)
    found = [
        Found("intervention", one.id, records.title_of(one), " · ".join(_facts(one))) for one in interventions
    ]
    for row in people.search_people(tx, typed, limit):
        facts = (row.document_number, row.entity_name, row.position)
        words = " · ".join(fact for fact in facts if fact)
        found.append(Found("person", row.id, row.full_name, words))
    level, named = _level_named(typed)
    places = territories.search(named, level, limit)
    for place in places:
        code = instancia_code(place)
        found.append(Found("instancia", code, instancia_label(code), _where(place)))
    if level is None:
        found += [Found("territory", place.code, place.name, _where(place)) for place in places]
    return found


def _level_named(typed: str) -> tuple[Level | None, str]:
    """ "IPC Huanta" speaks of a province; the rest of the words name it."""
    first, _, rest = typed.strip().partition(" ")
    level = level_of(first)
    return (level, rest) if level and rest.strip() else (None, typed)


def _where(place: Territory) -> str:
    context = territories.label(place.code).partition(", ")[2]
    return " · ".join(part for part in (place.level_label, context) if part)


def _facts(one: Intervention) -> list[str]:
    return [part for part in (one.code, one.type.label if one.type else None, one.venue) if part]
