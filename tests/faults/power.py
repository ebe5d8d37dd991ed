"""Simulated power losses: what reached the disk is what was synced; of the rest any part may have, torn into
sectors of 512 bytes, and names of files may be old or new until their folder is synced.

One run of work is recorded (`record`), then the power goes at many moments of it (`Disk.after_power_loss`).
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.store import cipher, health, keyring, seal
from concerta_desktop.store import store as stores
from tests.faults.autosaving import Recorded, autosave, recorded
from tests.fixtures import CHEAP, PASSPHRASE

_SECTOR = 512
Event = tuple[Any, ...]
"""("opened", name, made), ("write", name, offset, data), ("truncate", name, size), ("sync", name),
("delete", name), ("acknowledged", number, row)."""


@dataclass
class _File:
    """Bytes that are safe, and requests since the last sync of this file."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Event] = field(default_factory=list[Event])

    def sync(self) -> None:
        for event in self.pending:
            _apply(self.safe, event)
        self.pending.clear()

    def torn(self, chance: random.Random) -> bytes:
        """What may be found after the power is back."""
        found = bytearray(self.safe)
        kept = chance.choice((0.0, 0.5, 1.0, chance.random()))  # the share of sectors that arrived
        for event in self.pending:
            if event[0] == "truncate":
                if chance.random() < kept:
                    _apply(found, event)
                continue
            _, name, offset, data = event
            for start, part in _sectors(offset, data):
                if chance.random() < kept:
                    _apply(found, ("write", name, start, part))
            if chance.random() < 0.5:  # the length arrived, its bytes did not
                found.extend(bytes(max(0, offset + len(data) - len(found))))
        return bytes(found)


@dataclass
class Disk:
    """A folder as the disk holds it while `events` happen."""

    safe_names: dict[str, _File]
    names: dict[str, _File] = field(default_factory=dict[str, _File])

    def __post_init__(self) -> None:
        self.names = dict(self.safe_names)

    def happen(self, event: Event) -> None:
        kind, name = event[0], event[1]
        if kind == "opened" and event[2]:
            self.names[name] = _File()
        elif kind in {"write", "truncate"}:
            self.names[name].pending.append(event)
        elif kind == "sync":
            self.names[name].sync()
            self.safe_names[name] = self.names[name]  # SQLite syncs the folder with a WAL's first sync
        elif kind == "delete":
            self.names.pop(name, None)

    def after_power_loss(self, chance: random.Random) -> dict[str, bytes]:
        """File name -> bytes, as one of the many ways in which it can turn out."""
        seen = {**self.safe_names}
        for name in {*self.safe_names, *self.names}:
            if chance.random() < 0.5:  # this name's change arrived
                seen.pop(name, None)
                if name in self.names:
                    seen[name] = self.names[name]
        return {name: file.torn(chance) for name, file in seen.items()}


@dataclass
class Lost:
    tried: int = 0
    lost: int = 0
    damaged: list[str] = field(default_factory=list[str])
    """At which event the power went, and what was found."""


def lose_power(folder: Path, times: int, seed: int, actions: int) -> Lost:
    """Record `actions` autosaves, cut the power at `times` moments of them, and count what opening the store
    afterwards does not find, and what it finds damaged."""
    key, disk, events = record(folder / "grabado", seed, actions)
    return lose_power_during(events, disk, folder / "cortado", key, times, seed)


def lose_power_during(
    events: list[Event], disk: Disk, folder: Path, key: bytes, times: int, seed: int
) -> Lost:
    """The same for work recorded before; more often while the data file itself is written, which is rare."""
    chance, done = random.Random(seed), Lost()
    weights = [10 if event[:2] == ("write", DATABASE) else 1 for event in events]
    moments = sorted(chance.choices(range(len(events)), weights, k=times))
    expected, at = Recorded(), 0
    for moment in moments:
        while at < moment:
            event = events[at]
            if event[0] == "acknowledged":
                _note(expected, event)
            else:
                disk.happen(event)
            at += 1
        _try(folder, disk.after_power_loss(chance), key, expected, done, f"event {moment} of {len(events)}")
    return done


def _note(expected: Recorded, event: Event) -> None:
    _, number, row = event
    if row:
        expected.rows[row] = number
    else:
        expected.draft = number


def _try(
    folder: Path, found: dict[str, bytes], key: bytes, expected: Recorded, done: Lost, where: str
) -> None:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, data in found.items():
        (folder / name).write_bytes(data)
    done.tried += 1
    try:
        store = stores.open_with_key(folder, key)
    except Exception as error:  # noqa: BLE001 - whatever it is, it does not open
        done.damaged.append(f"{where}: {error!r}")
        return
    done.lost += recorded(store).lacks(expected)
    health_now = health.examine(store)
    store.close()  # what the WAL holds goes over into the file, whose pages are looked at then
    with cipher.untouched(folder / DATABASE, key) as reader:
        pages = reader.execute("PRAGMA cipher_integrity_check").fetchall()
    if pages or not health_now.sound:
        done.damaged.append(f"{where}: {health_now} {pages[:3]}")


def record(folder: Path, seed: int, actions: int) -> tuple[bytes, Disk, list[Event]]:
    """(key, the disk before, all that happened) of autosaving in two sessions."""
    stores.create(folder, PASSPHRASE, cost=CHEAP)[0].close()
    key = keyring.unlock(folder / KEY_FILE, PASSPHRASE)
    disk = Disk({path.name: _File(bytearray(path.read_bytes())) for path in folder.iterdir()})
    told = folder.with_suffix(".events")
    child = multiprocessing.get_context("spawn").Process(
        target=_record, args=(folder, key, seed, actions, told)
    )
    child.start()
    child.join()
    return key, disk, pickle.loads(told.read_bytes())


class _Recorder:
    """Notes what happens; see `vfs.Watcher`."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def opened(self, name: str, *, made: bool) -> None:
        self.events.append(("opened", name, made))

    def write(self, name: str, offset: int, data: bytes) -> int:
        self.events.append(("write", name, offset, data))
        return 0

    def truncate(self, name: str, size: int) -> int:
        self.events.append(("truncate", name, size))
        return 0

    def sync(self, name: str) -> int:
        self.events.append(("sync", name))
        return 0

    def delete(self, name: str) -> int:
        self.events.append(("delete", name))
        return 0


def _record(folder: Path, key: bytes, seed: int, actions: int, told: Path) -> None:
    from tests.faults import vfs

    recorder = _Recorder()
    vfs.install(recorder)
    _watch_the_seal(recorder)
    for session in range(2):
        store = stores.open_with_key(folder, key)
        autosave(
            store,
            seed + session,
            1 + session * actions,
            lambda number, row: recorder.events.append(("acknowledged", number, row)),
            times=actions // 2,
        )
        store.close()
    told.write_bytes(pickle.dumps(recorder.events))


def _watch_the_seal(recorder: _Recorder) -> None:
    """It is written by Python, after each commit, and synced only when the store is closed."""
    real_write, real_sync = os.write, os.fsync
    offsets: dict[int, int] = {}

    def seek(file: int, offset: int, how: int) -> int:
        offsets[file] = offset
        return real_seek(file, offset, how)

    def write(file: int, data: bytes) -> int:
        if file in offsets:
            recorder.write(seal.FILE, offsets[file], data)
        return real_write(file, data)

    def sync(file: int) -> None:
        if file in offsets:
            recorder.sync(seal.FILE)
        real_sync(file)

    real_seek = os.lseek
    os.lseek, os.write, os.fsync = seek, write, sync
    recorder.opened(seal.FILE, made=True)


def _apply(data: bytearray, event: Event) -> None:
    if event[0] == "truncate":
        del data[event[2] :]
    else:
        _, _, offset, part = event
        data.extend(bytes(max(0, offset - len(data))))
        data[offset : offset + len(part)] = part


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """(offset, bytes) of each piece that lies in one sector."""
    start = 0
    while start < len(data):
        end = min(len(data), start + _SECTOR - (offset + start) % _SECTOR)
        yield offset + start, data[start:end]
        start = end
