"""An agenda pasted from Excel or Word: lines of themes, with or without hours, minutes and facilitator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from concerta_desktop.text import fold

_TIME = re.compile(r"^(\d{1,2})[:.h](\d{2})\s*(a\.?\s?m\.?|p\.?\s?m\.?)?$", re.IGNORECASE)
_LEADING = re.compile(
    r"^(\d{1,2}[:.]\d{2}(?:\s*[ap]\.?\s?m\.?)?)(?:\s*(?:-|–|a|hasta)\s*(\d{1,2}[:.]\d{2}(?:\s*[ap]\.?\s?m\.?)?))?[\s:–-]*",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"^(\d{1,4})\s*(?:min\.?|minutos|')?$", re.IGNORECASE)
_DATE = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})$")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]|[-•·*])\s+")
_HEADINGS = {"tema", "temas", "actividad", "actividades", "hora", "facilita", "facilitador", "responsable"}

MOST_THEMES = 200
"""What is longer is not an agenda: a whole sheet was copied by mistake."""


@dataclass(frozen=True, slots=True)
class PastedTheme:
    """One line understood. None where the line says nothing."""

    theme: str
    day: date | None = None
    start: time | None = None
    minutes: int | None = None
    facilitator: str | None = None


def read_agenda(text: str) -> list[PastedTheme]:
    """The themes of a pasted text, one per line; headings, numbering and empty lines are left out.

    Cells are told apart by what they look like, not by their order: an hour, minutes, a date; the first
    text is the theme, the second who facilitates.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = (_line([cell.strip().strip('"').strip() for cell in line.split("\t")]) for line in lines)
    return [theme for theme in found if theme is not None]


def _line(cells: Sequence[str]) -> PastedTheme | None:
    words = [cell for cell in cells if cell]
    if not words or all(fold(word).rstrip(":") in _HEADINGS for word in words):
        return None
    understood = PastedTheme("")
    texts: list[str] = []
    for cell in words:
        fresh = _cell(cell, understood, alone=len(words) == 1)
        if fresh is None:
            texts.append(cell)
        else:
            understood = fresh
    if not texts:
        return None
    theme, understood = _theme(texts[0], understood)
    return replace(understood, theme=theme, facilitator=texts[1] if len(texts) > 1 else None)


def _cell(cell: str, known: PastedTheme, *, alone: bool) -> PastedTheme | None:
    """What a cell adds; None when it is plain text."""
    found = _LEADING.match(cell)
    if found and found.end() == len(cell) and not alone:
        return _with_hours(known, found.group(1), found.group(2))
    if known.minutes is None and (minutes := _MINUTES.match(cell)) and not alone:
        count = int(minutes.group(1))
        return replace(known, minutes=count) if 1 <= count <= 1440 else known
    if known.day is None and (day := _DATE.match(cell)):
        return replace(known, day=_day(*day.groups()))
    return None


def _theme(text: str, known: PastedTheme) -> tuple[str, PastedTheme]:
    """A theme without its numbering, and without the hour that it begins with."""
    text = _NUMBERING.sub("", text)
    found = _LEADING.match(text)
    if found and known.start is None and found.end() < len(text):
        return text[found.end() :], _with_hours(known, found.group(1), found.group(2))
    return text, known


def _with_hours(known: PastedTheme, start: str, end: str | None) -> PastedTheme:
    first, last = _time(start), _time(end) if end else None
    if first is None:
        return known
    minutes = known.minutes
    if last and last > first:
        span = datetime.combine(date.min, last) - datetime.combine(date.min, first)
        minutes = int(span.total_seconds()) // 60
    return replace(known, start=first, minutes=minutes)


def _time(text: str) -> time | None:
    found = _TIME.match(text.strip())
    if not found:
        return None
    hour, minute, half = int(found.group(1)), int(found.group(2)), fold(found.group(3) or "")[:1]
    hour += 12 if half == "p" and hour < 12 else -12 if half == "a" and hour == 12 else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
