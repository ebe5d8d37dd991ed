"""The directory's screen: a person or an entity added, or one field put right.

Whoever may be there already is told of before saving; saving all the same is the person's decision.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from concerta_desktop.errors import UserError
from concerta_desktop.model import Entity, Person
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import records
from concerta_desktop.queries.directory import Likeness, like_entity, like_person
from concerta_desktop.rules.checks import check_territories
from concerta_desktop.rules.identity_documents import check_document
from concerta_desktop.services import people
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx

PERSON_IDENTIFYING = frozenset({"document_type", "document_number", "surnames", "names", "entity"})
ENTITY_IDENTIFYING = frozenset({"name"})


class MayRepeat(UserError):
    """What was about to be saved may be there already. Nothing was written.

    `found`: the likeliest first; `record_id` "" for a new one; `values`: what was to be saved.
    """

    def __init__(self, record_id: str, values: Mapping[str, object], found: tuple[Likeness, ...]) -> None:
        super().__init__(found[0].said(), safe="No se ha guardado.")
        self.record_id = record_id
        self.values = dict(values)
        self.found = found


def add_person(tx: Tx, values: Mapping[str, object], accepted: Collection[str] = ()) -> str:
    """A new person; returns the id. `accepted`: ids of whom she or he may repeat and was told.

    Raises `ValidationError` naming the field, `MayRepeat`.
    """
    kept = _with_document(values, None)
    if not kept.get("document_number"):
        kept.pop("document_type", None)
    _refuse("", values, like_person(tx, kept), accepted)
    return people.save_person(tx, None, kept)


def add_entity(tx: Tx, values: Mapping[str, object], accepted: Collection[str] = ()) -> str:
    """A new entity; returns the id. Raises `ValidationError` naming the field, `MayRepeat`."""
    _check_entity(values)
    _refuse("", values, like_entity(tx, values), accepted)
    return people.save_entity(tx, None, values)


def edit_person(
    tx: Tx, person_id: str, values: Mapping[str, object], base: Base, accepted: Collection[str] = ()
) -> Base:
    """Change some fields; returns the base of the next change. Raises `ValidationError`, `MayRepeat`."""
    current = records.get(tx, Person, person_id)
    kept = _with_document(values, current)
    if current and PERSON_IDENTIFYING & kept.keys():
        found = like_person(tx, fields_of(current) | kept, person_id)
        _refuse(person_id, values, found, accepted)
    people.save_person(tx, person_id, kept, base)
    return seen(tx, person_id)


def edit_entity(
    tx: Tx, entity_id: str, values: Mapping[str, object], base: Base, accepted: Collection[str] = ()
) -> Base:
    """Change some fields; returns the base of the next change. Raises `ValidationError`, `MayRepeat`."""
    _check_entity(values)
    current = records.get(tx, Entity, entity_id)
    if current and ENTITY_IDENTIFYING & values.keys():
        found = like_entity(tx, fields_of(current) | dict(values), entity_id)
        _refuse(entity_id, values, found, accepted)
    people.save_entity(tx, entity_id, values, base)
    return seen(tx, entity_id)


def _refuse(
    record_id: str, values: Mapping[str, object], found: tuple[Likeness, ...], accepted: Collection[str]
) -> None:
    fresh = tuple(one for one in found if one.id not in accepted)
    if fresh:
        raise MayRepeat(record_id, values, fresh)


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
