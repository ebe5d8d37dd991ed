"""Making, opening and upgrading a store, and everything that can stand in the way."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import event, select, text

from concerta_desktop.errors import DamagedStore, EnvironmentFailure, UserError
from concerta_desktop.model import Person
from concerta_desktop.model.identity import new_id
from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.store import cipher, keyring, oplog, schema, seal
from concerta_desktop.store import store as stores
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import OPERATION, table_of
from tests.factory import a_person
from tests.fixtures import CHEAP, PASSPHRASE


def make(folder: Path) -> Store:
    return stores.create(folder, PASSPHRASE, cost=CHEAP)[0]


def names(store: Store) -> list[str]:
    with store.read() as tx:
        return [row.surnames for row in tx.connection.execute(select(table_of(Person).c.surnames))]


def test_a_store_is_not_made_over_another(tmp_path: Path) -> None:
    store = make(tmp_path)
    a_person(store, surnames="Óré")
    store.close()
    with pytest.raises(UserError, match="ya hay un almacén"):
        make(tmp_path)
    again = stores.open_store(tmp_path, PASSPHRASE)
    assert names(again) == ["Óré"]
    again.close()


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="al menos 8 caracteres"):
        stores.create(tmp_path / "datos", "corta")
    assert not (tmp_path / "datos").exists()


@pytest.mark.parametrize("cut_at", [KEY_FILE, DATABASE, "tables"])
def test_a_first_run_cut_short_can_be_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_at: str
) -> None:
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == cut_at:
            raise KeyboardInterrupt
        real(source, target)

    def create_tables(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", replace)
        if cut_at == "tables":
            patched.setattr(schema, "create_tables", create_tables)
        with pytest.raises(KeyboardInterrupt):
            make(tmp_path)
    assert not stores.exists(tmp_path)
    make(tmp_path).close()
    stores.open_store(tmp_path, PASSPHRASE).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [DATABASE, KEY_FILE]


@pytest.mark.parametrize("lost", [KEY_FILE, DATABASE])
def test_half_a_store_is_neither_overwritten_nor_opened(tmp_path: Path, lost: str) -> None:
    make(tmp_path).close()
    (tmp_path / lost).unlink()
    (kept,) = tmp_path.iterdir()
    before = kept.read_bytes()
    with pytest.raises(UserError, match=f"le falta «{lost}»"):
        make(tmp_path)
    with pytest.raises(EnvironmentFailure):
        stores.open_store(tmp_path, PASSPHRASE)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


def test_the_key_of_another_store_does_not_open_it(tmp_path: Path) -> None:
    make(tmp_path).close()
    with pytest.raises(DamagedStore, match="o no es de esta llave"):
        stores.open_with_key(tmp_path, b"\x07" * 32)


def test_an_empty_data_file_is_damage_and_stays_as_it_is(tmp_path: Path) -> None:
    make(tmp_path).close()
    (tmp_path / DATABASE).write_bytes(b"")
    with pytest.raises(EnvironmentFailure, match="El archivo de datos está vacío"):
        stores.open_store(tmp_path, PASSPHRASE)
    assert (tmp_path / DATABASE).read_bytes() == b""


def test_damage_is_not_told_in_english_behind_our_back(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path).close()
    (tmp_path / DATABASE).write_bytes(b"\x07" * 8192)
    with pytest.raises(DamagedStore):
        stores.open_store(tmp_path, PASSPHRASE)
    assert capfd.readouterr().err == ""


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def left_by_a_newer_version(folder: Path, how: str) -> None:
    """A store of version 99, closed as it should be, or as a power cut leaves it."""
    store = make(folder / "abierto")
    a_person(store, surnames="Óré")
    with store.write() as tx:
        tx.connection.exec_driver_sql("PRAGMA user_version = 99")
    if how == "closed":
        store.close()
    shutil.copytree(folder / "abierto", folder / "datos")
    store.close()
    if how == "cut short, no index":
        (folder / "datos" / (DATABASE + cipher.SHM)).unlink()


@pytest.mark.parametrize("harm", ["head alone", "half a head", "no such WAL", "wrong sum", "zeros"])
def test_a_wal_without_a_commit_is_no_obstacle(tmp_path: Path, harm: str) -> None:
    """As a power cut in the first commit after a start leaves it."""
    store = make(tmp_path / "abierto")
    a_person(store, surnames="Óré")
    store.close()
    again = stores.open_store(tmp_path / "abierto", PASSPHRASE)
    a_person(again, surnames="Taype")
    shutil.copytree(tmp_path / "abierto", tmp_path / "datos")
    again.close()
    for name in (DATABASE + cipher.SHM, seal.FILE):
        (tmp_path / "datos" / name).unlink()
    path = tmp_path / "datos" / (DATABASE + cipher.WAL)
    head = path.read_bytes()[:32]
    path.write_bytes(
        {
            "head alone": head,
            "half a head": head[:20],
            "no such WAL": b"\7" * 5000,
            "wrong sum": head[:31] + bytes([head[31] ^ 1]) + b"\0" * 5000,
            "zeros": b"\0" * 5000,
        }[harm]
    )
    store = stores.open_store(tmp_path / "datos", PASSPHRASE)
    assert names(store) == ["Óré"]
    store.close()


@pytest.mark.parametrize("how", ["closed", "cut short", "cut short, no index"])
def test_a_store_of_a_newer_version_is_left_alone_byte_for_byte(tmp_path: Path, how: str) -> None:
    left_by_a_newer_version(tmp_path, how)
    before = bytes_of(tmp_path / "datos")
    assert ((DATABASE + cipher.WAL) in before) == (how != "closed")
    with pytest.raises(UserError, match="versión más nueva") as refusal:
        stores.open_store(tmp_path / "datos", PASSPHRASE)
    assert "No se ha tocado" in str(refusal.value)
    assert bytes_of(tmp_path / "datos") == before


def test_an_sqlite_that_may_corrupt_the_store_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path).close()
    before = bytes_of(tmp_path)
    monkeypatch.setattr(driver, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(EnvironmentFailure, match="demasiado antigua"):
        stores.open_store(tmp_path, PASSPHRASE)
    with pytest.raises(EnvironmentFailure, match="demasiado antigua"):
        make(tmp_path / "otra")
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    monkeypatch.setattr(driver, "sqlite_version_info", (3, 51, 3))
    stores.open_store(tmp_path, PASSPHRASE).close()


def older_declarations(store: Store) -> None:
    """As a version left it that knew a record type less, another one more, and no phone."""
    with store.write() as tx:
        run = tx.connection.exec_driver_sql
        run("ALTER TABLE person DROP COLUMN phone")
        run("DROP TABLE preference")
        run("CREATE TABLE thematic_table (pk INTEGER PRIMARY KEY)")
        run("CREATE VIRTUAL TABLE thematic_table_search USING fts5(text)")
        run("UPDATE meta SET value = 'otra' WHERE key = 'declarations'")


def test_tables_are_made_anew_from_the_log_when_their_declarations_change(tmp_path: Path) -> None:
    store = make(tmp_path)
    a_person(store, surnames="Óré", phone="900 000 412")
    older_declarations(store)
    store.close()
    for _ in range(2):
        store = stores.open_store(tmp_path, PASSPHRASE)
        with store.read() as tx:
            assert [row.phone for row in tx.connection.execute(select(table_of(Person)))] == ["900 000 412"]
            tables = {row[0] for row in tx.connection.execute(text("SELECT name FROM sqlite_master"))}
        assert "preference" in tables
        assert not any(name.startswith("thematic_table") for name in tables)
        store.close()


def test_an_upgrade_cut_short_leaves_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = make(tmp_path)
    a_person(store, surnames="Óré")
    older_declarations(store)
    store.close()

    def replay(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(schema, "replay", replay)
        with pytest.raises(KeyboardInterrupt):
            stores.open_store(tmp_path, PASSPHRASE)
    key = keyring.unlock(tmp_path / KEY_FILE, PASSPHRASE)
    monkeypatch.setattr(stores, "declarations_digest", lambda: "otra")
    store = stores.open_with_key(tmp_path, key)
    assert names(store) == ["Óré"]
    store.close()


def test_two_programs_on_one_store_keep_one_chain(tmp_path: Path) -> None:
    first = make(tmp_path)
    second = stores.open_store(tmp_path, PASSPHRASE)
    failures: list[BaseException] = []

    def work(store: Store) -> None:
        try:
            for _ in range(15):
                a_person(store)
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    threads = [threading.Thread(target=work, args=(store,)) for store in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with first.read() as tx:
        assert oplog.broken(tx) == []
        assert sorted(tx.connection.execute(select(OPERATION.c.seq)).scalars()) == list(range(1, 31))
    first.close()
    second.close()


def test_a_reader_sees_the_store_as_it_was_when_it_began(store: Store) -> None:
    a_person(store, surnames="Óré")
    with store.read() as tx:
        table = table_of(Person)
        assert len(tx.connection.execute(select(table.c.id)).all()) == 1
        a_person(store, surnames="Taype")
        assert len(tx.connection.execute(select(table.c.id)).all()) == 1
    assert sorted(names(store)) == ["Taype", "Óré"]


def fill_the_disk(store: Store) -> None:
    with store.read() as tx:
        pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar()
        tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def protect(store: Store) -> None:
    with store.read() as tx:
        tx.connection.exec_driver_sql("PRAGMA query_only = ON")


def break_at_commit(store: Store) -> None:
    @event.listens_for(store._engine, "commit")
    def fail(_: object) -> None:
        raise cast(Any, driver).OperationalError("disk I/O error")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (fill_the_disk, "No queda espacio en el disco"),
        (protect, "El disco no permite escribir"),
        (break_at_commit, "El disco no respondió"),
    ],
)
def test_what_the_disk_does_is_said_in_spanish_and_nothing_is_half_saved(
    store: Store, harm: Callable[[Store], None], said: str
) -> None:
    a_person(store, surnames="Óré")
    harm(store)
    with pytest.raises(EnvironmentFailure, match=said) as failure, store.write() as tx:
        changes(tx, [Change(Person, new_id(), {"surnames": "Taype"}) for _ in range(100)])
    assert "este cambio no se guardó" in str(failure.value)
    store._engine.dispose()
    with store._engine.connect() as connection:
        rows = connection.execute(select(table_of(Person).c.surnames)).scalars().all()
        operations = connection.execute(select(OPERATION.c.pk)).all()
    assert (rows, len(operations)) == (["Óré"], 1)


def test_a_store_that_another_program_holds_says_so(tmp_path: Path) -> None:
    first = make(tmp_path)
    second = stores.open_store(tmp_path, PASSPHRASE)
    with second.read() as tx:
        tx.connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with first.write(), pytest.raises(EnvironmentFailure, match="Otro programa está usando el almacén"):
        a_person(second)
    a_person(second)
    first.close()
    second.close()


def test_our_own_mistakes_are_not_blamed_on_the_disk(store: Store) -> None:
    from sqlalchemy.exc import OperationalError

    with pytest.raises(OperationalError, match="no such table"), store.write() as tx:
        tx.connection.exec_driver_sql("SELECT * FROM nothing_like_it")


def test_who_works_here_is_remembered_and_is_no_operation(tmp_path: Path) -> None:
    store = make(tmp_path)
    stores.set_author(store, "una-especialista")
    with store.read() as tx:
        assert oplog.last(tx, store.identity.device, store.identity.incarnation) == (0, "")
    store.close()
    again = stores.open_store(tmp_path, PASSPHRASE)
    assert again.author == "una-especialista"
    again.close()
