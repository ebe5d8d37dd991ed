"""Random laptops, random deliveries: whatever the order, headquarters holds everything and says the same.

The oracle below shares no code with the merge: it looks for the values that nobody superseded, by hand.
"""

from __future__ import annotations

import json
import random
from typing import Any

from concerta_desktop.store.operation import Operation
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx, Tx
from sync import merge
from tests.store.made import Device

FIELDS = ("surnames", "names", "position")


class _Undone(Exception):
    """Ends a transaction of which nothing is to stay."""


def made(chance: random.Random, name: str = "") -> list[Device]:
    """Up to eight laptops that edit the same few people, each having seen some of what the others did. Their
    names and those of the people end with `name`."""
    laptops = [Device(f"equipo-{number}{name}") for number in range(chance.randint(2, 8))]
    everything: list[Operation] = []
    for _ in range(chance.randint(3, 40)):
        laptop, person = chance.choice(laptops), f"persona-{chance.randint(1, 4)}{name}"
        chosen = chance.sample(FIELDS, chance.randint(1, 3))
        patch = {name: chance.choice(("Ana", "Rosa", "Óscar", "Ñahui")) for name in chosen}
        if not any(one.record_id == person and one.device == laptop.name for one in everything):
            patch.setdefault("surnames", "Nuevo")
        seen = [one for one in everything if one.record_id == person and chance.random() < 0.6]
        base = {
            name: [one.op_id for one in seen if name in json.loads(one.patch)]
            for name in patch
            if any(name in json.loads(one.patch) for one in seen)
        }
        clock = chance.choice((1, 1_000, 315_360_000_000))  # ten years apart
        everything.append(laptop.makes(person, patch, base, at=len(everything) + clock))
    return laptops


def deliveries(laptops: list[Device], chance: random.Random) -> list[list[Operation]]:
    """Each laptop's work cut into packages that overlap, some lost, some twice, in any order."""
    packages: list[list[Operation]] = []
    for laptop in laptops:
        work, start = laptop.made, 0
        while start < len(work):
            end = min(len(work), start + chance.randint(1, 8))
            packages.append(work[start:end])
            start = chance.randint(max(0, start), end) if chance.random() < 0.3 and end < len(work) else end
        if work:
            packages.append(work)  # what no receipt acknowledged goes again, whole
    kept = [one for one in packages if chance.random() < 0.8] + [one.made for one in laptops if one.made]
    kept += [chance.choice(kept)]
    chance.shuffle(kept)
    return kept


def merged(store: Store, packages: list[list[Operation]]) -> tuple[str, set[str]]:
    """(what the tables say, the op_ids in the log) after these packages; the store is left as it was."""
    result: list[tuple[str, set[str]]] = []
    try:
        with store.write() as tx:
            waiting = list(packages)
            while waiting:
                again = [one for one in waiting if not _take(tx, one)]
                if len(again) == len(waiting):
                    raise AssertionError("packages that wait for nothing")
                waiting = again
            result.append(
                (_table(tx), set(tx.connection.exec_driver_sql("SELECT op_id FROM operation").scalars()))
            )
            raise _Undone
    except _Undone:
        return result[0]


def _take(tx: Tx, operations: list[Operation]) -> bool:
    if not merge.check_chain(tx, operations, operations[0].device, []):
        return False
    merge.merge(tx, merge.weigh(tx, operations, tx.now))
    return True


def _table(tx: ReadTx, name: str = "") -> str:
    query = f"SELECT id, deleted, conflicts, {', '.join(FIELDS)} FROM person WHERE id LIKE ? ORDER BY id"
    return json.dumps([dict(row) for row in tx.connection.exec_driver_sql(query, (f"%{name}",)).mappings()])


def expected(laptops: list[Device]) -> dict[str, dict[str, set[Any]]]:
    """Person -> field -> the values that no operation superseded."""
    found: dict[str, dict[str, set[Any]]] = {}
    everything = [one for laptop in laptops for one in laptop.made]
    for one in everything:
        for name, value in json.loads(one.patch).items():
            superseded = any(
                other.record_id == one.record_id
                and name in json.loads(other.patch)
                and one.op_id in json.loads(other.base).get(name, [])
                for other in everything
            )
            if not superseded:
                found.setdefault(one.record_id, {}).setdefault(name, set()).add(value)
    return found


def judge(store: Store, seed: int) -> None:
    """One schedule, in two orders."""
    chance = random.Random(seed)
    laptops = made(chance)
    everything = {one.op_id for laptop in laptops for one in laptop.made}
    one, other = deliveries(laptops, chance), deliveries(laptops, chance)
    (table, log), (mirror, mirrored) = merged(store, one), merged(store, other)
    assert table == mirror, seed
    assert log >= everything, seed
    assert log == mirrored, seed
    people = {row["id"]: row for row in json.loads(table)}
    for person, fields in expected(laptops).items():
        for name, values in fields.items():
            assert people[person][name] in values, seed
            assert (name in people[person]["conflicts"].split()) == (len(values) > 1), seed


def judge_shared(alone: Store, operators: list[Store], seed: int) -> None:
    """One schedule: in one order at a headquarters by itself, in another by operators at one server."""
    chance, name = random.Random(seed), f"-{seed}"
    laptops = made(chance, name)
    one, waiting = deliveries(laptops, chance), deliveries(laptops, chance)
    table, log = merged(alone, one)
    while waiting:
        waiting = [operations for operations in waiting if not _taken(chance.choice(operators), operations)]
    for operator in operators:
        operator.catch_up()
        with operator.read() as tx:
            assert _table(tx, name) == table, seed
            query = "SELECT op_id FROM operation WHERE device LIKE ?"
            assert set(tx.connection.exec_driver_sql(query, (f"%{name}",)).scalars()) == log, seed


def _taken(operator: Store, operations: list[Operation]) -> bool:
    with operator.write() as tx:
        return _take(tx, operations)
