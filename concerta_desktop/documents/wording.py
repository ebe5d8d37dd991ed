"""How documents say dates, hours, amounts and identifiers in Spanish (es-PE)."""

from __future__ import annotations

from datetime import date, datetime, time

from concerta_desktop.documents.blocks import Value
from concerta_desktop.rules.spanish_dates import WEEKDAYS

UNKNOWN = "sin dato"


def show(value: Value) -> str:
    """A cell as people read it: 31/12/2026, 08:30, 4,25; unknown is "sin dato"."""
    match value:
        case None:
            return UNKNOWN
        case datetime():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case float():
            return f"{value:.2f}".replace(".", ",")
        case _:
            return str(value)


def weekday_date(day: date) -> str:
    """miércoles 12/08/2026"""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def hours(starts: time | None, ends: time | None) -> str:
    """08:30 a 17:00, or what is known of it."""
    if starts and ends:
        return f"{starts:%H:%M} a {ends:%H:%M}"
    if starts:
        return f"desde las {starts:%H:%M}"
    return f"hasta las {ends:%H:%M}" if ends else UNKNOWN


def people(count: int) -> str:
    """1 persona, 2 personas."""
    return f"{count} persona" if count == 1 else f"{count} personas"


def mask(identifier: str) -> str:
    """The end of a document number, and not even its length: 99990731 -> ****0731 (short ones show less)."""
    shown = 4 if len(identifier) >= 8 else len(identifier) // 3
    return "****" + identifier[len(identifier) - shown :]
