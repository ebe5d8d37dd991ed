"""Work that must not run on the UI thread, in four lanes that never wait for each other.

    tasks.write(lambda tx: register(tx, ...), self._registered, label="Asistencia de …", owner=self)
    tasks.read(lambda tx: door_rows(tx, ...), self._show, owner=self, key="door")
    tasks.beside(lambda store, progress: back_up(store, "request", progress), self._made, owner=self)
    tasks.export("Hoja de asistencia", render_bytes, (report, "pdf"), self._preview, owner=self)

One writer (short transactions), two readers (WAL lets them run beside it), one for copies, and exports, which
get detached data and run in a child process because reportlab in a thread stalls the window. Results arrive
on the UI thread; those of a widget that is gone, or overtaken by a newer read with the same key, are dropped.
What was written is told to the rest of the window all the same: it can be undone, and a failure is shown.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from shiboken6 import isValid

from concerta_desktop import log
from concerta_desktop.errors import Cancelled
from concerta_desktop.progress import Progress
from concerta_desktop.services.backups import back_up_before
from concerta_desktop.store.backups import Reason
from concerta_desktop.store.change import undo
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx, Tx
from concerta_desktop.store.undo import UndoStack
from ui import singletons  # noqa: F401  # pyright: ignore[reportUnusedImport] - importing it is what it is for
from ui.worker import Job, Worker

T = TypeVar("T")
Failed = Callable[[Exception], None]
_REST_MS = 1000
_SLICE_SECONDS = 0.001
"""How long a lane at work may keep Python from the window, which asks for it many times to paint once."""


class Tasks(QObject):
    """The task runner of one open store."""

    changed = Signal(frozenset)
    """Names of the record types that a committed action touched: screens reload from it."""
    saved = Signal(datetime)
    """Something was committed at this time."""
    action_done = Signal(str)
    """An action with this label can be undone."""
    action_undone = Signal(str)
    action_redone = Signal(str)
    failed = Signal(object)
    """An exception nobody took: the window shows it."""
    job_changed = Signal(object)
    """The export under way (a `Job`), or None."""
    closing = Signal()
    """The store is about to be closed: whoever uses it beside these lanes stops now."""
    _arrived = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_SLICE_SECONDS)
        self.store = store
        self.undo_stack = UndoStack()
        self._closed = False
        self._under_way = 0
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(2, "reader")
        self._aside = ThreadPoolExecutor(1, "aside")
        self._newest: dict[tuple[int, str], int] = {}
        self._reading: set[tuple[int, str]] = set()
        self._worker = Worker(self)
        self._worker.job_changed.connect(self.job_changed)
        self._arrived.connect(self._deliver)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._turn_over)

    def write(
        self,
        work: Callable[[Tx], T],
        done: Callable[[T], None] | None = None,
        *,
        owner: QObject,
        label: str = "",
        quiet: bool = False,
        here: bool = False,
        risk: Reason | None = None,
        failed: Failed | None = None,
    ) -> None:
        """One user action. With a `label` it can be undone ("Deshacer: label"); `quiet` does not say so,
        for the fields of a form, which are saved one by one. `here`: of what stays on this computer. Before a
        `risk` a copy is made."""

        def run() -> Callable[[], None]:
            if risk is not None:
                back_up_before(self.store, risk)
            with self.store.write(here=here) as tx:
                result = work(tx)
            return lambda: self._committed(tx, label, result, _to(owner, done), quiet=quiet)

        self._submit(self._writer, run, self, lambda error: self._fail(error, _to(owner, failed)))

    def read(
        self,
        work: Callable[[ReadTx], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        key: str = "",
        failed: Failed | None = None,
    ) -> None:
        """Look something up. A newer read of the same owner and `key` overtakes this one."""
        place = (id(owner), key)
        turn = self._newest[place] = self._newest.get(place, 0) + 1
        self._reading.add(place)

        def newest() -> bool:
            return self._newest[place] == turn

        def run() -> Callable[[], None]:
            if key and not newest():
                return _nothing
            with self.store.read() as tx:
                result = work(tx)
            return lambda: arrive(result)

        def arrive(result: T) -> None:
            if newest():
                self._reading.discard(place)
            if newest() or not key:
                done(result)

        def fail(error: Exception) -> None:
            if newest():
                self._reading.discard(place)
            self._fail(error, failed)

        self._submit(self._readers, run, owner, fail)

    def reading(self, owner: QObject, key: str) -> bool:
        """Whether something asked for with `read` has not arrived yet."""
        return (id(owner), key) in self._reading

    def beside(
        self,
        work: Callable[[Store, Progress], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Failed | None = None,
    ) -> None:
        """Long work on the whole store that nobody waits for, as a copy of it. It must call its progress
        often: there it ends when the store is about to be closed."""

        def progress(_done: int, _total: int, _text: str) -> None:
            if self._closed:
                raise Cancelled

        def run() -> Callable[[], None]:
            result = work(self.store, progress)
            return lambda: done(result)

        self._submit(self._aside, run, owner, failed)

    def export(
        self,
        title: str,
        work: Callable[..., T],
        arguments: tuple[Any, ...],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Failed | None = None,
    ) -> Job:
        """`work(*arguments, progress)` in a child process; the status bar shows it with Cancel.

        `work` is a function of a module and everything in `arguments` is plain data. After Cancel neither
        `done` nor `failed` is called.
        """

        def finish(result: object) -> None:
            if not isValid(owner):
                return
            if isinstance(result, Exception):
                self._fail(result, failed)
            else:
                done(result)  # pyright: ignore[reportArgumentType]

        return self._worker.submit(title, work, arguments, finish)

    def undo(self) -> None:
        """Take back the last action of this session."""
        self._step(self.undo_stack.pop_undo(), self.undo_stack.undone, self.action_undone)

    def redo(self) -> None:
        self._step(self.undo_stack.pop_redo(), self.undo_stack.redone, self.action_redone)

    def idle(self) -> bool:
        """Whether nothing is being written, read or exported: the screen shows all there is."""
        return not self._under_way and self._worker.idle()

    def close(self) -> None:
        """Wait for what is being written, then let go of threads and child process; what a screen that is
        about to go still asks for is not done."""
        self._closed = True
        self.closing.emit()
        self._writer.shutdown(wait=True)
        for lane in (self._readers, self._aside):
            lane.shutdown(wait=True, cancel_futures=True)
        self._worker.close()

    def _step(self, entry: Any, record: Callable[[int, str], None], news: SignalInstance) -> None:
        if entry is None:
            return

        def run() -> Callable[[], None]:
            with self.store.write() as tx:
                undo(tx, tx.device, tx.incarnation, entry.action)

            def arrive() -> None:
                record(tx.action, entry.label)
                self._news(tx)
                news.emit(entry.label)

            return arrive

        self._submit(self._writer, run, self, None)

    def _committed(
        self, tx: Tx, label: str, result: T, done: Callable[[T], None] | None, *, quiet: bool
    ) -> None:
        if tx.appended and label:
            self.undo_stack.push(tx.action, label)
        if done:
            done(result)
        self._news(tx)
        if tx.appended and label and not quiet:
            self.action_done.emit(label)

    def _news(self, tx: Tx) -> None:
        if tx.appended:
            self.saved.emit(self.store.now())
            self._rest.start()
        if tx.changed:
            self.changed.emit(tx.changed)

    def _turn_over(self) -> None:
        """Nobody has written for a while: the file catches up with its WAL, so that no commit has to."""
        self.beside(lambda store, _progress: store.turn_over(), _ignore, owner=self, failed=_note)

    def _submit(
        self,
        lane: ThreadPoolExecutor,
        run: Callable[[], Callable[[], None]],
        owner: QObject,
        failed: Failed | None,
    ) -> None:
        if self._closed:
            return

        def guarded() -> None:
            try:
                outcome = run()
            except Cancelled:
                outcome = _nothing
            except Exception as error:  # noqa: BLE001 - every failure must reach a person
                caught = error
                outcome = lambda: self._fail(caught, failed)  # noqa: E731
            self._arrived.emit((owner, outcome))

        self._under_way += 1
        lane.submit(guarded)

    def _deliver(self, arrival: tuple[QObject, Callable[[], None]]) -> None:
        owner, outcome = arrival
        self._under_way -= 1
        if isValid(owner):
            outcome()

    def _fail(self, error: Exception, failed: Failed | None) -> None:
        if failed:
            failed(error)
        else:
            self.failed.emit(error)


def _to(owner: QObject, receive: Callable[[T], None] | None) -> Callable[[T], None] | None:
    """Who is to be told, as long as it lives; None when nobody is."""
    return receive if receive is not None and isValid(owner) else None


def _note(error: Exception) -> None:
    """It is tried again after the next commit."""
    log.logger.warning("WAL not turned over: %s", type(error).__name__)


def _ignore(_result: None) -> None:
    """Nobody waits for it."""


def _nothing() -> None:
    """What a cancelled task leaves to do."""
