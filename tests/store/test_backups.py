"""A copy holds what was recorded when it was asked for, and what has a copy's name is a copy."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from concerta_desktop.errors import Cancelled, EnvironmentFailure, UserError
from concerta_desktop.model import Person
from concerta_desktop.model.identity import new_id
from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.store import backups, cipher, files, oplog
from concerta_desktop.store import store as stores
from concerta_desktop.store.backups import ABOUT, Copy
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of
from tests.factory import a_person, an_intervention
from tests.fixtures import CHEAP, PASSPHRASE, NewStore
from tests.store.killing import kill_everywhere
from tests.store.test_opening import older_declarations

Harm = Callable[[Path], object]


def people_in(copy: Copy, key: bytes) -> list[str]:
    engine = cipher.open_copy(copy.folder / DATABASE, key)
    with engine.connect() as connection:
        return sorted(connection.execute(select(table_of(Person).c.surnames)).scalars())


@pytest.mark.req("33")
def test_a_copy_holds_all_that_was_recorded_and_opens_with_the_passphrase(
    store: Store, tmp_path: Path
) -> None:
    a_person(store, surnames="Ñahui Óré")
    an_intervention(store)
    copy = backups.make(store, tmp_path / "copias", "request")
    assert copy.folder.name == f"{copy.made:%Y-%m-%d %H%M}"
    assert sorted(path.name for path in copy.folder.iterdir()) == [DATABASE, KEY_FILE, ABOUT]
    assert {name: count for name, count in copy.counts.items() if count} == {"person": 1, "intervention": 1}
    backups.verify(copy, store.key)
    shutil.copytree(copy.folder, tmp_path / "otro equipo")
    elsewhere = stores.open_store(tmp_path / "otro equipo", PASSPHRASE)
    with elsewhere.read() as tx:
        assert tx.connection.execute(select(table_of(Person).c.surnames)).scalar() == "Ñahui Óré"
        assert oplog.broken(tx) == []
    elsewhere.close()


def test_nothing_personal_can_be_read_in_a_copy(store: Store, tmp_path: Path) -> None:
    a_person(store, surnames="Taipe Quichca", document_number="99990431", email="persona@ejemplo.pe")
    copy = backups.make(store, tmp_path / "copias", "request")
    for file in copy.folder.iterdir():
        content = file.read_bytes()
        for word in ("Taipe", "99990431", "persona@ejemplo.pe", PASSPHRASE, store.key.hex()):
            assert word.encode() not in content, file.name


def test_a_copy_is_of_one_moment_and_does_not_hold_up_who_writes(store: Store, tmp_path: Path) -> None:
    with store.write() as tx:
        changes(tx, [Change(Person, new_id(), {"surnames": "Antes"}) for _ in range(500)])

    def write(done: int, total: int, text: str) -> None:
        if total:
            a_person(store, surnames="Después")

    copy = backups.make(store, tmp_path / "copias", "periodic", write)
    assert set(people_in(copy, store.key)) == {"Antes"}
    with store.read() as tx:
        assert "Después" in tx.connection.execute(select(table_of(Person).c.surnames)).scalars().all()


def test_two_copies_of_one_minute_are_two(store: Store, tmp_path: Path) -> None:
    first, second = (backups.make(store, tmp_path / "copias", "request") for _ in range(2))
    assert second.folder.name == f"{first.folder.name} (2)"
    assert [copy.folder for copy in backups.copies(tmp_path / "copias")] == [second.folder, first.folder]


def test_two_at_once_do_not_disturb_each_other(store: Store, tmp_path: Path) -> None:
    a_person(store)
    made: list[Copy] = []
    threads = [
        threading.Thread(target=lambda: made.append(backups.make(store, tmp_path / "copias", "periodic")))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({copy.folder for copy in made}) == 2
    for copy in made:
        backups.verify(copy, store.key)


def test_a_cancelled_copy_leaves_nothing(store: Store, tmp_path: Path) -> None:
    def cancel(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backups.make(store, tmp_path / "copias", "request", cancel)
    assert list((tmp_path / "copias").iterdir()) == []


def flip(name: str, place: float = 0.6) -> Harm:
    def harm(folder: Path) -> None:
        content = bytearray((folder / name).read_bytes())
        content[int(len(content) * place)] ^= 1
        (folder / name).write_bytes(content)

    return harm


def cut_short(folder: Path) -> None:
    os.truncate(folder / DATABASE, (folder / DATABASE).stat().st_size // 2)


def lose_key(folder: Path) -> None:
    (folder / KEY_FILE).unlink()


@pytest.mark.parametrize(
    "harm",
    [
        flip(DATABASE),
        flip(DATABASE, 0.0),
        flip(KEY_FILE),
        cut_short,
        lambda folder: (folder / KEY_FILE).unlink(),
    ],
    ids=["a bit", "the first bit", "the key", "cut short", "no key"],
)
def test_a_damaged_copy_is_told(store: Store, tmp_path: Path, harm: Harm) -> None:
    a_person(store)
    copy = backups.make(store, tmp_path / "copias", "request")
    harm(copy.folder)
    with pytest.raises(EnvironmentFailure) as failure:
        backups.verify(copy, store.key)
    assert failure.value.safe
    assert failure.value.todo


@pytest.mark.parametrize("place", [0.1, 0.5, 0.99])
def test_damage_that_the_sum_does_not_show_is_found_by_opening(
    store: Store, tmp_path: Path, place: float
) -> None:
    """The disk wrote something else than it was given, and the sum was taken of that."""
    with store.write() as tx:
        changes(tx, [Change(Person, new_id(), {"surnames": "Óré"}) for _ in range(100)])
    copy = backups.make(store, tmp_path / "copias", "request")
    flip(DATABASE, place)(copy.folder)
    about = json.loads((copy.folder / ABOUT).read_text("utf-8"))
    about["files"][DATABASE] = files.digest(copy.folder / DATABASE)
    (copy.folder / ABOUT).write_text(json.dumps(about), "utf-8")
    with pytest.raises(EnvironmentFailure, match="está dañad"):
        backups.verify(backups.read(copy.folder), store.key)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"made": "ayer"}', "\x00"])
def test_a_copy_whose_description_is_lost_is_listed_apart(store: Store, tmp_path: Path, text: str) -> None:
    whole, other = (backups.make(store, tmp_path / "copias", "request") for _ in range(2))
    (other.folder / ABOUT).write_text(text, "utf-8")
    assert backups.copies(tmp_path / "copias") == [whole]
    assert backups.unreadable(tmp_path / "copias") == [other.folder]
    with pytest.raises(EnvironmentFailure, match="está dañada"):
        backups.read(other.folder)


def test_a_copy_of_another_person_is_not_opened_with_this_key(new_store: NewStore, tmp_path: Path) -> None:
    mine, hers = new_store("mío"), new_store("suyo", own_key=True)
    copy = backups.make(hers, tmp_path / "copias", "request")
    with pytest.raises(UserError, match="no se abre con esta llave") as failure:
        backups.verify(copy, mine.key)
    assert "contraseña con que se hizo" in failure.value.todo


def test_a_copy_on_a_stick_that_was_pulled_out(store: Store, tmp_path: Path) -> None:
    copy = backups.make(store, tmp_path / "memoria", "request")
    shutil.rmtree(tmp_path / "memoria")
    with pytest.raises(EnvironmentFailure, match="ya no está"):
        backups.verify(copy, store.key)
    with pytest.raises(EnvironmentFailure, match="vuelva a conectarla"):
        backups.read(copy.folder)
    assert backups.copies(tmp_path / "memoria") == []


def test_a_store_with_an_operation_that_does_not_hold_can_still_be_copied(
    store: Store, tmp_path: Path
) -> None:
    a_person(store)
    with store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE operation SET author = 'otra'")
    copy = backups.make(store, tmp_path / "copias", "request")
    assert copy.broken == 1
    backups.verify(copy, store.key)


def test_a_disk_without_room_is_said_and_nothing_is_left(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFailure, match="no queda espacio"):
        backups.make(store, tmp_path / "copias", "request")
    assert list((tmp_path / "copias").iterdir()) == []


def test_a_copy_does_not_take_the_last_room_of_a_disk(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=10**7))
    with pytest.raises(EnvironmentFailure, match="No queda espacio en el disco para la copia"):
        backups.make(store, tmp_path / "copias", "periodic")
    assert list((tmp_path / "copias").iterdir()) == []


def test_an_upgrade_makes_a_copy_first(tmp_path: Path) -> None:
    store = stores.create(tmp_path / "datos", PASSPHRASE, cost=CHEAP)[0]
    a_person(store, surnames="Óré")
    older_declarations(store)
    store.close()
    store = stores.open_store(tmp_path / "datos", PASSPHRASE)
    (copy,) = backups.copies(backups.home(store.folder))
    assert copy.reason == "upgrade"
    assert people_in(copy, store.key) == ["Óré"]
    store.close()


@pytest.mark.req("33")
@pytest.mark.long
def test_killed_at_any_moment_of_a_copy_nothing_is_lost_and_no_half_copy_has_a_name(tmp_path: Path) -> None:
    store = stores.create(tmp_path / "listo" / "datos", PASSPHRASE, cost=CHEAP)[0]
    a_person(store, surnames="Óré")
    before = backups.make(store, backups.home(store.folder), "request")
    a_person(store, surnames="Taype")
    key = store.key
    store.close()
    tried = kill_everywhere("backup", tmp_path)
    assert len(tried) > 10
    for folder in tried:
        again = stores.open_with_key(folder / "datos", key)
        with again.read() as tx:
            people = tx.connection.execute(select(table_of(Person).c.surnames)).scalars().all()
            assert (sorted(people), oplog.broken(tx)) == (["Taype", "Óré"], [])
        root = backups.home(again.folder)
        found = backups.copies(root)
        assert backups.unreadable(root) == []
        assert found[-1].made == before.made
        for copy in found:
            backups.verify(copy, key)
        backups.verify(backups.make(again, root, "request"), key)
        again.close()
    assert len(backups.copies(tried[-1] / "datos copias")) == 3
