"""The Asistencia step on screen, over a small fictitious store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from concerta_desktop.queries.interventions import get_page
from tests.door import Door, open_door
from tests.fixtures import NewStore
from tests.waiting import wait_until
from ui.interventions.attendance.step import AttendanceStep
from ui.tasks import Tasks

_NAMED = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\x1b": Qt.Key.Key_Escape, " ": Qt.Key.Key_Space}


@dataclass
class Screen:
    """The step, and hands: keys go wherever the focus is, as they do for a person."""

    door: Door
    step: AttendanceStep
    tasks: Tasks
    bot: QtBot
    strokes: int = 0

    def type(self, text: str) -> None:
        """Each character is a keystroke: Enter is "\\r", Esc "\\x1b". Any letter, ñ included."""
        for char in text:
            self.strokes += 1
            key = _NAMED.get(char, Qt.Key.Key_unknown)
            target = QApplication.focusWidget() or self.step
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(QApplication.focusWidget() or self.step, key, modifier)

    def until(self, true: Callable[[], Any]) -> None:
        wait_until(true)

    def said(self) -> str:
        return self.step.entry.feedback.text()

    def until_said(self, words: str) -> None:
        self.until(lambda: words in self.said())

    def present(self) -> list[str]:
        """Names of those present, as the table shows them, the newest first."""
        return [row.full_name for row in self.step.list.table.rows() if row.present]

    def shown(self) -> list[str]:
        return [row.full_name for row in self.step.list.table.rows()]


@pytest.fixture
def door(new_store: NewStore) -> Door:
    return open_door(new_store)


@pytest.fixture
def screen(qapp: QApplication, qtbot: QtBot, door: Door) -> Iterator[Screen]:
    tasks = Tasks(door.store)
    step = AttendanceStep(tasks)
    qtbot.addWidget(step)
    step.resize(1182, 594)
    step.show()
    step.activateWindow()
    shown = Screen(door, step, tasks, qtbot)
    reopen(shown)
    step.entry.line.setFocus()
    yield shown
    tasks.close()


def reopen(screen: Screen) -> None:
    """Hand the step the intervention as it stands, as its page does."""
    with screen.door.store.read() as tx:
        page = get_page(tx, screen.door.workshop)
    assert page is not None
    screen.step.open(page)
    screen.until(lambda: screen.step.day is not None and screen.step.list.table.rows())


def named(widget: QWidget, name: str) -> QWidget:
    """The control a screen reader would call so."""
    return next(one for one in widget.findChildren(QWidget) if one.accessibleName() == name)
