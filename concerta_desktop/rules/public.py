"""Whom Cuadro 2 sends for, recognised in a directory: by cargo within the government, or by entity [B.3, 33].

A clue recognises both the words of the Cuadro and those of the directory, so the Cuadro stays data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from concerta_desktop.model.choices import EntityKind, InterventionType
from concerta_desktop.rules.cuadros import cuadro
from concerta_desktop.text import fold

GOVERNMENTS = frozenset(
    {
        EntityKind.REGIONAL_GOVERNMENT,
        EntityKind.PROVINCIAL_MUNICIPALITY,
        EntityKind.DISTRICT_MUNICIPALITY,
    }
)
_SECTORS = re.compile(
    r"(?<!\w)(?:diresa|geresa|diris|red (?:integrada )?de salud|(?:direccion|gerencia)(?: o gerencia)?"
    r" regional de salud|dre|gre|ugel|unidad de gestion educativa"
    r"|(?:direccion|gerencia) regional de educacion)(?!\w)"
)
_HEALTH = re.compile(r"(?<!\w)(?:diresa|geresa|diris|salud)(?!\w)")
_EDUCATION = re.compile(r"(?<!\w)(?:dre|gre|ugel|educacion|educativa)(?!\w)")
_OFFICES = (
    re.compile(r"(?<!\w)(?:desarrollo (?:e inclusion )?social|desarrollo humano|gds)(?!\w)"),
    re.compile(r"(?<!\w)(?:planeamiento|planificacion|presupuesto|acondicionamiento)(?!\w)"),
    re.compile(r"(?<!\w)(?:recursos humanos|rr\.? ?hh|gestion de personas|personal)(?!\w)"),
)


@dataclass(frozen=True, slots=True)
class Sought:
    """One participant that Cuadro 2 names, in its words."""

    label: str
    clue: re.Pattern[str]
    of_entity: bool
    """An entity of a sector, which may belong to the region; otherwise an office of the government."""

    def speaks_of(self, position: str | None, entity: str | None, kind: EntityKind | None) -> bool:
        """Whether somebody with this cargo, of this entity, is meant."""
        name = fold(entity or "")
        if self.of_entity:
            return bool(_SECTORS.search(name) and self.clue.search(name))
        sector = _SECTORS.search(name)
        return kind in GOVERNMENTS and not sector and bool(self.clue.search(fold(position or "")))


def sought(kind: InterventionType) -> tuple[Sought, ...]:
    """The participants of a type, in the order of the Cuadro; none for the types that call the members of
    the instancia, whichever they are."""
    return tuple(_sought(line) for line in cuadro(kind).invited)


def _sought(line: str) -> Sought:
    words = fold(line)
    label = line.partition(", en su calidad")[0].rstrip(".")
    if _SECTORS.search(words):
        return Sought(label, _HEALTH if _HEALTH.search(words) else _EDUCATION, of_entity=True)
    return Sought(label, next(clue for clue in _OFFICES if clue.search(words)), of_entity=False)
