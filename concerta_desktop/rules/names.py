"""Names of people: told apart, written properly, compared.

Peruvian names carry two surnames; lists write them first ("Ccoyllo Risco, Marleni"), speech last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from concerta_desktop.text import fold

_PARTICLES = {
    "de",
    "del",
    "la",
    "las",
    "los",
    "y",
    "e",
    "da",
    "do",
    "dos",
    "di",
    "van",
    "von",
    "der",
    "vda",
    "vda.",
}
_PREFIXES = _PARTICLES | {"san", "santa"}
_JOINING = {"y", "e"}
_TITLE = re.compile(r"(?:[A-Za-zÁ-ú]{1,6}\d?\.(?:ª|º)?\s*)+(?=\w{2})")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"(?:[^\W\d_]|[ .,'’ʼ-])*")


@cache
def _given() -> frozenset[str]:
    """Common given names: enough to tell which end of a column of full names they stand at."""
    path = resources.files("resources") / "catalogues" / "given_names.txt"
    return frozenset(path.read_text("utf-8").split())


@dataclass(frozen=True)
class FullName:
    surnames: str
    names: str


def split_name(text: str, *, given_first: bool = False) -> FullName:
    """Tell surnames from names: a comma decides; else the two first units are surnames (or the two last).

    "de la", "del", "y", "san" belong to the word they lean on: "De la Cruz Quispe María del Carmen".
    """
    surnames, comma, names = text.partition(",")
    if comma:
        return FullName(proper_case(surnames), proper_case(names))
    units = _units(text.split())
    if given_first:
        cut = max(len(units) - 2, 1) if len(units) > 1 else 0
        names, surnames = " ".join(units[:cut]), " ".join(units[cut:])
    else:
        cut = 2 if len(units) > 2 else 1
        surnames, names = " ".join(units[:cut]), " ".join(units[cut:])
    shouted = _one_case(text)
    return FullName(_cased(surnames, shouted=shouted), _cased(names, shouted=shouted))


def proper_case(text: str) -> str:
    """ "ÑAHUI QUISPE" -> "Ñahui Quispe"; a name in mixed case stays as typed, and so does what is no name."""
    return _cased(text, shouted=_one_case(text))


def without_title(text: str) -> str:
    """ "Lic. Marleni Ccoyllo" -> "Marleni Ccoyllo": abbreviations with their point at the beginning."""
    return _TITLE.sub("", text, count=1) if _TITLE.match(text) else text


def display(surnames: str | None, names: str | None) -> str:
    """As lists show a person: "Ccoyllo Risco, Marleni"."""
    return ", ".join(part for part in (surnames, names) if part) or "sin dato"


def name_key(surnames: str | None, names: str | None) -> str:
    """Equal for the same person however the name was written: order, accents, particles, capitals."""
    words = _WORD.findall(fold(f"{surnames or ''} {names or ''}"))
    return " ".join(sorted(word for word in words if word not in _PARTICLES))


def given_names_first(texts: Iterable[str]) -> bool:
    """Whether a column of full names without commas writes given names before surnames."""
    first = last = 0
    for text in texts:
        words = fold(text).split()
        if len(words) >= 3 and "," not in text:
            first += words[0] in _given()
            last += words[-1] in _given()
    return first > last


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name here."""
    return fold(word) in _given()


def _units(words: list[str]) -> list[str]:
    """Words with the particles that lean on them: ["De la Cruz", "Quispe", "María", "del Carmen"]."""
    units: list[str] = []
    leaning: list[str] = []
    for word in words:
        plain = fold(word)
        if plain in _JOINING and units and not leaning:
            leaning = [units.pop(), word]
        elif plain in _PREFIXES:
            leaning.append(word)
        else:
            units.append(" ".join([*leaning, word]))
            leaning = []
    return units + ([" ".join(leaning)] if leaning else [])


def _one_case(text: str) -> bool:
    return text in (text.upper(), text.lower()) and _NAME.fullmatch(text) is not None


def _cased(text: str, *, shouted: bool) -> str:
    words = text.split()
    if not shouted:
        return " ".join(words)
    return " ".join(
        word.lower() if index and word.lower() in _PARTICLES else _capital(word)
        for index, word in enumerate(words)
    )


def _capital(word: str) -> str:
    """Capitals after a hyphen or an apostrophe too: "GARCIA-SAYAN" -> "Garcia-Sayan"."""
    return _WORD.sub(lambda part: part[0][:1].upper() + part[0][1:].lower(), word)
