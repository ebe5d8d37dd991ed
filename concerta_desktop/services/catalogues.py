"""Correcting a catalogue. What ships stays as it was: a correction is a record, with its history."""

from __future__ import annotations

from collections.abc import Mapping

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import CatalogueEntry
from concerta_desktop.model.catalogues import Catalogue, catalogue_entry_id
from concerta_desktop.model.identity import new_id
from concerta_desktop.rules.catalogues import shipped
from concerta_desktop.rules.official import check_pattern
from concerta_desktop.store.change import change, delete, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx

FIXED = frozenset({Catalogue.PERIOD, Catalogue.NUMBER_PATTERN})
"""The program looks for each of their entries: none is added, none retired."""
_NEEDED = {
    Catalogue.DAY_OFF: ("day", "Falta «Fecha».", "Escriba qué día no se labora."),
    Catalogue.YEAR_NAME: ("first_year", "Falta el año.", "Escriba de qué año o decenio es el nombre."),
}


def save_entry(
    tx: Tx, catalogue: Catalogue, code: str, values: Mapping[str, object], base: Base | None = None
) -> Base:
    """Correct or add an entry; returns the next base. Raises `ValidationError` naming the field."""
    low, high = values.get("minimum"), values.get("maximum")
    if isinstance(low, int) and isinstance(high, int) and high < low:
        raise ValidationError("maximum", "El máximo es menor que el mínimo.", todo="Corrija uno de los dos.")
    first, last = values.get("first_year"), values.get("last_year")
    if isinstance(first, int) and isinstance(last, int) and last <= first:
        raise ValidationError("last_year", "No es posterior al primero.", todo="Vacío, si es un solo año.")
    if values.get("pattern"):
        check_pattern(str(values["pattern"]), "pattern")
    record_id = catalogue_entry_id(catalogue, code)
    change(tx, CatalogueEntry, record_id, {**values, "catalogue": catalogue, "code": code}, base)
    return seen(tx, record_id)


def add_entry(tx: Tx, catalogue: Catalogue, values: Mapping[str, object]) -> str:
    """An entry that did not ship; returns its code. Raises `ValidationError` naming the field."""
    if not values.get("name"):
        raise ValidationError("name", "Falta «Nombre».", todo="Escríbalo para guardar.")
    needed = _NEEDED.get(catalogue)
    if needed and not values.get(needed[0]):
        raise ValidationError(needed[0], needed[1], todo=needed[2])
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
