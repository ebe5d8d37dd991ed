"""Choosing a record by typing part of its name, or making a new one without leaving the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.completer import Completer, Suggestion
from ui.widgets.inputs import SearchField

_CREATE = "\x00create"


class ReferenceField(SearchField):
    """Usage: `field = ReferenceField("Entidad anfitriona", creates="Crear la entidad")`.

    It emits `asked(str)` while one types: look it up and hand the answer to `suggest(list)`. `value()` is
    the id chosen or None; `show_reference(id, title)` shows one; `value_changed(id | None)` when one is taken
    or the line was emptied. With `creates`, a last suggestion offers to make what was typed, and
    `create_asked(str)` tells it.
    """

    asked = Signal(str)
    create_asked = Signal(str)

    def __init__(
        self, name: str, *, creates: str = "", placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, placeholder=placeholder, parent=parent)
        self._creates, self._id, self._title = creates, "", ""
        self._completer = Completer(self, fill=False)
        self._completer.asked.connect(self.asked)
        self._completer.chosen.connect(self._choose)
        self.editingFinished.connect(self._left)

    def suggest(self, suggestions: Sequence[Suggestion]) -> None:
        """Offer these for what is typed, and making a new one."""
        typed = super().value()
        if not typed or typed == self._title:
            return
        offered = list(suggestions)
        if self._creates:
            offered.append(Suggestion(_CREATE, f"{self._creates} «{typed}»"))
        self._completer.suggest(offered)

    def value(self) -> str | None:  # type: ignore[override]
        """Id of the record chosen, None when there is none."""
        return self._id or None

    def set_value(self, value: str | None) -> None:
        """Nothing to show without its title: see `show_reference`."""
        if value != self.value():
            self.show_reference(value, "")

    def show_reference(self, record_id: str | None, title: str) -> None:
        """Show a record without announcing it."""
        self._id, self._title = record_id or "", title
        self.setText(title)
        self.set_problem("")

    def half_typed(self) -> list[str]:
        """The record chosen and its title, or what is being looked for."""
        return [self._id, self.text()]

    def take_half_typed(self, kept: list[str]) -> None:
        record_id, title = kept
        self.show_reference(record_id, title)
        if record_id:
            self.value_changed.emit(record_id)

    def _tell(self, text: str) -> None:
        self.set_problem("")

    def _wipe(self) -> None:
        self.clear()
        self._left()

    def _choose(self, chosen: Suggestion) -> None:
        if chosen.id == _CREATE:
            self.create_asked.emit(super().value())
            return
        self.show_reference(chosen.id, chosen.title)
        self.value_changed.emit(chosen.id)

    def _left(self) -> None:
        typed = super().value()
        if not typed:
            had, self._id, self._title = self._id, "", ""
            if had:
                self.value_changed.emit(None)
        elif typed != self._title:
            way = f" o «{self._creates}…»" if self._creates else ""
            self.set_problem(f"«{typed[:40]}» no está elegido: elija uno de la lista{way}.")
