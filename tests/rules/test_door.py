"""What the entry line understands, and the day the door opens on."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.model.choices import DocumentType
from concerta_desktop.rules.door import offers_today, opening_day, read_entry

MONDAY, TUESDAY, FRIDAY = date(2026, 8, 10), date(2026, 8, 11), date(2026, 8, 14)


@pytest.mark.req("42")
@pytest.mark.parametrize(
    ("chosen", "typed", "kind", "number"),
    [
        ("dni", "99990431", "dni", "99990431"),
        ("dni", "10117410-2", "dni", "10117410"),
        ("dni", "DNI 99990431", "dni", "99990431"),
        ("dni", "001766062", "ce", "001766062"),
        ("ce", "001766062", "ce", "001766062"),
        ("pasaporte", "xd 123 456", "pasaporte", "XD123456"),
        ("otro", "CPP-001", "otro", "CPP001"),
    ],
)
def test_a_plain_number_is_read_without_a_doubt(chosen: str, typed: str, kind: str, number: str) -> None:
    entry = read_entry(DocumentType(chosen), typed)
    assert entry is not None
    assert (entry.kind, entry.number, entry.doubt) == (kind, number, "")


@pytest.mark.req("42")
@pytest.mark.parametrize("typed", ["9999043", "10117410-3", "999904312", "00000000", "1234"])
def test_a_doubtful_number_is_read_and_its_doubt_said(typed: str) -> None:
    entry = read_entry(DocumentType.DNI, typed)
    assert entry is not None
    assert entry.number
    assert entry.doubt


def test_letters_are_a_name() -> None:
    assert read_entry(DocumentType.DNI, "ñahui qui") is None


def test_the_door_opens_today_else_on_the_next_day_else_on_the_last() -> None:
    days = [MONDAY, FRIDAY]
    assert opening_day(days, MONDAY) == MONDAY
    assert opening_day(days, TUESDAY) == FRIDAY
    assert opening_day(days, date(2026, 9, 1)) == FRIDAY
    assert opening_day([], MONDAY) is None


def test_today_is_offered_only_near_an_activity_that_does_not_have_it() -> None:
    assert offers_today([MONDAY], TUESDAY)
    assert offers_today([], TUESDAY)
    assert not offers_today([MONDAY], MONDAY)
    assert not offers_today([MONDAY], date(2027, 8, 10))
