"""Widgets die on the UI thread, whatever thread is busy."""

from __future__ import annotations

import gc
import threading
from typing import Any

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.garbage import Garbage


def test_a_widget_in_a_cycle_waits_for_the_ui_thread(qtbot: QtBot) -> None:
    died_on: list[str] = []

    class Cycle(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.itself = self

        def __del__(self) -> None:
            died_on.append(threading.current_thread().name)

    garbage = Garbage()
    gc.collect()
    Cycle()

    def busy() -> None:
        kept: list[Any] = [[] for _ in range(100_000)]
        kept.clear()

    reader = threading.Thread(target=busy, name="reader")
    reader.start()
    reader.join()
    assert died_on == []
    kept = [[number] for number in range(2000)]
    garbage.collect()
    assert died_on == ["MainThread"]
    assert len(kept) == 2000
