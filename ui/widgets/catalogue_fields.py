"""Choosing from the shipped catalogues: territories and instancias, one or several, by name or code."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concerta_desktop.model import territory
from concerta_desktop.model.instancia import (
    instancia_code,
    instancia_label,
    instancia_name,
    instancia_territory,
    is_instancia_code,
)
from concerta_desktop.model.place import place_label, place_name
from concerta_desktop.text import fold
from ui.widgets.completer import Completer, Suggestion
from ui.widgets.inputs import SearchField
from ui.widgets.multi_picker import MultiPicker

_SIGLAS = {"irc", "ipc", "idc"}
_GOVERNMENTS = {"gr", "mp", "md", "mm", "de"}
_WHERE = {"territory": "territorios", "instancia": "instancias", "place": "gobiernos e instancias"}


def suggest(catalogue: str, text: str) -> list[Suggestion]:
    """What the catalogue holds for a text: "huanta", "ipc huanta", "0504"."""
    if catalogue == "territory":
        return [_territory(found.code) for found in territory.search(text)]
    if catalogue == "place":
        return _places(text)
    words = [word for word in text.split() if fold(word) not in _SIGLAS]
    wanted = {fold(word).upper() for word in text.split()} - {fold(word).upper() for word in words}
    codes = [instancia_code(found) for found in territory.search(" ".join(words).replace("-", " "), limit=60)]
    return [_instancia(code) for code in codes if not wanted or code[:3] in wanted][:20]


def suggestion_of(catalogue: str, code: str) -> Suggestion:
    """A code as it is shown; one that the catalogue does not have says so."""
    if catalogue == "place" and not is_instancia_code(code):
        return _government(code)
    return _territory(code) if catalogue == "territory" else _instancia(code)


def _places(text: str) -> list[Suggestion]:
    """Governments and instancias, by the name of their territory: "huanta", "mp huanta", "ipc huanta"."""
    words = [word for word in text.split() if fold(word) not in _GOVERNMENTS]
    wanted = {fold(word).upper() for word in text.split() if fold(word) in _GOVERNMENTS} - {"DE"}
    named = " ".join(words)
    found = [_government(place.code) for place in territory.search(named, limit=20)] if named else []
    found = [one for one in found if not wanted or one.title[:2] in wanted]
    instancias = suggest("instancia", text) if not wanted else []
    both = zip_longest(instancias, found)
    return [one for pair in both for one in pair if one][:20]


def _government(code: str) -> Suggestion:
    context = territory.label(code).partition(", ")[2]
    return Suggestion(
        code, place_label(code), " · ".join(part for part in (place_name(code), context) if part)
    )


def _territory(code: str) -> Suggestion:
    found = territory.find(code)
    if found is None:
        return Suggestion(code, f"{code} (no está en el catálogo)")
    context = territory.label(code).partition(", ")[2]
    return Suggestion(
        code, found.name, " · ".join(part for part in (found.level_label, context, code) if part)
    )


def _instancia(code: str) -> Suggestion:
    found = instancia_territory(code)
    context = territory.label(found.code).partition(", ")[2] if found else ""
    return Suggestion(
        code, instancia_label(code), " · ".join(p for p in (instancia_name(code), context) if p)
    )


class CataloguePicker(MultiPicker):
    """Several codes of a catalogue. Usage: `CataloguePicker("Territorios", "territory")`.

    `value() -> tuple[str, ...]` of codes, in the order chosen; `set_value(codes)`; `value_changed(tuple)`.
    Leaving text that was not chosen says so.
    """

    problem_changed = Signal(str)

    def __init__(
        self, name: str, catalogue: str, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        self._catalogue = catalogue
        self._problem = ""
        super().__init__(name, lambda text: suggest(catalogue, text), placeholder=placeholder, parent=parent)
        self._field.editingFinished.connect(self._left)
        self._field.value_changed.connect(lambda _text: self.set_problem(""))

    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        """The codes chosen."""
        return tuple(chosen.id for chosen in super().value())

    def set_value(self, codes: Sequence[str] | None) -> None:  # type: ignore[override]
        """Show these codes without announcing it."""
        super().set_value([suggestion_of(self._catalogue, code) for code in codes or ()])

    def problem(self) -> str:
        """What is wrong, "" when nothing is."""
        return self._problem

    def set_problem(self, message: str) -> None:
        """Mark as wrong, keeping what was typed; "" clears."""
        self._field.set_problem(message)
        if message != self._problem:
            self._problem = message
            self.problem_changed.emit(message)

    def _left(self) -> None:
        typed = self._field.value()
        if typed:
            self.set_problem(unknown(self._catalogue, typed))


class CatalogueField(SearchField):
    """One code of a catalogue. Usage: `CatalogueField("Instancia que visita", "instancia")`.

    `value() -> str | None` is the code; `set_value(code)`; `value_changed(str | None)` when one is chosen or
    the line was emptied. Text that names nothing stays, with what is wrong.
    """

    def __init__(
        self, name: str, catalogue: str, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, placeholder=placeholder, parent=parent)
        self._catalogue, self._code = catalogue, ""
        completer = Completer(self, lambda text: suggest(catalogue, text))
        completer.chosen.connect(self._choose)
        self.editingFinished.connect(self._left)

    def value(self) -> str | None:  # type: ignore[override]
        """The code chosen, None when there is none."""
        return self._code or None

    def set_value(self, value: str | None) -> None:
        """Show a code without announcing it."""
        self._code = value or ""
        self.setText(suggestion_of(self._catalogue, value).title if value else "")
        self.set_problem("")

    def commit(self) -> bool:
        """Read what is typed now; False, with the problem shown, when it names nothing chosen."""
        self._left()
        return not self.problem()

    def _tell(self, text: str) -> None:
        self.set_problem("")

    def _wipe(self) -> None:
        self.clear()
        self._left()

    def _choose(self, chosen: Suggestion) -> None:
        self._code = chosen.id
        self.set_problem("")
        self.value_changed.emit(self._code)

    def _left(self) -> None:
        typed = super().value()
        if not typed:
            if self._code:
                self._code = ""
                self.value_changed.emit(None)
        elif not self._code or typed != suggestion_of(self._catalogue, self._code).title:
            self.set_problem(unknown(self._catalogue, typed))


def unknown(catalogue: str, typed: str) -> str:
    """What to say of text that was typed and names nothing chosen."""
    where = _WHERE[catalogue]
    return f"«{typed[:40]}» no está elegido del catálogo de {where}: escriba su nombre y elíjalo de la lista."
