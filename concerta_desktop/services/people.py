"""Entities and people of the directory."""

from __future__ import annotations

from collections.abc import Mapping

from concerta_desktop.model import Entity, Person
from concerta_desktop.model.choices import EntityKind
from concerta_desktop.model.identity import new_id
from concerta_desktop.queries import people as directory
from concerta_desktop.store.change import change
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx
from concerta_desktop.text import fold

_KIND_WORDS: tuple[tuple[str, EntityKind], ...] = (
    ("gobierno regional", EntityKind.REGIONAL_GOVERNMENT),
    ("gore", EntityKind.REGIONAL_GOVERNMENT),
    ("municipalidad provincial", EntityKind.PROVINCIAL_MUNICIPALITY),
    ("mp de", EntityKind.PROVINCIAL_MUNICIPALITY),
    ("municipalidad distrital", EntityKind.DISTRICT_MUNICIPALITY),
    ("md de", EntityKind.DISTRICT_MUNICIPALITY),
    ("asociacion", EntityKind.CIVIL_SOCIETY),
    ("comunidad", EntityKind.CIVIL_SOCIETY),
    ("ronda", EntityKind.CIVIL_SOCIETY),
    ("federacion", EntityKind.CIVIL_SOCIETY),
    ("comisaria", EntityKind.NATIONAL_ENTITY),
    ("centro emergencia mujer", EntityKind.NATIONAL_ENTITY),
    ("cem ", EntityKind.NATIONAL_ENTITY),
    ("ugel", EntityKind.NATIONAL_ENTITY),
    ("red de salud", EntityKind.NATIONAL_ENTITY),
    ("corte superior", EntityKind.NATIONAL_ENTITY),
    ("fiscalia", EntityKind.NATIONAL_ENTITY),
)


def guess_kind(name: str) -> EntityKind | None:
    """The kind of entity that its name gives away; None when it does not."""
    folded = fold(name) + " "
    return next((kind for words, kind in _KIND_WORDS if folded.startswith(words)), None)


def save_person(tx: Tx, person_id: str | None, values: Mapping[str, object], base: Base | None = None) -> str:
    """Create (id None) or change a person; returns the id. Raises `ValidationError`."""
    record_id = person_id or new_id()
    change(tx, Person, record_id, values, base)
    return record_id


def save_entity(tx: Tx, entity_id: str | None, values: Mapping[str, object], base: Base | None = None) -> str:
    """Create (id None) or change an entity; returns the id. Raises `ValidationError`."""
    record_id = entity_id or new_id()
    change(tx, Entity, record_id, values, base)
    return record_id


def entity_for(tx: Tx, name: str | None, territory: str | None = None) -> str | None:
    """The entity with this name, created when the directory does not hold it; None for no name."""
    if not name or not name.strip():
        return None
    known = directory.entity_named(tx, name)
    if known:
        return known.id
    values = {"name": name, "kind": guess_kind(name), "territory": territory}
    return save_entity(tx, None, values)
