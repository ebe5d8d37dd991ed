"""One line of free text that offers what was written before; any other text is as good."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.completer import Completer, Suggestion, search_in
from ui.widgets.inputs import TextField

_OFFERED = 12


class SuggestField(TextField):
    """Usage: `SuggestField("Responsable")`; `field.set_suggestions([Suggestion("1", "Secretaría Técnica")])`.

    Arrow down opens the list. `value() -> str`; `value_changed(str)` when it is left or one is taken, not at
    each letter.
    """

    def __init__(self, name: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder=placeholder, parent=parent)
        self._told = ""
        self._search = search_in(())
        completer = Completer(self, self._look, least=0, free=True)
        completer.chosen.connect(lambda _taken: self.commit())
        self.editingFinished.connect(self.commit)

    def set_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Offer these from now on."""
        self._search = search_in(suggestions, _OFFERED)

    def set_value(self, value: str | None) -> None:
        """Show a text without announcing it."""
        super().set_value(value)
        self.setCursorPosition(0)
        self._told = self.value()

    def commit(self) -> bool:
        """Tell of what is typed now."""
        if self.value() != self._told:
            self._told = self.value()
            self.value_changed.emit(self._told)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def _look(self, text: str) -> Sequence[Suggestion]:
        return self._search(text)

    def _tell(self, text: str) -> None:
        self.set_problem("")
