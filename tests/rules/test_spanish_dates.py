"""Dates in words, as the screens and documents of the reference write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.rules import spanish_dates as words

AUG_12, AUG_13 = date(2026, 8, 12), date(2026, 8, 13)


def august(*days: int) -> list[date]:
    return [date(2026, 8, day) for day in days]


def test_one_date_in_each_of_its_forms() -> None:
    assert words.numeric(AUG_12) == "12/08/2026"
    assert words.long_date(AUG_12) == "12 de agosto de 2026"
    assert words.document_date("Lima", date(2026, 3, 7)) == "Lima, 07 de marzo de 2026"
    assert words.weekday_date(date(2026, 8, 10)) == "lunes 10 de agosto"
    assert words.weekday_short(AUG_12) == "mié 12"
    assert words.short_date(date(2026, 9, 30)) == "30 set"
    assert words.short_date(AUG_12, this_year=2026) == "12 ago"
    assert words.short_date(AUG_12, this_year=2027) == "12 ago 2026"


@pytest.mark.parametrize(
    ("days", "long", "short"),
    [
        ([AUG_12], "12 de agosto de 2026", "12 ago"),
        ([AUG_13, AUG_12], "12 y 13 de agosto de 2026", "12–13 ago"),
        (august(12, 14), "12 y 14 de agosto de 2026", "12 y 14 ago"),
        (august(12, 13, 14), "del 12 al 14 de agosto de 2026", "12–14 ago"),
        (august(12, 13, 17), "12, 13 y 17 de agosto de 2026", "12–17 ago"),
        ([date(2026, 8, 31), date(2026, 9, 1)], "31 de agosto y 1 de setiembre de 2026", "31 ago – 1 set"),
        (
            [date(2026, 12, 31), date(2027, 1, 4)],
            "31 de diciembre de 2026 y 4 de enero de 2027",
            "31 dic 2026 – 4 ene",
        ),
        ([], "sin fecha", "sin fecha"),
    ],
)
def test_several_days_say_each_thing_once(days: list[date], long: str, short: str) -> None:
    assert words.days_in_words(days) == long
    assert words.days_short(days, this_year=2027 if len({d.year for d in days}) > 1 else 2026) == short


@pytest.mark.parametrize(
    ("day", "expected"),
    [(10, "hoy"), (11, "mañana"), (9, "ayer"), (12, "en 2 días"), (7, "hace 3 días")],
)
def test_how_far_a_day_is(day: int, expected: str) -> None:
    assert words.relative(date(2026, 8, day), date(2026, 8, 10)) == expected


def test_a_due_date_says_in_words_that_it_passed() -> None:
    today = date(2026, 8, 10)
    assert words.overdue(date(2026, 7, 20), today) == "vencido, 21 días"
    assert words.overdue(date(2026, 8, 9), today) == "vencido, 1 día"
    assert words.overdue(today, today) == "vence hoy"
    assert words.overdue(date(2026, 8, 13), today) == "en 3 días"


def test_hours_known_by_halves() -> None:
    assert words.hours(time(8, 30), time(17)) == "08:30 a 17:00"
    assert words.hours(time(8, 30), None) == "desde las 08:30"
    assert words.hours(None, time(17)) == "hasta las 17:00"
    assert words.hours(None, None) == "sin hora"


def test_a_period_across_months() -> None:
    assert (
        words.period_in_words(date(2026, 3, 30), date(2026, 4, 2)) == "del 30 de marzo al 2 de abril de 2026"
    )


@given(st.sets(st.dates(date(2025, 1, 1), date(2028, 1, 1)), min_size=1, max_size=4))
def test_the_last_day_always_shows_whole(days: set[date]) -> None:
    assert words.days_in_words(days).endswith(words.long_date(max(days)))


@pytest.mark.parametrize(
    ("day", "said"),
    [(13, "hoy 08:02"), (12, "ayer 08:02"), (11, "11/08/2026 08:02"), (14, "14/08/2026 08:02")],
)
def test_a_moment_near_today(day: int, said: str) -> None:
    assert words.near_moment(datetime(2026, 8, day, 8, 2), datetime(2026, 8, 13, 0, 5)) == said  # noqa: DTZ001
