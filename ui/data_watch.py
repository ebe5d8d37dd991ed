"""Watches over the data while one works: room on the disk, place of the folder, once a day all of them."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from concerta_desktop.errors import Cancelled, DamagedStore
from concerta_desktop.services.rescue import findings
from concerta_desktop.store import health
from concerta_desktop.store.health import Health
from ui import places
from ui.background import Background
from ui.errors import notice
from ui.places import Disk
from ui.tasks import Tasks
from ui.widgets.notice import InlineNotice
from ui.widgets.status_bar import StatusBar

SEGMENT = "disk"
_FIRST_MS = 200
"""Once the first screen is there: a thread that begins would make it wait."""
_EVERY_MS = 60_000
_EXAMINE_AFTER_MS = 20_000
"""Once what one opens first is open."""
_GIVE_WAY = 0.004
"""Seconds of rest between pieces of the thorough look: four fifths of the time are the others'."""
_HOME = "inicio"


class DataWatch(QObject):
    """`band` is for the top of the window. Signal: `recovery_wanted(DamagedStore)`."""

    recovery_wanted = Signal(object)

    def __init__(self, tasks: Tasks, folder: Path, status: StatusBar) -> None:
        super().__init__(status)
        self._tasks, self._folder, self._status = tasks, folder, status
        self.band = InlineNotice("warning", closable=True)
        self.band.hide()
        self.band.closed.connect(self._dismiss)
        self._disk, self._risk, self._section = Disk("", ""), "", ""
        self._background = Background(self)
        self._looking, self._stopped = False, False
        tasks.failed.connect(lambda _error: self.look())
        tasks.closing.connect(self.stop)
        for interval, slot, once in (
            (_FIRST_MS, self.look, True),
            (_EVERY_MS, self.look, False),
            (_EXAMINE_AFTER_MS, self._ask, True),
        ):
            timer = QTimer(self, interval=interval, singleShot=once)
            timer.timeout.connect(slot)
            timer.start()
        self._risk = places.risk_of(folder)

    def show_section(self, key: str) -> None:
        """The place of the folder is told in Inicio, what keeps one from working everywhere."""
        self._section = key
        self._say()

    def look(self) -> None:
        """How is the disk now? Asked before something is entered."""
        if not self._looking and not self._stopped:
            self._looking = True
            folder = self._folder
            self._background.run(lambda: places.disk_of(folder), self._seen, self._unseen, owner=self)

    def tell_damage(self, error: DamagedStore) -> None:
        """Most of what is on show may be right: whoever sits here decides when to stop."""
        error.key = self._tasks.store.key
        dialog = notice(self._status.window(), error)

        def recover() -> None:
            dialog.accept()
            self.recovery_wanted.emit(error)

        dialog.add_button("Recuperar ahora", "life-buoy", recover)
        dialog.open()

    def stop(self) -> None:
        """Before the store is closed."""
        self._stopped = True
        self._background.wait()

    def _seen(self, disk: Disk) -> None:
        self._looking, self._disk = False, disk
        self._say()

    def _unseen(self, _error: Exception) -> None:
        self._looking = False

    def _say(self) -> None:
        urgent = bool(self._disk.sentence)
        words = self._disk.sentence or (self._risk if self._section == _HOME else "")
        tone = "error" if urgent else "warning"
        if words != self.band.text():
            self.band.set_notice("error" if urgent else "warning", words)
        self._status.set_segment(SEGMENT, self._disk.short, icon="hard-drive", tone=tone, right=True)

    def _dismiss(self) -> None:
        if not self._disk.sentence:
            self._risk = ""

    def _ask(self) -> None:
        self._tasks.read(health.examined_today, self._examine, owner=self, key="health")

    def _examine(self, done_today: bool) -> None:
        if not done_today and not self._stopped:
            store = self._tasks.store
            self._background.run(
                lambda: health.examine(store, self._give_way), self._examined, self._not_examined, owner=self
            )

    def _give_way(self, _done: int, _total: int, _text: str) -> None:
        if self._stopped:
            raise Cancelled
        time.sleep(_GIVE_WAY)

    def _examined(self, found: Health) -> None:
        if self._stopped:
            return
        if found.sound:
            self._tasks.write(health.note_examined, owner=self, here=True)
            return
        error = DamagedStore(" ".join(findings(found)), safe="Lo guardado no se ha tocado.")
        self.tell_damage(error)

    def _not_examined(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._tasks.failed.emit(error)
