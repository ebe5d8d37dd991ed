"""Names of the years and numbers of documents, as the ministry writes them [2.8]."""

from __future__ import annotations

import re
from collections.abc import Iterable

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.rules.catalogues import Entry, shipped

_BLANK = "______"
_FIELDS = ("{número}", "{año}", "{unidad}", "{siglas}")
_BARE = re.compile(r"D?(\d{1,8})")


def decade_name(names: Iterable[Entry], year: int) -> str:
    """The official name of the decade of a year, the last written of them; "" when the catalogue has none."""
    return _last(one for one in names if one.last_year and (one.first_year or 0) <= year <= one.last_year)


def year_name(names: Iterable[Entry], year: int) -> str:
    """The official name of a year, the last written of them; "" when the catalogue has none."""
    return _last(one for one in names if not one.last_year and one.first_year == year)


def _last(names: Iterable[Entry]) -> str:
    return next(iter([one.name for one in names][::-1]), "")


def number_pattern(patterns: Iterable[Entry], code: str) -> str:
    """The pattern in force for the numbers of a kind of document; that which ships where it was lost."""
    found = (one.pattern for one in (*patterns, *shipped(Catalogue.NUMBER_PATTERN)) if one.code == code)
    return next(pattern for pattern in found if pattern)


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
