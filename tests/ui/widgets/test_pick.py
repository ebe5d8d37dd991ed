"""Exclusive buttons tell once, whoever picks: mouse, keyboard or a screen reader, which only toggles."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.pick import PickButton
from ui.widgets.segmented import Choice, Segmented


def test_a_click_tells_once_and_again_when_picked_already(qtbot: QtBot) -> None:
    button = PickButton("Día 1")
    qtbot.addWidget(button)
    told: list[str] = []
    button.picked.connect(lambda: told.append("picked"))
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert told == ["picked"]
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert told == ["picked", "picked"]


def test_marking_tells_nothing(qtbot: QtBot) -> None:
    button = PickButton("Día 1")
    qtbot.addWidget(button)
    with qtbot.assertNotEmitted(button.picked):
        button.mark()
    assert button.isChecked()


def test_a_screen_reader_chooses_a_segment(qtbot: QtBot) -> None:
    days = Segmented("Día", [Choice("1", "Día 1"), Choice("2", "Día 2")])
    qtbot.addWidget(days)
    days.set_value("1")
    second = QAccessible.queryAccessibleInterface(days.findChildren(PickButton)[1])
    with qtbot.waitSignal(days.value_changed) as said:
        second.actionInterface().doAction(QAccessibleActionInterface.toggleAction())
    assert said.args == ["2"]
    assert days.value() == "2"
