"""Names of the years and numbers of documents, as the ministry writes them [2.8]."""

from __future__ import annotations

import re

DECADE = "Decenio de la Igualdad de Oportunidades para Mujeres y Hombres"
_YEAR_NAMES = {
    2025: "Año de la Recuperación y Consolidación de la Economía Peruana",
    2026: "Año de la Esperanza y el Fortalecimiento de la Democracia",
}
NUMBER_PATTERN = "INFORME N° D{número}-{año}-MIMP-{unidad}-{siglas}"
"""Inferred from one example: a setting. The document system gives the number."""
OFICIO_PATTERN = "OFICIO N° D{número}-{año}-MIMP-{unidad}"
"""As the report's: the DGCVG signs, so no initials follow."""
_BLANK = "______"
_BARE = re.compile(r"D?(\d{1,8})")


def year_name(year: int) -> str:
    """The official name of a year; "" when this version does not know it."""
    return _YEAR_NAMES.get(year, "")


def document_number(pattern: str, recorded: str, *, year: int, unit: str, initials: str) -> str:
    """The number of a document: blank until recorded; only its digits, or whole as the system gave it."""
    bare = _BARE.fullmatch(recorded.strip())
    if recorded.strip() and not bare:
        return recorded.strip()
    values = {
        "{número}": f"{int(bare[1]):06d}" if bare else _BLANK,
        "{año}": str(year),
        "{unidad}": unit or "DPVLV",
        "{siglas}": initials or "___",
    }
    for name, value in values.items():
        pattern = pattern.replace(name, value)
    return pattern
