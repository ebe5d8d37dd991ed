"""Copies while one works: every half hour when something changed, and when asked for."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from concerta_desktop.errors import ConcertaError
from concerta_desktop.progress import Progress
from concerta_desktop.rules.backups import is_due
from concerta_desktop.rules.spanish_dates import near_moment
from concerta_desktop.services.backups import (
    back_up,
    back_up_when_changed,
    is_unchanged,
    newest_copy,
)
from concerta_desktop.store import backups
from concerta_desktop.store.backups import Copy
from concerta_desktop.store.store import Store
from ui.tasks import Tasks
from ui.widgets.status_bar import StatusBar
from ui.widgets.toast import Toast

SEGMENT = "backup"
"""Of the status line."""
_LOOK_MS = 60_000


class Keeper(QObject):
    """Makes the copies of an open store and says in the status line when the last one was made.

    A copy that fails by itself is said there and tried again half an hour later; nobody is interrupted.
    Signals: `made(Copy)`, `failed(Exception)` for one that was asked for.
    """

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, status: StatusBar, toast: Toast) -> None:
        super().__init__(status)
        self._tasks, self._status, self._toast = tasks, status, toast
        self.newest: Copy | None = None
        self.problem: Exception | None = None
        """Why the last automatic copy was not made."""
        self._tried: datetime | None = None
        self._changed, self._busy = False, True
        tasks.saved.connect(self._note_change)
        tasks.beside(_newest, self._found, owner=self)
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Make the automatic copy when it is time for it."""
        if self._changed and not self._busy and is_due(self._tried, self._tasks.store.now()):
            newest = self.newest
            self._begin()
            self._tasks.beside(
                lambda store, progress: back_up_when_changed(store, newest, progress),
                self._made,
                owner=self,
                failed=self._not_made,
            )

    def make_now(self) -> None:
        """Archivo > Hacer copia ahora."""
        if self._busy:
            self._toast.say("Ya se está haciendo una copia.", icon="hard-drive")
            return
        self._begin()
        self._tasks.beside(
            lambda store, progress: back_up(store, "request", progress),
            self._made_as_asked,
            owner=self,
            failed=self._refused,
        )

    def _begin(self) -> None:
        self._busy, self._changed = True, False
        self._tried = self._tasks.store.now()
        self._say("Haciendo la copia…")

    def _found(self, found: tuple[Copy | None, bool]) -> None:
        self._busy = False
        self.newest, unchanged = found
        self._changed = self._changed or not unchanged
        if self.newest is not None:
            self._tried = self.newest.made
            self._say_newest(self.newest)

    def _made(self, copy: Copy) -> None:
        self._busy = False
        self.newest, self.problem = copy, None
        self._say_newest(copy)
        self.made.emit(copy)

    def _made_as_asked(self, copy: Copy) -> None:
        self._made(copy)
        where = QUrl.fromLocalFile(str(copy.folder.parent))

        def open_folder() -> None:
            QDesktopServices.openUrl(where)

        words = "Copia hecha y comprobada."
        self._toast.say(words, action="Abrir la carpeta", icon="hard-drive", run=open_folder)

    def _not_made(self, error: Exception) -> None:
        self._busy, self._changed = False, True
        self.problem = error
        what = error.what if isinstance(error, ConcertaError) else "hubo un problema"
        self._say(f"Sin copia reciente: {what.rstrip('.')}", "warning")

    def _refused(self, error: Exception) -> None:
        self._not_made(error)
        self.failed.emit(error)

    def _note_change(self, _moment: datetime) -> None:
        self._changed = True

    def _say_newest(self, copy: Copy) -> None:
        spare = copy.folder.parent != backups.home(self._tasks.store.folder)
        where = ", junto a los datos" if spare else ""
        self._say(f"Última copia {near_moment(copy.made, self._tasks.store.now())}{where}")

    def _say(self, words: str, tone: str = "secondary") -> None:
        icon = "triangle-alert" if tone == "warning" else "hard-drive"
        self._status.set_segment(SEGMENT, words, icon=icon, tone=tone, right=True, link=True)


def _newest(store: Store, _progress: Progress) -> tuple[Copy | None, bool]:
    """(the newest copy, whether it holds everything)."""
    copy = newest_copy(store)
    return copy, copy is not None and is_unchanged(store, copy)
