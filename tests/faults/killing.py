"""kill -9 at random moments of autosave, from another process, with a pipe that acknowledges each commit."""

from __future__ import annotations

import multiprocessing
import random
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from concerta_desktop.paths import KEY_FILE
from concerta_desktop.store import keyring, oplog
from concerta_desktop.store import store as stores
from tests.faults.autosaving import Recorded, autosave, recorded
from tests.fixtures import CHEAP, PASSPHRASE

_COMMITS, _SECONDS = 12, 0.01
"""A victim is killed up to so many seconds after one of its first so many commits; every tenth after its
start instead, so that opening and recovering are killed too."""


@dataclass
class Killed:
    tried: int = 0
    acknowledged: int = 0
    lost: int = 0
    broken: int = 0
    """Operations out of their chain, in the end."""


def kill_while_saving(folder: Path, times: int, seed: int) -> Killed:
    """Kill `times` processes, one after another, that autosave into one store; count what is lost."""
    stores.create(folder, PASSPHRASE, cost=CHEAP)[0].close()
    key = keyring.unlock(folder / KEY_FILE, PASSPHRASE)
    chance, done, expected = random.Random(seed), Killed(), Recorded()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.killing"])
    for turn in range(times):
        number = max([expected.draft, *expected.rows.values()]) + 1000
        ours, theirs = context.Pipe(duplex=False)
        victim = context.Process(target=_victim, args=(folder, key, seed + turn, number, theirs))
        victim.start()
        theirs.close()
        commits = 0 if chance.random() < 0.1 else chance.randint(1, _COMMITS)
        heard = _kill(victim, ours, commits, chance.uniform(0, _SECONDS))
        for number, row in heard:
            if row:
                expected.rows[row] = number
            else:
                expected.draft = number
        done.tried += 1
        done.acknowledged += len(heard)
        done.lost += _lost(folder, key, expected)
    store = stores.open_with_key(folder, key)
    with store.read() as tx:
        done.broken = len(oplog.broken(tx))
    store.close()
    return done


def _victim(folder: Path, key: bytes, seed: int, first: int, pipe: Connection) -> None:
    store = stores.open_with_key(folder, key)
    autosave(store, seed, first, lambda number, row: pipe.send((number, row)))


def _kill(victim: Any, pipe: Any, commits: int, seconds: float) -> list[tuple[int, str]]:
    """SIGKILL `seconds` after so many commits were heard of; returns all that the victim acknowledged."""
    timer = threading.Timer(seconds, victim.kill)
    heard: list[tuple[int, str]] = []
    try:
        while len(heard) < commits:
            heard.append(pipe.recv())
        timer.start()
        while True:
            heard.append(pipe.recv())
    except (EOFError, OSError):  # also in the middle of a message: that one was not acknowledged
        pass
    timer.join()
    victim.join()
    return heard


def _lost(folder: Path, key: bytes, expected: Recorded) -> int:
    store = stores.open_with_key(folder, key)
    lost = recorded(store).lacks(expected)
    store.close()
    return lost
