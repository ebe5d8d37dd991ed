"""Which copies stay: enough of every age, and never none."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.rules.backups import is_due, kept
from tests.factory import MORNING

ages = st.lists(st.integers(-3, 60 * 24 * 500), max_size=40).map(
    lambda minutes: [MORNING - timedelta(minutes=one) for one in minutes]
)


def every(step: timedelta, count: int) -> list[datetime]:
    return [MORNING - step * number for number in range(count)]


@pytest.mark.parametrize(
    ("made", "staying"),
    [
        (every(timedelta(minutes=30), 48), 48),
        (every(timedelta(hours=1), 24 * 14), 24 + 13),
        (every(timedelta(days=1), 8 * 7), 14 + 6),
        (every(timedelta(days=1), 1000), 14 + 6 + 11),
    ],
    ids=["a day of work", "two weeks", "eight weeks", "three years"],
)
def test_all_of_a_day_then_one_a_day_a_week_a_month(made: list[datetime], staying: int) -> None:
    assert abs(len(kept(made, MORNING)) - staying) <= 1, "a week or a month may begin in between"


def test_the_last_of_a_day_is_the_one_that_stays() -> None:
    morning, evening = MORNING - timedelta(days=3), MORNING - timedelta(days=3, hours=-9)
    assert kept([morning, evening, MORNING], MORNING) == {evening, MORNING}


@given(ages)
def test_the_newest_stays_however_old(made: list[datetime]) -> None:
    now = MORNING + timedelta(days=5000)
    assert kept(made, now) == set(sorted(made)[-1:])


@given(ages)
def test_nothing_stays_that_was_not_there_and_doing_it_again_takes_nothing(made: list[datetime]) -> None:
    staying = kept(made, MORNING)
    assert staying <= set(made)
    assert kept(staying, MORNING) == staying


@given(ages)
def test_each_day_week_and_month_in_reach_keeps_its_last(made: list[datetime]) -> None:
    staying = kept(made, MORNING)
    for moment in made:
        age = MORNING - moment
        assert moment in staying or age >= timedelta(hours=24)
        if age < timedelta(days=365):
            assert any(one >= moment and one.month == moment.month for one in staying)
        if age < timedelta(days=14):
            assert any(one >= moment and one.date() == moment.date() for one in staying)


@given(ages, st.integers(1, 20))
def test_thinned_every_day_it_keeps_what_it_would_keep_thinned_once(made: list[datetime], days: int) -> None:
    """A laptop used daily has the same copies as one that was off: what goes early was never needed later."""
    later = MORNING + timedelta(days=days)
    little_by_little = set(made)
    for day in range(days + 1):
        little_by_little = kept(little_by_little, MORNING + timedelta(days=day))
    assert little_by_little == kept(made, later)


@pytest.mark.parametrize(
    ("minutes", "due"), [(0, False), (29, False), (30, True), (60 * 24, True), (-60 * 24 * 365, True)]
)
def test_a_copy_is_due_after_half_an_hour_and_when_a_clock_was_wrong(minutes: int, due: bool) -> None:
    assert is_due(MORNING, MORNING + timedelta(minutes=minutes)) is due


def test_the_first_copy_is_due_at_once() -> None:
    assert is_due(None, MORNING)
