"""One wrong bit in a copy of the store or its WAL: it is told, or all is there as it was. Nothing third."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from concerta_desktop.errors import ConcertaError
from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.store import cipher, health, keyring, seal
from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import metadata
from tests.faults.autosaving import autosave
from tests.fixtures import CHEAP, PASSPHRASE

_PAGE = 4096


@dataclass
class Flipped:
    tried: int = 0
    told_at_opening: int = 0
    told_by_looking: int = 0
    """By the thorough look, which follows each opening in the background."""
    harmless: int = 0
    """Nobody told, and every table holds what it held: proved by reading them all."""
    silent: list[str] = field(default_factory=list[str])


def flip_bits(folder: Path, times: int, seed: int, *, sealed: bool = True) -> Flipped:
    """Stores as crashes leave them; `times` copies of them with one wrong bit each. Without their seal, what
    a wrong bit of a WAL takes away is missed by nobody."""
    chance, done = random.Random(seed), Flipped()
    key, sources = _left_by_crashes(folder, seed)
    whole = {source: _everything(source, folder / f"{source.name} entero", key) for source in sources}
    for _ in range(times):
        source = chance.choice(sources)
        file = source / (DATABASE + chance.choice(("", cipher.WAL)))
        place, bit = chance.randrange(file.stat().st_size), 1 << chance.randrange(8)
        target = folder / "dañado"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, ignore=None if sealed else shutil.ignore_patterns(seal.FILE))
        _flip(target / file.name, place, bit)
        done.tried += 1
        _judge(target, key, whole[source], f"{source.name} {file.name} {place} {bit}", done)
    return done


def _judge(folder: Path, key: bytes, whole: str, where: str, done: Flipped) -> None:
    try:
        store = stores.open_with_key(folder, key)
    except ConcertaError:
        done.told_at_opening += 1
        return
    with closing(store):
        if not health.examine(store).sound:
            done.told_by_looking += 1
        elif _dump(store) == whole:
            done.harmless += 1
        else:
            done.silent.append(where)


def _left_by_crashes(folder: Path, seed: int) -> tuple[bytes, list[Path]]:
    """(key, folders): the newest work in the WAL alone; copied over into the data file; half copied; and the
    WAL begun anew over its old bytes."""
    at_work = folder / "trabajo"
    stores.create(at_work, PASSPHRASE, cost=CHEAP)[0].close()
    key = keyring.unlock(at_work / KEY_FILE, PASSPHRASE)
    with closing(stores.open_with_key(at_work, key)) as store:
        autosave(store, seed, 1, lambda *_: None, times=60)
    names = ("en el WAL", "copiado", "a medias", "de nuevo")
    fresh, copied, halfway, anew = (folder / name for name in names)
    with closing(stores.open_with_key(at_work, key)) as store:
        autosave(store, seed + 1, 1000, lambda *_: None, times=30)
        shutil.copytree(at_work, fresh)
        with store._engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        shutil.copytree(at_work, copied)
        autosave(store, seed + 2, 2000, lambda *_: None, times=5)
        shutil.copytree(at_work, anew)
    shutil.copytree(fresh, halfway)
    after, before = ((one / DATABASE).read_bytes() for one in (copied, fresh))
    half = len(before) // 2 // _PAGE * _PAGE
    (halfway / DATABASE).write_bytes(after[:half] + before[half:])
    return key, [fresh, copied, halfway, anew]


def _everything(source: Path, copy: Path, key: bytes) -> str:
    shutil.copytree(source, copy)
    with closing(stores.open_with_key(copy, key)) as store:
        assert health.examine(store).sound
        return _dump(store)


def _dump(store: Store) -> str:
    """Every row of every table."""
    with store.read() as tx:
        return json.dumps(
            {
                table.name: [list(row) for row in tx.connection.execute(select(table).order_by(text("1")))]
                for table in metadata.sorted_tables
            },
            default=repr,
        )


def _flip(path: Path, place: int, bit: int) -> None:
    with open(path, "rb+") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ bit]))


@contextmanager
def closing(store: Store) -> Iterator[Store]:
    try:
        yield store
    finally:
        store.close()
