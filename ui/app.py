"""The start of the window: one instance, the theme, and the prompt painted before anything heavy loads."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication

from concerta_desktop import settings
from concerta_desktop.errors import ConcertaError
from concerta_desktop.paths import RESTORING, ensure_dir
from ui.program import Program
from ui.remembered import Remembered
from ui.shutdown import delete_windows
from ui.theme import start_theme

ALREADY_OPEN, NO_FOLDER = 1, 3


def open_window(folder: Path) -> int:
    """Open Concerta on the data in `folder` and stay until it is closed; returns the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Concerta")
    remembered = Remembered(folder / settings.FILE)
    start_theme(app, dark=remembered.dark())
    try:
        ensure_dir(folder)
    except ConcertaError as error:
        return _stop(error, NO_FOLDER)
    lock = QLockFile(str(folder / "concerta.lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        return _stop(_already_open(), ALREADY_OPEN)
    try:
        if (folder / RESTORING).exists():
            _finish_restoring(folder)
        program = Program(folder, remembered)
        program.start()
        code = app.exec()
        program.close()
        program.wait()
        delete_windows()
    except ConcertaError as error:
        return _stop(error, NO_FOLDER)
    finally:
        lock.unlock()
    return code


def _finish_restoring(folder: Path) -> None:
    """Put in its place a restored copy whose restore was cut short."""
    from concerta_desktop.store.swap import finish

    finish(folder)


def _already_open() -> ConcertaError:
    return ConcertaError(
        "Concerta ya está abierta con estos datos.",
        safe="Dos ventanas a la vez podrían estorbarse; por eso esta no se abre.",
        todo="Búsquela en la barra de tareas.",
    )


def _stop(error: ConcertaError, code: int) -> int:
    """Say why the window does not open, on screen and in the console, and give the exit code."""
    from ui.errors import notice

    print(error, file=sys.stderr)  # noqa: T201
    notice(None, error).exec()
    return code
