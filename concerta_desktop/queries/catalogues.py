"""The catalogues in force on this laptop, and each entry as the editor shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from concerta_desktop.model import CatalogueEntry
from concerta_desktop.model.catalogues import Catalogue, catalogue_entry_id
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import records
from concerta_desktop.rules import catalogues as rules
from concerta_desktop.rules.calendar import DaysOff
from concerta_desktop.rules.catalogues import Entry, in_force, shipped
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """An entry. `own` = somebody wrote it or corrected it; `shipped` = it travels with the program;
    `retired` = no longer offered."""

    id: str
    """Of its record."""
    code: str
    values: Mapping[str, object]
    verified: bool
    own: bool
    shipped: bool
    retired: bool = False

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "")


def catalogue(tx: ReadTx, which: Catalogue) -> tuple[Entry, ...]:
    return in_force(which, _own(tx, which))


def days_off(tx: ReadTx) -> DaysOff:
    """Days off that were decreed, and holidays that are worked [2.7]."""
    return rules.days_off(_own(tx, Catalogue.DAY_OFF))


def period(tx: ReadTx, code: str) -> int:
    """A period that the Lineamientos do not state, in the unit its entry says."""
    return next((entry.number or 0 for entry in catalogue(tx, Catalogue.PERIOD) if entry.code == code), 0)


def catalogue_lines(tx: ReadTx, which: Catalogue, level: str = "") -> list[CatalogueLine]:
    """What is in force of a catalogue, of one level when levels differ in it; then what was retired."""
    own = {one.code: one for one in _own(tx, which)}
    known = {entry.code for entry in shipped(which)}
    found = [_line(entry, own.get(entry.code), known) for entry in catalogue(tx, which)]
    gone = [entry for entry in shipped(which) if (one := own.get(entry.code)) and one.retired]
    found += [_line(entry, own[entry.code], known) for entry in gone]
    if which is Catalogue.DAY_OFF:
        found.sort(key=lambda line: str(line.values["day"]))
    return [line for line in found if not level or line.values["level"] in ("", level)]


def _own(tx: ReadTx, which: Catalogue) -> list[CatalogueEntry]:
    return records.find(tx, CatalogueEntry, table_of(CatalogueEntry).c.catalogue == which.value)


def _line(entry: Entry, own: CatalogueEntry | None, known: set[str]) -> CatalogueLine:
    said = {name: value for name, value in fields_of(own).items() if value is not None} if own else {}
    standing: dict[str, object] = {
        "name": entry.name,
        "title": entry.title,
        "pattern": entry.pattern,
        "level": entry.level,
        "minimum": entry.minimum,
        "maximum": entry.maximum,
        "number": entry.number,
        "first_year": entry.first_year,
        "last_year": entry.last_year,
        "civil_society": entry.civil_society or None,
        "day": entry.day,
        "source": entry.source,
        "verified": entry.verified or None,
    }
    retired = bool(own and own.retired)
    record_id = catalogue_entry_id(entry.catalogue, entry.code)
    return CatalogueLine(
        record_id,
        entry.code,
        {**standing, **said},
        entry.verified,
        own is not None,
        entry.code in known,
        retired,
    )
