"""Erasing what somebody asks to have erased: nothing readable stays, and everything still verifies."""

from __future__ import annotations

import json

import pytest

from concerta_desktop.errors import UserError
from concerta_desktop.model import Person
from concerta_desktop.model.choices import Sex
from concerta_desktop.queries import people, records
from concerta_desktop.store import oplog
from concerta_desktop.store.change import change, undo
from concerta_desktop.store.erase import enforce, enforce_all, erase
from concerta_desktop.store.operation import Operation, hash_operation
from concerta_desktop.store.project import replay
from concerta_desktop.store.store import Store
from tests.factory import a_person

SECRET = ("99990731", "Ñahui", "Saturnina", "saturnina@ejemplo.pe", "999000111")


def erased_person(store: Store) -> str:
    person = a_person(
        store, document_number=SECRET[0], surnames=SECRET[1], names=SECRET[2], email=SECRET[3], sex=Sex.WOMAN
    )
    with store.write() as tx:
        change(tx, Person, person, {"phone": SECRET[4]})
    with store.write() as tx:
        erase(tx, Person, person, {"surnames": "Datos suprimidos", "sex": Sex.WOMAN})
    return person


def everything(store: Store) -> str:
    """Every row of every table, as somebody with the key would read it."""
    with store.read() as tx:
        tables = [row[0] for row in tx.connection.exec_driver_sql("SELECT name FROM sqlite_master")]
        found = [
            tx.connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall()
            for name in tables
            if tx.connection.exec_driver_sql(
                "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)
            ).scalar()
        ]
    return repr(found)


def test_nothing_of_it_can_be_read_and_what_stays_still_counts(store: Store) -> None:
    person = erased_person(store)
    assert not [secret for secret in SECRET if secret.casefold() in everything(store).casefold()]
    with store.read() as tx:
        kept = records.get(tx, Person, person)
        assert kept is not None
        assert (kept.surnames, kept.names, kept.sex, kept.phone) == (
            "Datos suprimidos",
            None,
            Sex.WOMAN,
            None,
        )
        assert people.search_people(tx, "ñahui", 5) == []
        assert people.search_people(tx, SECRET[0], 5) == []


def test_the_chain_verifies_and_a_replay_gives_the_same(store: Store) -> None:
    person = erased_person(store)
    with store.read() as tx:
        assert oplog.broken(tx) == []
        before = records.get(tx, Person, person)
    with store.write() as tx:
        replay(tx)
    with store.read() as tx:
        assert records.get(tx, Person, person) == before


def test_a_patch_taken_out_without_an_erasure_breaks_the_chain(store: Store) -> None:
    person = a_person(store)
    with store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE operation SET patch = '{}', salt = ''")
    with store.read() as tx:
        (operation,) = oplog.load(tx, [person])[person]
        assert hash_operation(operation) == operation.op_id
        assert oplog.broken(tx) == [operation.op_id]


def test_an_unerased_copy_that_comes_back_is_erased_again(store: Store) -> None:
    """As after a copy put back, or a package of a laptop that does not know yet."""
    person = a_person(store, surnames=SECRET[1])
    with store.read() as tx:
        unerased = oplog.load(tx, [person])[person]
    with store.write() as tx:
        erase(tx, Person, person, {"surnames": "Datos suprimidos"})
    with store.write() as tx:
        (first,) = unerased
        put = "UPDATE operation SET patch = ?, salt = ? WHERE op_id = ?"
        tx.connection.exec_driver_sql(put, (first.patch, first.salt, first.op_id))
        assert enforce(tx, [person]) == 1
        assert enforce_all(tx) == 0
    assert SECRET[1] not in everything(store)


def test_what_is_written_afterwards_stays(store: Store) -> None:
    person = erased_person(store)
    with store.write() as tx:
        change(tx, Person, person, {"position": "Regidora"})
        enforce_all(tx)
    with store.read() as tx:
        found = records.get(tx, Person, person)
        assert found is not None
        assert found.position == "Regidora"
        assert oplog.broken(tx) == []


def test_it_cannot_be_undone(store: Store) -> None:
    person = erased_person(store)
    with store.read() as tx:
        last: Operation = oplog.load(tx, [person])[person][-1]
    assert json.loads(last.patch)["_erased"] is True
    with store.write() as tx, pytest.raises(UserError, match="no se puede deshacer"):
        undo(tx, last.device, last.incarnation, last.action)
