"""The child process that makes documents, so that a long export never stalls the queue at the door.

It is started when first needed (or warmed up while the window idles), kept for the next document, and
killed by Cancel; what it was writing is a `.part` beside the target, which the next export overwrites.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

_POLL_MS = 15
_NICE, _BELOW_NORMAL = 10, 0x4000


@dataclass(eq=False)
class Job:
    """An export as the status bar shows it; `total` 0 = not known yet."""

    title: str
    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    finish: Callable[[Any], None]
    worker: Worker
    done: int = 0
    total: int = 0
    text: str = ""

    def cancel(self) -> None:
        """Stop it; nothing of it stays."""
        self.worker.cancel(self)


class Worker(QObject):
    """A queue of jobs and the child that does them, one at a time."""

    job_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: deque[Job] = deque()
        self._current: Job | None = None
        self._child: BaseProcess | None = None
        self._pipe: Any = None
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._poll)

    def submit(
        self, title: str, work: Callable[..., Any], arguments: tuple[Any, ...], finish: Callable[[Any], None]
    ) -> Job:
        job = Job(title, work, arguments, finish, self)
        self._queue.append(job)
        self._next()
        return job

    def warm_up(self) -> None:
        """Start the child before somebody waits for it."""
        if self._child is None or not self._child.is_alive():
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._child = context.Process(target=_serve, args=(theirs,), daemon=True, name="concerta-export")
            self._child.start()
            theirs.close()

    def idle(self) -> bool:
        """Whether no job is under way or waiting."""
        return self._current is None and not self._queue

    def cancel(self, job: Job) -> None:
        if job in self._queue:
            self._queue.remove(job)
        elif job is self._current:
            self._stop()
            self._finish(None)

    def close(self) -> None:
        self._queue.clear()
        self._stop()
        self._finish(None)

    def _next(self) -> None:
        if self._current or not self._queue:
            return
        self._current = self._queue.popleft()
        self.warm_up()
        if self._pipe:
            self._pipe.send((self._current.work, self._current.arguments))
        self._timer.start()
        self.job_changed.emit(self._current)

    def _poll(self) -> None:
        job, pipe = self._current, self._pipe
        if job is None or pipe is None:
            return
        try:
            while pipe.poll():
                kind, payload = pipe.recv()
                if kind == "progress":
                    job.done, job.total, job.text = payload
                    self.job_changed.emit(job)
                else:
                    self._finish(payload)
                    return
        except (EOFError, OSError):
            self._stop()
            self._finish(RuntimeError("the export process ended unexpectedly"))

    def _finish(self, result: object) -> None:
        """`result` None = cancelled."""
        job, self._current = self._current, None
        self._timer.stop()
        self.job_changed.emit(None)
        self._next()
        if job and result is not None:
            job.finish(result)

    def _stop(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.join()
            self._child = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


def _give_way() -> None:
    """Take only the processor time that the window leaves: whoever stands at the door goes first."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(_NICE)


def _serve(pipe: Connection) -> None:
    """The child's loop: one (work, arguments) after another, until the window goes away."""
    _give_way()

    def progress(done: int, total: int, text: str) -> None:
        pipe.send(("progress", (done, total, text)))

    while True:
        try:
            work, arguments = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            result = work(*arguments, progress)
        except Exception as error:  # noqa: BLE001 - it is raised again on the other side
            result = error
        pipe.send(("result", result))
