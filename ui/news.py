"""What the window says while one works: saved, done and how to undo it, the document being made."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from ui.tasks import Tasks
from ui.widgets.status_bar import StatusBar
from ui.widgets.toast import Toast
from ui.worker import Job


class News(QObject):
    """Tells the status line and the toast what the task runner reports. `job` is the export under way."""

    def __init__(self, tasks: Tasks, status: StatusBar, toast: Toast) -> None:
        super().__init__(status)
        self._tasks, self._status, self._toast = tasks, status, toast
        self.job: Job | None = None
        status.set_segment("saved", "Todo guardado", icon="check", tone="ok")
        status.job_cancelled.connect(self._cancel)
        tasks.saved.connect(self._saved)
        tasks.job_changed.connect(self._job_changed)
        tasks.action_done.connect(self._done)
        tasks.action_undone.connect(self._undone)
        tasks.action_redone.connect(lambda label: self._done(f"Se rehízo: {label}"))

    def _saved(self, moment: datetime) -> None:
        self._status.set_segment("saved", f"Guardado {moment:%H:%M:%S}", icon="check", tone="ok")

    def _done(self, label: str) -> None:
        self._toast.say(label, action="Deshacer", keys="Ctrl+Z", run=self._tasks.undo)

    def _undone(self, label: str) -> None:
        self._toast.say(
            f"Se deshizo: {label}", action="Rehacer", keys="Ctrl+Y", icon="undo-2", run=self._tasks.redo
        )

    def _job_changed(self, job: Job | None) -> None:
        self.job = job
        if job is None:
            self._status.hide_job()
        else:
            self._status.show_job(job.text or job.title, job.done, job.total)

    def _cancel(self) -> None:
        if self.job is not None:
            self.job.cancel()
