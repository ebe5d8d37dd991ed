"""Forgot the passphrase: the printed code opens the store, and a new passphrase is set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.store.recovery import GROUPS, group_is_right
from ui.background import Background
from ui.first_run.new_passphrase import NewPassphrase
from ui.first_run.start_page import StartPage
from ui.theme import font
from ui.widgets.buttons import Button
from ui.widgets.inputs import TextField
from ui.widgets.labels import Label
from ui.widgets.notes import Note
from ui.widgets.tab_order import lead_to

if TYPE_CHECKING:
    from concerta_desktop.store.store import Store

_LENGTH = 5
_HELP = "Está en la hoja que imprimió al empezar. Mayúsculas y guiones no importan."


class ForgottenPage(StartPage):
    """Signals: `unlocked(Store)` with the new passphrase already set, `abandoned()`."""

    unlocked = Signal(object)
    abandoned = Signal()

    def __init__(self, folder: Path, background: Background, show_error: Callable[[Exception], None]) -> None:
        super().__init__("Entre con su código de recuperación", _HELP, width=CodeEntry.WIDTH)
        self._folder, self._background, self._show_error = folder, background, show_error
        self._build()
        self.open_button.clicked.connect(self.submit)
        self.passphrase.submitted.connect(self.submit)
        self._back.clicked.connect(self.abandoned)
        self.code.changed.connect(self._say_where)
        lead_to(self, self.code)

    def _build(self) -> None:
        self.code = CodeEntry()
        self.note = Note(" ", "")
        self.passphrase = NewPassphrase(label="Contraseña nueva")
        self.open_button = Button("Abrir con la contraseña nueva", kind="primary")
        self._back = Button("Volver")
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 12, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        self.content.addWidget(self.code)
        self.content.addWidget(self.note)
        self.content.addSpacing(8)
        self.content.addWidget(Label("Elija una contraseña nueva", "card"))
        self.content.addWidget(self.passphrase)
        self.content.addLayout(buttons)

    def submit(self) -> None:
        """Open with the code and set the new passphrase, or say what is wrong and where."""
        if self.code.first_wrong() >= 0:
            self._say_where(complete=True)
            self.code.focus_group(self.code.first_wrong())
            return
        if not self.passphrase.check():
            return
        self._set_busy(busy=True)
        folder, code, fresh = self._folder, self.code.value(), self.passphrase.value()
        self._background.run(lambda: _reset(folder, code, fresh), self._done, self._refused, owner=self)

    def _done(self, store: Store) -> None:
        self.unlocked.emit(store)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, ValidationError) and error.field == "fresh":
            self.passphrase.set_error(error.what)
        elif isinstance(error, UserError):
            self.note.show_words(str(error), "circle-alert", "error")
        else:
            self._show_error(error)

    def _say_where(self, *, complete: bool = False) -> None:
        wrong = self.code.wrong(complete=complete)
        if wrong:
            numbers = ", ".join(str(place + 1) for place in wrong)
            many = len(wrong) > 1
            words = f"Los grupos {numbers} tienen un error" if many else f"El grupo {numbers} tiene un error"
            self.note.show_words(f"{words}. Compare con la hoja impresa.", "circle-alert", "error")
        elif self.code.first_wrong() < 0:
            self.note.show_words("El código está bien escrito.", "circle-check", "ok")
        else:
            self.note.show_words(" ", "")

    def _set_busy(self, *, busy: bool) -> None:
        self.open_button.setText("Abriendo…" if busy else "Abrir con la contraseña nueva")
        for widget in (self.code, self.passphrase, self.open_button, self._back):
            widget.setEnabled(not busy)


class CodeEntry(QWidget):
    """Seven boxes of five characters; typing goes on from one to the next, a pasted code fills them all."""

    changed = Signal()
    WIDTH = GROUPS * 92 - 8

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Código de recuperación")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._boxes = [_Group(place) for place in range(GROUPS)]
        for place, box in enumerate(self._boxes):
            box.typed.connect(lambda text, place=place: self._spread(place, text))
            box.emptied.connect(lambda place=place: self.focus_group(max(place - 1, 0)))
            row.addWidget(box)
        lead_to(self, self._boxes[0])

    def value(self) -> str:
        return "-".join(box.text() for box in self._boxes)

    def paste(self, text: str) -> None:
        """Fill the groups with a whole code, however it is spaced."""
        self._spread(0, text)

    def focus_group(self, place: int) -> None:
        """Go to a group, from 0."""
        self._boxes[place].setFocus()

    def wrong(self, *, complete: bool) -> list[int]:
        """Groups with an error; unfinished ones count only when the code should be `complete`."""
        return [
            place
            for place, box in enumerate(self._boxes)
            if (complete or len(box.text()) == _LENGTH) and not group_is_right(place, box.text())
        ]

    def first_wrong(self) -> int:
        """The first group that is wrong or unfinished, -1 when all is well."""
        return next(iter(self.wrong(complete=True)), -1)

    def _spread(self, place: int, text: str) -> None:
        """Put `text` into this group and what is too long into the next ones."""
        letters = "".join(char for char in text.upper() if char.isalnum())
        while True:
            box = self._boxes[place]
            box.setText(letters[:_LENGTH])
            box.set_problem("" if len(box.text()) < _LENGTH or group_is_right(place, box.text()) else "error")
            letters = letters[_LENGTH:]
            full = len(box.text()) == _LENGTH
            if place + 1 == GROUPS or not full:
                break
            if not letters:
                self.focus_group(place + 1)
                break
            place += 1
        self.changed.emit()


class _Group(TextField):
    typed = Signal(str)
    emptied = Signal()

    def __init__(self, place: int) -> None:
        super().__init__(f"Grupo {place + 1} de {GROUPS}", tabular=True)
        self.setFont(font("card", tabular=True))
        self.setFixedWidth(84)
        self.textEdited.connect(self.typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.typed.emit(QApplication.clipboard().text())
        elif event.key() == 0x01000003 and not self.text():  # Backspace
            self.emptied.emit()
        else:
            super().keyPressEvent(event)


def _reset(folder: Path, code: str, fresh: str) -> Store:
    from concerta_desktop.services.passphrase import reset_passphrase

    return reset_passphrase(folder, code, fresh)
