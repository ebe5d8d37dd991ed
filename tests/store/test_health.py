"""The thorough look at a store finds what opening it does not."""

from __future__ import annotations

import pytest

from concerta_desktop.errors import Cancelled
from concerta_desktop.model import Person
from concerta_desktop.store import health
from concerta_desktop.store.store import Store
from tests.factory import a_person, save


@pytest.fixture
def used(store: Store) -> Store:
    people = [a_person(store, surnames=f"Óré {number}") for number in range(5)]
    save(store, Person, people[0], {"phone": "900 000 412"})
    return store


def test_a_store_as_it_was_written_is_sound(used: Store) -> None:
    found = health.examine(used)
    assert found == health.Health(operations=6, readable=True)
    assert found.sound


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("UPDATE person SET surnames = 'Taype' WHERE pk = 2", {"wrong_rows": 1}),
        ("DELETE FROM person WHERE pk = 2", {"wrong_rows": 1}),
        (
            (
                "INSERT INTO person (id, deleted, conflicts, created, updated, sort_key, search_text) "
                "VALUES ('x', 0, '', '', '', '', '')"
            ),
            {"wrong_rows": 1},
        ),
        ("UPDATE operation SET patch = replace(patch, 'Óré 1', 'Óré 9')", {"broken": 1, "wrong_rows": 1}),
        ("DELETE FROM operation WHERE pk = 6", {"short": True, "wrong_rows": 1}),
        ("DELETE FROM operation WHERE pk = 3", {"absent": 1, "broken": 1, "wrong_rows": 1}),
        ("UPDATE meta SET value = '0' WHERE key = 'commits'", {"short": True}),
    ],
)
def test_what_is_not_as_it_was_written_is_found(used: Store, harm: str, found: dict[str, object]) -> None:
    with used.write() as tx:
        tx.connection.exec_driver_sql("UPDATE meta SET value = value WHERE key = 'author'")
    with used._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(harm)
    health_now = health.examine(used)
    assert not health_now.sound
    assert {name: getattr(health_now, name) for name in found} == found


def test_looking_can_be_given_up(used: Store) -> None:
    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        health.examine(used, stop)
    a_person(used)
