"""The window over a small fictitious store, and hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store, set_author
from tests.factory import SteppingClock, a_specialist
from tests.fixtures import CHEAP, PASSPHRASE
from tests.waiting import wait_until
from ui.main_window import MainWindow
from ui.program import Program
from ui.remembered import Remembered
from ui.tasks import Tasks


@dataclass
class Shell:
    """The main window with its tasks."""

    window: MainWindow
    tasks: Tasks
    remembered: Remembered
    bot: QtBot

    def until(self, true: Callable[[], Any]) -> None:
        wait_until(true)

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        on: QWidget | None = None,
    ) -> None:
        self.bot.keyClick(on or QApplication.focusWidget() or self.window, key, modifier)

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def shell(qapp: QApplication, qtbot: QtBot, store: Store, tmp_path: Path) -> Iterator[Callable[[], Shell]]:
    """`shell()` shows the window over whatever the store holds by then."""
    set_author(store, a_specialist(store, names="Rosa", surnames="Ccente Palomino", unit="DPVLV"))
    tasks = Tasks(store)

    def show() -> Shell:
        remembered = Remembered(tmp_path / "window.json")
        window = MainWindow(tasks, remembered, tmp_path)
        qtbot.addWidget(window, before_close_func=lambda _window: tasks.close())  # it would ask, for ever
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
        return Shell(window, tasks, remembered, qtbot)

    yield show
    tasks.close()


@pytest.fixture
def kept_store(tmp_path: Path) -> tuple[Path, str]:
    """A folder with a closed store, and its recovery code."""
    made, code = stores.create(tmp_path / "datos", PASSPHRASE, now=SteppingClock(), cost=CHEAP)
    set_author(made, a_specialist(made, names="Rosa", surnames="Ccente Palomino", unit="DPVLV"))
    made.close()
    return tmp_path / "datos", code


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[Path], Program]]:
    """`start(folder)` shows the first page of the program on that folder."""
    programs: list[Program] = []

    def show(folder: Path) -> Program:
        folder.mkdir(exist_ok=True)
        program = Program(folder, Remembered(folder / "window.json"))
        programs.append(program)
        qtbot.addWidget(program.frame)
        program.show_start()
        program.frame.resize(1366, 700)
        with qtbot.waitActive(program.frame):
            program.frame.show()
        return program

    yield show
    for program in programs:
        program.close()


def page(program: Program, kind: type[QWidget]) -> Any:
    """The page on show, which must be of this kind."""
    shown = program.frame.currentWidget()
    assert isinstance(shown, kind), type(shown)
    return shown
