"""Lima's time, and readings that only go forward."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from concerta_desktop import clock
from concerta_desktop.clock import LIMA, format_hlc, hlc_datetime, millis, next_hlc, parse_hlc, today

MOMENT = datetime(2026, 8, 12, 8, 41, tzinfo=LIMA)


def test_lima_is_five_hours_behind_all_year() -> None:
    late = datetime(2026, 1, 13, 3, 0, tzinfo=UTC)
    assert today(lambda: late.astimezone(LIMA)) == date(2026, 1, 12)
    assert clock.now().utcoffset() == timedelta(hours=-5)


def test_a_reading_is_read_back() -> None:
    reading = format_hlc(millis(MOMENT), 7)
    assert parse_hlc(reading) == (millis(MOMENT), 7)
    assert hlc_datetime(reading) == MOMENT


def test_readings_sort_as_text_and_never_go_back() -> None:
    readings = [format_hlc(0, 0)]
    moments = [MOMENT, MOMENT, MOMENT - timedelta(days=1), MOMENT + timedelta(milliseconds=1)]
    for moment in moments:
        readings.append(next_hlc(readings[-1], lambda moment=moment: moment))
    assert readings == sorted(set(readings))
    assert hlc_datetime(readings[-1]) == moments[-1]
