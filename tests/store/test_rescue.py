"""A damaged store: what can be read comes back, what did not is told exactly, and nothing is deleted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from concerta_desktop.errors import DamagedStore, EnvironmentFailure
from concerta_desktop.model import Person
from concerta_desktop.paths import DATABASE
from concerta_desktop.services.backups import back_up, known_copies
from concerta_desktop.store import cipher, drafts, health, seal
from concerta_desktop.store import store as stores
from concerta_desktop.store.erase import erase
from concerta_desktop.store.rescue import Rescued, rescue
from concerta_desktop.store.tables import table_of
from tests.factory import SteppingClock, a_person
from tests.fixtures import CHEAP, PASSPHRASE

WAL = DATABASE + cipher.WAL


class Laptop:
    """A store that is worked on, and its files as a crash leaves them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = stores.create(folder / "trabajo", PASSPHRASE, cost=CHEAP, now=SteppingClock())[0]
        self.key = self.store.key

    def crash(self) -> Path:
        left = self.folder / "datos"
        shutil.copytree(self.store.folder, left)
        copies = self.folder / "trabajo copias"
        if copies.exists():
            copies.rename(self.folder / "datos copias")
        self.store.close()
        return left

    def rescue(self, left: Path) -> Rescued:
        return rescue(left, self.key, known_copies(left), SteppingClock())


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path)


def harm(path: Path, *places: int) -> None:
    data = bytearray(path.read_bytes())
    for place in places:
        data[place] ^= 0x10
    path.write_bytes(data)


def surnames(folder: Path) -> list[str]:
    store = stores.open_store(folder, PASSPHRASE)
    assert health.examine(store).sound
    with store.read() as tx:
        table = table_of(Person)
        found = tx.connection.execute(select(table.c.surnames).where(table.c.deleted == 0))
        names = sorted(found.scalars())
    store.close()
    return names


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_what_a_wrong_bit_hid_all_comes_back(laptop: Laptop) -> None:
    for number in range(20):
        a_person(laptop.store, surnames=f"Óré {number:02d}")
    with laptop.store.write() as tx:
        drafts.save(tx, "person:new", {"names": "Saturnina"})
    left = laptop.crash()
    harm(left / WAL, 60_000)
    before = files(left)
    with pytest.raises(DamagedStore):
        stores.open_store(left, PASSPHRASE)
    found = laptop.rescue(left)
    assert (found.read, found.copied, found.missing, found.drafts) == (20, 0, 0, 1)
    assert found.records == {"person": 20}
    assert files(left / found.aside) == before, "set aside untouched"
    assert surnames(left) == [f"Óré {number:02d}" for number in range(20)]


def test_what_the_store_lacks_comes_from_the_copy_and_the_rest_is_told(laptop: Laptop) -> None:
    a_person(laptop.store, surnames="Óré")
    back_up(laptop.store, "request")
    a_person(laptop.store, surnames="Taype")
    left = laptop.crash()
    (left / WAL).unlink()
    (left / DATABASE).write_bytes(b"\7" * (left / DATABASE).stat().st_size)
    found = laptop.rescue(left)
    assert (found.read, found.copied, found.missing) == (0, 1, 1)
    (gap,) = found.gaps
    assert (gap.count, gap.before) == (1, None)
    assert found.last == gap.after
    assert found.copy is not None
    assert surnames(left) == ["Óré"]


def test_a_hole_in_the_log_is_placed_in_time_and_half_a_record_is_not_shown(laptop: Laptop) -> None:
    first = a_person(laptop.store, surnames="Óré")
    half = a_person(laptop.store, surnames="Taype")
    with laptop.store.write() as tx:
        from concerta_desktop.store.change import change

        change(tx, Person, half, {"phone": "900 000 412"})
    with laptop.store._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM operation WHERE pk = 2")
    left = laptop.crash()
    found = laptop.rescue(left)
    (gap,) = found.gaps
    assert gap.count == 1
    assert gap.after is not None
    assert gap.before is not None
    assert gap.after < gap.before
    assert (found.records, found.incomplete) == ({"person": 1}, {"person": 1})
    assert surnames(left) == ["Óré"], first


def test_without_anything_to_read_nothing_is_changed(laptop: Laptop) -> None:
    a_person(laptop.store)
    left = laptop.crash()
    for name in (DATABASE, WAL):
        (left / name).write_bytes(b"\7" * 8192)
    before = files(left)
    with pytest.raises(EnvironmentFailure, match="no hay ninguna copia") as told:
        laptop.rescue(left)
    assert "no se han tocado" in str(told.value)
    assert files(left) == before
    assert sorted(path.name for path in left.iterdir()) == sorted(before)


def test_without_a_seal_nobody_claims_that_the_end_is_there(laptop: Laptop) -> None:
    a_person(laptop.store)
    left = laptop.crash()
    (left / seal.FILE).unlink()
    assert not laptop.rescue(left).sealed


def test_what_a_restore_set_aside_is_not_brought_back_by_a_rescue(laptop: Laptop) -> None:
    a_person(laptop.store, surnames="Óré")
    back_up(laptop.store, "request")
    with laptop.store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE meta SET value = 'otra' WHERE key = 'incarnation'")
        tx.connection.exec_driver_sql("DELETE FROM operation")
        tx.connection.exec_driver_sql("DELETE FROM person")
    left = laptop.crash()
    assert laptop.rescue(left).copy is None


def test_what_was_erased_by_right_does_not_come_back_from_an_older_copy(laptop: Laptop) -> None:
    person = a_person(laptop.store, surnames="Óré", document_number="99990431", sex="m")
    back_up(laptop.store, "request")
    with laptop.store.write() as tx:
        erase(tx, Person, person, {"sex": "m", "surnames": "—", "names": "—"})
    with laptop.store._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM operation WHERE pk = 1")
    left = laptop.crash()
    found = laptop.rescue(left)
    assert (found.read, found.copied, found.missing) == (1, 1, 0)
    assert surnames(left) == ["—"]
    with cipher.untouched(left / DATABASE, laptop.key) as reader:
        patches = reader.execute("SELECT group_concat(patch) FROM operation").fetchone()[0]
    assert "99990431" not in patches
    assert "Óré" not in patches


@pytest.mark.parametrize("cut_at", ["sync", "rename", "swap"])
def test_a_rescue_cut_short_leaves_what_there_was_or_is_gone_on_with(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch, cut_at: str
) -> None:
    from concerta_desktop.store import files as on_disk
    from concerta_desktop.store import restoring, swap

    a_person(laptop.store, surnames="Óré")
    left = laptop.crash()
    harm(left / WAL, 5000)
    before = files(left)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        places: dict[str, tuple[object, str]] = {
            "sync": (on_disk, "sync"),
            "rename": (restoring.os, "rename"),
            "swap": (swap, "finish"),
        }
        target, name = places[cut_at]
        patched.setattr(target, name, cut)
        with pytest.raises(KeyboardInterrupt):
            laptop.rescue(left)
    if cut_at == "swap":
        assert swap.finish(left)
    else:
        assert files(left) == before
        laptop.rescue(left)
    assert surnames(left) == ["Óré"]
