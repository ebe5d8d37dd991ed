"""A headquarters with what laptops delivered, and windows over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concerta_desktop.store.store import Store
from tests.sync.conftest import new_office, office
from ui.main_window import MainWindow
from ui.remembered import Remembered
from ui.tasks import Tasks

__all__ = ["new_office", "office"]


@pytest.fixture
def window_over(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Store], MainWindow]]:
    """`window_over(store)`: the program's window, shown."""
    running: list[Tasks] = []

    def show(store: Store) -> MainWindow:
        tasks = Tasks(store)
        running.append(tasks)
        window = MainWindow(tasks, Remembered(tmp_path / "window.json"), store.folder)
        qtbot.addWidget(window, before_close_func=lambda _window: tasks.close())
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
        return window

    yield show
    for tasks in running:
        tasks.close()
