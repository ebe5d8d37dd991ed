"""Fixtures for any test that needs a store. Ciphered as the real one, but with a cheap passphrase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from concerta_desktop.clock import Now
from concerta_desktop.store import keyring
from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store
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


@pytest.fixture
def new_store(tmp_path: Path) -> Iterator[NewStore]:
    """`new_store("b", now=…)`: a fresh device's store in a folder of its own; all are closed at the end."""
    opened: list[Store] = []

    def make(name: str = "almacén", now: Now | None = None) -> Store:
        store, _ = stores.create(tmp_path / name, PASSPHRASE, now=now or SteppingClock(), cost=CHEAP)
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(new_store: NewStore) -> Store:
    """A fresh, empty store whose clock begins on the morning of 12 August 2026."""
    return new_store()
