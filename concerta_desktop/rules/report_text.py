"""Text of a report section with figures in it: how it is stored, read and shown.

A figure is stored as `{{participantes.total}}`; it says what the data say each time it is shown. Two opening
braces that a person typed are stored as `{{{{}}`, so that nothing typed ever turns into a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

UNKNOWN = "sin dato"
_TYPED, _STORED = "{{", "{{{{}}"
_TOKEN = re.compile(r"\{\{(\{\{|[a-z]+\.[a-z_]+)\}\}")


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A place in a text where a figure stands, by its key."""

    key: str


Piece = str | FigureRef


def parse(stored: str) -> tuple[Piece, ...]:
    """The pieces of a stored text; neighbouring words are joined."""
    pieces: list[Piece] = []
    words, end = "", 0
    for token in _TOKEN.finditer(stored):
        words += stored[end : token.start()]
        end = token.end()
        if token[1] == _TYPED:
            words += _TYPED
            continue
        if words:
            pieces.append(words)
        words = ""
        pieces.append(FigureRef(token[1]))
    words += stored[end:]
    return (*pieces, words) if words else tuple(pieces)


def store(pieces: Iterable[Piece]) -> str:
    """What `parse` reads back as the same pieces."""
    return "".join(
        f"{{{{{piece.key}}}}}" if isinstance(piece, FigureRef) else piece.replace(_TYPED, _STORED)
        for piece in pieces
    )


def keys(stored: str) -> tuple[str, ...]:
    """Figures of a text, each once, in order."""
    return tuple(dict.fromkeys(piece.key for piece in parse(stored) if isinstance(piece, FigureRef)))


def shown(stored: str, figures: Mapping[str, str]) -> str:
    """The text as it is printed; a figure that is not known is "sin dato"."""
    return "".join(
        figures.get(piece.key, UNKNOWN) if isinstance(piece, FigureRef) else piece for piece in parse(stored)
    )


def seen(stored: str, figures: Mapping[str, str]) -> tuple[str, ...]:
    """What each figure of a text says now, to be kept with what the person wrote around it."""
    return tuple(f"{key}={_spaced(figures.get(key, UNKNOWN))}" for key in keys(stored))


def stale(stored: str, kept: Iterable[str] | None, figures: Mapping[str, str]) -> dict[str, str]:
    """Figures that changed since the text was edited: key -> what it said then."""
    before = dict(line.split("=", 1) for line in kept or () if "=" in line)
    return {
        key: before[key]
        for key in keys(stored)
        if key in before and before[key] != _spaced(figures.get(key, UNKNOWN))
    }


def _spaced(value: str) -> str:
    """As the store keeps it: "62 %" with an ordinary space."""
    return " ".join(value.split())


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines with something in them, without outer spaces."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def is_item(line: str) -> bool:
    """Whether a line is one of a list: it begins with "- "."""
    return line.startswith("- ")
