"""Instancias de concertación: one per level and territory, so their code follows from its code.

"IRC-R05" regional, "IPC-0504" provincial, "IDC-050401" distrital.
"""

from __future__ import annotations

from concerta_desktop.model.territory import Level, Territory, find

_SIGLAS = {Level.REGION: "IRC", Level.PROVINCE: "IPC", Level.DISTRICT: "IDC"}
_ADJECTIVES = {Level.REGION: "Regional", Level.PROVINCE: "Provincial", Level.DISTRICT: "Distrital"}


def instancia_code(territory: Territory) -> str:
    """The code of the instancia of a territory, whether created or not."""
    return f"{_SIGLAS[territory.level]}-{territory.code}"


def level_of(siglas: str) -> Level | None:
    """The level that "IRC", "IPC" or "idc" speak of."""
    return next((level for level, known in _SIGLAS.items() if known == siglas.upper()), None)


def instancia_territory(code: str) -> Territory | None:
    """The territory of an instancia; None when there is no such instancia."""
    siglas, _, territory_code = code.partition("-")
    territory = find(territory_code)
    return territory if territory and _SIGLAS[territory.level] == siglas else None


def is_instancia_code(text: str) -> bool:
    return instancia_territory(text) is not None


def instancia_label(code: str) -> str:
    """As lists show it: "IPC Huanta"."""
    territory = instancia_territory(code)
    if territory is None:
        return f"{code} (no está en el catálogo)"
    return f"{_SIGLAS[territory.level]} {territory.name}"


def instancia_name(code: str) -> str:
    """As documents write it: "Instancia Provincial de Concertación de Huanta"."""
    territory = instancia_territory(code)
    if territory is None:
        return f"{code} (no está en el catálogo)"
    return f"Instancia {_ADJECTIVES[territory.level]} de Concertación de {territory.name}"
