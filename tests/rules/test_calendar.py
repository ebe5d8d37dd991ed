"""Peru's calendar [2.7]: holidays, business days, the plan's deadline."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.rules.calendar import (
    DaysOff,
    day_off_name,
    days_after,
    days_before,
    holidays_of,
    is_business_day,
    last_business_day,
)

DATES = st.dates(date(2024, 1, 10), date(2032, 12, 1))


@pytest.mark.req("69")
@pytest.mark.parametrize(
    "deadline",
    [
        date(2025, 11, 28),
        date(2026, 11, 30),
        date(2027, 11, 30),
        date(2028, 11, 30),
        date(2029, 11, 30),
        date(2030, 11, 29),
    ],
)
def test_the_plan_is_due_on_the_last_business_day_of_november(deadline: date) -> None:
    assert last_business_day(deadline.year, 11) == deadline


def test_a_decreed_day_off_moves_the_deadline() -> None:
    assert last_business_day(2026, 11, off=DaysOff({date(2026, 11, 30): "Puente"})) == date(2026, 11, 27)
    assert last_business_day(2026, 12) == date(2026, 12, 31)


def test_a_holiday_that_headquarters_took_out_is_worked() -> None:
    corpus = date(2026, 12, 9)
    off = DaysOff(worked=frozenset({corpus}))
    assert (is_business_day(corpus), is_business_day(corpus, off)) == (False, True)
    assert day_off_name(corpus, off) is None


def test_the_sixteen_national_holidays_of_2026() -> None:
    expected = "1/1 2/4 3/4 1/5 7/6 29/6 23/7 28/7 29/7 6/8 30/8 8/10 1/11 8/12 9/12 25/12".split()  # noqa: SIM905
    assert [f"{day.day}/{day.month}" for day in holidays_of(2026)] == expected
    assert day_off_name(date(2026, 4, 2)) == "Jueves Santo"
    assert day_off_name(date(2026, 8, 12)) is None


@pytest.mark.req("39")
def test_two_days_before_by_calendar_or_by_business_days() -> None:
    tuesday = date(2026, 8, 18)
    assert days_before(tuesday, 2, business=False) == date(2026, 8, 16)
    assert days_before(tuesday, 2, business=True) == date(2026, 8, 14)
    assert days_before(date(2026, 7, 30), 2, business=True) == date(2026, 7, 24)
    assert days_before(tuesday, 2, business=True, off=DaysOff({date(2026, 8, 17): "Puente"})) == date(
        2026, 8, 13
    )
    assert days_after(date(2026, 7, 27), 1, business=True) == date(2026, 7, 30)
    assert days_after(tuesday, 3, business=False) == date(2026, 8, 21)


@given(DATES, st.integers(0, 15))
def test_business_days_are_counted_one_by_one(day: date, count: int) -> None:
    before = days_before(day, count, business=True)
    assert before <= day
    assert count == 0 or is_business_day(before)
    if is_business_day(day):
        assert days_after(before, count, business=True) == day
