"""The prompt: a passphrase opens the store. Painted before anything heavy is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from concerta_desktop.errors import UserError
from concerta_desktop.paths import KEY_FILE
from ui.background import Background
from ui.first_run.passphrase_field import PassphraseField
from ui.first_run.start_page import StartPage
from ui.widgets.buttons import Button
from ui.widgets.labeled import LabeledField
from ui.widgets.notes import Note
from ui.widgets.tab_order import lead_to

if TYPE_CHECKING:
    from concerta_desktop.store.store import Store

_WAITS = (0, 0, 2, 4, 8, 15)
"""Seconds to wait after each wrong passphrase in a row; it never locks anybody out."""
_SECOND = 1000


class UnlockPage(StartPage):
    """Asks for the passphrase. Signals: `unlocked(Store)`, `forgotten()`, `example_requested()`,
    `restore_requested()`."""

    unlocked = Signal(object)
    forgotten = Signal()
    example_requested = Signal()
    restore_requested = Signal()

    def __init__(self, folder: Path, background: Background, show_error: Callable[[Exception], None]) -> None:
        super().__init__("Escriba su contraseña", "Abre los datos guardados en este equipo.", width=380)
        self._folder, self._background, self._show_error = folder, background, show_error
        self._wrong, self._wait, self._busy = 0, 0, False
        self._build()
        self._connect()
        lead_to(self, self.field)

    def _build(self) -> None:
        self.field = PassphraseField("Contraseña")
        self.box = LabeledField("Contraseña", self.field)
        self.open_button = Button("Abrir Concerta", kind="primary", keys="Enter")
        self.note = Note()
        self.note.hide()
        self._forgot = Button("Olvidé mi contraseña", kind="link")
        self._example = Button("Explorar con datos de ejemplo", kind="link")
        self._restore = Button("Restaurar una copia", kind="link")
        links = QHBoxLayout()
        links.setContentsMargins(0, 16, 0, 0)
        links.addWidget(self._forgot)
        links.addStretch(1)
        links.addWidget(self._example)
        self.content.addWidget(self.box)
        self.content.addWidget(self.note)
        self.content.addSpacing(4)
        self.content.addWidget(self.open_button)
        self.content.addLayout(links)
        self.content.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.field.returnPressed.connect(self.try_to_open)
        self.open_button.clicked.connect(self.try_to_open)
        self._forgot.clicked.connect(self.forgotten)
        self._example.clicked.connect(self.example_requested)
        self._restore.clicked.connect(self.restore_requested)
        self._clock = QTimer(self, interval=_SECOND)
        self._clock.timeout.connect(self._tick)

    def try_to_open(self) -> None:
        """Enter: derive the key beside the window, then open."""
        passphrase = self.field.value()
        if self._busy or self._wait:
            return
        if not passphrase:
            self.box.set_error("Escriba su contraseña.")
            return
        self._set_busy(busy=True)
        folder = self._folder
        self._background.run(lambda: _open(folder, passphrase), self._opened, self._refused, owner=self)

    def _opened(self, store: Store) -> None:
        self.unlocked.emit(store)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, UserError):
            self._show_error(error)
            return
        self.box.set_error(f"{error.what} Revise si están activadas las mayúsculas.")
        self.field.selectAll()
        self.field.setFocus()
        self._wait = _WAITS[min(self._wrong, len(_WAITS) - 1)]
        self._wrong += 1
        if self._wait:
            self._clock.start()
        self._say_wait()

    def _tick(self) -> None:
        self._wait -= 1
        if not self._wait:
            self._clock.stop()
        self._say_wait()

    def _say_wait(self) -> None:
        self.open_button.setEnabled(not self._wait)
        self.note.setVisible(bool(self._wait))
        seconds = f"{self._wait} segundo{'s' if self._wait > 1 else ''}"
        self.note.show_words(f"Podrá volver a intentarlo en {seconds}. Sus datos siguen a salvo.", "clock")

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.open_button.setText("Abriendo…" if busy else "Abrir Concerta")
        for widget in (self.open_button, self._forgot, self._example, self._restore):
            widget.setEnabled(not busy)
        self.field.setReadOnly(busy)


def _open(folder: Path, passphrase: str) -> Store:
    """The key first: it is derived while the libraries that open the store are still being loaded."""
    from concerta_desktop import clock
    from concerta_desktop.store import keyring

    key = keyring.unlock(folder / KEY_FILE, passphrase)
    from concerta_desktop.store.store import open_with_key

    return open_with_key(folder, key, now=clock.now)
