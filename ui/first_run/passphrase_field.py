"""Typing a passphrase: hidden unless one asks to see it. Loads nothing that the prompt can do without."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from ui.theme import icon
from ui.widgets import paint
from ui.widgets.inputs import TextField

_HIDDEN, _SHOWN = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal


class PassphraseField(TextField):
    """One line whose letters show as points; the eye at its end shows and hides them."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setEchoMode(_HIDDEN)
        self._eye = self.addAction(icon("eye", "secondary"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.triggered.connect(self._toggle)
        self._say()

    def value(self) -> str:
        """As typed, outer spaces too: they may be meant."""
        from concerta_desktop.rules.passphrases import normalised

        return normalised(self.text())

    def _toggle(self) -> None:
        self.setEchoMode(_SHOWN if self.echoMode() == _HIDDEN else _HIDDEN)
        self._say()

    def _say(self) -> None:
        hidden = self.echoMode() == _HIDDEN
        self._eye.setIcon(icon("eye" if hidden else "eye-off", "secondary"))
        words = "Mostrar la contraseña" if hidden else "Ocultar la contraseña"
        self._eye.setText(words)
        self._eye.setToolTip(paint.tip(words))
