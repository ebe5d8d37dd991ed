"""Catalogues as they stand: what ships with the program, corrected by what headquarters or a person wrote.

Each entry says its source, and whether somebody verified it with the norm in force.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from concerta_desktop.model.catalogues import Catalogue, CatalogueEntry
from concerta_desktop.rules.calendar import DaysOff, holidays_of

_HOLIDAY_YEARS = range(2025, 2033)
"""Whose national holidays can be corrected one by one; of other years they are as the law says today."""
_HOLIDAY_SOURCE = "Feriados nacionales de ley [FUENTE 23]"
_CORRECTED = (
    "name",
    "title",
    "pattern",
    "level",
    "day",
    "minimum",
    "maximum",
    "number",
    "first_year",
    "last_year",
    "civil_society",
    "source",
)
"""Fields of a record that, when they say something, stand in the place of what shipped."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`level` "" = all of them; `verified` False = "por verificar"; `own` = written by a person."""

    catalogue: Catalogue
    code: str
    name: str
    title: str = ""
    pattern: str = ""
    level: str = ""
    minimum: int | None = None
    maximum: int | None = None
    number: int | None = None
    first_year: int | None = None
    last_year: int | None = None
    civil_society: bool = False
    day: date | None = None
    source: str = ""
    verified: bool = False
    own: bool = False

    @property
    def standing(self) -> str:
        """What a list says beside it: "gob.pe/73718 · por verificar"."""
        parts = (self.source, "" if self.verified else "por verificar con el Reglamento vigente")
        return " · ".join(part for part in parts if part)


@cache
def shipped(catalogue: Catalogue) -> tuple[Entry, ...]:
    """What travels with the program, in its order."""
    if catalogue is Catalogue.DAY_OFF:
        days = ((day, name) for year in _HOLIDAY_YEARS for day, name in holidays_of(year).items())
        return tuple(
            Entry(catalogue, day.isoformat(), name, day=day, source=_HOLIDAY_SOURCE) for day, name in days
        )
    text = (resources.files("resources") / "catalogues" / "catalogues.csv").read_text("utf-8")
    return tuple(
        _entry(row) for row in csv.DictReader(text.splitlines()) if row["catalogue"] == catalogue.value
    )


def in_force(catalogue: Catalogue, own: Iterable[CatalogueEntry]) -> tuple[Entry, ...]:
    """The entries in use: those shipped with their corrections, then those that were added."""
    found = {entry.code: entry for entry in shipped(catalogue)}
    for record in own:
        if record.catalogue is not catalogue or not record.code:
            continue
        if record.retired:
            found.pop(record.code, None)
            continue
        standing = found.get(record.code) or Entry(catalogue, record.code, record.code)
        said = {name: value for name in _CORRECTED if (value := getattr(record, name)) not in (None, "")}
        found[record.code] = replace(standing, **said, verified=bool(record.verified), own=True)
    return tuple(found.values())


def days_off(own: Iterable[CatalogueEntry]) -> DaysOff:
    """What records of this catalogue change in the holidays of the law: days decreed, and holidays that were
    taken out or moved."""
    records = [one for one in own if one.catalogue is Catalogue.DAY_OFF and one.code]
    holidays = {record.code: day for record in records if (day := _iso(record.code or ""))}
    decreed = {
        day: record.name or "día no laborable"
        for record in records
        if not record.retired and (day := record.day or holidays.get(record.code))
    }
    return DaysOff(decreed, frozenset(holidays.values()))


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        Catalogue(row["catalogue"]),  # type: ignore[call-arg]
        row["code"],
        row["name"],
        title=row["title"],
        pattern=row["pattern"],
        level=row["level"],
        minimum=_number(row["minimum"]),
        maximum=_number(row["maximum"]),
        number=_number(row["number"]),
        first_year=_number(row["first_year"]),
        last_year=_number(row["last_year"]),
        civil_society=row["civil"] == "1",
        source=row["source"],
        verified=row["verified"] == "1",
    )


def _number(text: str) -> int | None:
    return int(text) if text else None
