"""Correcting a catalogue. What ships stays as it was: a correction is a record, with its history."""

from __future__ import annotations

from collections.abc import Mapping

from concerta_desktop.model import CatalogueEntry
from concerta_desktop.model.catalogues import Catalogue, catalogue_entry_id
from concerta_desktop.store.change import change, delete, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx


def save_entry(
    tx: Tx, catalogue: Catalogue, code: str, values: Mapping[str, object], base: Base | None = None
) -> Base:
    """Correct or add an entry; returns the next base. Raises `ValidationError` naming the field."""
    record_id = catalogue_entry_id(catalogue, code)
    change(tx, CatalogueEntry, record_id, {**values, "catalogue": catalogue, "code": code}, base)
    return seen(tx, record_id)


def back_to_shipped(tx: Tx, catalogue: Catalogue, code: str) -> None:
    """Take a correction back: the entry is again as it travels with the program."""
    delete(tx, CatalogueEntry, catalogue_entry_id(catalogue, code))
