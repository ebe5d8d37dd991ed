"""Changing the passphrase, and making a new recovery code: both ask for the present passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.services.passphrase import change_passphrase, new_recovery_code
from ui.background import Background
from ui.first_run.code_panel import CodePanel
from ui.first_run.passphrase import NewPassphrase, PassphraseField
from ui.widgets.buttons import Button
from ui.widgets.dialogs import FormDialog
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label

_CODE_LINE = "El código anterior dejará de servir en cuanto se genere el nuevo."
_WHY = "Imprímalo o guárdelo ahora: no se vuelve a mostrar. El anterior ya no sirve."


class PassphraseDialog(FormDialog):
    """Asks for the present passphrase and, with `fresh`, for a new one. Signal: `done(object)`: "" or the
    new recovery code."""

    done_with = Signal(str)

    def __init__(self, folder: Path, parent: QWidget, *, fresh: bool) -> None:
        title = "Cambiar la contraseña" if fresh else "Nuevo código de recuperación"
        subtitle = "" if fresh else _CODE_LINE
        accept = "Cambiar" if fresh else "Generar el código"
        super().__init__(title, accept=accept, subtitle=subtitle, width=480, parent=parent)
        self._folder, self._fresh = folder, fresh
        self._background = Background(self)
        self.current = PassphraseField("Contraseña actual")
        self.current_box = LabeledField("Contraseña actual", self.current)
        self.new = NewPassphrase(label="Contraseña nueva", side_by_side=False)
        self.body.addWidget(self.current_box)
        self.body.addWidget(self.new)
        self.new.setVisible(fresh)
        self.current.setFocus()

    def submit(self) -> bool:
        """Starts the work beside the window; the dialog closes when it went well."""
        if not self.current.value():
            self.current_box.set_error("Escriba su contraseña actual.")
        elif not self._fresh or self.new.check():
            self.accept_button.setEnabled(False)
            self._background.run(self._work(), self._succeeded, self._refused, owner=self)
        return False

    def _work(self) -> Callable[[], str]:
        folder, current, fresh = self._folder, self.current.value(), self.new.value()
        if not self._fresh:
            return lambda: new_recovery_code(folder, current)

        def change() -> str:
            change_passphrase(folder, current, fresh)
            return ""

        return change

    def _succeeded(self, code: str) -> None:
        self.accept()
        self.done_with.emit(code)

    def _refused(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        if isinstance(error, ValidationError):
            self.new.set_error(error.what)
        elif isinstance(error, UserError):
            self.current_box.set_error(error.what)
            self.current.setFocus()
        else:
            self.show_error(str(error))


class CodeDialog(QDialog):
    """Shows a new recovery code once. Signal: `failed(Exception)`."""

    failed = Signal(object)

    def __init__(self, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nuevo código de recuperación")
        panel = CodePanel(code)
        panel.failed.connect(self.failed)
        shut = Button("Ya lo guardé", kind="primary")
        shut.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(Label("Su nuevo código de recuperación", "panel"))
        column.addWidget(Label(_WHY, tone="secondary", wrap=True))
        column.addWidget(panel)
        column.addSpacing(8)
        column.addWidget(shut)
