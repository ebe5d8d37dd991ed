"""The legal library [IV, requirement 3]: the 21 listed norms and those of the notes, with their source.

Shipped and read-only; what a person adds is a `Norm` record. A norm enters a document as its citation.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from concerta_desktop.model.instancia import instancia_territory
from concerta_desktop.model.interventions import Intervention
from concerta_desktop.model.norms import Norm
from concerta_desktop.model.territory import Level, find
from concerta_desktop.text import fold

OWN = "Agregada en Concerta"
_ALWAYS = ("ley-30364", "decreto-supremo-009-2016-mimp", "resolucion-ministerial-130-2021-mimp")
_REGIONAL, _LOCAL = "ley-27867", "ley-27972"


@dataclass(frozen=True, slots=True)
class NormEntry:
    """A norm as the library lists it. `code` is stable; `own` = added by a person."""

    code: str
    name: str
    title: str
    source: str
    own: bool = False

    @property
    def citation(self) -> str:
        """As a base legal writes it: "Ley N° 27972, Ley Orgánica de Municipalidades."."""
        return ", ".join(part for part in (self.name, self.title) if part).rstrip(".") + "."


@cache
def shipped() -> tuple[NormEntry, ...]:
    """The norms that travel with the program, in the order of the source."""
    text = (resources.files("resources") / "catalogues" / "norms.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(NormEntry(row["code"], row["name"], row["title"], row["source"]) for row in rows)


def library(own: Iterable[Norm]) -> tuple[NormEntry, ...]:
    """Those shipped, then those that somebody added."""
    added = (
        NormEntry(norm.id, norm.name or "sin dato", norm.title or "", norm.origin or OWN, own=True)
        for norm in own
    )
    return (*shipped(), *added)


def search(entries: Iterable[NormEntry], typed: str) -> tuple[NormEntry, ...]:
    """Those that have every word typed, blind to accents and capitals."""
    words = fold(typed).split()
    return tuple(one for one in entries if all(word in fold(f"{one.name} {one.title}") for word in words))


def usual(intervention: Intervention) -> tuple[NormEntry, ...]:
    """What the report of an intervention cites unless somebody chooses otherwise: the Ley, its Reglamento,
    the directive of technical assistance, and the organic laws of the levels it serves."""
    served = [find(code) for code in intervention.territories or ()]
    served += [instancia_territory(code) for code in intervention.instancias or ()]
    levels = {territory.level for territory in served if territory}
    wanted: set[str] = set(_ALWAYS)
    if Level.REGION in levels:
        wanted.add(_REGIONAL)
    if levels & {Level.PROVINCE, Level.DISTRICT}:
        wanted.add(_LOCAL)
    return tuple(norm for norm in shipped() if norm.code in wanted)
