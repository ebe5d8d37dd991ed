"""Ajustes, what protects the data: the passphrase and the printed recovery code."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.remembered import Remembered
from ui.settings.passphrase_dialogs import CodeDialog, PassphraseDialog
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceField
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label
from ui.widgets.segmented import Choice

_LOCKED = "Sus datos están cifrados en este equipo. Sin la contraseña ni el código impreso nadie los abre."
_LOCK_AFTER = (
    *(Choice(str(minutes), f"A los {minutes} minutos") for minutes in (2, 5, 10, 30)),
    Choice("0", "Nunca"),
)


class SafetyCard(Card):
    """For the store in `folder`. Signals: `passphrase_changed()`, `failed(Exception)`."""

    passphrase_changed = Signal()
    failed = Signal(object)

    def __init__(self, folder: Path, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__("Contraseña y recuperación", parent=parent)
        self._folder, self._remembered = folder, remembered
        self.lock_after = ChoiceField("Bloquear la ventana", _LOCK_AFTER)
        self.lock_after.set_value(str(remembered.settings.lock_minutes))
        self.lock_after.value_changed.connect(self._set_lock)
        change = Button("Cambiar la contraseña", icon="key-round")
        code = Button("Nuevo código de recuperación", icon="life-buoy")
        change.clicked.connect(self.change_passphrase)
        code.clicked.connect(self.new_code)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(change)
        row.addWidget(code)
        row.addStretch(1)
        self.body.addWidget(Label(_LOCKED, tone="secondary", wrap=True))
        self.body.addLayout(row)
        self.body.addWidget(LabeledField("Bloquear la ventana si nadie la usa", self.lock_after))

    def _set_lock(self, minutes: str) -> None:
        self._remembered.update(lock_minutes=int(minutes))

    def change_passphrase(self) -> PassphraseDialog:
        """Ask for the present passphrase and a new one."""
        dialog = PassphraseDialog(self._folder, self, fresh=True)
        dialog.done_with.connect(lambda _code: self.passphrase_changed.emit())
        dialog.open()
        return dialog

    def new_code(self) -> PassphraseDialog:
        """Replace the recovery code, after asking for the passphrase."""
        dialog = PassphraseDialog(self._folder, self, fresh=False)
        dialog.done_with.connect(self._show_code)
        dialog.open()
        return dialog

    def _show_code(self, code: str) -> None:
        dialog = CodeDialog(code, self)
        dialog.failed.connect(self.failed)
        dialog.open()
