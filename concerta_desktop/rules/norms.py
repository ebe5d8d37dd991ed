"""The legal library [IV, requirement 3]: how a norm of the catalogue is found, cited, and chosen."""

from __future__ import annotations

from collections.abc import Iterable

from concerta_desktop.model.instancia import instancia_territory
from concerta_desktop.model.interventions import Intervention
from concerta_desktop.model.territory import Level, find
from concerta_desktop.rules.catalogues import Entry
from concerta_desktop.text import fold

_ALWAYS = ("ley-30364", "decreto-supremo-009-2016-mimp", "resolucion-ministerial-130-2021-mimp")
_REGIONAL, _LOCAL = "ley-27867", "ley-27972"


def citation(norm: Entry) -> str:
    """As a base legal writes it: "Ley N° 27972, Ley Orgánica de Municipalidades."."""
    return ", ".join(part for part in (norm.name, norm.title) if part).rstrip(".") + "."


def search(norms: Iterable[Entry], typed: str) -> tuple[Entry, ...]:
    """Those that have every word typed, blind to accents and capitals."""
    words = fold(typed).split()
    return tuple(one for one in norms if all(word in fold(f"{one.name} {one.title}") for word in words))


def usual(norms: Iterable[Entry], intervention: Intervention) -> tuple[Entry, ...]:
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
    return tuple(norm for norm in norms if norm.code in wanted)
