"""Papelera: what was deleted, newest first, each an Enter away from coming back."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.clock import hlc_datetime
from concerta_desktop.model import RECORD_TYPES, record_type
from concerta_desktop.queries import records
from concerta_desktop.queries.records import TrashRow
from concerta_desktop.services import trash
from concerta_desktop.text import fold
from ui.screen import Chosen, Screen
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.inputs import SearchField
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_KEYS = (("↑", ""), ("↓", "recorrer"), ("Enter", "restaurar"))
_EMPTY = (
    "La papelera está vacía.",
    "Lo que se elimina viene aquí y se puede restaurar en cualquier momento.",
)
_NO_MATCH = ("Nada coincide con la búsqueda.", "Borre el texto para ver todo lo eliminado.")
_ICONS = {
    "intervention": "calendar-check",
    "person": "user-round",
    "entity": "building-2",
    "attendance": "user-check",
    "expected_person": "send",
    "agenda_item": "list",
    "intervention_day": "calendar",
}


class TrashScreen(Screen):
    """Nothing is erased here: the history of a record stays with it."""

    shows = frozenset(record.META.name for record in RECORD_TYPES)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._rows: list[TrashRow] = []
        self._build()
        self._connect()
        lead_to(self, self.table)

    def _build(self) -> None:
        self.head = PageHeader("Papelera")
        self.search = SearchField(
            "Buscar en la papelera", placeholder="Nombre o tipo", keys="Ctrl+F", small=True
        )
        self.search.setMaximumWidth(280)
        self.restore_button = Button("Restaurar", icon="archive-restore", keys="Enter")
        self.restore_button.setEnabled(False)
        self.head.add_action(self.restore_button)
        self._empty = EmptyState(*_EMPTY)
        self.table = Table(
            self._columns(), name="Papelera", row_id=lambda row: row.record_id, multi=True, empty=self._empty
        )
        self.card = TableCard(self.table, keys=_KEYS)
        self.card.add_tool(self.search, 1)
        self.card.add_tool_stretch()
        around = QHBoxLayout()
        around.setContentsMargins(24, 0, 24, 20)
        around.addWidget(self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(around, 1)

    def _columns(self) -> list[Column]:
        return [
            Column(
                "label",
                "Tipo",
                lambda row: row.label,
                190,
                icon=lambda row: _ICONS.get(row.record_type, "file-text"),
                sortable=False,
            ),
            Column("title", "Nombre", lambda row: row.title, bold=lambda _row: True, sortable=False),
            Column("when", "Eliminado", self._when, 180, "right", sortable=False),
        ]

    def _connect(self) -> None:
        self.restore_button.clicked.connect(self.restore)
        self.table.row_activated.connect(lambda _id: self.restore())
        self.search.value_changed.connect(lambda _text: self._fill())
        self.search.down_pressed.connect(self.table.setFocus)

    def reload(self) -> None:
        self.tasks.read(records.trash, self._show, owner=self, key="trash")

    def find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def chosen(self) -> Chosen | None:
        row: TrashRow | None = self.table.current_row()
        record = record_type(row.record_type) if row else None
        return (record, row.record_id) if record and row else None

    def restore(self) -> None:
        """Bring back the rows marked."""
        marked = set(self.table.selected_ids())
        rows = [row for row in self._rows if row.record_id in marked]
        if not rows:
            return
        wanted = [(row.record_type, row.record_id) for row in rows]
        what = f"«{rows[0].title}»" if len(rows) == 1 else f"{len(rows)} elementos"
        self.tasks.write(lambda tx: trash.restore(tx, wanted), owner=self, label=f"Restaurar {what}")

    def _show(self, rows: list[TrashRow]) -> None:
        self._rows = rows
        self._fill()
        if rows and not self.table.current_id():
            self.table.select(rows[0].record_id)

    def _fill(self) -> None:
        words = fold(self.search.value()).split()
        shown = [row for row in self._rows if all(word in fold(f"{row.label} {row.title}") for word in words)]
        self._empty.set_words(*(_NO_MATCH if self._rows else _EMPTY))
        self.table.set_rows(shown)
        self.restore_button.setEnabled(bool(shown))
        count = len(self._rows)
        self.head.set_title("Papelera", f"{count} elemento{'s' if count != 1 else ''}" if count else "")
        self.card.footer.set_totals([(f"{len(shown)} de {count}", "secondary")] if words else [])

    def _when(self, row: TrashRow) -> str:
        moment = hlc_datetime(row.updated)
        today: date = self.tasks.store.now().date()
        if moment.date() == today:
            return f"hoy, {moment:%H:%M}"
        return f"{moment:%d/%m/%Y, %H:%M}"
