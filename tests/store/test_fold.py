"""What stands when several laptops wrote, whatever the order in which their operations arrive."""

from __future__ import annotations

from itertools import permutations

import pytest

from concerta_desktop.store.fold import State, fold
from concerta_desktop.store.operation import DELETED, Base, Operation
from tests.store.made import Device

P = "una-persona"


def in_every_order(*operations: Operation) -> State:
    """The state, which must be the same for every order and repetition."""
    states = [fold([*order, order[0]]) for order in permutations(operations)]
    assert all(state == states[0] for state in states)
    return states[0]


def everything(*operations: Operation) -> Base:
    return fold(operations).seen()


def test_a_later_change_replaces_what_its_author_had_seen() -> None:
    huanta = Device("huanta")
    first = huanta.makes(P, {"phone": "1"})
    second = huanta.makes(P, {"phone": "2"}, everything(first))
    third = huanta.makes(P, {"phone": "3"}, everything(first, second))
    state = in_every_order(first, second, third)
    assert state.values == {"phone": "3"}
    assert not state.conflicts


def test_a_laptop_in_the_year_2035_does_not_win_over_who_had_seen_its_value() -> None:
    wrong_clock, huanta = Device("reloj-malo"), Device("huanta")
    future = wrong_clock.makes(P, {"phone": "1"}, at=2_051_222_400_000)
    correction = huanta.makes(P, {"phone": "2"}, everything(future), at=1_786_500_000_000)
    assert in_every_order(future, correction).values == {"phone": "2"}


def test_different_fields_merge_by_themselves() -> None:
    huanta, lima = Device("huanta"), Device("lima")
    created = huanta.makes(P, {"surnames": "Óré"})
    phone = huanta.makes(P, {"phone": "1"}, everything(created))
    email = lima.makes(P, {"email": "a@ejemplo.pe"}, everything(created), at=2)
    state = in_every_order(created, phone, email)
    assert state.values == {"surnames": "Óré", "phone": "1", "email": "a@ejemplo.pe"}
    assert not state.conflicts


def test_the_same_field_keeps_both_values_for_a_person_to_decide() -> None:
    huanta, lima, cusco = Device("huanta"), Device("lima"), Device("cusco")
    created = huanta.makes(P, {"phone": "1"})
    here = huanta.makes(P, {"phone": "2"}, everything(created))
    there = lima.makes(P, {"phone": "3"}, everything(created), at=9)
    state = in_every_order(created, here, there)
    assert state.values == {"phone": "3"}, "the later one is shown"
    assert [head.value for head in state.heads["phone"]] == ["2", "3"], "both are listed"
    assert state.conflicts == ("phone",)

    decided = cusco.makes(P, {"phone": "2"}, state.seen(), at=10)
    state = in_every_order(created, here, there, decided)
    assert state.values == {"phone": "2"}
    assert not state.conflicts


def test_two_laptops_at_one_door_agree_when_they_wrote_the_same() -> None:
    here = Device("huanta").makes(P, {"surnames": "Óré", "sex": "h"})
    there = Device("lima").makes(P, {"surnames": "Óré", "phone": "1"})
    state = in_every_order(here, there)
    assert state.values == {"surnames": "Óré", "sex": "h", "phone": "1"}
    assert not state.conflicts


def test_two_laptops_at_one_door_that_wrote_different_names_are_both_heard() -> None:
    here = Device("huanta").makes(P, {"surnames": "Óré"})
    there = Device("lima").makes(P, {"surnames": "Ore"}, at=2)
    state = in_every_order(here, there)
    assert state.conflicts == ("surnames",)
    assert state.values == {"surnames": "Ore"}


def test_what_is_superseded_does_not_come_back_when_it_arrives_late() -> None:
    huanta = Device("huanta")
    first = huanta.makes(P, {"phone": "1"})
    second = huanta.makes(P, {"phone": "2"}, everything(first))
    assert fold([second]).values == {"phone": "2"}
    assert fold([second, first]).values == {"phone": "2"}


def test_a_base_supersedes_only_the_fields_that_are_written() -> None:
    huanta = Device("huanta")
    first = huanta.makes(P, {"phone": "1", "surnames": "Óré"})
    second = huanta.makes(P, {"phone": "2"}, everything(first))
    assert fold([first, second]).values == {"phone": "2", "surnames": "Óré"}


def test_a_deletion_by_who_had_seen_everything_hides_the_record() -> None:
    huanta = Device("huanta")
    created = huanta.makes(P, {"phone": "1"})
    deletion = huanta.makes(P, {DELETED: True}, everything(created))
    assert in_every_order(created, deletion).deleted
    restored = huanta.makes(P, {DELETED: False}, {DELETED: [deletion.op_id]})
    state = in_every_order(created, deletion, restored)
    assert (state.deleted, state.conflicts) == (False, ())


def test_an_edit_that_the_deletion_had_not_seen_stays_visible_and_flagged() -> None:
    huanta, lima = Device("huanta"), Device("lima")
    created = huanta.makes(P, {"phone": "1"})
    deletion = huanta.makes(P, {DELETED: True}, everything(created))
    edit = lima.makes(P, {"phone": "2"}, everything(created))
    state = in_every_order(created, deletion, edit)
    assert (state.deleted, state.conflicts) == (False, (DELETED,))
    assert state.values == {"phone": "2"}

    kept = lima.makes(P, {DELETED: False}, state.seen())
    assert in_every_order(created, deletion, edit, kept).conflicts == ()
    gone = lima.makes(P, {DELETED: True}, state.seen())
    assert in_every_order(created, deletion, edit, gone).deleted


def test_two_deletions_are_one() -> None:
    huanta, lima = Device("huanta"), Device("lima")
    created = huanta.makes(P, {"phone": "1"})
    deletions = [device.makes(P, {DELETED: True}, everything(created)) for device in (huanta, lima)]
    state = in_every_order(created, *deletions)
    assert (state.deleted, state.conflicts) == (True, ())


def test_a_restoration_against_a_second_deletion_is_flagged_and_visible() -> None:
    huanta, lima = Device("huanta"), Device("lima")
    created = huanta.makes(P, {"phone": "1"})
    first = huanta.makes(P, {DELETED: True}, everything(created))
    restored = huanta.makes(P, {DELETED: False}, {DELETED: [first.op_id]})
    second = lima.makes(P, {DELETED: True}, everything(created))
    state = in_every_order(created, first, restored, second)
    assert (state.deleted, state.conflicts) == (False, (DELETED,))


@pytest.mark.parametrize(
    "patch", [{"phone": "1"}, {}, {"phone": None}, {"a": ["x"]}, {DELETED: True, "a": 1}]
)
def test_a_record_of_one_operation_is_told_by_the_general_rule_too(patch: dict[str, object]) -> None:
    from concerta_desktop.store.fold import _by_field, _created

    operation = Device("huanta").makes(P, patch)  # pyright: ignore[reportArgumentType]
    assert _created(operation) == _by_field([operation])


def test_nothing_says_nothing() -> None:
    state = fold([])
    assert (state.values, state.deleted, state.conflicts, state.seen()) == ({}, False, (), {})
