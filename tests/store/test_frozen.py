"""A store as an earlier version left it (23 November 2026, with ten record types) opens with everything kept.

`frozen/2026-11-23` was written by that version: three people, one in the trash and one corrected, a workshop
with its day, agenda, expected person and attendances, and a half-typed form. It is never made anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.services.backups import known_copies
from concerta_desktop.store import cipher, drafts, health, keyring
from concerta_desktop.store import store as stores
from concerta_desktop.store.change import undo
from tests.fixtures import PASSPHRASE

FROZEN = Path(__file__).parent / "frozen" / "2026-11-23"
_MADE = {"pk", "sort_key", "search_text"}
"""Columns that each version fills in its own way."""

Rows = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FROZEN, tmp_path / "datos")
    return tmp_path / "datos"


def rows_as_written(folder: Path) -> Rows:
    """Table -> id -> columns, as the old version's own tables hold them."""
    key = keyring.unlock(folder / KEY_FILE, PASSPHRASE)
    found: Rows = {}
    with cipher.untouched(folder / DATABASE, key) as reader:
        present = {row[0] for row in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name in sorted({record.META.name for record in RECORD_TYPES} & present):
            cursor = reader.execute(f"SELECT * FROM {name}")
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            found[name] = {row["id"]: _without_made(row) for row in rows}
    return found


def _without_made(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _MADE}


def test_everything_of_an_older_version_is_kept(folder: Path) -> None:
    before = rows_as_written(folder)
    assert {name: len(rows) for name, rows in before.items() if rows} == {
        "specialist": 1,
        "entity": 1,
        "person": 3,
        "intervention": 1,
        "intervention_day": 1,
        "agenda_item": 1,
        "expected_person": 1,
        "attendance": 2,
    }
    store = stores.open_store(folder, PASSPHRASE)
    with store.read() as tx:
        for name, rows in before.items():
            now = {
                row["id"]: dict(row)
                for row in tx.connection.exec_driver_sql(f"SELECT * FROM {name}").mappings()
            }
            assert now.keys() == rows.keys(), name
            for record_id, row in rows.items():
                assert row.items() <= now[record_id].items(), name
        draft = drafts.load(tx, "person:new")
        assert draft is not None
        assert draft.values == {"names": "Saturnina"}
        operations = tx.connection.exec_driver_sql("SELECT count(*) FROM operation").scalar()
    assert operations == 13
    assert health.examine(store).sound
    store.close()
    assert rows_as_written(folder).keys() == {record.META.name for record in RECORD_TYPES}


def test_before_it_is_upgraded_a_copy_is_made_and_only_once(folder: Path) -> None:
    for _ in range(2):
        stores.open_store(folder, PASSPHRASE).close()
    (copy,) = known_copies(folder)
    assert copy.reason == "upgrade"
    assert copy.operations == 13


def test_what_an_older_version_did_can_still_be_undone(folder: Path) -> None:
    store = stores.open_store(folder, PASSPHRASE)
    with store.read() as tx:
        trashed = "SELECT device, incarnation, action FROM operation WHERE patch = '{\"_deleted\":true}'"
        action = tx.connection.exec_driver_sql(trashed).one()
    with store.write() as tx:
        undo(tx, *action)
    with store.read() as tx:
        living = tx.connection.exec_driver_sql("SELECT count(*) FROM person WHERE NOT deleted").scalar()
    store.close()
    assert living == 3
