"""Ctrl+Z and Ctrl+Y: what stood before comes back, and nothing that somebody did since is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from concerta_desktop.errors import UserError
from concerta_desktop.model import Person
from concerta_desktop.model.identity import new_id
from concerta_desktop.store import oplog
from concerta_desktop.store.change import Change, change, changes, delete, restore, seen, undo
from concerta_desktop.store.fold import State, fold
from concerta_desktop.store.operation import DELETED
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import Tx
from concerta_desktop.store.undo import UndoStack
from tests.factory import a_person
from tests.fixtures import NewStore


def edit(store: Store, person: str, **values: object) -> int:
    with store.write() as tx:
        change(tx, Person, person, values)
        return tx.action


def take_back(store: Store, action: int) -> int:
    with store.write() as tx:
        undo(tx, tx.device, tx.incarnation, action)
        return tx.action


def state(store: Store, person: str) -> State:
    with store.read() as tx:
        return fold(oplog.load(tx, [person]).get(person, ()))


def values(store: Store, person: str, *names: str) -> list[Any]:
    shown = state(store, person).values
    return [shown.get(name) for name in names]


def test_undo_and_redo_again_and_again(store: Store) -> None:
    person = a_person(store, phone=None)
    action = edit(store, person, phone="900 000 001", position="Regidora")
    for _ in range(3):
        action = take_back(store, action)
        assert values(store, person, "phone", "position") == [None, "Gerenta de Desarrollo Social"]
        action = take_back(store, action)
        assert values(store, person, "phone", "position") == ["900 000 001", "Regidora"]
    assert not state(store, person).conflicts


def test_actions_are_taken_back_one_by_one_down_to_the_creation(store: Store) -> None:
    with store.write() as tx:
        person = new_id()
        change(tx, Person, person, {"surnames": "Óré"})
        creation = tx.action
    first = edit(store, person, surnames="Óré Taype", phone="1")
    second = edit(store, person, phone="2")
    take_back(store, second)
    assert values(store, person, "surnames", "phone") == ["Óré Taype", "1"]
    take_back(store, first)
    assert values(store, person, "surnames", "phone") == ["Óré", None]
    undone = take_back(store, creation)
    assert state(store, person).deleted
    assert not state(store, person).conflicts
    take_back(store, undone)
    assert not state(store, person).deleted


def test_what_somebody_changed_since_is_not_lost(store: Store) -> None:
    person = a_person(store, phone="1")
    action = edit(store, person, phone="2")
    edit(store, person, phone="3")
    take_back(store, action)
    heads = state(store, person).heads["phone"]
    assert [head.value for head in heads] == ["3", "1"]
    assert state(store, person).conflicts == ("phone",)


def test_undoing_the_creation_of_what_was_changed_since_flags_it_instead_of_hiding_it(store: Store) -> None:
    with store.write() as tx:
        person = new_id()
        change(tx, Person, person, {"surnames": "Óré"})
        creation = tx.action
    edit(store, person, phone="900 000 003")
    take_back(store, creation)
    assert (state(store, person).deleted, state(store, person).conflicts) == (False, (DELETED,))


def test_undo_of_a_deletion_and_of_a_restoration(store: Store) -> None:
    person = a_person(store)
    with store.write() as tx:
        delete(tx, Person, person)
        deletion = tx.action
    assert state(store, person).deleted
    take_back(store, deletion)
    assert not state(store, person).deleted
    with store.write() as tx:
        delete(tx, Person, person)
    with store.write() as tx:
        restore(tx, Person, person)
        restoration = tx.action
    take_back(store, restoration)
    assert state(store, person).deleted
    assert not state(store, person).conflicts


def test_undoing_the_edit_that_brought_a_record_back_puts_it_in_the_trash_again(store: Store) -> None:
    person = a_person(store, phone="1")
    with store.write() as tx:
        delete(tx, Person, person)
    action = edit(store, person, phone="2")
    assert not state(store, person).deleted
    take_back(store, action)
    assert state(store, person).deleted
    assert values(store, person, "phone") == ["1"]


def test_a_bulk_action_with_a_record_twice_is_one_undo(store: Store) -> None:
    people = [a_person(store, phone=None, position="Regidor") for _ in range(3)]
    with store.write() as tx:
        changes(tx, [Change(Person, person, {"phone": "1"}) for person in people])
        changes(
            tx,
            [Change(Person, people[0], {"phone": "2"}), Change(Person, people[0], {"position": "Alcalde"})],
        )
        action = tx.action
    assert values(store, people[0], "phone", "position") == ["2", "Alcalde"]
    redo = take_back(store, action)
    assert [values(store, person, "phone", "position") for person in people] == [[None, "Regidor"]] * 3
    take_back(store, redo)
    assert values(store, people[0], "phone", "position") == ["2", "Alcalde"]
    assert values(store, people[2], "phone", "position") == ["1", "Regidor"]


def test_undo_of_a_stale_form_gives_back_what_the_form_had_not_seen(store: Store) -> None:
    person = a_person(store, phone="1")
    with store.read() as tx:
        opened = seen(tx, person)
    edit(store, person, phone="2")
    with store.write() as tx:
        change(tx, Person, person, {"phone": "3"}, opened)
        action = tx.action
    assert state(store, person).conflicts == ("phone",)
    take_back(store, action)
    assert values(store, person, "phone") == ["2"]
    assert not state(store, person).conflicts


def test_undo_looks_at_what_this_laptop_knew_and_not_at_what_came_later(new_store: NewStore) -> None:
    huanta, lima = new_store("huanta"), new_store("lima")
    person = a_person(huanta, phone="1")
    send(huanta, lima)
    elsewhere = edit(lima, person, position="Elegida en Lima")
    action = edit(huanta, person, phone="2")
    send(lima, huanta)
    take_back(huanta, action)
    assert values(huanta, person, "phone", "position") == ["1", "Elegida en Lima"]
    assert not state(huanta, person).conflicts
    with huanta.write() as tx:
        undo(tx, lima.identity.device, lima.identity.incarnation, elsewhere)
    assert values(huanta, person, "position") == ["Gerenta de Desarrollo Social"]


def test_undo_leaves_what_another_laptop_wrote_at_the_same_time(new_store: NewStore) -> None:
    huanta, lima = new_store("huanta"), new_store("lima")
    person = a_person(huanta, phone="1")
    send(huanta, lima)
    action = edit(huanta, person, phone="2")
    edit(lima, person, phone="3")
    send(lima, huanta)
    assert state(huanta, person).conflicts == ("phone",)
    take_back(huanta, action)
    assert values(huanta, person, "phone") == ["3"]
    assert not state(huanta, person).conflicts


def send(sender: Store, receiver: Store) -> None:
    from concerta_desktop.store.project import project

    with sender.read() as tx:
        operations = [item for _, history in oplog.all_histories(tx) for item in history]
    with receiver.write() as tx:
        oplog.write(tx, operations)
        project(tx, [item.record_id for item in operations])


def test_an_action_nobody_knows_cannot_be_taken_back(store: Store) -> None:
    with pytest.raises(UserError, match="ya no se puede deshacer"):
        take_back(store, 1)
    person = a_person(store)
    edit(store, person, phone="1")
    with pytest.raises(UserError, match="ya no se puede deshacer"):
        take_back(store, 3)


def test_undoing_twice_writes_nothing_the_second_time(store: Store) -> None:
    person = a_person(store, phone="1")
    action = edit(store, person, phone="2")
    take_back(store, action)
    with store.write() as tx:
        undo(tx, tx.device, tx.incarnation, action)
        assert not tx.appended


patches = st.dictionaries(
    st.sampled_from(["phone", "names"]), st.sampled_from(["1", "2", None]), min_size=1, max_size=2
)


@given(st.lists(st.one_of(patches, st.sampled_from(["trash", "back"])), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_in_order_goes_back_through_every_state(
    store: Store, plan: list[Mapping[str, str | None] | str]
) -> None:
    person = a_person(store, phone="0")
    stack: list[tuple[int, tuple[dict[str, Any], bool]]] = []
    for step in plan:
        before = shown(store, person)
        with store.write() as tx:
            perform(tx, person, step)
            if tx.appended:
                stack.append((tx.action, before))
    for action, before in reversed(stack):
        after, redo = shown(store, person), take_back(store, action)
        assert shown(store, person) == before
        redone = take_back(store, redo)
        assert shown(store, person) == after
        take_back(store, redone)
        assert shown(store, person) == before
    assert not state(store, person).conflicts


def perform(tx: Tx, person: str, step: Mapping[str, str | None] | str) -> None:
    if step == "trash":
        delete(tx, Person, person)
    elif step == "back":
        restore(tx, Person, person)
    elif isinstance(step, Mapping):
        change(tx, Person, person, step)


def shown(store: Store, person: str) -> tuple[dict[str, Any], bool]:
    table = table_of(Person)
    with store.read() as tx:
        row = tx.connection.execute(select(table).where(table.c.id == person)).mappings().one()
    return {name: row[name] for name in ("phone", "names", "surnames")}, bool(row["deleted"])


def test_the_stack_of_a_session_goes_back_and_forth() -> None:
    stack = UndoStack()
    assert (stack.next_undo, stack.next_redo, stack.pop_undo(), stack.pop_redo()) == ("", "", None, None)
    stack.push(1, "Asistencia de Ñahui Quispe")
    stack.push(2, "Asistencia de Óré Taype")
    done = stack.pop_undo()
    assert done
    assert (done.action, stack.next_undo) == (2, "Asistencia de Ñahui Quispe")
    stack.undone(3, done.label)
    assert stack.next_redo == "Asistencia de Óré Taype"
    again = stack.pop_redo()
    assert again
    assert again.action == 3
    stack.redone(4, again.label)
    assert stack.next_undo == "Asistencia de Óré Taype"

    stack.pop_undo()
    stack.undone(5, "Asistencia de Óré Taype")
    stack.push(6, "Otra cosa")
    assert stack.next_redo == "", "a new action forgets what could be redone"
