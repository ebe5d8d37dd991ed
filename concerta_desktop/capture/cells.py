"""Pasted text to rows of cells: from Excel and LibreOffice (tabs, quotes), Word tables, CSV, plain lists."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2000\u2001\u2002\u2003\u2009\u3000"), " ")
_NOTHING = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))


def cells(text: str) -> list[list[str]]:
    """The rows of a pasted text, every one as long as the longest; cells trimmed, odd spaces made plain.

    Line breaks inside a quoted cell stay. Control characters stay too: the caller names their row.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES | _NOTHING)
    delimiter = _delimiter(text)
    rows = [[cell.strip() for cell in row] for row in _split(text, delimiter)]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _delimiter(text: str) -> str:
    """Tabs when there is one; else semicolons or commas that cut every line alike; else one column.

    A comma inside each name ("Ccoyllo Risco, Marleni") cuts lines alike too: it takes two to count.
    """
    if "\t" in text:
        return "\t"
    lines = [line for line in text.split("\n") if line.strip()]
    if _regular(lines, ";", least=1):
        return ";"
    return "," if _regular(lines, ",", least=2) else "\t"


def _regular(lines: list[str], mark: str, *, least: int) -> bool:
    """Whether most lines hold the same number of marks, at least `least`."""
    found = Counter(_marks(lines, mark))
    if not found:
        return False
    number, times = found.most_common(1)[0]
    return number >= least and times * 10 >= len(lines) * 8


def _marks(lines: Iterable[str], mark: str) -> Iterable[int]:
    """Marks of each line, those inside quotes left out."""
    for line in lines:
        yield sum(part.count(mark) for part in line.split('"')[::2])


def _split(text: str, delimiter: str) -> list[list[str]]:
    """Quotes are read as Excel writes them; when they do not close, as letters like any other."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return [line.split(delimiter) for line in text.split("\n")]
