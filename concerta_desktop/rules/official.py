"""Names of the years and numbers of documents, as the ministry writes them [2.8]."""

from __future__ import annotations

import re

from concerta_desktop.errors import ValidationError

_DECADES = ((2018, 2027, "Decenio de la Igualdad de Oportunidades para Mujeres y Hombres"),)
_YEAR_NAMES = {
    2025: "Año de la Recuperación y Consolidación de la Economía Peruana",
    2026: "Año de la Esperanza y el Fortalecimiento de la Democracia",
}
NUMBER_PATTERN = "INFORME N° D{número}-{año}-MIMP-{unidad}-{siglas}"
"""Inferred from one example: a setting. The document system gives the number."""
OFICIO_PATTERN = "OFICIO N° D{número}-{año}-MIMP-{unidad}"
"""As the report's: the DGCVG signs, so no initials follow."""
_BLANK = "______"
_FIELDS = ("{número}", "{año}", "{unidad}", "{siglas}")
_BARE = re.compile(r"D?(\d{1,8})")


def decade_name(year: int) -> str:
    """The official name of the decade of a year; "" when this version does not know it."""
    return next((name for first, last, name in _DECADES if first <= year <= last), "")


def year_name(year: int) -> str:
    """The official name of a year; "" when this version does not know it."""
    return _YEAR_NAMES.get(year, "")


def check_pattern(pattern: str, field: str) -> None:
    """Raise `ValidationError` naming `field` when numbers could not be written with it."""
    unknown = next((one for one in re.findall(r"\{[^{}]*\}", pattern) if one not in _FIELDS), "")
    if unknown or "{número}" not in pattern:
        raise ValidationError(
            field,
            f"«{unknown}» no se conoce." if unknown else "Falta {número}, donde el sistema pone el número.",
            todo=f"Use {', '.join(_FIELDS)}; lo demás sale como se escriba.",
        )


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
