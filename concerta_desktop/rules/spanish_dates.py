"""Dates and hours in the words of Peru ("setiembre"), made by hand: Windows may have no Spanish locale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def numeric(day: date) -> str:
    """ "12/08/2026" """
    return f"{day:%d/%m/%Y}"


def long_date(day: date) -> str:
    """ "12 de agosto de 2026" """
    return f"{day.day} de {_month(day)} de {day.year}"


def document_date(place: str, day: date) -> str:
    """As official documents head it: "Lima, 07 de marzo de 2026"."""
    return f"{place}, {day:%d} de {_month(day)} de {day.year}"


def weekday_date(day: date) -> str:
    """ "lunes 10 de agosto" """
    return f"{WEEKDAYS[day.weekday()]} {day.day} de {_month(day)}"


def weekday_short(day: date) -> str:
    """ "mié 12" """
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day}"


def month_short(day: date) -> str:
    """ "ago" """
    return _month(day)[:3]


def short_date(day: date, this_year: int | None = None) -> str:
    """ "12 ago"; with the year when it is not `this_year`."""
    year = "" if this_year in (None, day.year) else f" {day.year}"
    return f"{day.day} {month_short(day)}{year}"


def days_in_words(days: Iterable[date]) -> str:
    """ "12 y 13 de agosto de 2026", "del 12 al 15 de agosto de 2026"; "sin fecha" when there is none."""
    ordered = sorted(set(days))
    if not ordered:
        return "sin fecha"
    if len(ordered) > 2 and _run(ordered):
        return period_in_words(ordered[0], ordered[-1])
    parts = [_part(day, following) for day, following in zip(ordered, [*ordered[1:], None], strict=True)]
    return " y ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def held_on(days: Iterable[date], *, period: bool = False) -> tuple[str, str]:
    """When something was held, as a sentence says it: ("el", "12 de agosto de 2026"), ("los días", "12 y 13
    de agosto de 2026"), ("", "del 12 al 15 de agosto de 2026"). `period`: it ran from the first to the last.
    """
    ordered = sorted(set(days))
    words = days_in_words(ordered)
    if period and len(ordered) > 1:
        words = period_in_words(ordered[0], ordered[-1])
    if not ordered or words.startswith("del "):
        return "", words
    return ("el" if len(ordered) == 1 else "los días"), words


def period_in_words(start: date, end: date) -> str:
    """ "del 12 al 15 de agosto de 2026", "del 30 de marzo al 2 de abril de 2026"."""
    return f"del {_part(start, end)} al {long_date(end)}"


def days_short(days: Iterable[date], this_year: int | None = None) -> str:
    """ "12–13 ago", "12 y 14 ago", "30 ago – 1 set"; "sin fecha" when there is none."""
    ordered = sorted(set(days))
    if not ordered:
        return "sin fecha"
    first, last = ordered[0], ordered[-1]
    if len(ordered) == 1:
        return short_date(first, this_year)
    if (first.year, first.month) != (last.year, last.month):
        year = last.year if first.year == last.year else this_year
        return f"{short_date(first, year)} – {short_date(last, this_year)}"
    apart = len(ordered) == 2 and not _run(ordered)
    return f"{first.day}{' y ' if apart else '–'}{short_date(last, this_year)}"


def relative(day: date, today: date) -> str:
    """ "hoy", "mañana", "ayer", "en 2 días", "hace 3 días" """
    distance = (day - today).days
    near = {0: "hoy", 1: "mañana", -1: "ayer"}
    if distance in near:
        return near[distance]
    return f"en {distance} días" if distance > 0 else f"hace {-distance} días"


def near_moment(moment: datetime, now: datetime) -> str:
    """ "hoy 08:02", "ayer 17:40", "12/08/2026 17:40" """
    days = (moment.date() - now.date()).days
    day = relative(moment.date(), now.date()) if days in (0, -1) else numeric(moment.date())
    return f"{day} {moment:%H:%M}"


def overdue(due: date, today: date) -> str:
    """How a due date stands: "vence hoy", "en 3 días", "vencido, 21 días"."""
    late = (today - due).days
    if late > 0:
        return f"vencido, {late} día{'s' if late > 1 else ''}"
    return "vence hoy" if late == 0 else relative(due, today)


def hours(start: time | None, end: time | None) -> str:
    """ "08:30 a 17:00", "desde las 08:30", "hasta las 17:00", "sin hora" """
    if start and end:
        return f"{start:%H:%M} a {end:%H:%M}"
    if start:
        return f"desde las {start:%H:%M}"
    return f"hasta las {end:%H:%M}" if end else "sin hora"


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


def _run(ordered: list[date]) -> bool:
    """Whether days follow one another without a gap."""
    return ordered[-1] - ordered[0] == timedelta(days=len(ordered) - 1)


def _part(day: date, following: date | None) -> str:
    """A day without what the following one says again."""
    if following is None or day.year != following.year:
        return long_date(day)
    return str(day.day) if day.month == following.month else f"{day.day} de {_month(day)}"
