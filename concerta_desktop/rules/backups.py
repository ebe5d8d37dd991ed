"""Which copies stay, and when the next is due."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

EVERY = timedelta(minutes=30)
"""Of use, when something changed."""

_ALL = timedelta(hours=24)
_Bucket = Callable[[datetime], Hashable]
_LONGER: tuple[tuple[timedelta, _Bucket], ...] = (
    (timedelta(days=14), lambda moment: moment.date()),
    (timedelta(weeks=8), lambda moment: moment.isocalendar()[:2]),
    (timedelta(days=365), lambda moment: (moment.year, moment.month)),
)
"""(how far back, what one copy is kept of)"""


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether it is time for the next automatic copy. One dated in the future, by a clock that was wrong,
    holds nothing up."""
    return last is None or not timedelta(0) <= now - last < EVERY


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Of copies made at `moments`, those that stay: all of 24 hours, the last of each day for 14 days, of
    each week for 8 weeks, of each month for 12 months; and always the newest.

    What a wrong clock dated in the future stays too. Doing it again takes nothing more away.
    """
    ordered = sorted(moments)
    staying = {moment for moment in ordered if now - moment < _ALL} | set(ordered[-1:])
    for reach, bucket in _LONGER:
        staying |= set({bucket(moment): moment for moment in ordered if now - moment < reach}.values())
    return staying
