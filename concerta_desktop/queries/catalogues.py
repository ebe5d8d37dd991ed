"""The catalogues in force on this laptop."""

from __future__ import annotations

from concerta_desktop.model import CatalogueEntry
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.queries import records
from concerta_desktop.rules.catalogues import Entry, in_force
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx


def catalogue(tx: ReadTx, which: Catalogue) -> tuple[Entry, ...]:
    table = table_of(CatalogueEntry)
    return in_force(which, records.find(tx, CatalogueEntry, table.c.catalogue == which.value))


def period(tx: ReadTx, code: str) -> int:
    """A period that the Lineamientos do not state, in the unit its entry says."""
    return next((entry.number or 0 for entry in catalogue(tx, Catalogue.PERIOD) if entry.code == code), 0)
