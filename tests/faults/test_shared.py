"""Several operators of one headquarters, in full number: schedules, and kills while they merge."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from concerta_desktop.store import store as stores
from sync import inbox
from sync.inbox import ItemState
from tests.factory import a_person
from tests.fixtures import NewStore
from tests.sync.conftest import new_office, office
from tests.sync.looking import broken, rows
from tests.sync.schedules import judge_shared
from tests.sync.test_shared import SharedOffice, running, sede

__all__ = ["new_office", "office", "running", "sede"]
Tell = Callable[[str], None]
_PEOPLE = 200
"""In each package: enough to be killed amid it."""


def _times(full: int) -> int:
    """TIMES_OF_SYNC asks for another number, for a look."""
    return int(os.environ.get("TIMES_OF_SYNC", full))


@pytest.mark.req("8", "75")
def test_schedules(sede: SharedOffice, new_store: NewStore, tell: Tell) -> None:
    times, both, alone = _times(200), [sede.elena, sede.enter("luis")], new_store("sola")
    for seed in range(times):
        judge_shared(alone, both, seed)
    tell(f"{times} schedules at a headquarters by itself and by two operators at PostgreSQL: 0 differences")


@pytest.mark.req("8", "75")
def test_kills_while_operators_merge(sede: SharedOffice, tell: Tell) -> None:
    luis, rosa, chance = sede.enter("luis"), sede.office.join("rosa"), random.Random(1)
    folder, key = luis.folder, luis.key
    luis.close()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.test_shared"])
    times, amid, longest = _times(50), 0, 0.0
    for number in range(1, times + 1):
        for _ in range(_PEOPLE):
            a_person(rosa)
        (file,) = sede.office.send(rosa)
        ours, theirs = context.Pipe(duplex=False)
        victim = context.Process(target=_victim, args=(folder, key, file, theirs))
        victim.start()
        theirs.close()
        ours.recv()
        time.sleep(chance.uniform(0, 1.5))
        victim.kill()
        victim.join()
        ((count,),) = sede.at_the_server(
            "SELECT count(*) FROM concerta_operation WHERE record_type = 'person'"
        )
        assert count in {(number - 1) * _PEOPLE, number * _PEOPLE}
        amid += count != number * _PEOPLE
        start = time.monotonic()
        sede.office.merge()
        longest = max(longest, time.monotonic() - start)
        assert len(rows(sede.elena)["person"]) == number * _PEOPLE
        again = stores.open_with_key(folder, key)
        again.catch_up()
        assert rows(again) == rows(sede.elena)
        assert not broken(again)
        again.close()
    tell(
        f"{times} operators killed while merging at PostgreSQL, {amid} before all was merged: 0 partial, "
        f"the other had the turn within {longest:.1f} s"
    )


def _victim(folder: Path, key: bytes, file: Path, told: Connection) -> None:
    store = stores.open_with_key(folder, key)
    inbox.receive(store, file)
    waiting = [item for item in inbox.items(store) if item.state is ItemState.NEW]
    told.send(True)
    inbox.merge_items(store, waiting)
    store.close()
