"""A headquarters of several operators: what the others do comes in by itself, and the status line says since
when it has not."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.progress import Progress
from concerta_desktop.store.store import Store
from ui.tasks import Tasks
from ui.widgets.status_bar import StatusBar

SEGMENT = "server"
_EVERY_MS = 30_000


class Operators(QObject):
    """Brings what other operators did, twice a minute; nothing in a store that nobody else shares."""

    def __init__(self, tasks: Tasks, status: StatusBar) -> None:
        super().__init__(status)
        self._tasks, self._status = tasks, status
        self._asking = False
        self._since = ""
        if tasks.store.shared is not None:
            timer = QTimer(self, interval=_EVERY_MS)
            timer.timeout.connect(self.look)
            timer.start()
            self.look()

    def look(self) -> None:
        """What did they do meanwhile?"""
        if not self._asking:
            self._asking = True
            self._tasks.beside(_meet, self._brought, owner=self, failed=self._failed)

    def _brought(self, touched: frozenset[str]) -> None:
        self._asking, self._since = False, f"{self._tasks.store.now():%H:%M}"
        self._status.set_segment(SEGMENT, f"Sede al día {self._since}", icon="users", tone="ok", right=True)
        if touched:
            self._tasks.changed.emit(touched)

    def _failed(self, error: Exception) -> None:
        self._asking = False
        if not isinstance(error, EnvironmentFailure):
            self._tasks.failed.emit(error)
            return
        since = f"; se ve lo de las {self._since}" if self._since else ""
        self._status.set_segment(
            SEGMENT, f"Sin el servidor central{since}", icon="wifi-off", tone="warning", right=True
        )


def _meet(store: Store, _progress: Progress) -> frozenset[str]:
    from sync import shared_files

    return shared_files.meet(store)
