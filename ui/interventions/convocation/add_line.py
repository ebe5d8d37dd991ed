"""The line that convokes one person after another, by name or document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.queries.people import PersonRow
from ui.widgets.buttons import Button
from ui.widgets.completer import Completer, Suggestion
from ui.widgets.inputs import SearchField
from ui.widgets.tab_order import lead_to

_NEW = "\x00new"


class AddLine(QWidget):
    """Signals: `asked(text)` while one types (answer with `offer`), `person_chosen(id)`, `new_asked(text)`,
    `public_asked()`, `several_asked()`, `paste_asked()`."""

    asked = Signal(str)
    person_chosen = Signal(str)
    new_asked = Signal(str)
    public_asked = Signal()
    several_asked = Signal()
    paste_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = SearchField("Agregar persona", placeholder="Agregar persona: nombre o documento")
        self.line.takes_lists = True
        self._completer = Completer(self.line, fill=False, least=2)
        public = Button("Según Cuadro 2", icon="list-checks")
        public.setToolTip("A quiénes convocar según el tipo de intervención")
        several = Button("Agregar varias", icon="users")
        paste = Button("Pegar de Excel", icon="clipboard-paste")
        new = Button("Nueva persona", icon="user-plus")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        for button in (public, several, paste, new):
            row.addWidget(button)
        self._completer.asked.connect(self.asked)
        self._completer.chosen.connect(self._choose)
        public.clicked.connect(self.public_asked)
        several.clicked.connect(self.several_asked)
        paste.clicked.connect(self.paste_asked)
        self.line.list_pasted.connect(self.paste_asked)
        new.clicked.connect(lambda: self.new_asked.emit(self.line.value()))
        lead_to(self, self.line)

    def offer(self, typed: str, found: Sequence[PersonRow], there: frozenset[str]) -> None:
        """Show who was found; those already convoked say so, and a new person closes the list."""
        if typed != self.line.value():
            return
        offered = [_suggestion(row, row.id in there) for row in found]
        offered.append(Suggestion(_NEW, f"Nueva persona «{typed}»", "No está en el directorio"))
        self._completer.suggest(offered)

    def clear(self) -> None:
        """Ready for the next one."""
        self.line.set_value("")
        self.line.setFocus()

    def _choose(self, chosen: Suggestion) -> None:
        if chosen.id == _NEW:
            self.new_asked.emit(self.line.value())
        else:
            self.person_chosen.emit(chosen.id)


def _suggestion(row: PersonRow, there: bool) -> Suggestion:
    facts = ("ya está convocada" if there else "", row.document_number, row.entity_name, row.position)
    return Suggestion(row.id, row.full_name, " · ".join(fact for fact in facts if fact))
