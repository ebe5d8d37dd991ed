"""The section Intervenciones over a small fictitious store, and hands to use it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from concerta_desktop.clock import LIMA
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx
from tests.factory import SteppingClock
from tests.fixtures import NewStore
from tests.waiting import wait_until
from ui.tasks import Tasks

NOW = datetime(2026, 8, 10, 9, 21, tzinfo=LIMA)
TODAY = date(2026, 8, 10)
T = TypeVar("T")
_NAMED = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\x1b": Qt.Key.Key_Escape, " ": Qt.Key.Key_Space}


@dataclass
class Office:
    """A store with its task runner; what the window would say is kept in `toasts` and `errors`."""

    store: Store
    tasks: Tasks
    bot: QtBot
    toasts: list[str] = field(default_factory=list[str])
    errors: list[Exception] = field(default_factory=list[Exception])
    widgets: list[QWidget] = field(default_factory=list[QWidget])

    def show(self, widget: QWidget) -> None:
        """On screen and in front, at the size it has within a window of 1366 x 768."""
        self.widgets.append(widget)
        if not isinstance(widget, QDialog):
            widget.resize(1182, 710)
        widget.show()
        widget.activateWindow()
        wait_until(widget.isActiveWindow)

    def type(self, text: str) -> None:
        """Each character is a keystroke where the focus is: Enter is "\\r", Tab "\\t". Any letter, ñ too."""
        for char in text:
            target = QApplication.focusWidget()
            assert target is not None
            if char in _NAMED:
                self.bot.keyClick(target, _NAMED[char])
                QApplication.processEvents()  # a cell closes once the key has been dealt with
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = Qt.Key(ord(char.upper())) if char.isascii() and char.isalnum() else Qt.Key.Key_unknown
                QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        self.bot.keyClick(target, key, modifier)

    def until(self, true: Callable[[], Any]) -> None:
        wait_until(true)

    def read(self, query: Callable[[ReadTx], T]) -> T:
        with self.store.read() as tx:
            return query(tx)


@pytest.fixture
def office(qapp: QApplication, qtbot: QtBot, new_store: NewStore) -> Iterator[Office]:
    store = new_store(now=SteppingClock(NOW, timedelta(milliseconds=1)))
    tasks = Tasks(store)
    made = Office(store, tasks, qtbot)
    tasks.action_done.connect(made.toasts.append)
    tasks.failed.connect(made.errors.append)
    yield made
    for widget in made.widgets:
        if isValid(widget):
            widget.close()
            widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tasks.close()
    assert made.errors == []
