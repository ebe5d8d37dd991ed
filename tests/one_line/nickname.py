"""What a person with one more declared field can do. Run by test_one_line.py, with plugin.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from concerta_desktop.cli.app import main
from concerta_desktop.queries.history import history_rows
from concerta_desktop.services.people import save_person
from concerta_desktop.store.store import Store
from tests.factory import a_person
from tests.fixtures import PASSPHRASE
from tests.ui.conftest import garbage_on_the_ui_thread  # noqa: F401 # pyright: ignore[reportUnusedImport]
from tests.ui.directory.conftest import directory  # noqa: F401 # pyright: ignore[reportUnusedImport]
from tests.ui.directory.test_directory import Person, Show, open_record

LABEL = "Cómo le dicen"


@pytest.fixture
def rosa(store: Store) -> str:
    return a_person(store, surnames="Ccente Palomino", names="Rosa")


def test_the_form_asks_it_keeps_it_and_remembers_who_wrote_it(
    store: Store,
    directory: Show,  # noqa: F811
    rosa: str,
) -> None:
    shown = directory()
    open_record(shown, rosa)
    form = shown.page.panel.fields.form
    assert form.names()[-1] == "nickname"
    assert form.box("nickname").label.text() == LABEL
    shown.write_in(shown.field("nickname"), "La profe\t")
    shown.until(lambda: _nickname(shown.person(rosa)) == "La profe")
    with store.read() as tx:
        history = history_rows(tx, Person, rosa)
    assert (LABEL, "La profe") in {(row.field, row.after) for row in history}


def test_the_list_offers_its_column_and_the_search_finds_it(
    store: Store,
    directory: Show,  # noqa: F811
    rosa: str,
) -> None:
    with store.write() as tx:
        save_person(tx, rosa, {"nickname": "La profe"})
    a_person(store, surnames="Taype Ñaupa", names="Fortunato")
    shown = directory()
    table = shown.page.table
    titles = [
        table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(table.model().columnCount())
    ]
    place = titles.index(LABEL)
    assert table.isColumnHidden(place)
    offered = {action.text(): action for action in table.column_actions(QMenu(shown.screen))}
    offered[LABEL].trigger()
    assert not table.isColumnHidden(place)
    shown.write_in(shown.screen.search, "profe")
    shown.until(lambda: shown.listed() == ["Ccente Palomino, Rosa"])
    assert table.model().index(0, place).data() == "La profe"


def test_the_command_line_exports_it(
    store: Store, rosa: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write() as tx:
        save_person(tx, rosa, {"nickname": "La profe"})
    store.close()
    monkeypatch.setenv("CONCERTA_PASSPHRASE", PASSPHRASE)
    out = tmp_path / "personas.xlsx"
    where = ["--data-dir", str(tmp_path / "almacén")]
    assert main([*where, "records", "export", "person", "--out", str(out)]) == 0
    written = {str(cell.value) for row in openpyxl.load_workbook(out).active.iter_rows() for cell in row}
    assert {LABEL, "La profe"} <= written


def _nickname(person: Any) -> str | None:
    return person.nickname
