"""A person on the list twice is told before saving."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.rules.attendance import Presence
from concerta_desktop.rules.repeats import Repeat, RepeatKind, find_repeat, repeats

DAY = date(2026, 8, 12)
FIRST = Presence(
    id="1", day=DAY, document_number="99990431", surnames="Ñahui Quispe", names="Saturnina", entity_name="MD"
)


def again(**facts: str | None) -> Presence:
    return Presence(**({"id": "2", "surnames": "Otra", "names": "Persona"} | facts), day=DAY)  # type: ignore[arg-type]


@pytest.mark.req("42")
def test_the_same_document_is_a_repeat_whatever_the_name() -> None:
    assert find_repeat(again(document_number="99990431"), [FIRST]) == Repeat(RepeatKind.REPEATED, "1", "2")


@pytest.mark.req("42")
@pytest.mark.parametrize("entity", ["MD", "md", None])
def test_the_same_name_is_a_possible_repeat_unless_the_entity_differs(entity: str | None) -> None:
    typed = again(surnames="NAHUI QUISPE", names="SATURNINA", entity_name=entity)
    assert find_repeat(typed, [FIRST]) == Repeat(RepeatKind.POSSIBLE, "1", "2")


def test_namesakes_with_their_own_document_or_entity_are_two_people() -> None:
    name = {"surnames": "Ñahui Quispe", "names": "Saturnina"}
    assert find_repeat(again(**name, entity_name="UGEL Huanta"), [FIRST]) is None
    assert find_repeat(again(**name, document_number="99990999"), [FIRST]) is None


def test_another_day_and_the_row_itself_are_no_repeat() -> None:
    assert find_repeat(FIRST, [FIRST]) is None
    tomorrow = Presence(id="2", day=date(2026, 8, 13), document_number="99990431")
    assert find_repeat(tomorrow, [FIRST]) is None


def test_people_without_a_name_or_document_are_not_taken_for_one_another() -> None:
    blank = {"surnames": None, "names": None}
    assert repeats([again(id="1", **blank), again(id="2", **blank)]) == ()


def test_a_whole_list_is_gone_through_at_once() -> None:
    rows = [FIRST, again(id="2", document_number="99990431"), again(id="3"), again(id="4")]
    assert [(found.first, found.again) for found in repeats(rows)] == [("1", "2"), ("2", "3"), ("2", "4")]
