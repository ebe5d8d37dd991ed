"""The directory's screen: a person or an entity added, or one field put right."""

from __future__ import annotations

from collections.abc import Mapping

from concerta_desktop.model import Person
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.queries import records
from concerta_desktop.rules.checks import check_territories
from concerta_desktop.rules.identity_documents import check_document
from concerta_desktop.services import people
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx


def add_person(tx: Tx, values: Mapping[str, object]) -> str:
    """A new person; returns the id. Raises `ValidationError` naming the field."""
    return people.save_person(tx, None, _with_document(values, None))


def add_entity(tx: Tx, values: Mapping[str, object]) -> str:
    """A new entity; returns the id. Raises `ValidationError` naming the field."""
    _check_entity(values)
    return people.save_entity(tx, None, values)


def edit_person(tx: Tx, person_id: str, values: Mapping[str, object], base: Base) -> Base:
    """Change some fields; returns the base of the next change. Raises `ValidationError`."""
    current = records.get(tx, Person, person_id)
    people.save_person(tx, person_id, _with_document(values, current), base)
    return seen(tx, person_id)


def edit_entity(tx: Tx, entity_id: str, values: Mapping[str, object], base: Base) -> Base:
    """Change some fields; returns the base of the next change. Raises `ValidationError`."""
    _check_entity(values)
    people.save_entity(tx, entity_id, values, base)
    return seen(tx, entity_id)


def _with_document(values: Mapping[str, object], current: Person | None) -> dict[str, object]:
    """The number in its kept form; one without a type is a DNI."""
    kept = dict(values)
    number = kept.get("document_number")
    if not isinstance(number, str) or not number.strip():
        return kept
    kind = kept.get("document_type", current.document_type if current else None)
    kind = DocumentType(str(kind)) if kind else DocumentType.DNI
    return kept | {"document_type": kind, "document_number": check_document(kind, number).normalised}


def _check_entity(values: Mapping[str, object]) -> None:
    territory = values.get("territory")
    check_territories("territory", (str(territory),) if territory else ())
