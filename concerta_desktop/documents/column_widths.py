"""How wide the columns of a table are set: as its composer shares them, and no title out of scale."""

from __future__ import annotations

from collections.abc import Sequence

from concerta_desktop.documents.blocks import Column
from concerta_desktop.documents.fonts import Fonts

TITLE_SIZE = 7.5
"""Points of a column's title."""


def column_widths(columns: Sequence[Column], fonts: Fonts, width: float, padding: float) -> list[float]:
    """Points per column, `width` in all.

    A column too narrow for the longest word of its title takes what it lacks from the others, in proportion
    to what each has to spare: else that title would be set smaller than its neighbours.
    """
    total = sum(column.width for column in columns)
    widths = [column.width * width / total for column in columns]
    needed = [_longest_word(column, fonts) + padding for column in columns]
    spare = [max(0.0, has - needs) for has, needs in zip(widths, needed, strict=True)]
    lacking = sum(max(0.0, needs - has) for has, needs in zip(widths, needed, strict=True))
    if not lacking or lacking > sum(spare):
        return widths
    given = lacking / sum(spare)
    return [max(has, needs) - more * given for has, needs, more in zip(widths, needed, spare, strict=True)]


def _longest_word(column: Column, fonts: Fonts) -> float:
    """Points of the widest word of the title, and a hair for rounding."""
    words = column.title.split()
    return max((fonts.width(word, "semibold", TITLE_SIZE) for word in words), default=0.0) + 0.1
