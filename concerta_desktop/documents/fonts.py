"""Inter for print, with fallbacks per run of characters; what no font has prints as □ and is told.

Widths come straight from the font tables: measuring a cell costs a sum, so that only cells that need
wrapping are wrapped.
"""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

Weight = Literal["regular", "medium", "semibold", "bold"]

_FILES: dict[Weight, str] = {
    "regular": "Inter-Regular.ttf",
    "medium": "Inter-Medium.ttf",
    "semibold": "Inter-SemiBold.ttf",
    "bold": "Inter-Bold.ttf",
}
_NO_GLYPH = "□"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT_RUN = re.compile(f"[{_RIGHT_TO_LEFT}](?:[^A-Za-zÀ-ɏ\\d]*[{_RIGHT_TO_LEFT}])*")
_BEYOND_FIRST_PLANE = re.compile("<([0-9A-F]{5,6})>")
_CLUSTER = re.compile(r"[\d٠-٩۰-۹]+|.", re.DOTALL)


class _Font(TTFont):
    """A font whose emoji can be copied, searched and read aloud.

    The table that says what each glyph means takes two bytes, or a pair of surrogates for what lies beyond
    the first plane; reportlab writes three bytes, which readers take for another letter.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's own name
        super().addObjects(doc)
        for name, item in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                item.content = _BEYOND_FIRST_PLANE.sub(_as_surrogates, item.content)


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: the name reportlab knows it by, and the width of each character it has (1000 = em)."""

    name: str
    widths: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces of one document, and the characters that none of them had."""

    faces: Mapping[Weight, Face]
    fallbacks: tuple[Face, ...]
    missing: set[str] = field(default_factory=set[str])

    def width(self, text: str, weight: Weight, size: float) -> float:
        """Width in points of one line of `text`."""
        widths = self.faces[weight].widths
        try:
            return sum([widths[ord(char)] for char in text]) * size / 1000
        except KeyError:
            runs = self.runs(text, weight)
            return sum(face.widths[ord(char)] for face, part in runs for char in part) * size / 1000

    def runs(self, text: str, weight: Weight) -> list[tuple[Face, str]]:
        """`text` in the order it is seen, cut where the face changes. Invisible characters are left out."""
        main = self.faces[weight]
        if all(ord(char) in main.widths for char in text):
            return [(main, text)] if text else []
        result: list[tuple[Face, str]] = []
        for char in visual_order(text):
            if _invisible(char):
                continue
            face, char = self._face_for(char, main)
            if result and result[-1][0] is face:
                result[-1] = (face, result[-1][1] + char)
            else:
                result.append((face, char))
        return result

    def _face_for(self, char: str, main: Face) -> tuple[Face, str]:
        if char.isspace() and ord(char) not in main.widths:
            return main, " "
        for face in (main, *self.fallbacks):
            if ord(char) in face.widths:
                return face, char
        self.missing.add(char)
        return main, _NO_GLYPH

    def warnings(self) -> tuple[str, ...]:
        """A sentence for the person who printed, when something could not be printed."""
        if not self.missing:
            return ()
        shown = ", ".join(f"U+{ord(char):04X}" for char in sorted(self.missing)[:8])
        sentence = (
            f"Hay caracteres que ninguna letra instalada puede imprimir ({shown}): aparecen como □. "
            "En Concerta siguen guardados como se escribieron."
        )
        return (sentence,)


def load_fonts() -> Fonts:
    """Fonts for one document; the files are read once per process."""
    faces, fallbacks = _load_files()
    return Fonts(faces, fallbacks)


@cache
def _load_files() -> tuple[Mapping[Weight, Face], tuple[Face, ...]]:
    folder = resources.path("fonts")
    faces: dict[Weight, Face] = {weight: _register(folder / name) for weight, name in _FILES.items()}
    return faces, tuple(_register(path) for path in sorted(folder.glob("Noto*.ttf")))


def _register(path: Path) -> Face:
    font = _Font(path.stem, str(path))
    pdfmetrics.registerFont(font)
    widths: dict[int, float] = font.face.charWidths
    return Face(path.stem, {char: widths[char] for char in font.face.charToGlyph if char in widths})


def _as_surrogates(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


def _invisible(char: str) -> bool:
    """Joiners, direction marks, variation selectors, skin tones: they only change their neighbours."""
    return (
        unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


def visual_order(text: str) -> str:
    """Right-to-left runs turned round, so that they read correctly when set from left to right.

    Letters are not joined and nested directions are not resolved: enough to recognise a name.
    """
    return _RIGHT_TO_LEFT_RUN.sub(lambda run: _turned(run.group()), text)


def _turned(run: str) -> str:
    clusters: list[str] = []
    for part in _CLUSTER.findall(run):
        if clusters and unicodedata.combining(part[0]):
            clusters[-1] += part
        else:
            clusters.append(part)
    return "".join(reversed(clusters))
