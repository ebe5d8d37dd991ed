"""What each edition of the central package may say of a record, decided by its declaration.

The edition "sin datos personales" leaves out every record type that is about people, and of the others every
text that somebody typed: only dates, numbers, choices, codes of catalogues and references remain, and the few
names that are public. A field that is declared tomorrow is left out until somebody lists it here.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.model.fields import FieldSpec, Kind, Privacy, Record, specs


class Edition(StrEnum):
    """Which of the two packages."""

    FULL = "completa"
    ANONYMOUS = "sin-datos-personales"


_PUBLIC_TEXTS = {
    ("intervention", "code"),
    ("intervention", "title"),
    ("entity", "name"),
    ("entity", "short_name"),
    ("assistance_process", "name"),
}
_ABOUT_PEOPLE = {
    "specialist",
    "comparison",
    "convocation",
    "contact_note",
    "data_request",
    "preference",
    "remark",
    "report_version",
    "evaluation_response",
}
"""Said of people or by them, whatever their fields declare; what few answered would be recognised."""


@cache
def about_people() -> frozenset[str]:
    """Names of the record types that are about people: by a personal field, or by what they refer to."""
    found = set(_ABOUT_PEOPLE)
    for record in RECORD_TYPES:
        if any(one.facts.privacy is not Privacy.PUBLIC for one in specs(record)):
            found.add(record.META.name)
    grown = 0
    while len(found) != grown:
        grown = len(found)
        spreading = found - {"specialist"}  # an intervention names who answers for it, and is not about her
        for record in RECORD_TYPES:
            if any(one.facts.refers_to in spreading for one in specs(record)):
                found.add(record.META.name)
    return frozenset(found)


def exported(edition: Edition) -> list[type[Record]]:
    """The record types of an edition, by name."""
    kept = (one for one in RECORD_TYPES if edition is Edition.FULL or one.META.name not in about_people())
    return sorted(kept, key=lambda record: record.META.name)


def fields_of(record: type[Record], edition: Edition) -> list[FieldSpec]:
    """The fields of a record type that an edition carries."""
    if edition is Edition.FULL:
        return list(specs(record))
    return [one for one in specs(record) if _is_harmless(record, one)]


def _is_harmless(record: type[Record], field: FieldSpec) -> bool:
    facts = field.facts
    if facts.privacy is not Privacy.PUBLIC or (field.kind is Kind.TEXTS and not facts.catalogue):
        return False
    if facts.refers_to:
        return facts.refers_to not in about_people()
    if field.kind is Kind.TEXT:
        return bool(facts.catalogue) or (record.META.name, field.name) in _PUBLIC_TEXTS
    return True
