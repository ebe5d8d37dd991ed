"""The log of contacts, the latest first, above all with the Gerencia de Desarrollo Social [B.3, 34]."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from concerta_desktop.model import ContactNote
from concerta_desktop.model.convocation import ContactMeans
from concerta_desktop.rules.spanish_dates import short_date
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.labels import Label, Separator
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_ICONS = {
    ContactMeans.PHONE: "phone",
    ContactMeans.EMAIL: "mail",
    ContactMeans.MESSAGE: "message-square",
    ContactMeans.OTHER: "notebook-pen",
}
_KEYS = (("Enter", "corregir"), ("Supr", "quitar"))


class ContactsCard(TableCard):
    """Usage: `card.show_notes(notes)`. Signals: `new_asked()`, `opened(id)`, `removed(id)`."""

    new_asked = Signal()
    opened = Signal(str)
    removed = Signal(str)

    def __init__(self) -> None:
        empty = EmptyState("Ningún contacto anotado.", "Anote cada llamada o correo con la GDS: Ctrl+N.")
        table = _Deletable(_columns(), name="Contactos", row_height=46, empty=empty)
        super().__init__(table, keys=_KEYS)
        self.setAccessibleName("Coordinación con la GDS")
        self.add_tool(Label("Coordinación con la GDS", "card"))
        self.add_tool_stretch()
        self.new_button = Button("Anotar contacto", icon="plus", small=True, keys="Ctrl+N")
        self.add_tool(self.new_button)
        self.whole = Label("", "body", wrap=True)
        self.whole.setContentsMargins(16, 10, 16, 10)
        self._rule = Separator()
        for widget in (self.whole, self._rule):
            widget.hide()
        self.body.insertWidget(self.body.indexOf(table) + 1, self.whole)
        self.body.insertWidget(self.body.indexOf(table) + 1, self._rule)
        self.new_button.clicked.connect(self.new_asked)
        table.row_selected.connect(lambda _id: self._show_whole())
        table.row_activated.connect(self.opened)
        table.delete_pressed.connect(lambda: self.removed.emit(table.current_id()))

    def show_notes(self, notes: Sequence[ContactNote]) -> None:
        """Show them, in the order given."""
        self.table.set_rows(notes)
        self._show_whole()
        gds = sum(1 for note in notes if note.with_gds)
        count = "1 contacto" if len(notes) == 1 else f"{len(notes)} contactos"
        lack = () if gds else ((("ninguno con la GDS", "warning"),) if notes else ())
        self.footer.set_totals([(count, "secondary"), *lack])

    def _show_whole(self) -> None:
        """What was said in the chosen contact, whole."""
        note: ContactNote | None = self.table.current_row()
        self.whole.setText(note.said or "sin dato" if note else "")
        for widget in (self.whole, self._rule):
            widget.setVisible(note is not None)


class _Deletable(Table):
    """A table that tells of Supr."""

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current_id():
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


def _columns() -> list[Column]:
    return [
        Column(
            "day",
            "Cuándo",
            lambda note: short_date(note.day) if note.day else "sin dato",
            width=76,
            secondary=lambda note: f"{note.at:%H:%M}" if note.at else "sin hora",
            sortable=False,
        ),
        Column(
            "who",
            "Con quién",
            lambda note: note.who or "sin dato",
            width=170,
            icon=lambda note: _ICONS.get(note.means, "notebook-pen"),
            secondary=lambda note: note.office or ("GDS" if note.with_gds else "sin dato"),
            bold=lambda _note: True,
            sortable=False,
        ),
        Column(
            "said",
            "Qué se dijo",
            lambda note: " ".join((note.said or "sin dato").split()),
            secondary=lambda note: note.means.label if note.means else "sin dato",
            tooltip=lambda note: note.said or "sin dato",
            sortable=False,
        ),
    ]
