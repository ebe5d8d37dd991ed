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


@dataclass(frozen=True, slots=True)
class Entry:
    """`level` "" = all of them; `verified` False = "por verificar"; `own` = written by a person."""

    catalogue: Catalogue
    code: str
    name: str
    level: str = ""
    minimum: int | None = None
    maximum: int | None = None
    number: int | None = None
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
        found[record.code] = replace(
            standing,
            name=record.name or standing.name,
            level=record.level or standing.level,
            minimum=standing.minimum if record.minimum is None else record.minimum,
            maximum=standing.maximum if record.maximum is None else record.maximum,
            number=standing.number if record.number is None else record.number,
            civil_society=standing.civil_society if record.civil_society is None else record.civil_society,
            day=record.day or standing.day,
            source=record.source or standing.source,
            verified=bool(record.verified),
            own=True,
        )
    return tuple(found.values())


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        Catalogue(row["catalogue"]),  # type: ignore[call-arg]
        row["code"],
        row["name"],
        level=row["level"],
        minimum=_number(row["minimum"]),
        maximum=_number(row["maximum"]),
        number=_number(row["number"]),
        civil_society=row["civil"] == "1",
        source=row["source"],
        verified=row["verified"] == "1",
    )


def _number(text: str) -> int | None:
    return int(text) if text else None
