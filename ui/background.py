"""A thread for what must not stall the prompt: loading libraries, deriving the key, opening the store.

`ui.tasks` does this for an open store; here there is none yet, and nothing of it may be loaded.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

T = TypeVar("T")


class Background(QObject):
    """Runs functions beside the window and hands their results back on the UI thread."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: list[threading.Thread] = []
        self._arrived.connect(self._deliver)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        owner: QObject,
    ) -> None:
        """Call `work` in a thread, then `done` or `failed`, unless `owner` is gone by then."""

        def run() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - every failure must reach a person
                caught = error
                self._tell((owner, lambda: failed(caught)))
            else:
                self._tell((owner, lambda: done(result)))

        thread = threading.Thread(target=run, daemon=True, name="concerta-start")
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def wait(self) -> None:
        """Let what is under way end: Python cannot leave in order while a thread is loading libraries."""
        for thread in self._threads:
            thread.join()

    def _tell(self, arrival: tuple[QObject, Callable[[], None]]) -> None:
        if isValid(self):
            self._arrived.emit(arrival)

    def _deliver(self, arrival: tuple[QObject, Callable[[], None]]) -> None:
        owner, outcome = arrival
        if isValid(owner):
            outcome()
