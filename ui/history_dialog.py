"""Who changed a record, when, from what to what."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from concerta_desktop.model.fields import Record
from concerta_desktop.queries import records
from concerta_desktop.queries.history import HistoryRow, history_rows
from concerta_desktop.store.tx import ReadTx
from ui.screen import Screen
from ui.tasks import Tasks
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.table_dialog import TableDialog
from ui.widgets.toast import Toast

_COLUMNS = (
    Column("when", "Cuándo", lambda row: f"{row.when:%d/%m/%Y %H:%M}", 148, sortable=False),
    Column("who", "Quién", lambda row: row.who, 160, sortable=False),
    Column("field", "Dato", lambda row: row.field, 150, bold=lambda row: row.stands, sortable=False),
    Column(
        "before",
        "Antes",
        lambda row: row.before,
        tone=lambda row: "neutral" if row.before == "sin dato" else "secondary",
        sortable=False,
    ),
    Column(
        "after",
        "Después",
        lambda row: row.after,
        tone=lambda row: "neutral" if row.after == "sin dato" else "text",
        sortable=False,
    ),
)


class HistoryDialog(TableDialog):
    """Usage: `HistoryDialog(tasks, Person, person_id, self).open()`."""

    def __init__(
        self, tasks: Tasks, record: type[Record], record_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Historia",
            _COLUMNS,
            name="Historia de cambios",
            noun=("cambio", "cambios"),
            empty=EmptyState("Sin cambios todavía.", "Lo que se escriba aquí irá quedando en su historia."),
            size=QSize(920, 480),
            parent=parent,
        )

        def read(tx: ReadTx) -> tuple[str, list[HistoryRow]]:
            found = records.get(tx, record, record_id)
            title = records.title_of(found) if found else record.META.label
            return title, history_rows(tx, record, record_id)

        tasks.read(read, self._show, owner=self, key="history")

    def _show(self, read: tuple[str, list[HistoryRow]]) -> None:
        title, rows = read
        self.title.setText(f"Historia de «{title}»")
        self.show_rows(rows)


def show_history(screen: Screen | None, tasks: Tasks, parent: QWidget, toast: Toast) -> None:
    """Ctrl+H: the history of what is chosen on a screen; says so when nothing is."""
    chosen = screen.chosen() if screen is not None else None
    if chosen is None:
        toast.say("Elija primero de qué registro ver la historia.", icon="info")
    else:
        HistoryDialog(tasks, *chosen, parent).open()
