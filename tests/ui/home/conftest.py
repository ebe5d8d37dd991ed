"""Inicio on screen, over a small fictitious store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from concerta_desktop.store.store import Store
from tests.waiting import wait_until
from ui.home.screen import HomeScreen
from ui.tasks import Tasks
from ui.widgets.lines import Line


@dataclass
class Home:
    """The screen, what it asked the shell for, and hands."""

    screen: HomeScreen
    tasks: Tasks
    bot: QtBot
    went: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])

    def until(self, true: Callable[[], Any]) -> None:
        wait_until(true)

    def says(self, words: str) -> bool:
        """Whether some row on screen says `words`."""
        return any(words in line.accessibleName() for line in self.lines())

    def lines(self) -> list[Line]:
        return [line for line in self.screen.findChildren(Line) if line.isVisible()]

    def line(self, words: str) -> Line:
        self.until(lambda: self.says(words))
        return next(line for line in self.lines() if words in line.accessibleName())


@pytest.fixture
def home(qapp: QApplication, qtbot: QtBot, store: Store) -> Iterator[Callable[[], Home]]:
    """`home()` shows Inicio over whatever the store holds by then."""
    tasks = Tasks(store)
    screens: list[HomeScreen] = []

    def show() -> Home:
        screen = HomeScreen(tasks)
        screens.append(screen)
        shown = Home(screen, tasks, qtbot)
        screen.intervention_chosen.connect(lambda *where: shown.went.append(where))
        screen.section_requested.connect(lambda key: shown.went.append((key,)))
        screen.creation_requested.connect(lambda key: shown.went.append(("new", key)))
        screen.resize(1182, 710)
        with qtbot.waitExposed(screen):
            screen.show()
        shown.until(lambda: screen._view is not None)
        return shown

    yield show
    for screen in screens:  # before the tasks they ask for
        delete(screen)
    tasks.close()
