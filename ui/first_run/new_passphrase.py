"""A new passphrase, typed twice, with advice in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.rules.passphrases import Level, strength
from concerta_desktop.store.keyring import MINIMUM_PASSPHRASE
from ui.first_run.passphrase_field import PassphraseField
from ui.widgets.labeled import LabeledField
from ui.widgets.notes import Note
from ui.widgets.tab_order import lead_to

_LOOKS: dict[Level, tuple[str, str]] = {
    "empty": ("info", "secondary"),
    "short": ("info", "secondary"),
    "refused": ("triangle-alert", "warning"),
    "weak": ("triangle-alert", "warning"),
    "fair": ("check", "secondary"),
    "good": ("circle-check", "ok"),
}


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
        fields.setSpacing(12 if side_by_side else 8)
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
        lead_to(self, self._first)
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
        if verdict.level in ("empty", "short", "refused"):
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
