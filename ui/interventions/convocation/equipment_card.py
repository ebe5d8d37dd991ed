"""What the venue must have, answered by keys: C confirmed, N not needed, space to be confirmed [B.3, 40]."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from concerta_desktop.model.convocation import EquipmentItem, EquipmentState
from concerta_desktop.queries.convocation import EquipmentRow
from ui.widgets.columns import Column
from ui.widgets.declared_columns import declared_columns
from ui.widgets.inputs import TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_STATES = {
    EquipmentState.CONFIRMED: ("Confirmado", "circle-check", "ok"),
    EquipmentState.NOT_NEEDED: ("No hace falta", "ban", "secondary"),
    None: ("Sin confirmar", "circle-alert", "warning"),
}
_ANSWERS = {
    Qt.Key.Key_C: EquipmentState.CONFIRMED,
    Qt.Key.Key_N: EquipmentState.NOT_NEEDED,
    Qt.Key.Key_Space: None,
}
_KEYS = (("C", "confirmado"), ("N", "no hace falta"), ("Enter", "nota"), ("Supr", "quitar"))


class EquipmentCard(TableCard):
    """Usage: `card.show_rows(rows)`.

    Signals: `answered(ids, EquipmentState | None)`, `added(name)`, `removed(ids)`, `opened(id)`.
    """

    answered = Signal(list, object)
    added = Signal(str)
    removed = Signal(list)
    opened = Signal(str)

    def __init__(self) -> None:
        table = _Answers(_columns(), name="Equipos del local", multi=True)
        super().__init__(table, keys=_KEYS)
        self.setAccessibleName("Equipos del local")
        self.line = TextField("Agregar equipo", placeholder="Agregar otro equipo y Enter", small=True)
        self.box = LabeledField("Agregar equipo", self.line)
        self.box.label.hide()
        self.add_tool(self.box, 1)
        self.line.returnPressed.connect(self._add)
        table.answered.connect(self._answer)
        table.delete_pressed.connect(lambda: self.removed.emit(table.selected_ids()))
        table.row_activated.connect(self.opened)

    def show_rows(self, rows: Sequence[EquipmentRow]) -> None:
        """Show the checklist."""
        self.table.set_rows(rows)
        pending = sum(1 for row in rows if row.state is None)
        tone = "warning" if pending else "ok"
        self.footer.set_totals([(f"{pending} sin confirmar" if pending else "Todo respondido", tone)])

    def cleared(self) -> None:
        """What was typed is in the list: ready for the next."""
        self.line.set_value("")

    def refuse(self, words: str) -> None:
        """Say at the line what cannot be; what was typed stays."""
        self.box.set_error(words)

    def _add(self) -> None:
        if self.line.value():
            self.added.emit(self.line.value())

    def _answer(self, state: EquipmentState | None) -> None:
        ids = self.table.selected_ids() or [self.table.current_id()]
        if ids[0]:
            self.answered.emit(ids, state)
            place = self.table.currentIndex().row() + 1
            rows = self.table.rows()
            if len(ids) == 1 and place < len(rows):
                self.table.select(rows[place].id)


class _Answers(Table):
    """A table that tells of the keys that answer."""

    answered = Signal(object)
    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key in _ANSWERS:
            self.answered.emit(_ANSWERS[key])
        elif key == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


def _columns() -> list[Column]:
    shown = ("intervention", "name", "note", "state")
    return [
        Column("name", "Equipo", lambda row: row.name, bold=lambda _row: True, sortable=False),
        Column(
            "note",
            "Quién lo pone",
            lambda row: row.note or "sin dato",
            width=210,
            tone=lambda row: "text" if row.note else "neutral",
            sortable=False,
        ),
        Column(
            "state",
            "Estado",
            lambda row: _STATES[row.state][0],
            width=132,
            icon=lambda row: _STATES[row.state][1],
            tone=lambda row: _STATES[row.state][2],
            sortable=False,
        ),
        *declared_columns(EquipmentItem, shown, lambda row: row.record),
    ]
