"""Text into a box: one line if it fits, then two, then smaller, and only then cut with "…".

Measuring comes first: most cells of a register fit as they are, and wrapping every cell costs nine times
as much as wrapping those that need it.
"""

from __future__ import annotations

from dataclasses import dataclass

from concerta_desktop.documents.fonts import Fonts, Weight

LEADING = 1.18
"""Line height, in sizes."""
SMALLEST = 5.0
"""Points; below this nobody reads, so longer text is cut unless it must be whole."""
_BREAK = 1.0
"""Points below the smallest; whole words and numbers shrink as far before they are broken in two."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit their box at `size` points."""

    lines: tuple[str, ...]
    size: float


def fit(
    fonts: Fonts,
    text: str,
    weight: Weight,
    size: float,
    width: float,
    height: float,
    *,
    whole: bool = False,
    leading: float = LEADING,
    smallest: float = SMALLEST,
) -> Fitted:
    """Set `text` in a box of `width` x `height` points, `size` at most; `whole` shrinks and never cuts."""
    if "\n" not in text and fonts.width(text, weight, size) <= width:
        return Fitted((text,), size)
    while True:
        lines = wrap(fonts, text, weight, size, width)
        room = max(1, int(height / (size * leading)))
        broken = whole and size > smallest - _BREAK and _too_wide(fonts, text, weight, size, width)
        if len(lines) <= room and not broken:
            return Fitted(lines, size)
        if size <= smallest and not whole:
            return Fitted((*lines[: room - 1], _cut(fonts, lines[room - 1], weight, size, width)), size)
        size = max(smallest, size - 0.5) if size > smallest else size * 0.92


def _too_wide(fonts: Fonts, text: str, weight: Weight, size: float, width: float) -> bool:
    return any(fonts.width(word, weight, size) > width for word in text.split())


def wrap(fonts: Fonts, text: str, weight: Weight, size: float, width: float) -> tuple[str, ...]:
    """`text` in lines no wider than `width` points; a word longer than a line is broken where it must."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            joined = f"{line} {word}" if line else word
            if fonts.width(joined, weight, size) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            line = word
            while fonts.width(line, weight, size) > width and len(line) > 1:
                head = _head(fonts, line, weight, size, width)
                lines.append(line[:head])
                line = line[head:]
        lines.append(line)
    return tuple(lines)


def _head(fonts: Fonts, word: str, weight: Weight, size: float, width: float) -> int:
    """How many characters of `word` fit in `width`; at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if fonts.width(word[:middle], weight, size) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(fonts: Fonts, line: str, weight: Weight, size: float, width: float) -> str:
    while line and fonts.width(line + "…", weight, size) > width:
        line = line[:-1]
    return line.rstrip(" ,.;") + "…"
