"""The start of the window: one instance, the theme, and the prompt painted before anything heavy loads."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

import ui.plain_imports  # noqa: F401 # pyright: ignore[reportUnusedImport] - before all of ours
from concerta_desktop import settings
from concerta_desktop.errors import ConcertaError
from concerta_desktop.paths import ensure_dir
from concerta_desktop.store.lock import InUse, held
from ui.fonts import PROMPT
from ui.program import Program
from ui.remembered import Remembered
from ui.shutdown import delete_windows
from ui.theme import start_theme

ALREADY_OPEN, NO_FOLDER = 1, 3


def open_window(folder: Path, package: Path | None = None) -> int:
    """Open Concerta on the data in `folder` and stay until it is closed; returns the exit code.

    With `package`, as by a double click on one, show first what it is; Concerta opens if asked.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Concerta")
    remembered = Remembered(folder / settings.FILE)
    start_theme(app, dark=remembered.dark(), faces=PROMPT)
    try:
        if package is not None and not _wants_more(package):
            return 0
        with held(ensure_dir(folder)):
            return _run(app, Program(folder, remembered))
    except InUse as error:
        return _stop(error, ALREADY_OPEN)
    except ConcertaError as error:
        return _stop(error, NO_FOLDER)


def _wants_more(package: Path) -> bool:
    from ui.package_dialog import PackageDialog

    return bool(PackageDialog(package).exec())


def _run(app: QApplication, program: Program) -> int:
    program.start()
    code = app.exec()
    program.close()
    program.wait()
    delete_windows()
    return code


def _stop(error: ConcertaError, code: int) -> int:
    """Say why the window does not open, on screen and in the console, and give the exit code."""
    from ui.errors import notice

    print(error, file=sys.stderr)  # noqa: T201
    notice(None, error).exec()
    return code
