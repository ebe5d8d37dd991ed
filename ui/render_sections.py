"""The real window drawn without a screen: self-test proves it, pixel tests compare it, pictures show it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import shiboken6
from PySide6.QtCore import (
    QElapsedTimer,
    QEventLoop,
    QMessageLogContext,
    QSize,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtPdf import QPdfPageRenderer
from PySide6.QtWidgets import QApplication, QWidget

from concerta_desktop import settings
from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.store.store import Store
from ui.garbage import Garbage
from ui.interventions.steps import STEPS
from ui.main_window import MainWindow
from ui.preview import PreviewDialog
from ui.remembered import Remembered
from ui.sections import ITEMS
from ui.tasks import Tasks
from ui.theme import font, start_theme

SIZE = QSize(1366, 768)
_PATIENCE_MS, _LOOK_MS, _QUIET_LOOKS, _SHORT_MS = 60_000, 10, 3, 1_000


def render_every_section(store: Store, intervention: str) -> int:
    """Draw each section, each step of `intervention` and the preview of its sheet; returns how many.

    Raises `EnvironmentFailure` when a window cannot be drawn as it should.
    """
    qInstallMessageHandler(_tell)
    application = without_screen()
    garbage = Garbage(application)
    with (
        tempfile.TemporaryDirectory(prefix="concerta-") as folder,
        main_window(store, Path(folder)) as window,
    ):
        drawn = 0
        for item in ITEMS:
            window.go_to(item.key)
            drawn += _checked(picture(window, window.tasks))
        for step in STEPS:
            window.open_intervention(intervention, step.key)
            drawn += _checked(picture(window, window.tasks))
        window.open_intervention(intervention, "asistencia")
        preview = open_preview(window)
        drawn += _checked(picture(preview, window.tasks))
        if not preview.document.pageCount():
            raise _not_drawn("la hoja de asistencia no se pudo mostrar")
    shiboken6.delete(garbage)
    return drawn


def without_screen() -> QApplication:
    """The Qt application dressed as the program is; one without a screen when there is none yet."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QApplication(["concerta"])
    start_theme(application)
    return application


@contextmanager
def main_window(store: Store, folder: Path, *, size: QSize = SIZE) -> Iterator[MainWindow]:
    """The program's window over `store`, shown; what it remembers goes into `folder`."""
    tasks = Tasks(store)
    window = MainWindow(tasks, Remembered(folder / settings.FILE), folder)
    window.resize(size)
    window.show()
    window.activateWindow()
    try:
        yield window
    finally:
        tasks.close()
        shiboken6.delete(window)


def open_preview(window: MainWindow) -> PreviewDialog:
    """The preview of the sheet of the intervention on show. It draws its pages without a thread, so that one
    can know when they are there."""
    settle(window, window.tasks)
    screen = window.sections.current_screen()
    if screen is not None:
        screen.print_document()
    preview = next(found for found in window.findChildren(PreviewDialog) if found.isVisible())
    for renderer in preview.view.findChildren(QPdfPageRenderer):
        renderer.setRenderMode(QPdfPageRenderer.RenderMode.SingleThreaded)
    return preview


def picture(widget: QWidget, tasks: Tasks) -> QImage:
    """`widget` as it looks once everything it asked for has come."""
    settle(widget, tasks)
    widget.grab()  # pages of a PDF are drawn when first asked for, and shown the next time
    settle(widget, tasks)
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def settle(widget: QWidget, tasks: Tasks) -> None:
    """Let events run until nothing is being read, no short timer of `widget` is running, and that lasts.

    Raises `TimeoutError` when it does not come to rest.
    """
    loop, clock, timer = QEventLoop(), QElapsedTimer(), QTimer(interval=_LOOK_MS)
    clock.start()
    quiet = 0

    def look() -> None:
        nonlocal quiet
        quiet = quiet + 1 if tasks.idle() and not _waits(widget) else 0
        if quiet >= _QUIET_LOOKS or clock.hasExpired(_PATIENCE_MS):
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    if quiet < _QUIET_LOOKS:
        raise TimeoutError(f"{type(widget).__name__} did not come to rest")


def _waits(widget: QWidget) -> bool:
    """Whether a short timer of `widget` will still do something once; longer ones are not waited for."""
    waiting = (timer for timer in widget.findChildren(QTimer) if timer.isSingleShot() and timer.isActive())
    return any(timer.interval() <= _SHORT_MS for timer in waiting)


def _tell(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """What Qt warns of, but for what being without a screen always brings."""
    if "plugin does not support" not in message:
        print(message, file=sys.stderr)  # noqa: T201


def _checked(image: QImage) -> int:
    """1 when something is drawn in our typeface."""
    if QFontInfo(font("body")).family() != "Inter":
        raise _not_drawn("falta la tipografía Inter")
    first = image.pixel(0, 0)
    if all(
        image.pixel(x, y) == first for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    ):
        raise _not_drawn("una pantalla salió vacía")
    return 1


def _not_drawn(why: str) -> EnvironmentFailure:
    return EnvironmentFailure(f"La instalación no funciona: {why}.", todo="Instale de nuevo Concerta.")
