"""Type: Inter in pixel sizes, by role. `font("title")`, `font("body", tabular=True)`.

Sizes are in pixels, so `QFont.pointSizeF()` is -1 everywhere: never compute with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase

import resources

Role = Literal[
    "title",
    "panel",
    "card",
    "body",
    "emphasis",
    "strong",
    "secondary",
    "header",
    "badge",
    "small",
    "figure",
    "figure28",
    "figure22",
    "door",
    "editor",
]

_SIZES: dict[str, tuple[int, int]] = {
    "title": (20, 600),
    "panel": (16, 600),
    "card": (14, 600),
    "body": (13, 400),
    "emphasis": (13, 500),
    "strong": (13, 600),
    "secondary": (12, 400),
    "header": (12, 600),
    "badge": (12, 500),
    "small": (11, 400),
    "figure": (40, 600),
    "figure28": (28, 600),
    "figure22": (22, 600),
    "door": (24, 600),
    "editor": (14, 400),
}


PROMPT = ("Inter-Medium.ttf", "Inter-Regular.ttf", "Inter-SemiBold.ttf")
"""What the prompt is written in. The rest (bold, emoji, Arabic, Hebrew) is half the time of loading them."""


def load_fonts(faces: Sequence[str] = ()) -> None:
    """Register the bundled typefaces with Qt, after the application exists: `faces`, or all there are."""
    for name in faces or sorted(file.name for file in resources.path("fonts").glob("*.ttf")):
        _register(name)


@cache
def _register(name: str) -> None:
    QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))


def font(role: Role = "body", *, weight: int | None = None, tabular: bool = False) -> QFont:
    """The font of a role; `tabular` gives figures of one width, for tables, counts and dates."""
    return QFont(_made(role, weight, tabular))  # a copy: it may be changed


@cache
def _made(role: Role, weight: int | None, tabular: bool) -> QFont:
    size, usual = _SIZES[role]
    made = QFont("Inter")
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight or usual))
    # Always set: a painter fills what a font leaves open from the font of the widget it paints on.
    made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.5 if role == "door" else 0)
    if tabular or role.startswith("figure"):
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
