"""The directory on screen, over a small fictitious store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from concerta_desktop.model import Person
from concerta_desktop.queries import records
from concerta_desktop.store.store import Store
from tests.waiting import wait_until
from ui.directory.new_dialog import NewRecordDialog
from ui.directory.page import RecordPage
from ui.directory.screen import DirectoryScreen
from ui.tasks import Tasks

T = TypeVar("T", bound=QWidget)
_NAMED = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


@dataclass
class Directory:
    """The screen, what it asked the shell for, and hands."""

    screen: DirectoryScreen
    tasks: Tasks
    store: Store
    bot: QtBot
    went: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    told: list[str] = field(default_factory=list[str])

    @property
    def page(self) -> RecordPage:
        return self.screen.page()

    def until(self, true: Callable[[], Any]) -> None:
        wait_until(true)

    def listed(self) -> list[str]:
        return [row.full_name if hasattr(row, "full_name") else row.name for row in self.page.table.rows()]

    def field(self, name: str) -> Any:
        return self.page.panel.fields.form.editor(name)

    def write_in(self, widget: Any, text: str) -> None:
        """Replace what a field holds, letter by letter, ñ included."""
        widget.setFocus()
        widget.selectAll()
        for char in text:
            key = _NAMED.get(char, Qt.Key.Key_unknown)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                target = QApplication.focusWidget() if char == "\t" else widget
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
                QApplication.sendEvent(target or widget, event)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(QApplication.focusWidget() or self.screen, key, modifier)

    def person(self, person_id: str) -> Person:
        with self.store.read() as tx:
            found = records.get(tx, Person, person_id)
        assert found is not None
        return found

    def only(self, kind: type[T]) -> T:
        """The one window of a kind that was opened."""
        (found,) = self.page.findChildren(kind)
        return found

    def dialog(self) -> NewRecordDialog:
        found = self.only(NewRecordDialog)
        self.until(found.isActiveWindow)
        return found


@pytest.fixture
def directory(qapp: QApplication, qtbot: QtBot, store: Store) -> Iterator[Callable[[], Directory]]:
    """`directory()` shows the screen over whatever the store holds by then."""
    tasks = Tasks(store)
    screens: list[DirectoryScreen] = []

    def show() -> Directory:
        screen = DirectoryScreen(tasks)
        screens.append(screen)
        shown = Directory(screen, tasks, store, qtbot)
        screen.intervention_chosen.connect(lambda *where: shown.went.append(where))
        screen.notice.connect(shown.told.append)
        screen.resize(1182, 710)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.setFocus()
        shown.until(lambda: screen._counts["personas"])
        return shown

    yield show
    for screen in screens:  # before the tasks they ask for
        screen.hide()
        delete(screen)
    tasks.close()
