"""Typing a passphrase: hidden unless one asks to see it; a new one twice, with advice in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from concerta_desktop.rules.passphrases import Level, normalised, strength
from concerta_desktop.store.keyring import MINIMUM_PASSPHRASE
from ui.theme import icon
from ui.widgets.inputs import TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.notes import Note

_HIDDEN, _SHOWN = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
_LOOKS: dict[Level, tuple[str, str]] = {
    "empty": ("info", "secondary"),
    "short": ("info", "secondary"),
    "weak": ("triangle-alert", "warning"),
    "fair": ("check", "secondary"),
    "good": ("circle-check", "ok"),
}


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
        return normalised(self.text())

    def _toggle(self) -> None:
        self.setEchoMode(_SHOWN if self.echoMode() == _HIDDEN else _HIDDEN)
        self._say()

    def _say(self) -> None:
        hidden = self.echoMode() == _HIDDEN
        self._eye.setIcon(icon("eye" if hidden else "eye-off", "secondary"))
        words = "Mostrar la contraseña" if hidden else "Ocultar la contraseña"
        self._eye.setText(words)
        self._eye.setToolTip(words)


class NewPassphrase(QWidget):
    """A new passphrase, twice. `check()` marks what is missing; `value()` is what was typed.

    `about` gives what others know of the person, which a passphrase should not contain.
    """

    submitted = Signal()

    def __init__(
        self,
        about: Callable[[], Iterable[str]] = tuple,
        *,
        label: str = "Contraseña",
        side_by_side: bool = True,
    ) -> None:
        super().__init__()
        self._about = about
        self._first, self._again = PassphraseField(label), PassphraseField("Escríbala otra vez")
        self._boxes = [LabeledField(field.accessibleName(), field) for field in (self._first, self._again)]
        self._advice = Note()
        fields = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        )
        fields.setSpacing(16 if side_by_side else 8)
        for box in self._boxes:
            fields.addWidget(box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(fields)
        column.addWidget(self._advice)
        for field in (self._first, self._again):
            field.value_changed.connect(self._advise)
            field.returnPressed.connect(self.submitted)
        self.setFocusProxy(self._first)
        self._advise()

    def value(self) -> str:
        return self._first.value()

    def advice(self) -> str:
        """What is being advised now."""
        return self._advice.text()

    def set_error(self, message: str) -> None:
        """Say under the first field why it cannot be used."""
        self._boxes[0].set_error(message)
        self._first.setFocus()

    def check(self) -> bool:
        """Whether it can be used; otherwise the field says why and takes the focus."""
        first, again = self._first.value(), self._again.value()
        verdict = strength(first, MINIMUM_PASSPHRASE)
        if verdict.level in ("empty", "short"):
            self.set_error(verdict.words if first else "Escriba una contraseña.")
            return False
        if first != again:
            self._boxes[1].set_error("No es igual a la primera." if again else "Escríbala otra vez.")
            self._again.setFocus()
            return False
        return True

    def _advise(self) -> None:
        verdict = strength(self.value(), MINIMUM_PASSPHRASE, self._about())
        icon_name, tone = _LOOKS[verdict.level]
        words = verdict.words
        if verdict.level in ("weak", "fair", "good") and self._again.value():
            words += " Son iguales." if self._again.value() == self.value() else " Aún no son iguales."
        self._advice.show_words(words, icon_name, tone)
