"""Entities and people of the directory."""

from __future__ import annotations

from collections.abc import Mapping

from concerta_desktop.model import Entity, Person
from concerta_desktop.model.identity import new_id
from concerta_desktop.queries import people as directory
from concerta_desktop.rules.entities import guess_kind
from concerta_desktop.store.change import change
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx


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
