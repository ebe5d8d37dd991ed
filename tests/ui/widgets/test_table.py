"""The table keeps its place through reloads, speaks by ids, and copies text that stays text."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.waiting import wait_until
from ui.widgets.badge import BadgeText
from ui.widgets.columns import Column, GroupRow
from ui.widgets.empty import EmptyState
from ui.widgets.table import Table
from ui.widgets.table_model import RowTableModel


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    document: str
    here: bool | None = False


COLUMNS = [
    Column("here", "Está", width=52, checked=lambda row: row.here),
    Column("name", "Apellidos y nombres", lambda row: row.name),
    Column("document", "DNI", lambda row: row.document, 90, secondary=lambda row: "Huanta"),
    Column("state", "Estado", width=90, badge=lambda _: BadgeText("ok", "check", "Titular"), sortable=False),
]
PEOPLE = [Person(str(n), f"Ñahui Quispe {n}", f"0999000{n}") for n in range(6)]


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table(COLUMNS, name="Personas", empty=EmptyState("Todavía no hay nadie."), multi=True)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.set_rows(PEOPLE)
    return made


def test_a_reload_touches_only_what_changed(qtbot: QtBot) -> None:
    model = RowTableModel(COLUMNS)
    model.set_rows(PEOPLE)
    new = Person("new", "Taype Ñaupa, Fortunato", "09990009")
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted) as inserted:
        model.set_rows([new, *PEOPLE])
    assert inserted.args is not None
    assert inserted.args[1:] == [0, 0]
    changed = replace(PEOPLE[2], here=True)
    with qtbot.assertNotEmitted(model.rowsInserted), qtbot.waitSignal(model.dataChanged) as told:
        model.set_rows([new, *PEOPLE[:2], changed, *PEOPLE[3:]])
    assert told.args is not None
    assert (told.args[0].row(), told.args[1].row()) == (3, 3)
    with qtbot.waitSignal(model.rowsRemoved) as removed:
        model.set_rows([new, *PEOPLE[:2], *PEOPLE[4:]])
    assert removed.args is not None
    assert removed.args[1:] == [3, 4]
    assert [model.id_at(n) for n in range(model.rowCount())] == ["new", "0", "1", "4", "5"]


def test_the_selection_stays_with_its_row(qtbot: QtBot, table: Table) -> None:
    table.select("3")
    with qtbot.assertNotEmitted(table.row_selected):
        table.set_rows([Person("new", "Primera", "1"), *PEOPLE])
        table.set_rows(PEOPLE[::-1])
    assert table.current_id() == "3"
    assert table.selected_ids() == ["3"]


def test_when_the_current_row_goes_the_nearest_is_taken_and_said(qtbot: QtBot, table: Table) -> None:
    table.select("5")
    with qtbot.waitSignal(table.row_selected) as told:
        table.set_rows(PEOPLE[:5])
    assert told.args == ["4"]
    with qtbot.waitSignal(table.row_selected) as told:
        table.set_rows([])
    assert told.args == [""]


def test_an_empty_table_says_so(table: Table) -> None:
    table.show()
    nothing = table.findChildren(EmptyState)[0]
    assert not nothing.isVisible()
    table.set_rows([])
    assert nothing.isVisible()


def test_enter_opens_and_space_ticks(qtbot: QtBot, table: Table) -> None:
    table.select("2")
    with qtbot.waitSignal(table.row_activated) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["2"]
    with qtbot.waitSignal(table.check_toggled) as ticked:
        QTest.keyClick(table, Qt.Key.Key_Space)
    assert ticked.args == ["2", True]


def test_a_click_on_the_box_ticks_and_a_row_without_box_does_not(qtbot: QtBot, table: Table) -> None:
    table.show()
    spot = table.visualRect(table.model().index(1, 0)).center()
    with qtbot.waitSignal(table.check_toggled) as ticked:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert ticked.args == ["1", True]
    table.set_rows([replace(person, here=None) for person in PEOPLE])
    with qtbot.assertNotEmitted(table.check_toggled):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_the_header_asks_for_an_order_and_turns_it(qtbot: QtBot, table: Table) -> None:
    header = table.horizontalHeader()
    with qtbot.waitSignal(table.sort_requested) as asked:
        header.sectionClicked.emit(1)
    assert asked.args == ["name", False]
    with qtbot.waitSignal(table.sort_requested) as asked:
        header.sectionClicked.emit(1)
    assert asked.args == ["name", True]
    with qtbot.assertNotEmitted(table.sort_requested):
        header.sectionClicked.emit(3)


def test_copied_rows_are_text_in_excel(table: Table) -> None:
    table.set_rows([Person("1", '=cmd() <b>&"', "00990001"), Person("2", "con\ttabulador\ny línea", "2")])
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    first, second = mime.text().split("\n")
    assert first.split("\t") == ["no", '=cmd() <b>&"', "00990001 · Huanta", "Titular"]
    assert second.split("\t")[1] == "con tabulador y línea"
    assert "=cmd() &lt;b&gt;&amp;" in mime.html()
    assert 'mso-number-format:"\\@"' in mime.html()


def test_a_screen_reader_hears_the_whole_cell(table: Table) -> None:
    said = [
        table.model().index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in range(len(COLUMNS))
    ]
    assert said == ["no", "Ñahui Quispe 0", "09990000 · Huanta", "Titular"]


def test_a_row_just_registered_stands_out(table: Table) -> None:
    table.show()
    plain = table.grab().toImage()
    table.flash("4")
    assert table.grab().toImage() != plain


GROUPED = [
    GroupRow("before", "Vienen de antes", "2", "actualice su estado", "history", "warning"),
    *PEOPLE[:2],
    GroupRow("today", "De hoy", "3"),
    *PEOPLE[2:5],
]


def test_headings_are_lower_never_chosen_and_skipped_by_the_arrows(qtbot: QtBot, table: Table) -> None:
    table.show()
    table.set_rows(GROUPED)
    assert [table.rowHeight(place) for place in range(7)] == [30, 32, 32, 30, 32, 32, 32]
    assert [row.id for row in table.rows()] == ["0", "1", "2", "3", "4"]
    table.activateWindow()
    table.setFocus()
    wait_until(table.hasFocus)
    assert table.current_id() == "0"
    visited = []
    for _ in range(4):
        QTest.keyClick(table, Qt.Key.Key_Down)
        visited.append(table.current_id())
    assert visited == ["1", "2", "3", "4"]
    for _ in range(9):
        QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.current_id() == "0"
    table.selectAll()
    assert table.selected_ids() == ["0", "1", "2", "3", "4"]
    spot = table.visualRect(table.model().index(3, 0)).center()
    with qtbot.assertNotEmitted(table.check_toggled), qtbot.assertNotEmitted(table.row_activated):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_headings_follow_their_rows_through_reloads(qtbot: QtBot, table: Table) -> None:
    table.set_rows(GROUPED)
    table.select("2")
    table.set_rows([GROUPED[0], PEOPLE[0], GROUPED[3], *PEOPLE[2:5]])
    assert table.current_id() == "2"
    assert [table.rowHeight(place) for place in range(6)] == [30, 32, 30, 32, 32, 32]
    with qtbot.waitSignal(table.row_selected) as told:
        table.set_rows([GROUPED[0], *PEOPLE[:2]])
    assert told.args == ["1"], "the nearest row, not a heading"
    table.set_rows(PEOPLE)
    assert {table.rowHeight(place) for place in range(6)} == {32}
    with qtbot.waitSignal(table.row_selected) as told:
        table.set_rows([])
    assert told.args == [""]


def test_a_heading_is_said_once_and_whole(table: Table) -> None:
    table.set_rows(GROUPED)
    said = [
        table.model().index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in range(len(COLUMNS))
    ]
    assert said == ["Vienen de antes · 2 · actualice su estado", None, None, None]
