"""kill -9 during the merge of packages at headquarters: each is merged whole or not at all."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from concerta_desktop.paths import KEY_FILE
from concerta_desktop.store import keyring, oplog
from concerta_desktop.store import store as stores
from sync import batches, inbox
from tests.fixtures import PASSPHRASE


@dataclass
class Killed:
    tried: int = 0
    amid: int = 0
    """Killed before all was merged."""
    partial: int = 0
    broken: int = 0


def kill_while_merging(central: Path, times: int, seed: int) -> Killed:
    """Kill `times` processes that merge what waits in (a copy of) the closed headquarters `central`."""
    chance, done = random.Random(seed), Killed()
    key = keyring.unlock(central / KEY_FILE, PASSPHRASE)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.merging"])
    for _ in range(times):
        folder = central.parent / "víctima"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(central, folder)
        ours, theirs = context.Pipe(duplex=False)
        victim = context.Process(target=_victim, args=(folder, key, theirs))
        victim.start()
        theirs.close()
        ours.recv()  # the copy is made, the merge begins
        time.sleep(chance.uniform(0, 0.25))
        victim.kill()
        victim.join()
        done.tried += 1
        _count(folder, key, done)
    return done


def _victim(folder: Path, key: bytes, told: Connection) -> None:
    store = stores.open_with_key(folder, key)
    waiting = inbox.items(store)
    inbox.back_up_before(store, "merge")
    told.send(True)
    inbox.merge_items(store, waiting)
    store.close()


def _count(folder: Path, key: bytes, done: Killed) -> None:
    store = stores.open_with_key(folder, key)
    try:
        with store.read() as tx:
            merged = batches.found(tx)
            covered = sum(max(0, one.last_pk - one.first_pk + 1) for one in merged.values())
            own = len(list(oplog.following(tx, store.identity.device, store.identity.incarnation, 0)))
            done.partial += covered + own != oplog.newest_pk(tx)
            done.broken += len(oplog.broken(tx))
            done.amid += len(merged) < len(list((folder / inbox.FOLDER).glob("*.cpk")))
    finally:
        store.close()
