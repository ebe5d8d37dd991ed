"""Of which territory somebody speaks, by ubigeo or by names, blind to accents and capitals.

When more than one fits, all of them are given: which one is for a person to say.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from concerta_desktop.model.territory import Level, Territory, all_territories, find, region_of
from concerta_desktop.text import fold

_ALIASES = {
    "lima provincias": ("R15",),
    "lima region": ("R15",),
    "region lima": ("R15",),
    "municipalidad metropolitana de lima": ("RLM",),
    "lima": ("R15", "RLM"),
}
_PREFIXES = (
    *("gobierno regional de ", "municipalidad provincial de ", "municipalidad distrital de "),
    *("region ", "departamento de ", "provincia de ", "distrito de ", "provincia constitucional del "),
)


def plain(name: str) -> str:
    """A territory's name as it is compared: "LIMA ", "Líma" and "Provincia de Lima" are one."""
    text = " ".join(fold(name).replace("-", " ").replace(".", " ").split())
    for prefix in _PREFIXES:
        text = text.removeprefix(prefix)
    return text


def of_ubigeo(digits: str, level: Level | None) -> tuple[Territory, ...]:
    """Territories that an official code may mean: leading zero lost, "0504" and "050400" the province,
    "050000" the region; with `level` provincial, the capital district stands for its province."""
    if not digits.isdecimal() or not 1 <= len(digits) <= 6:
        return ()
    if len(digits) % 2:
        digits = f"0{digits}"
    if len(digits) == 6 and digits.endswith("0000"):
        digits = digits[:2]
    elif len(digits) == 6 and digits.endswith("00"):
        digits = digits[:4]
    if len(digits) == 2:
        return _regions(digits)
    if level is Level.REGION:
        return _regions(digits[:2])
    if level is Level.PROVINCE:
        digits = digits[:4]
    found = find(digits)
    if found and found.repeats:
        found = find(found.repeats)
    return (found,) if found else ()


def of_names(region: str, province: str, district: str, level: Level | None) -> tuple[Territory, ...]:
    """Territories that these names may mean together; "" = not said. Without `level`, the most precise."""
    level = level or (Level.DISTRICT if district else Level.PROVINCE if province else Level.REGION)
    wanted = {Level.REGION: region, Level.PROVINCE: province, Level.DISTRICT: district}[level]
    found = _named(level, wanted or province or region)
    if region:
        codes = {one.code for one in _named(Level.REGION, region)}
        if codes:
            found = tuple(one for one in found if one.region in codes)
    if province and level is Level.DISTRICT:
        codes = {one.code for one in _named(Level.PROVINCE, province)}
        found = tuple(one for one in found if one.parent in codes)
    return found


def agrees(found: Territory, region: str, province: str, district: str) -> bool:
    """Whether the names written beside a code are those of its territory."""
    owner = region_of(found.code)
    if region and owner and owner.code not in {one.code for one in _named(Level.REGION, region)}:
        return False
    if found.level is Level.REGION:
        return True
    parent = find(found.parent) if found.level is Level.DISTRICT else found
    if province and parent and plain(parent.name) != plain(province):
        return False
    return not (district and found.level is Level.DISTRICT and plain(found.name) != plain(district))


def _named(level: Level, name: str) -> tuple[Territory, ...]:
    key = plain(name)
    if level is Level.REGION and key in _ALIASES:
        return tuple(one for code in _ALIASES[key] if (one := find(code)))
    return tuple(_index().get((level, key), ()))


@cache
def _index() -> dict[tuple[Level, str], list[Territory]]:
    found: dict[tuple[Level, str], list[Territory]] = defaultdict(list)
    for one in all_territories():
        found[one.level, plain(one.name)].append(one)
    return dict(found)


def _regions(department: str) -> tuple[Territory, ...]:
    codes = ("R15", "RLM") if department == "15" else (f"R{department}",)
    return tuple(one for code in codes if (one := find(code)))
