"""Of whom something is said: an instancia by its code, or a government by the code of its territory.

"IPC-0504" is the instancia, "0504" the municipalidad provincial, "R05" the gobierno regional.
"""

from __future__ import annotations

from concerta_desktop.model.instancia import (
    instancia_label,
    instancia_name,
    instancia_territory,
    is_instancia_code,
)
from concerta_desktop.model.territory import Level, Territory, find

_METROPOLITAN = "RLM"
_SHORT = {Level.REGION: "GR de", Level.PROVINCE: "MP de", Level.DISTRICT: "MD de"}
_LONG = {
    Level.REGION: "Gobierno Regional de",
    Level.PROVINCE: "Municipalidad Provincial de",
    Level.DISTRICT: "Municipalidad Distrital de",
}


def place_territory(code: str) -> Territory | None:
    """Where the government or instancia is; None when the catalogue does not have it."""
    return find(code) or instancia_territory(code)


def place_label(code: str) -> str:
    """As lists show it: "IPC Huanta", "MP de Huanta", "GR de Ayacucho"."""
    if is_instancia_code(code):
        return instancia_label(code)
    return _government(code, _SHORT, "MM de Lima")


def place_name(code: str) -> str:
    """As documents write it: "Municipalidad Provincial de Huanta"."""
    if is_instancia_code(code):
        return instancia_name(code)
    return _government(code, _LONG, "Municipalidad Metropolitana de Lima")


def _government(code: str, titles: dict[Level, str], metropolitan: str) -> str:
    found = find(code)
    if found is None:
        return f"{code} (no está en el catálogo)"
    return metropolitan if code == _METROPOLITAN else f"{titles[found.level]} {found.name}"
