"""Time as Concerta uses it: Lima's wall clock for people, a hybrid logical clock for the log.

Lima is UTC-5 all year, so a fixed offset needs no time-zone database (Windows ships none).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

LIMA = timezone(timedelta(hours=-5), "America/Lima")

_LAST_COUNT = 99_999
"""Of the counter of a hybrid logical clock, which is written with five digits."""

Now = Callable[[], datetime]
"""Where the present comes from; tests and the demo hand in a frozen one."""


def now() -> datetime:
    """The present in Lima."""
    return datetime.now(LIMA)


def today(now: Now = now) -> date:
    return now().date()


def millis(moment: datetime) -> int:
    """Milliseconds since 1970 (UTC)."""
    return int(moment.timestamp() * 1000)


def format_hlc(physical: int, counter: int) -> str:
    """A hybrid logical clock reading as text that sorts as time does: 14 digits of ms, 5 of counter."""
    return f"{physical:014d}.{counter:05d}"


def parse_hlc(text: str) -> tuple[int, int]:
    physical, counter = text.split(".")
    return int(physical), int(counter)


def hlc_datetime(text: str) -> datetime:
    """The wall-clock part of a reading, in Lima time."""
    return datetime.fromtimestamp(parse_hlc(text)[0] / 1000, LIMA)


def next_hlc(last: str, now: Now = now) -> str:
    """The reading after `last`: never goes back, even when the laptop's clock does."""
    physical, counter = parse_hlc(last)
    present = millis(now())
    if present > physical:
        return format_hlc(present, 0)
    return format_hlc(physical, counter + 1) if counter < _LAST_COUNT else format_hlc(physical + 1, 0)
