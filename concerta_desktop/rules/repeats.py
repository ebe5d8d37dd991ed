"""Somebody on the list twice: told before saving, never refused. Document first, then name with entity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from concerta_desktop.rules.attendance import Presence, document_of
from concerta_desktop.rules.names import name_key
from concerta_desktop.text import fold


class RepeatKind(Enum):
    """How sure it is."""

    REPEATED = "repetido"
    POSSIBLE = "posible repetido"


@dataclass(frozen=True, slots=True)
class Repeat:
    """`first` was on the list already; `again` says it once more. Both are ids of signatures."""

    kind: RepeatKind
    first: str
    again: str


def find_repeat(candidate: Presence, rows: Iterable[Presence]) -> Repeat | None:
    """Whether somebody about to be registered is on that day's list already."""
    others = [row for row in rows if row.day == candidate.day and row.id != candidate.id]
    found = repeats([*others, candidate])
    return found[-1] if found and found[-1].again == candidate.id else None


def repeats(rows: Iterable[Presence]) -> tuple[Repeat, ...]:
    """Every signature that repeats, or may repeat, an earlier one of the same day, in order."""
    found: list[Repeat] = []
    by_document: dict[object, Presence] = {}
    by_name: dict[object, list[Presence]] = {}
    for row in rows:
        document = document_of(row)
        name = name_key(row.surnames, row.names)
        namesakes = by_name.setdefault((row.day, name), [])
        first = by_document.get((row.day, document)) if document else None
        maybe = next((one for one in namesakes if name and _may_be_same(one, row)), None)
        if first:
            found.append(Repeat(RepeatKind.REPEATED, first.id, row.id))
        elif maybe:
            found.append(Repeat(RepeatKind.POSSIBLE, maybe.id, row.id))
        namesakes.append(row)
        by_document.setdefault((row.day, document), row)
    return tuple(found)


def _may_be_same(one: Presence, other: Presence) -> bool:
    """Of two namesakes: two different documents are two people, and so are two different entities."""
    if document_of(one) and document_of(other):
        return False
    return len({fold(row.entity_name) for row in (one, other) if row.entity_name}) < 2
