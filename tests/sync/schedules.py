"""Random laptops, random deliveries: whatever the order, headquarters holds everything and says the same.

The oracle below shares no code with the merge: it looks for the values that nobody superseded, by hand.
"""

from __future__ import annotations

import json
import random

from concerta_desktop.model.values import Raw
from concerta_desktop.store.operation import DELETED, Operation
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx, Tx
from sync import merge
from tests.store.made import Device

FIELDS = ("surnames", "names", "position")
_TEN_YEARS = 315_360_000_000


class _Undone(Exception):
    """Ends a transaction of which nothing is to stay."""


def made(chance: random.Random, ending: str = "") -> list[Device]:
    """Up to eight laptops that edit the same few people, each having seen some of what the others did. Some
    are copied on the way, and original and copy go on; some are put back to an older copy of their data.
    Names of laptops and people end with `ending`."""
    laptops = [Device(f"equipo-{number}{ending}") for number in range(chance.randint(2, 8))]
    everything: list[Operation] = []
    for _ in range(chance.randint(3, 40)):
        laptop, person = chance.choice(laptops), f"persona-{chance.randint(1, 4)}{ending}"
        if laptop.made and chance.random() < 0.06:
            laptops.append(_copied(laptop) if chance.random() < 0.5 else _put_back(laptop, chance))
        seen = [one for one in everything if one.record_id == person and chance.random() < 0.6]
        patch = _patch(chance, new=not any(one.record_id == person for one in laptop.made), seen=bool(seen))
        base: dict[str, list[str]] = {}
        for one in seen:
            for name in json.loads(one.patch):
                if name in patch or DELETED in patch:
                    base.setdefault(name, []).append(one.op_id)
        clock = chance.choice((_TEN_YEARS, _TEN_YEARS + 1_000, 0, 2 * _TEN_YEARS))
        everything.append(laptop.makes(person, patch, base, at=len(everything) + clock))
    return laptops


def _patch(chance: random.Random, *, new: bool, seen: bool) -> dict[str, Raw]:
    if seen and chance.random() < 0.1:
        return {DELETED: chance.random() < 0.7}
    chosen = chance.sample(FIELDS, chance.randint(1, 3))
    patch: dict[str, Raw] = {name: chance.choice(("Ana", "Rosa", "Óscar", "Ñahui")) for name in chosen}
    return {"surnames": "Nuevo"} | patch if new else patch


def _copied(laptop: Device) -> Device:
    """Its disk copied into another one: both go on from here under the same numbers."""
    return Device(laptop.name, laptop.seq, laptop.head, list(laptop.made), laptop.incarnation)


def _put_back(laptop: Device, chance: random.Random) -> Device:
    """The same laptop with an older copy of its data: it goes on under a new series of numbers."""
    return Device(
        laptop.name,
        made=laptop.made[: chance.randint(0, len(laptop.made))],
        incarnation=f"{laptop.incarnation}{chance.randint(0, 10**9)}",
    )


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
    kept = [one for one in packages if chance.random() < 0.8] + _all_again(laptops)
    kept += [chance.choice(kept)]
    chance.shuffle(kept)
    return kept


def _all_again(laptops: list[Device]) -> list[list[Operation]]:
    return [one.made for one in laptops if one.made]


def merged(
    store: Store, packages: list[list[Operation]], restored: list[list[Operation]]
) -> tuple[str, set[str]]:
    """(what the tables say, the op_ids in the log) after these packages; the store is left as it was.

    `restored`, when any: half way headquarters is put back to a copy made before, and the laptops, told so by
    the next receipts, send these again."""
    result: list[tuple[str, set[str]]] = []
    try:
        with store.write() as tx:
            if restored:
                third = len(packages) // 3
                left = _take_all(tx, packages[:third], [])
                copy = tx.connection.begin_nested()
                _take_all(tx, packages[third : 2 * third], left)
                copy.rollback()
                packages = [*left, *restored, *packages[2 * third :]]
            if _take_all(tx, packages, []):
                raise AssertionError("packages that wait for nothing")
            result.append(
                (_table(tx), set(tx.connection.exec_driver_sql("SELECT op_id FROM operation").scalars()))
            )
            raise _Undone
    except _Undone:
        return result[0]


def _take_all(
    tx: Tx, packages: list[list[Operation]], waiting: list[list[Operation]]
) -> list[list[Operation]]:
    """Merge them and those that wait, in any number of rounds; returns which still wait."""
    due = [*waiting, *packages]
    while due:
        again = [one for one in due if not _take(tx, one)]
        if len(again) == len(due):
            break
        due = again
    return due


def _take(tx: Tx, operations: list[Operation]) -> bool:
    if not merge.check_chain(tx, operations, operations[0].device, []):
        return False
    merge.merge(tx, merge.weigh(tx, operations, tx.now))
    return True


def _table(tx: ReadTx, ending: str = "") -> str:
    query = f"SELECT id, deleted, conflicts, {', '.join(FIELDS)} FROM person WHERE id LIKE ? ORDER BY id"
    return json.dumps([dict(row) for row in tx.connection.exec_driver_sql(query, (f"%{ending}",)).mappings()])


def expected(laptops: list[Device]) -> dict[str, dict[str, dict[str, Raw]]]:
    """Person -> field -> operation -> the value it wrote, of those that no operation superseded."""
    everything = {one.op_id: one for laptop in laptops for one in laptop.made}
    wrote = {key: json.loads(one.patch) for key, one in everything.items()}
    superseded = {
        (name, key)
        for other, one in everything.items()
        for name, keys in json.loads(one.base).items()
        if name in wrote[other]
        for key in keys
    }
    found: dict[str, dict[str, dict[str, Raw]]] = {}
    for key, one in everything.items():
        for name, value in wrote[key].items():
            if (name, key) not in superseded:
                found.setdefault(one.record_id, {}).setdefault(name, {})[key] = value
    return found


def hidden(standing: dict[str, dict[str, Raw]], bases: dict[str, dict[str, list[str]]]) -> bool:
    """Whether somebody put a person into the trash who had seen all that stands, and nobody took it out."""
    said = standing.get(DELETED, {})
    values = [(name, key) for name, found in standing.items() if name != DELETED for key in found]
    seen_all = [all(key in bases[one].get(name, ()) for name, key in values) for one in said]
    return all(said.values()) and any(seen_all)


def judge(store: Store, seed: int) -> None:
    """One schedule, in two orders; in one of three headquarters is put back to an old copy half way."""
    chance = random.Random(seed)
    laptops = made(chance)
    bases = {one.op_id: json.loads(one.base) for laptop in laptops for one in laptop.made}
    one, other = deliveries(laptops, chance), deliveries(laptops, chance)
    restored = _all_again(laptops) if chance.random() < 1 / 3 else []
    (table, log), (mirror, mirrored) = merged(store, one, restored), merged(store, other, [])
    assert table == mirror, seed
    assert log >= bases.keys(), seed
    assert log == mirrored, seed
    people = {row["id"]: row for row in json.loads(table)}
    for person, fields in expected(laptops).items():
        told = people[person]
        flagged = told["conflicts"].split()
        assert told["deleted"] == hidden(fields, bases), seed
        assert (DELETED in flagged) == (any(fields.get(DELETED, {}).values()) and not told["deleted"]), seed
        for name in fields.keys() - {DELETED}:
            values = set(fields[name].values())
            assert told[name] in values, seed
            assert (name in flagged) == (len(values) > 1), seed


def judge_shared(alone: Store, operators: list[Store], seed: int) -> None:
    """One schedule: in one order at a headquarters by itself, in another by operators at one server."""
    chance, ending = random.Random(seed), f"-{seed}"
    laptops = made(chance, ending)
    one, waiting = deliveries(laptops, chance), deliveries(laptops, chance)
    table, log = merged(alone, one, [])
    while waiting:
        waiting = [operations for operations in waiting if not _taken(chance.choice(operators), operations)]
    for operator in operators:
        operator.catch_up()
        with operator.read() as tx:
            assert _table(tx, ending) == table, seed
            query = "SELECT op_id FROM operation WHERE device LIKE ?"
            assert set(tx.connection.exec_driver_sql(query, (f"%{ending}",)).scalars()) == log, seed


def _taken(operator: Store, operations: list[Operation]) -> bool:
    with operator.write() as tx:
        return _take(tx, operations)
