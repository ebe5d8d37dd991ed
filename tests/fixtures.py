"""Fixtures for any test that needs a store. Ciphered as the real one, but with a cheap passphrase."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import bindparam, update

from concerta_desktop.clock import Now
from concerta_desktop.model.identity import new_id
from concerta_desktop.store import keyring
from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import META
from tests.factory import SteppingClock

PASSPHRASE = "frase de ejemplo"
CHEAP = keyring.Cost(iterations=1, lanes=1, memory_kib=8)
"""Argon2id in no time."""

NewStore = Callable[..., Store]


@pytest.fixture(scope="session", autouse=True)
def cheap_passphrases() -> Iterator[None]:
    """Whoever does not say how hard a passphrase is to guess makes it easy: a third of a second each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "COST", CHEAP)
        yield


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The folder of a closed, empty store, and its key: what `new_store` copies, for making the tables anew
    for each of a thousand tests is a minute in all."""
    folder = tmp_path_factory.mktemp("vacío") / "datos"
    store, _ = stores.create(folder, PASSPHRASE, cost=CHEAP)
    store.close()
    return folder, store.key


@pytest.fixture
def new_store(tmp_path: Path, empty_store: tuple[Path, bytes]) -> Iterator[NewStore]:
    """`new_store("b", now=…)`: a fresh device's store in a folder of its own; all are closed at the end.

    All have one key, unless `own_key`: then it is made from nothing, as a first run does."""
    opened: list[Store] = []

    def make(name: str = "almacén", now: Now | None = None, *, own_key: bool = False) -> Store:
        folder, now = tmp_path / name, now or SteppingClock()
        store = stores.create(folder, PASSPHRASE, now=now)[0] if own_key else copied(folder, now)
        opened.append(store)
        return store

    def copied(folder: Path, now: Now) -> Store:
        kept, key = empty_store
        shutil.copytree(kept, folder)
        store = stores.open_with_key(folder, key, now=now)
        _become_another(store)
        return store

    yield make
    for store in opened:
        store.close()


def _become_another(store: Store) -> None:
    """A device of its own, as `stores.create` would have given it."""
    fresh = {"device": new_id(), "incarnation": secrets.token_hex(4)}
    with store._engine.connect() as connection, connection.begin():
        statement = update(META).where(META.c.key == bindparam("which")).values(value=bindparam("new"))
        connection.execute(statement, [{"which": key, "new": value} for key, value in fresh.items()])
    store.identity = replace(store.identity, **fresh)


@pytest.fixture
def store(new_store: NewStore) -> Store:
    """A fresh, empty store whose clock begins on the morning of 12 August 2026."""
    return new_store()
