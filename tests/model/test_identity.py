"""Two laptops at one door agree on who is who."""

from __future__ import annotations

import uuid
from datetime import date

from concerta_desktop.model.identity import attendance_id, expected_id, new_id

DAY = date(2026, 8, 12)


def test_an_attendance_has_the_same_id_on_every_laptop_for_ever() -> None:
    assert attendance_id("i", DAY, "dni", "99990431") == "211fcf8a-5df3-57b8-9029-ff25626e0b36"


def test_another_day_intervention_or_document_is_another_attendance() -> None:
    ids = {
        attendance_id("i", DAY, "dni", "99990431"),
        attendance_id("j", DAY, "dni", "99990431"),
        attendance_id("i", date(2026, 8, 13), "dni", "99990431"),
        attendance_id("i", DAY, "ce", "99990431"),
        attendance_id("i", DAY, "dni", "99990432"),
        expected_id("i", "p"),
        expected_id("ip", ""),
    }
    assert len(ids) == 7


def test_other_ids_are_ordered_by_time_and_never_repeat() -> None:
    ids = [new_id() for _ in range(100)]
    assert ids == sorted(set(ids))
    assert uuid.UUID(ids[0]).version == 7
