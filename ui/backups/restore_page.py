"""A copy on a laptop without data that open: a new one, or one whose data or key are lost or damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from concerta_desktop import clock
from concerta_desktop.errors import UserError
from concerta_desktop.services.backups import OtherData, restore_closed
from concerta_desktop.store.backups import Copy
from ui.background import Background
from ui.backups.browser import CopyBrowser
from ui.backups.restore_dialog import Found, ask_folder, found_in
from ui.first_run.passphrase_field import PassphraseField
from ui.first_run.start_page import StartPage
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.labeled import LabeledField
from ui.widgets.tab_order import lead_to

if TYPE_CHECKING:
    from concerta_desktop.store.store import Store

_LINE = "Elija la copia y escriba la contraseña que tenía cuando se hizo, o su código de recuperación."
_FIELD = "Contraseña o código de la copia"
_WIDTH, _HEIGHT = 960, 340


class RestorePage(StartPage):
    """Signals: `restored(Store, Copy)`, None when only the key had to be brought; `abandoned()`."""

    restored = Signal(object, object)
    abandoned = Signal()

    def __init__(self, folder: Path, background: Background, show_error: Callable[[Exception], None]) -> None:
        super().__init__("Restaurar una copia", _LINE, width=_WIDTH)
        self._folder, self._background, self._show_error = folder, background, show_error
        self._build()
        self._connect()
        lead_to(self, self.browser)
        self._look(None)

    def _build(self) -> None:
        self.browser = CopyBrowser()
        self.browser.setMinimumHeight(_HEIGHT)
        self.field = PassphraseField(_FIELD)
        self.box = LabeledField(_FIELD, self.field)
        self.box.setFixedWidth(420)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName("Restaurando")
        self.bar.hide()
        self.do = Button("Restaurar esta copia", kind="primary")
        self.elsewhere = Button("Buscar en otra carpeta…", icon="folder-open")
        self.back = Button("Volver")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.do, self.elsewhere, self.back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.content.addWidget(self.browser)
        self.content.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(self.bar)
        self.content.addLayout(buttons)

    def _connect(self) -> None:
        self.browser.chosen.connect(self._show_chosen)
        self.browser.activated.connect(lambda _copy: self.field.setFocus())
        self.field.returnPressed.connect(self.submit)
        self.do.clicked.connect(lambda _on: self.submit())
        self.elsewhere.clicked.connect(self._ask_folder)
        self.back.clicked.connect(self.abandoned)
        self._show_chosen(None)

    def look_in(self, folder: Path) -> None:
        """List the copies of another folder, a stick for example, or the one copy that it is."""
        self._look(folder)

    def submit(self, *, replace: bool = False) -> None:
        """Restore the chosen copy, or say at the field what is wrong."""
        copy, secret = self.browser.current(), self.field.value()
        if copy is None:
            return
        if not secret:
            self.box.set_error("Escriba la contraseña con que se hizo la copia.")
            self.field.setFocus()
            return
        self._set_busy(busy=True)
        folder = self._folder
        self._background.run(
            lambda: restore_closed(folder, copy, secret, replace=replace),
            lambda found: self._done(*found, copy),
            self._refused,
            owner=self,
        )

    def _done(self, store: Store, only_key: bool, copy: Copy) -> None:
        self.restored.emit(store, None if only_key else copy)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, OtherData):
            self._ask_to_replace(error)
        elif isinstance(error, UserError):
            self.box.set_error(str(error))
            self.field.selectAll()
            self.field.setFocus()
        else:
            self._show_error(error)

    def _ask_to_replace(self, error: OtherData) -> None:
        dialog = ConfirmDialog(error.what, error.todo, "Reemplazar", "Dejar como está", parent=self)
        dialog.accepted.connect(lambda: self.submit(replace=True))
        dialog.open()

    def _look(self, folder: Path | None) -> None:
        data = self._folder
        self._background.run(lambda: found_in(folder, data), self._show_found, self._show_error, owner=self)

    def _show_found(self, found: Found) -> None:
        self.browser.show_copies(found.copies, "", clock.now(), found.unreadable)
        self.browser.setFocus()

    def _show_chosen(self, copy: Copy | None) -> None:
        self.do.setEnabled(copy is not None)
        if copy is not None:
            self.browser.show_note("Sus nombres se ven al abrirla.")

    def _ask_folder(self) -> None:
        folder = ask_folder(self, "Carpeta de las copias")
        if folder is not None:
            self.look_in(folder)

    def _set_busy(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.do.setText("Restaurando…" if busy else "Restaurar esta copia")
        for widget in (self.browser, self.box, self.do, self.elsewhere, self.back):
            widget.setEnabled(not busy)
