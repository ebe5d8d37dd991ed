"""The seal: a store that lost its last commits does not open as if nothing had happened."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from concerta_desktop.errors import DamagedStore
from concerta_desktop.paths import DATABASE
from concerta_desktop.store import cipher, drafts, seal
from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store
from tests.factory import a_person
from tests.fixtures import CHEAP, PASSPHRASE


@pytest.fixture
def made(tmp_path: Path) -> Store:
    return stores.create(tmp_path / "datos", PASSPHRASE, cost=CHEAP)[0]


def save_draft(store: Store) -> None:
    with store.write() as tx:
        drafts.save(tx, "person:new", {"names": "Saturnina"})


def cut_power(store: Store, folder: Path) -> Path:
    """The files as they lie now, while the store is open."""
    shutil.copytree(store.folder, folder)
    return folder


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x10
    path.write_bytes(data)


@pytest.mark.parametrize("last", [a_person, save_draft], ids=["operation", "draft"])
def test_one_wrong_bit_in_the_wal_is_told_and_nothing_is_touched(
    made: Store, tmp_path: Path, last: Callable[[Store], object]
) -> None:
    a_person(made)
    last(made)
    left = cut_power(made, tmp_path / "cortado")
    made.close()
    stores.open_store(cut_power(made, tmp_path / "sano"), PASSPHRASE).close()
    wal = left / (DATABASE + cipher.WAL)
    flip(wal, wal.stat().st_size - 2000)
    before = {path.name: path.read_bytes() for path in left.iterdir()}
    with pytest.raises(DamagedStore, match="le faltan los últimos cambios guardados") as told:
        stores.open_store(left, PASSPHRASE)
    assert "No se ha tocado nada" in str(told.value)
    assert {path.name: path.read_bytes() for path in left.iterdir()} == before


def test_yesterdays_file_put_back_by_hand_is_told(made: Store, tmp_path: Path) -> None:
    a_person(made)
    made.close()
    yesterday = (made.folder / DATABASE).read_bytes()
    store = stores.open_store(made.folder, PASSPHRASE)
    a_person(store)
    store.close()
    (made.folder / DATABASE).write_bytes(yesterday)
    with pytest.raises(DamagedStore, match="le faltan"):
        stores.open_store(made.folder, PASSPHRASE)


@pytest.mark.parametrize("harm", ["gone", "empty", "garbage", "old half", "other key"])
def test_a_seal_that_says_nothing_does_not_keep_anybody_out(made: Store, tmp_path: Path, harm: str) -> None:
    a_person(made)
    a_person(made)
    made.close()
    path = made.folder / seal.FILE
    if harm == "gone":
        path.unlink()
    elif harm == "old half":
        path.write_bytes(b"\0" * 512 + path.read_bytes()[512:])
    elif harm == "other key":
        path.write_bytes(b"")
        seal.Seal(made.folder, b"\7" * 32).press(seal.Reach(99, "x", 99))
    else:
        path.write_bytes(b"" if harm == "empty" else b"\7" * 1024)
    again = stores.open_store(made.folder, PASSPHRASE)
    a_person(again)
    with again.read() as tx:
        reached = seal.reach(tx)
    again.close()
    assert seal.read(again.folder, again.key) == reached
    assert reached.operations == 3


def test_the_seal_says_no_word_of_what_is_recorded(made: Store) -> None:
    a_person(made, surnames="Huamancaja", document_number="99990431")
    made.close()
    said = (made.folder / seal.FILE).read_bytes()
    assert len(said) == 1024
    assert b"Huamancaja" not in said
    assert b"99990431" not in said
