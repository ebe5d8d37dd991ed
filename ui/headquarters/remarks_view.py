"""The remarks that headquarters has not closed: which were attended, and what was answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.progress import Progress
from concerta_desktop.queries.remarks import RemarkRow, unclosed_remarks
from concerta_desktop.services import remarks
from concerta_desktop.store.store import Store
from ui.rounds import Round
from ui.tasks import Tasks
from ui.widgets.badge import BadgeText
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_KEYS = (("↑", ""), ("↓", "recorrer"), ("Enter", "abrir la intervención"))


class RemarksView(QWidget):
    """Those attended first.

    Signals: `opened(id)` of an intervention, `decided()`, `counted(int)` of those attended.
    """

    opened = Signal(str)
    decided = Signal()
    counted = Signal(int)

    def __init__(self, tasks: Tasks, told: Round, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks, self.round = tasks, told
        self.close_button = Button("Conforme", kind="primary", icon="check")
        self.buttons = (self.close_button,)
        empty = EmptyState(
            "No hay observaciones pendientes.",
            "Observe una intervención desde su página: la especialista la recibe con el acuse.",
        )
        self.table = Table(
            _columns(), name="Observaciones", row_id=lambda row: row.id, row_height=48, empty=empty
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TableCard(self.table, keys=_KEYS))
        self.table.row_activated.connect(self._open)
        self.table.row_selected.connect(lambda _id: self._enable())
        self.close_button.clicked.connect(self.close_chosen)
        lead_to(self, self.table)

    def reload(self) -> None:
        self.tasks.read(unclosed_remarks, self._show, owner=self, key="remarks")

    def close_chosen(self) -> None:
        """Headquarters is content, or takes its remark back."""
        row: RemarkRow | None = self.table.current_row()
        if row is None:
            return

        def work(store: Store, _progress: Progress) -> None:
            with store.write() as tx:
                remarks.close(tx, row.id)

        def said(_none: None) -> str:
            self.decided.emit()
            return f"Conforme: {row.title}. El equipo lo sabrá con el próximo acuse."

        self.round.run("Guardando", work, said)

    def _show(self, rows: list[RemarkRow]) -> None:
        self.table.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.select(rows[0].id)
        self.counted.emit(sum(row.attended for row in rows))
        self._enable()

    def _open(self, remark: str) -> None:
        found = [row.intervention for row in self.table.rows() if row.id == remark]
        if found:
            self.opened.emit(found[0])

    def _enable(self) -> None:
        row: RemarkRow | None = self.table.current_row()
        self.close_button.setEnabled(row is not None)
        self.close_button.setText("Conforme" if row is None or row.attended else "Retirar")


def _columns() -> list[Column]:
    return [
        Column(
            "title",
            "Intervención",
            lambda row: row.title,
            320,
            secondary=lambda row: f"{row.author} · {row.day:%d/%m/%Y}",
            icon=lambda _row: "flag",
            bold=lambda _row: True,
            sortable=False,
        ),
        Column(
            "text",
            "Observación y respuesta",
            lambda row: row.text,
            secondary=lambda row: row.answer,
            sortable=False,
            tooltip=lambda row: f"{row.text}\n{row.answer}".strip(),
        ),
        Column("state", "Estado", badge=_badge, width=150, sortable=False),
    ]


def _badge(row: RemarkRow) -> BadgeText:
    if row.attended:
        return BadgeText("ok", "check", "Atendida")
    return BadgeText("warning", "clock", "Por atender")
