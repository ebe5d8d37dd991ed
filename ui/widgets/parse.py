"""Reading what people type fast: dates, times and whole numbers. Pure; messages are for the screen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta

from concerta_desktop.model.fields import FieldSpec, Kind
from concerta_desktop.text import fold

_WORDS = {"hoy": 0, "ayer": -1, "manana": 1, "pasado manana": 2}
_DATE_HELP = "Escriba día, mes y año, por ejemplo 12/08/2026."
_TIME_HELP = "Escriba la hora, por ejemplo 0830 u 08:30."


def parse_date(text: str, today: date) -> date | None:
    """The day meant by `12/08/2026`, `12/8/26`, `12-8`, `120826`, `1208` or `hoy`; None when empty.

    Without a year it is the year of `today`. Raises `ValueError` with a sentence for the user.
    """
    typed = fold(text)
    if not typed:
        return None
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    parts = _date_parts(typed)
    if parts is None:
        raise ValueError(_DATE_HELP)
    day, month, year = parts
    if not 1 <= month <= 12:
        raise ValueError(f"El mes {month} no existe. {_DATE_HELP}")
    if year and not 1900 <= year <= 2100:
        raise ValueError(f"Revise el año {year}. {_DATE_HELP}")
    try:
        return date(year or today.year, month, day)
    except ValueError:
        raise ValueError(f"El {day:02}/{month:02}/{year or today.year} no existe en el calendario.") from None


def parse_time(text: str) -> time | None:
    """The time meant by `0830`, `830`, `8:30`, `8.30`, `8`, `14h`, `3 pm`; None when empty.

    Raises `ValueError` with a sentence for the user.
    """
    typed = fold(text).replace(".", ":").replace(" ", "")
    if not typed:
        return None
    found = re.fullmatch(r"(\d{1,2})(?:[:h]?(\d{2}))?h?(?:([ap]):?m:?)?", typed)
    if found is None:
        raise ValueError(_TIME_HELP)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise ValueError(_TIME_HELP)
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"La hora {hour}:{minute:02} no existe. {_TIME_HELP}")
    return time(hour, minute)


def parse_int(text: str, low: int, high: int) -> int | None:
    """A whole number between `low` and `high`; thousands may be apart by a space. None when empty.

    Raises `ValueError` with a sentence for the user.
    """
    typed = "".join(text.split())
    if not typed:
        return None
    if not re.fullmatch(r"-?[0-9]+", typed):
        raise ValueError("Escriba un número entero, solo con cifras.")
    number = int(typed[:14])  # whatever is longer is out of range by then
    if not low <= number <= high:
        raise ValueError(f"Escriba un número entre {low} y {high}.")
    return number


def parse_value(field: FieldSpec, text: str, today: date) -> object:
    """What was typed in a cell, by the declaration of its field; None when empty.

    Raises `ValueError` with a sentence for the user.
    """
    match field.kind:
        case Kind.DATE:
            return parse_date(text, today)
        case Kind.TIME:
            return parse_time(text)
        case Kind.INTEGER:
            return parse_int(text, field.facts.minimum, field.facts.maximum)
        case Kind.BOOLEAN:
            return _one_of({"Sí": True, "No": False}, text)
        case Kind.CHOICE:
            return _one_of({member.label: member for member in field.choices or ()}, text)
        case Kind.CHOICES | Kind.TEXTS | Kind.MOMENT:
            raise ValueError("Esto no se escribe en una celda.")
        case Kind.TEXT:
            return text.strip() or None


def _one_of(meanings: Mapping[str, object], text: str) -> object:
    """One of a few words, of which the beginning is enough when it is of one only."""
    typed = fold(text)
    if not typed:
        return None
    found = [value for word, value in meanings.items() if fold(word).startswith(typed)]
    found = [value for word, value in meanings.items() if fold(word) == typed] or found
    if len(found) != 1:
        raise ValueError(f"Escriba uno de estos: {', '.join(meanings)}.")
    return found[0]


def _date_parts(typed: str) -> tuple[int, int, int] | None:
    """Day, month and year (0 when not given), or None when it does not look like a date."""
    found = re.fullmatch(r"(\d{1,2})[/\-. ](\d{1,2})(?:[/\-. ](\d{4}|\d{2}))?", typed)
    if found is None:
        found = re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})?", typed)
    if found is None:
        return None
    year = int(found[3] or 0)
    if found[3] is not None and len(found[3]) == 2:
        year += 2000
    return int(found[1]), int(found[2]), year
