"""The people expected, as a list whose answers are typed: C confirmed, N will not come, space no answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.model.choices import MandateKind, Reply
from concerta_desktop.queries.attendance import ExpectedRow
from concerta_desktop.text import fold, sort_key
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.inputs import SearchField
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

UNKNOWN = "sin dato"
_POSITION, _ROOM_FOR_POSITION = 3, 960
_NOBODY = (
    "Todavía no hay nadie convocado.",
    "Búsquelos arriba por nombre o documento, agregue varios del directorio o pegue una lista.",
)
_ANSWERS = {
    Reply.CONFIRMED: ("Confirmó", "circle-check", "ok"),
    Reply.DECLINED: ("No asistirá", "circle-x", "error"),
    None: ("Sin respuesta", "circle-dashed", "secondary"),
}
_KEYS = (
    ("C", "confirmó"),
    ("N", "no asistirá"),
    ("Espacio", "sin respuesta"),
    ("T", "titular"),
    ("Supr", "quitar"),
)
_FILTERS = (
    ("all", "Todas"),
    ("confirmed", "Confirmaron"),
    ("declined", "No asistirán"),
    ("none", "Sin respuesta"),
)


_ACTING_KEYS = {
    Qt.Key.Key_C: "C",
    Qt.Key.Key_N: "N",
    Qt.Key.Key_T: "T",
    Qt.Key.Key_Space: " ",
    Qt.Key.Key_Delete: "Del",
}


class ExpectedTable(QWidget):
    """Usage: `listed.show_rows(rows)`.

    Signals: `answered(ids, Reply | None)`, `mandate_asked(id, MandateKind)`, `removed(ids)`, `print_asked()`.
    """

    answered = Signal(list, object)
    mandate_asked = Signal(str, object)
    removed = Signal(list)
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ExpectedRow] = []
        self._order, self._descending = "name", False
        self._empty = EmptyState(*_NOBODY)
        self.table = _Keys(_columns(), name="Personas convocadas", multi=True, empty=self._empty)
        self.table.set_sorted("name")
        self.card = TableCard(self.table, keys=_KEYS)
        self.filter = Segmented("Respuesta", [Choice(key, words) for key, words in _FILTERS], small=True)
        self.filter.set_value("all")
        self.search = SearchField("Buscar entre las convocadas", placeholder="Buscar nombre", small=True)
        self.search.setMaximumWidth(190)
        sheet = Button("Imprimir hoja", icon="printer", small=True)
        self.card.add_tool(self.filter)
        self.card.add_tool(self.search, 1)
        self.card.add_tool_stretch()
        self.card.add_tool(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        lead_to(self, self.table)
        sheet.clicked.connect(self.print_asked)
        self.filter.value_changed.connect(lambda _key: self._fill())
        self.search.value_changed.connect(lambda _text: self._fill())
        self.search.down_pressed.connect(self.table.setFocus)
        self.table.sort_requested.connect(self._sort)
        self.table.key_pressed.connect(self._act)

    def show_rows(self, rows: Sequence[ExpectedRow]) -> None:
        """Show everybody convoked; what is marked stays marked."""
        self._rows = list(rows)
        counts = {key: sum(1 for row in rows if _is(row, key)) for key, _words in _FILTERS}
        self.filter.set_choices([Choice(key, f"{words} {counts[key]}") for key, words in _FILTERS])
        entities = {row.person.entity for row in rows if row.person.entity}
        sure = {row.person.entity for row in rows if row.person.entity and row.reply is Reply.CONFIRMED}
        totals = [(f"{len(rows)} esperada{'' if len(rows) == 1 else 's'}", "secondary")]
        if rows:
            totals.append((f"{len(sure)} de {_entities(len(entities))} con confirmación", "secondary"))
        if unknown := sum(1 for row in rows if not row.person.entity):
            totals.append((f"{unknown} sin entidad", "warning"))
        self.card.footer.set_totals(totals)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(_POSITION, self.width() < _ROOM_FOR_POSITION)

    def _fill(self) -> None:
        chosen, typed = self.filter.value(), fold(self.search.value()).split()
        shown = [row for row in self._rows if _is(row, chosen) and _speaks_of(row, typed)]
        if self._rows:
            self._empty.set_words("Nadie coincide.", "Elija «Todas» o borre lo escrito en la búsqueda.")
        else:
            self._empty.set_words(*_NOBODY)
        shown.sort(key=_ORDERS[self._order], reverse=self._descending)
        self.table.set_rows(shown)

    def _sort(self, key: str, descending: bool) -> None:
        self._order, self._descending = key, descending
        self._fill()

    def _act(self, key: str) -> None:
        ids = self.table.selected_ids() or [self.table.current_id()]
        if not ids[0]:
            return
        if key == "Del":
            self.removed.emit(ids)
        elif key == "T":
            row: ExpectedRow | None = self.table.current_row()
            if row is not None:
                other = MandateKind.ALTERNO if row.mandate is MandateKind.TITULAR else MandateKind.TITULAR
                self.mandate_asked.emit(row.id, other)
        else:
            self.answered.emit(ids, {"C": Reply.CONFIRMED, "N": Reply.DECLINED}.get(key))
            self._go_down(ids)

    def _go_down(self, ids: list[str]) -> None:
        """One answer after another: with a single person marked, on to the next."""
        place = self.table.currentIndex().row() + 1
        rows = self.table.rows()
        if len(ids) == 1 and place < len(rows):
            self.table.select(rows[place].id)


class _Keys(Table):
    """A table that tells of the keys of its list before it takes letters for a search."""

    key_pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = _ACTING_KEYS.get(Qt.Key(event.key()))
        if name and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.key_pressed.emit(name)
        else:
            super().keyPressEvent(event)


def _columns() -> list[Column]:
    def document(row: ExpectedRow) -> str:
        return row.person.document_number or UNKNOWN

    def answer(row: ExpectedRow) -> tuple[str, str, str]:
        return _ANSWERS[row.reply]

    return [
        Column("name", "Apellidos y nombres", lambda row: row.person.full_name, bold=lambda _row: True),
        Column(
            "document",
            "Documento",
            document,
            width=92,
            tone=lambda row: "text" if row.person.document_number else "neutral",
            sortable=False,
        ),
        Column(
            "entity", "Entidad", lambda row: row.person.entity_name or UNKNOWN, width=180, tone=_entity_tone
        ),
        Column(
            "position", "Cargo", lambda row: row.person.position or UNKNOWN, width=190, tone=_position_tone
        ),
        Column("mandate", "Condición", lambda row: row.mandate.label if row.mandate else UNKNOWN, width=84),
        Column(
            "reply",
            "Respuesta",
            lambda row: answer(row)[0],
            width=132,
            icon=lambda row: answer(row)[1],
            tone=lambda row: answer(row)[2],
        ),
    ]


def _entity_tone(row: ExpectedRow) -> str:
    return "text" if row.person.entity_name else "neutral"


def _position_tone(row: ExpectedRow) -> str:
    return "text" if row.person.position else "neutral"


_ORDERS = {
    "name": lambda row: sort_key(row.person.full_name),
    "entity": lambda row: (not row.person.entity_name, sort_key(row.person.entity_name or "")),
    "position": lambda row: (not row.person.position, sort_key(row.person.position or "")),
    "mandate": lambda row: str(row.mandate or "~"),
    "reply": lambda row: str(row.reply or "~"),
}


def _is(row: ExpectedRow, key: str) -> bool:
    wanted = {"confirmed": Reply.CONFIRMED, "declined": Reply.DECLINED, "none": None}
    return key not in wanted or row.reply is wanted[key]


def _speaks_of(row: ExpectedRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    person = row.person
    text = fold(f"{person.full_name} {person.document_number or ''} {person.entity_name or ''}")
    return all(word in text for word in words)


def _entities(count: int) -> str:
    return "1 entidad" if count == 1 else f"{count} entidades"
