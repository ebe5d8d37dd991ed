"""What is shown when something fails: a notice for what a person or the computer can put right, and the
crash dialog for what is our fault. Nothing typed is ever in it: see `log.describe_crash`."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop import __version__, log
from concerta_desktop.errors import Cancelled, ConcertaError, EnvironmentFailure
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.notes import Note


class FailureDialog(QDialog):
    """What happened, what is safe, what to do; further buttons go before the one that closes it."""

    def __init__(
        self, parent: QWidget | None, what: str, safe: str, todo: str, *, icon: str, tone: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Concerta")
        self.setAccessibleName(what)
        self.setAccessibleDescription(" ".join(part for part in (safe, todo) if part))
        self.setFixedWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(10)
        column.addWidget(Label(what, "panel", wrap=True))
        if safe:
            column.addWidget(Note(safe, "shield-check", "ok"))
        if todo:
            column.addWidget(Note(todo, icon, tone))
        column.addSpacing(12)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        self._shut = Button("Entendido", kind="primary")
        self._shut.clicked.connect(self.accept)
        self._buttons.addWidget(self._shut)
        self._shut.setFocus()

    def add_button(self, text: str, icon: str, do: Callable[[], object]) -> Button:
        """A further thing to do, at the left of the one that closes."""
        button = Button(text, icon=icon)
        button.clicked.connect(do)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button


def notice(parent: QWidget | None, error: ConcertaError) -> FailureDialog:
    """What the person or the computer can put right."""
    theirs = isinstance(error, EnvironmentFailure)
    tone = "warning" if theirs else "secondary"
    icon = "triangle-alert" if theirs else "arrow-right"
    return FailureDialog(parent, error.what, error.safe, error.todo, icon=icon, tone=tone)


def crash_dialog(parent: QWidget | None, error: BaseException, folder: Path) -> FailureDialog:
    """Our fault: say that nothing is lost, where the log is, and offer the details to send."""
    path = folder / "concerta.log"
    dialog = FailureDialog(
        parent,
        "Concerta tuvo un problema propio.",
        "Lo que había registrado ya está guardado; puede seguir trabajando.",
        f"Si se repite, copie los detalles y envíelos a soporte. El registro técnico está en {path}",
        icon="bug",
        tone="secondary",
    )
    details = f"Concerta {__version__} · {sys.platform} · {log.describe_crash(error)}"
    copy = dialog.add_button("Copiar detalles", "copy", lambda: _copy(details, copy))
    url = QUrl.fromLocalFile(str(folder))
    dialog.add_button("Abrir la carpeta", "folder-open", lambda: QDesktopServices.openUrl(url))
    return dialog


def show_error(parent: QWidget | None, error: BaseException, folder: Path) -> None:
    """Show `error` over `parent`; ours is logged too. One crash dialog at a time: the rest only goes to the
    log, so that a fault that repeats does not bury the window."""
    if isinstance(error, Cancelled):
        return
    if isinstance(error, ConcertaError):
        notice(parent, error).open()
        return
    log.logger.error(log.describe_crash(error))
    owner = parent.window() if parent else None
    if owner is None or not any(open_one.isVisible() for open_one in owner.findChildren(FailureDialog)):
        dialog = crash_dialog(owner, error, folder)
        dialog.open()


class Hooks(QObject):
    """Catches what nobody caught, on any thread, and shows it on the UI thread."""

    _arrived = Signal(object)

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder = window, folder
        self._arrived.connect(self._show)

    def on_exception(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        """For `sys.excepthook`."""
        if isinstance(error, KeyboardInterrupt):
            self._window.close()
        else:
            self._arrived.emit(error)

    def on_thread(self, arguments: threading.ExceptHookArgs) -> None:
        """For `threading.excepthook`."""
        if arguments.exc_value is not None:
            self._arrived.emit(arguments.exc_value)

    def _show(self, error: BaseException) -> None:
        show_error(self._window, error, self._folder)


def install_hooks(window: QWidget, folder: Path) -> Hooks:
    """Start the technical log in `folder` and catch everything from now on; keep what is returned."""
    from concerta_desktop.paths import ensure_dir

    log.start(ensure_dir(folder))
    hooks = Hooks(window, folder)
    sys.excepthook = hooks.on_exception
    threading.excepthook = hooks.on_thread
    return hooks


def _copy(details: str, button: Button) -> None:
    QGuiApplication.clipboard().setText(details)
    button.setText("Copiado")
    button.set_icon("check")
