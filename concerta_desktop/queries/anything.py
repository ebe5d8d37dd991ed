"""What the command search finds: interventions, people and territories, blind to accents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from concerta_desktop.model import Intervention
from concerta_desktop.model import territory as territories
from concerta_desktop.queries import people, records
from concerta_desktop.store.search import matches
from concerta_desktop.store.tx import ReadTx

FoundKind = Literal["intervention", "person", "territory"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something to go to. `id` of a territory is its code."""

    kind: FoundKind
    id: str
    title: str
    subtitle: str


def find_anything(tx: ReadTx, typed: str, limit: int = 5) -> list[Found]:
    """At most `limit` of each kind, in the order a specialist looks for them; nothing for an empty text."""
    if not typed.strip():
        return []
    interventions = records.find(tx, Intervention, matches(Intervention, typed, tx), limit=limit)
    found = [
        Found("intervention", one.id, records.title_of(one), " · ".join(_facts(one))) for one in interventions
    ]
    for row in people.search_people(tx, typed, limit):
        facts = (row.document_number, row.entity_name, row.position)
        words = " · ".join(fact for fact in facts if fact)
        found.append(Found("person", row.id, row.full_name, words))
    for place in territories.search(typed, limit=limit):
        context = territories.label(place.code).partition(", ")[2]
        words = " · ".join(part for part in (place.level_label, context) if part)
        found.append(Found("territory", place.code, place.name, words))
    return found


def _facts(one: Intervention) -> list[str]:
    return [part for part in (one.code, one.type.label if one.type else None, one.venue) if part]
