"""Random histories of several laptops: any order, any repetition, the same tables; and the values that an
oracle, which shares no code with the store, expects."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from concerta_desktop.model import Attendance, Person
from concerta_desktop.model.values import Raw
from concerta_desktop.store import oplog
from concerta_desktop.store import store as stores
from concerta_desktop.store.fold import State, fold
from concerta_desktop.store.operation import DELETED, Operation
from concerta_desktop.store.project import project, replay
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from tests.factory import SteppingClock
from tests.fixtures import CHEAP, PASSPHRASE
from tests.store.made import Device

RECORDS = {"p1": "person", "p2": "person", "a1": "attendance"}
FIELDS = ("surnames", "names", "position")
VALUES = st.sampled_from(["Ñahui", "Óré", "de la Cruz", None])

steps = st.lists(
    st.tuples(
        st.integers(0, 2),  # who
        st.sampled_from(sorted(RECORDS)),
        st.dictionaries(st.sampled_from([*FIELDS, DELETED]), VALUES, min_size=1, max_size=3),
        st.integers(1, 5),  # when: clocks that go back and forth
        st.sets(st.integers(0, 30), max_size=6),  # which operations of the others had reached the author
    ),
    min_size=1,
    max_size=14,
)


def histories(plan: Sequence[Any]) -> list[Operation]:
    """What laptops that know each other's operations only in part make of a plan."""
    devices = [Device(name) for name in ("huanta", "lima", "cusco")]
    known: list[list[Operation]] = [[], [], []]
    made: list[Operation] = []
    for who, record_id, patch, at, reached in plan:
        known[who] += [made[place] for place in sorted(reached) if place < len(made)]
        seen = fold(item for item in known[who] if item.record_id == record_id).seen()
        written: dict[str, Raw] = {
            name: (value is not None if name == DELETED else value) for name, value in patch.items()
        }
        base = seen if DELETED in written else {name: seen[name] for name in written if name in seen}
        operation = devices[who].makes(record_id, written, base, at=at, record_type=RECORDS[record_id])
        known[who].append(operation)
        made.append(operation)
    return made


def oracle(operations: Sequence[Operation], record_id: str, field: str) -> tuple[set[Any], Any]:
    """(all values that stand, the one shown) of a field: straight from the definition."""
    named: set[str] = set()
    writers: list[tuple[str, str, Any]] = []
    for item in operations:
        patch, base = json.loads(item.patch), json.loads(item.base)
        if item.record_id == record_id and field in patch:
            writers.append((item.hlc, item.op_id, patch[field]))
            named |= set(base.get(field, []))
    standing = sorted((hlc, op_id, value) for hlc, op_id, value in writers if op_id not in named)
    return {value for _, _, value in standing}, standing[-1][2] if standing else None


@given(steps, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_values_are_those_of_the_definition_in_any_order(plan: Sequence[Any], random: Any) -> None:
    made = histories(plan)
    delivered = made + random.sample(made, len(made) // 2)
    random.shuffle(delivered)
    for record_id in RECORDS:
        state: State = fold(item for item in delivered if item.record_id == record_id)
        for field in FIELDS:
            values, shown = oracle(made, record_id, field)
            assert state.values.get(field) == shown
            assert {str(head.value) for head in state.heads.get(field, ())} == {
                str(value) for value in values
            }
            assert (field in state.conflicts) == (len(values) > 1)


def merge(tx: ReadTx, operations: Sequence[Operation]) -> None:
    oplog.write(tx, operations)
    project(tx, [item.record_id for item in operations])


def rows(tx: ReadTx) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for table in (table_of(Person), table_of(Attendance)):
        query = select(table).order_by(table.c.id)
        found += [
            {name: value for name, value in row.items() if name != "pk"}
            for row in tx.connection.execute(query).mappings()
        ]
    return found


def digest(rows: list[dict[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def found_by(tx: ReadTx, words: str) -> list[int]:
    sql = "SELECT rowid FROM person_search WHERE text MATCH ?"
    return sorted(row[0] for row in tx.connection.exec_driver_sql(sql, (words,)))


def index_is_right(tx: ReadTx) -> None:
    table = table_of(Person)
    for word in ("nahui", "ore", "cruz"):
        query = select(table.c.pk).where(table.c.deleted == 0, table.c.search_text.contains(word))
        assert found_by(tx, word) == sorted(row.pk for row in tx.connection.execute(query))


@given(
    st.lists(steps, min_size=1, max_size=1), st.lists(st.integers(1, 5), min_size=1, max_size=4), st.data()
)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_tables_are_a_function_of_the_set_of_operations(
    plans: list[Sequence[Any]], sizes: list[int], data: st.DataObject
) -> None:
    made = histories(plans[0])
    orders = [made, data.draw(st.permutations(made)), made[::-1]]
    digests: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        store, _ = stores.create(Path(folder), PASSPHRASE, now=SteppingClock(), cost=CHEAP)
        for order in orders:
            with store.write() as tx:
                tx.connection.exec_driver_sql("DELETE FROM operation")
                replay(tx)
                delivered = list(order)
                for size in [*sizes, len(order)]:  # packages of several sizes, the last repeats everything
                    merge(tx, delivered[:size])
                    delivered = delivered[size:] or list(order)
                merge(tx, list(order))
                index_is_right(tx)
                incremental = rows(tx)
                replay(tx)
                assert rows(tx) == incremental, "tables equal replay"
                index_is_right(tx)
                digests.add(digest(incremental))
        store.close()
    assert len(digests) == 1, "equal digest for every order"
