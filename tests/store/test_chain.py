"""The chain of operations: what it is made of, and that tampering shows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.clock import LIMA, format_hlc, next_hlc, parse_hlc
from concerta_desktop.model import RECORD_TYPES, Person
from concerta_desktop.model.fields import specs
from concerta_desktop.store import oplog
from concerta_desktop.store.operation import canonical, hash_operation, verify
from concerta_desktop.store.project import project
from concerta_desktop.store.store import Store
from tests.factory import MORNING, SteppingClock, a_person, save
from tests.fixtures import NewStore
from tests.store.made import Device

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.one_of(
    texts, st.integers(-(2**53) + 1, 2**53 - 1), st.booleans(), st.none(), st.lists(texts, max_size=3)
)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), values))
def test_the_encoding_is_rfc_8785(value: dict[str, object]) -> None:
    assert canonical(value).encode() == rfc8785.dumps(value)  # pyright: ignore[reportArgumentType]


def test_no_declared_number_leaves_what_json_can_say_exactly() -> None:
    assert all(abs(spec.facts.maximum) < 2**53 for record in RECORD_TYPES for spec in specs(record))


def test_the_chain_of_a_laptop_holds(store: Store) -> None:
    people = [a_person(store) for _ in range(3)]
    save(store, Person, people[0], {"phone": "900 000 412"})
    with store.read() as tx:
        assert oplog.broken(tx) == []
        assert oplog.last(tx, store.identity.device, store.identity.incarnation)[0] == 4


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE operation SET patch = replace(patch, 'Rosa', 'Rita') WHERE seq = 2",
        "UPDATE operation SET author = 'otra' WHERE seq = 2",
        "UPDATE operation SET base = '{\"names\":[]}' WHERE seq = 2",
        "UPDATE operation SET hlc = '00000000000001.00000' WHERE seq = 2",
        "UPDATE operation SET record_id = 'otra' WHERE seq = 2",
        "DELETE FROM operation WHERE seq = 2",
    ],
)
def test_tampering_shows(store: Store, tampering: str) -> None:
    for _ in range(3):
        a_person(store)
    with store.write() as tx:
        tx.connection.exec_driver_sql(tampering)
    with store.read() as tx:
        assert len(oplog.broken(tx)) == 1


def test_a_patch_can_be_erased_and_the_chain_still_verifies() -> None:
    operation = Device("huanta").makes("una-persona", {"document_number": "99990431"})
    assert verify(operation)
    erased = operation._replace(patch="{}", salt="")
    assert hash_operation(erased) == operation.op_id, "its place in the chain holds"
    assert not verify(erased), "and that its patch is gone can be told"


def test_the_same_document_has_another_hash_each_time(store: Store) -> None:
    for _ in range(2):
        a_person(store, document_number="99990431")
    with store.read() as tx:
        hashes = {item.patch_hash for _, history in oplog.all_histories(tx) for item in history}
    assert len(hashes) == 2


def test_an_operation_that_arrives_twice_is_there_once(store: Store) -> None:
    operation = Device("huanta").makes("una-persona", {"surnames": "Óré"})
    for _ in range(2):
        with store.write() as tx:
            oplog.write(tx, [operation, operation])
            project(tx, ["una-persona"])
    with store.read() as tx:
        assert oplog.load(tx, ["una-persona"]) == {"una-persona": [operation]}


def test_the_clock_never_goes_back_even_when_the_laptops_does(new_store: NewStore) -> None:
    clock = SteppingClock()
    store = new_store(now=clock)
    first = a_person(store)
    clock.moment -= timedelta(hours=5)
    second = a_person(store)
    with store.read() as tx:
        loaded = oplog.load(tx, [first, second])
    assert loaded[first][0].hlc < loaded[second][0].hlc


def test_a_laptop_in_the_year_2035_does_not_carry_the_others_with_it(store: Store) -> None:
    future = Device("reloj-malo").makes("x", {"surnames": "Óré"}, at=2_051_222_400_000)
    with store.write() as tx:
        oplog.write(tx, [future])
    person = a_person(store)
    with store.read() as tx:
        (operation,) = oplog.load(tx, [person])[person]
    assert parse_hlc(operation.hlc)[0] < 1_800_000_000_000


def test_a_hundred_thousand_changes_in_one_instant_stay_in_order() -> None:
    def frozen() -> datetime:
        return MORNING.astimezone(LIMA)

    last = format_hlc(int(frozen().timestamp() * 1000), 99_998)
    readings = [last, *(last := next_hlc(last, frozen) for _ in range(3))]
    assert readings == sorted(set(readings))
