"""kill -9 at random moments of making copies, going back to them and taking back what came later."""

from __future__ import annotations

import multiprocessing
import random
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from concerta_desktop.model import Person
from concerta_desktop.services.backups import back_up, known_copies, recover_later, restore
from concerta_desktop.store import backups, oplog, restoring, swap
from concerta_desktop.store import store as stores
from concerta_desktop.store.tables import table_of
from tests.factory import a_person
from tests.fixtures import CHEAP, PASSPHRASE

_LONG = 60.0
_KEPT = 5
"""Copies left for the next victim to choose among."""


@dataclass
class Killed:
    tried: int = 0
    """Processes that were still at work."""
    restored: int = 0
    """Times that a restore had been decided and what came later waited to be taken back."""
    copies: int = 0
    """Found afterwards, all opened and looked through."""
    lost: int = 0
    """People recorded before and nowhere afterwards."""
    broken: int = 0
    """Copies that have a copy's name and do not hold."""


def kill_while_copying(folder: Path, times: int, seed: int) -> Killed:
    """Kill `times` processes that copy and restore one store; between them one more person is recorded."""
    data = folder / "datos"
    store = stores.create(data, PASSPHRASE, cost=CHEAP)[0]
    key = store.key
    back_up(store, "periodic")
    store.close()
    chance, done, expected = random.Random(seed), Killed(), set[str]()
    seen: set[Path] = set()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.copying"])
    whole = 0.0
    """Seconds that a victim needs when nobody kills it, as the quickest so far."""
    while done.tried < times:
        store = stores.open_with_key(data, key)
        expected.add(a_person(store))
        store.close()
        victim = context.Process(target=_victim, args=(data, key, chance.random()))
        began = time.monotonic()
        victim.start()
        victim.join(chance.uniform(0, whole) if whole else None)
        if victim.exitcode == 0:
            whole = min(whole or _LONG, time.monotonic() - began)
        victim.kill()
        victim.join()
        done.tried += victim.exitcode != 0
        done.restored += _take_back(data, key)
        done.lost += len(expected - _people(data, key))
        done.broken += _broken(data, key, seen)
    done.copies = len(seen)
    return done


def _victim(data: Path, key: bytes, which: float) -> None:
    store = stores.open_with_key(data, key)
    back_up(store, "periodic")
    copies = known_copies(data)
    store = restore(store, copies[int(which * len(copies))])
    recover_later(store)
    store.close()


def _take_back(data: Path, key: bytes) -> bool:
    """As the next start and the person do; whether there was anything."""
    swap.finish(data)
    store = stores.open_with_key(data, key)
    with store.write() as tx:
        waiting = restoring.aside(tx) is not None
        restoring.give_back(tx)
    store.close()
    return waiting


def _people(data: Path, key: bytes) -> set[str]:
    store = stores.open_with_key(data, key)
    with store.read() as tx:
        assert oplog.broken(tx) == []
        found = set(tx.connection.execute(select(table_of(Person).c.id)).scalars())
    store.close()
    return found


def _broken(data: Path, key: bytes, seen: set[Path]) -> int:
    """Of the copies not `seen` yet, those that do not hold; and what has a copy's name and is none."""
    root, broken = backups.home(data), 0
    for copy in backups.copies(root):
        if copy.folder not in seen:
            seen.add(copy.folder)
            try:
                backups.verify(copy, key)
            except Exception:  # noqa: BLE001 - whatever it is, that copy is of no use
                broken += 1
    for copy in backups.copies(root)[_KEPT:]:
        backups.remove(copy)
    return broken + len(backups.unreadable(root))
