"""Copies while one works: every half hour when something changed, when asked for, and to a stick of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    has_this_key,
    is_unchanged,
    newest_copy,
)
from concerta_desktop.services.sticks import StickCopy, copy_to_sticks
from concerta_desktop.store import backups
from concerta_desktop.store.backups import Copy
from concerta_desktop.store.store import Store
from ui.backups.drives import mounted, name_of
from ui.tasks import Tasks
from ui.widgets.status_bar import StatusBar
from ui.widgets.toast import Toast

SEGMENT = "backup"
"""Of the status line."""
_LOOK_MS = 60_000


@dataclass(frozen=True)
class Kept:
    """What one look brought."""

    copy: Copy | None
    """The newest one."""
    sticks: Sequence[StickCopy]
    tried: bool
    """A copy was due or asked for."""


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
        self._on_sticks: tuple[str, ...] = ()
        self._told: dict[str, bool] = {}
        """Stick -> whether what was last said of it was a failure."""
        tasks.saved.connect(self._note_change)
        tasks.beside(_newest, self._found, owner=self)
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Make the automatic copy when it is time for it, and bring sticks up to date."""
        if self._busy:
            return
        newest = self.newest
        due = is_due(self._tried, self._tasks.store.now()) and (self._changed or self._key_changed())
        if due:
            self._begin()
        self._busy = True
        self._tasks.beside(
            lambda store, progress: _keep(store, newest, progress, due=due),
            self._kept,
            owner=self,
            failed=self._not_made,
        )

    def make_now(self) -> None:
        """Archivo > Hacer copia ahora."""
        if self._busy:
            self._toast.say("Ya se está haciendo una copia.", icon="hard-drive")
            return
        self._begin()
        self._tasks.beside(_ask, self._made_as_asked, owner=self, failed=self._refused)

    def _key_changed(self) -> bool:
        """A new passphrase or code: the newest copy would still ask for the one before."""
        try:
            return self.newest is not None and not has_this_key(self._tasks.store, self.newest)
        except OSError:  # the key file is not there now: a copy would lack it
            return False

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

    def _kept(self, kept: Kept) -> None:
        self._busy = False
        if kept.copy is not None:
            self.newest, self.problem = kept.copy, None if kept.tried else self.problem
        for stick in kept.sticks:
            self._tell_stick(stick)
        self._on_sticks = tuple(name_of(stick.root) for stick in kept.sticks if stick.problem is None)
        if self.newest is not None and self.problem is None:
            self._say_newest(self.newest)
        if kept.tried:
            self.made.emit(kept.copy)

    def _made_as_asked(self, kept: Kept) -> None:
        self._kept(kept)
        if kept.copy is None:
            return
        where = QUrl.fromLocalFile(str(kept.copy.folder.parent))

        def open_folder() -> None:
            QDesktopServices.openUrl(where)

        also = "".join(f" También en «{name}»." for name in self._on_sticks)
        words = f"Copia hecha y comprobada.{also}"
        self._toast.say(words, action="Abrir la carpeta", icon="hard-drive", run=open_folder)

    def _tell_stick(self, stick: StickCopy) -> None:
        """Once for each stick, until something else becomes of it."""
        name, failed = name_of(stick.root), stick.problem is not None
        if (stick.fresh or failed) and self._told.get(name) != failed:
            self._told[name] = failed
            words = (
                f"No se pudo copiar en «{name}»: vuelva a conectarla."
                if failed
                else f"Copia hecha en «{name}»."
            )
            self._toast.say(words, icon="triangle-alert" if failed else "usb")

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
        where += "".join(f", también en «{name}»" for name in self._on_sticks)
        self._say(f"Última copia {near_moment(copy.made, self._tasks.store.now())}{where}")

    def _say(self, words: str, tone: str = "secondary") -> None:
        icon = "triangle-alert" if tone == "warning" else "hard-drive"
        self._status.set_segment(SEGMENT, words, icon=icon, tone=tone, right=True, link=True)


def _newest(store: Store, _progress: Progress) -> tuple[Copy | None, bool]:
    """(the newest copy, whether it holds everything)."""
    copy = newest_copy(store)
    return copy, copy is not None and is_unchanged(store, copy)


def _keep(store: Store, newest: Copy | None, progress: Progress, *, due: bool) -> Kept:
    if due:
        newest = back_up_when_changed(store, newest, progress)
    return Kept(newest, copy_to_sticks(store, mounted(), progress), tried=due)


def _ask(store: Store, progress: Progress) -> Kept:
    copy = back_up(store, "request", progress)
    return Kept(copy, copy_to_sticks(store, mounted(), progress, at_once=True), tried=True)
