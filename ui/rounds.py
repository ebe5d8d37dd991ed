"""Long work with a line that says how far it is, and a button that stops it: deliveries, merges, exports."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.errors import Cancelled, ConcertaError
from concerta_desktop.progress import Progress, Remaining
from concerta_desktop.store.store import Store
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel
from ui.widgets.notice import InlineNotice

T = TypeVar("T")


class Round(QWidget):
    """A line of progress that is there only while something runs, then says how it ended.

    Usage: `self.round.run("Combinando", lambda store, progress: …, self._merged)`.
    """

    _told = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._stop = threading.Event()
        self.busy = False
        self._line = ElidedLabel("", "body")
        self._cancel = Button("Detener", small=True)
        self._cancel.clicked.connect(self._stop.set)
        self.said = InlineNotice("ok", "", closable=True)
        self._said_closed()
        self.said.closed.connect(self._said_closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        row.addWidget(self.said, 1)
        row.addWidget(self._cancel)
        self._told.connect(self._line.setText)
        self._show(busy=False)

    def run(self, what: str, work: Callable[[Store, Progress], T], done: Callable[[T], str]) -> None:
        """Start; one at a time. `done` takes the result and returns what to say of it."""
        if self.busy:
            return
        self._stop.clear()
        remaining = Remaining()
        self._line.setText(f"{what}…")
        self.said.set_notice("ok", "")
        self._show(busy=True)

        def told(store: Store, progress: Progress) -> T:
            def tell(now: int, total: int, text: str) -> None:
                progress(now, total, text)
                if self._stop.is_set():
                    raise Cancelled
                self._told.emit(remaining.line(now, total, text))

            return work(store, tell)

        def finish(result: T) -> None:
            self._show(busy=False)
            self.say("ok", done(result))

        self._tasks.beside(told, finish, owner=self, failed=self._failed)

    def say(self, kind: str, text: str) -> None:
        """How it ended; "" says nothing."""
        self.said.set_notice(kind, text)  # pyright: ignore[reportArgumentType]
        self._line.setVisible(self.busy)

    def _failed(self, error: Exception) -> None:
        self._show(busy=False)
        if isinstance(error, Cancelled):
            self.say("info", "Detenido. Lo que faltaba sigue pendiente; nada quedó a medias.")
        elif isinstance(error, ConcertaError):
            self.say("error", str(error))
        else:
            self._tasks.failed.emit(error)

    def _said_closed(self) -> None:
        self.said.set_notice("ok", "")

    def _show(self, *, busy: bool) -> None:
        self.busy = busy
        self._line.setVisible(busy)
        self._cancel.setVisible(busy)
        self.busy_changed.emit(busy)
