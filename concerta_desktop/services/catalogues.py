"""Correcting a catalogue. What ships stays as it was: a correction is a record, with its history."""

from __future__ import annotations

from collections.abc import Mapping

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import CatalogueEntry, Norm
from concerta_desktop.model.catalogues import Catalogue, catalogue_entry_id
from concerta_desktop.model.identity import new_id
from concerta_desktop.rules.catalogues import shipped
from concerta_desktop.store.change import change, delete, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx


def save_entry(
    tx: Tx, catalogue: Catalogue, code: str, values: Mapping[str, object], base: Base | None = None
) -> Base:
    """Correct or add an entry; returns the next base. Raises `ValidationError` naming the field."""
    low, high = values.get("minimum"), values.get("maximum")
    if isinstance(low, int) and isinstance(high, int) and high < low:
        raise ValidationError("maximum", "El máximo es menor que el mínimo.", todo="Corrija uno de los dos.")
    record_id = catalogue_entry_id(catalogue, code)
    change(tx, CatalogueEntry, record_id, {**values, "catalogue": catalogue, "code": code}, base)
    return seen(tx, record_id)


def add_entry(tx: Tx, catalogue: Catalogue, values: Mapping[str, object]) -> str:
    """An entry that did not ship; returns its code. Raises `ValidationError` naming the field."""
    if not values.get("name"):
        raise ValidationError("name", "Falta «Nombre».", todo="Escríbalo para guardar.")
    if catalogue is Catalogue.DECREED_DAY and not values.get("day"):
        raise ValidationError("day", "Falta «Fecha».", todo="Escriba qué día no se labora.")
    code = new_id()
    save_entry(tx, catalogue, code, values)
    return code


def retire_entry(tx: Tx, catalogue: Catalogue, code: str) -> None:
    """An entry is no longer offered: one that shipped is marked, one that was added goes to the trash."""
    if any(entry.code == code for entry in shipped(catalogue)):
        save_entry(tx, catalogue, code, {"retired": True})
    else:
        delete(tx, CatalogueEntry, catalogue_entry_id(catalogue, code))


def back_to_shipped(tx: Tx, catalogue: Catalogue, code: str) -> None:
    """Take a correction back: the entry is again as it travels with the program."""
    delete(tx, CatalogueEntry, catalogue_entry_id(catalogue, code))


def save_norm(tx: Tx, norm: str, values: Mapping[str, object]) -> str:
    """Correct a norm that somebody added, or with "" add one; returns its id. Raises `ValidationError`."""
    record = norm or new_id()
    change(tx, Norm, record, values)
    return record


def remove_norm(tx: Tx, norm: str) -> None:
    """Into the trash."""
    delete(tx, Norm, norm)
