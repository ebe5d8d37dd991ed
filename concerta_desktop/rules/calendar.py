"""Days that count: Peru's holidays, business days, and dates some days before another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_EASTER = "Resurrección"
"""The library lists Easter Sunday; the law does not."""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """What the catalogue says beyond the holidays of the law: days off with their names, and holidays that
    are worked."""

    decreed: Mapping[date, str] = field(default_factory=dict[date, str])
    worked: frozenset[date] = frozenset()


AS_THE_LAW = DaysOff()


@cache
def holidays_of(year: int) -> dict[date, str]:
    """The national holidays of a year with their names in Spanish [2.7]."""
    import holidays

    found = holidays.country_holidays("PE", years=year, language="es")
    return {day: name for day, name in sorted(found.items()) if _EASTER not in name}


def day_off_name(day: date, off: DaysOff = AS_THE_LAW) -> str | None:
    """The name of a holiday or of a decreed day; None when it is neither."""
    return off.decreed.get(day) or (None if day in off.worked else holidays_of(day.year).get(day))


def is_business_day(day: date, off: DaysOff = AS_THE_LAW) -> bool:
    """Monday to Friday, no holiday, not one of the days decreed for the public sector."""
    return day.weekday() < 5 and day_off_name(day, off) is None


def days_before(day: date, count: int, *, business: bool, off: DaysOff = AS_THE_LAW) -> date:
    """The date `count` calendar or business days before `day`."""
    if not business:
        return day - count * _DAY
    while count > 0:
        day -= _DAY
        count -= is_business_day(day, off)
    return day


def days_after(day: date, count: int, *, business: bool, off: DaysOff = AS_THE_LAW) -> date:
    """The date `count` calendar or business days after `day`."""
    if not business:
        return day + count * _DAY
    while count > 0:
        day += _DAY
        count -= is_business_day(day, off)
    return day


def last_business_day(year: int, month: int, off: DaysOff = AS_THE_LAW) -> date:
    """The last business day of a month; of November, when next year's plan must be approved [7.3.3.1-4]."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return days_before(first_of_next, 1, business=True, off=off)
