"""Suggestions blind to accents, several chosen as chips, and the month view."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.waiting import wait_until
from ui.widgets.completer import Completer, Suggestion, search_in
from ui.widgets.month_calendar import CalendarEvent, MonthCalendar
from ui.widgets.multi_picker import MultiPicker

PEOPLE = [
    Suggestion("1", "Ñahui Quispe, Saturnina", "MD de Luricocha"),
    Suggestion("2", "Huamán Tineo, Óscar", "MP de Huanta"),
    Suggestion("3", "Naveda Ríos, Ana", "CEM Huanta"),
]
TODAY = date(2026, 8, 10)


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def type_text(line: QLineEdit, text: str) -> None:
    for char in text:
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, char)
        QApplication.sendEvent(line, press)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("nahui", ["1"]), ("ÑAHUI sat", ["1"]), ("oscar", ["2"]), ("huanta", ["2", "3"]), ("x", [])],
)
def test_accents_do_not_matter(typed: str, found: list[str]) -> None:
    assert [one.id for one in search_in(PEOPLE)(typed)] == found


def test_a_suggestion_is_taken_with_arrows_and_enter(qtbot: QtBot, line: QLineEdit) -> None:
    completer = Completer(line, search_in(PEOPLE))
    type_text(line, "huanta")
    completer.look()
    assert [one.id for one in completer.suggestions()] == ["2", "3"]
    QTest.keyClick(line, Qt.Key.Key_Down)
    with qtbot.waitSignal(completer.chosen) as told:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert told.args is not None
    assert told.args[0].id == "3"
    assert line.text() == "Naveda Ríos, Ana"
    assert completer.suggestions() == []


def test_escape_closes_the_list_and_keeps_what_was_typed(line: QLineEdit) -> None:
    completer = Completer(line, search_in(PEOPLE))
    type_text(line, "ñahui")
    completer.look()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert completer.suggestions() == []
    assert line.text() == "ñahui"


def test_typing_opens_the_list_by_itself(qtbot: QtBot, line: QLineEdit) -> None:
    completer = Completer(line, search_in(PEOPLE))
    type_text(line, "oscar")
    wait_until(lambda: bool(completer.suggestions()))


def test_results_may_come_later(qtbot: QtBot, line: QLineEdit) -> None:
    completer = Completer(line)
    with qtbot.waitSignal(completer.asked) as asked:
        type_text(line, "Ñ")
    assert asked.args == ["Ñ"]
    completer.suggest(PEOPLE[:1])
    assert completer.suggestions() == PEOPLE[:1]


def test_chosen_ones_become_chips_and_are_not_offered_again(qtbot: QtBot) -> None:
    picker = MultiPicker("Personas", search_in(PEOPLE))
    qtbot.addWidget(picker)
    picker.show()
    field = picker.findChildren(QLineEdit)[0]
    type_text(field, "huanta")
    picker._completer.look()
    with qtbot.waitSignal(picker.value_changed) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args is not None
    assert [one.id for one in told.args[0]] == ["2"]
    assert [one.id for one in picker._offer("huanta")] == ["3"]
    with qtbot.waitSignal(picker.value_changed) as told:
        QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert told.args == [()]


def test_a_chip_is_taken_away_with_the_keyboard(qtbot: QtBot) -> None:
    picker = MultiPicker("Personas", search_in(PEOPLE))
    qtbot.addWidget(picker)
    picker.set_value(PEOPLE)
    chip = next(one for one in picker.findChildren(QPushButton) if "Óscar" in one.text())
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert [one.id for one in picker.value()] == ["1", "3"]


@pytest.fixture
def calendar(qtbot: QtBot) -> MonthCalendar:
    made = MonthCalendar(today=lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_the_month_reads_in_spanish_and_turns(qtbot: QtBot, calendar: MonthCalendar) -> None:
    assert calendar._title.text() == "Agosto de 2026"
    with qtbot.waitSignal(calendar.month_changed) as told:
        calendar.turn(1)
    assert told.args == [date(2026, 9, 1)]
    assert calendar._title.text() == "Setiembre de 2026"
    calendar.show_day(date(2026, 1, 31))
    calendar.turn(1)
    assert calendar.day() == date(2026, 2, 28)


def test_arrows_walk_the_days(qtbot: QtBot, calendar: MonthCalendar) -> None:
    cell = next(one for one in calendar._cells if one.day == TODAY)
    QTest.keyClick(cell, Qt.Key.Key_Down)
    assert calendar.day() == date(2026, 8, 17)
    with qtbot.waitSignal(calendar.day_activated) as told:
        QTest.keyClick(next(one for one in calendar._cells if one.day == calendar.day()), Qt.Key.Key_Return)
    assert told.args == [date(2026, 8, 17)]


def test_an_event_shows_on_each_of_its_days_and_opens(qtbot: QtBot, calendar: MonthCalendar) -> None:
    calendar.set_events(
        [CalendarEvent("i-1", date(2026, 8, 12), date(2026, 8, 13), "Taller Huanta", "info", "send")]
    )
    chips = [one for one in calendar.findChildren(QPushButton) if one.text() == "Taller Huanta"]
    assert len(chips) == 2
    with qtbot.waitSignal(calendar.event_activated) as told:
        QTest.keyClick(chips[1], Qt.Key.Key_Return)
    assert told.args == ["i-1"]
