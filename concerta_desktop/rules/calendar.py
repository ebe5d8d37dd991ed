"""Days that count: Peru's holidays, business days, and dates some days before another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_EASTER = "Resurrección"
"""The library lists Easter Sunday; the law does not."""


@cache
def holidays_of(year: int) -> dict[date, str]:
    """The national holidays of a year with their names in Spanish [2.7]."""
    import holidays

    found = holidays.country_holidays("PE", years=year, language="es")
    return {day: name for day, name in sorted(found.items()) if _EASTER not in name}


def holiday_name(day: date) -> str | None:
    return holidays_of(day.year).get(day)


def is_business_day(day: date, decreed: Collection[date] = ()) -> bool:
    """Monday to Friday, no holiday, not one of the non-working days `decreed` for the public sector."""
    return day.weekday() < 5 and day not in holidays_of(day.year) and day not in decreed


def days_before(day: date, count: int, *, business: bool, decreed: Collection[date] = ()) -> date:
    """The date `count` calendar or business days before `day`."""
    if not business:
        return day - count * _DAY
    while count > 0:
        day -= _DAY
        count -= is_business_day(day, decreed)
    return day


def days_after(day: date, count: int, *, business: bool, decreed: Collection[date] = ()) -> date:
    """The date `count` calendar or business days after `day`."""
    if not business:
        return day + count * _DAY
    while count > 0:
        day += _DAY
        count -= is_business_day(day, decreed)
    return day


def last_business_day(year: int, month: int, decreed: Collection[date] = ()) -> date:
    """The last business day of a month; of November, when next year's plan must be approved [7.3.3.1-4]."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return days_before(first_of_next, 1, business=True, decreed=decreed)
