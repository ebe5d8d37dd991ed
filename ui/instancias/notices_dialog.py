"""What has to be looked at, each with its paragraph and how much it weighs; Enter leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from ui.deadlines import BADGES
from ui.instancias.pending import Pending
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.table_dialog import TableDialog

_COLUMNS = (
    Column(
        "text",
        "Aviso",
        lambda row: row.pending.notice.text,
        bold=lambda _row: True,
        tone=lambda row: "error" if row.pending.notice.late else "text",
        sortable=False,
    ),
    Column(
        "severity", "Peso", width=136, badge=lambda row: BADGES[row.pending.notice.severity], sortable=False
    ),
    Column("paragraph", "Párrafo", lambda row: row.pending.notice.paragraph, 96, sortable=False),
)


@dataclass(frozen=True)
class _Row:
    id: str
    pending: Pending


class NoticesDialog(TableDialog):
    """Usage: `NoticesDialog(pending, self).open()`. Signal: `chosen(Pending)`, after it closes."""

    chosen = Signal(object)

    def __init__(self, pending: Sequence[Pending], parent: QWidget | None = None) -> None:
        super().__init__(
            "Por atender",
            _COLUMNS,
            name="Avisos",
            noun=("aviso", "avisos"),
            empty=EmptyState("Nada por atender.", "Los avisos vienen de lo que está registrado."),
            size=QSize(860, 420),
            parent=parent,
        )
        self.show_rows([_Row(str(place), one) for place, one in enumerate(pending)])
        self.table.row_activated.connect(lambda place: self._take(pending[int(place)]))

    def _take(self, one: Pending) -> None:
        self.accept()
        self.chosen.emit(one)
