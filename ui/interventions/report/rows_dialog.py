"""The rows behind a figure of the report: exactly those that were counted, and the way to change them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.queries.report_figures import FigureSpec, RowSet
from concerta_desktop.rules.completeness import STEP_LABELS, Step
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.labels import Label
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_NARROW = {"N.°": 64, "Plazo": 100, "Duración": 90, "Día": 100, "Promedio": 80, "En blanco": 80, "Estado": 96}


class RowsDialog(QDialog):
    """Usage: `RowsDialog(spec, value, rows, parent).open()`. Signal: `step_wanted(str)`."""

    step_wanted = Signal(str)

    def __init__(self, spec: FigureSpec, value: str, rows: RowSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(spec.label)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"{spec.label}: {value}")
        self._step = rows.step
        self.table = Table(
            [_column(place, title) for place, title in enumerate(rows.columns)],
            name=spec.label,
            row_id=lambda row: str(row[0]),
            empty=EmptyState(
                "Esta cifra no tiene filas.", "Se calcula de lo que se registre en su paso.", icon="table"
            ),
        )
        self.table.set_rows(list(enumerate(rows.rows)))
        self._build(spec, value, rows)
        self.resize(880, 480)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a row changes nothing here; Esc closes."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _build(self, spec: FigureSpec, value: str, rows: RowSet) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(value, "figure28", tone="accent"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(spec.label, "card"))
        count = len(rows.rows)
        words.addWidget(
            Label("1 fila" if count == 1 else f"{count} filas", "secondary", tone="secondary", tabular=True)
        )
        head.addLayout(words)
        head.addStretch(1)
        column.addLayout(head)
        card = TableCard(self.table)
        card.hide_footer()
        column.addWidget(card, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = Button("Cerrar", keys="Esc")
        close.clicked.connect(self.reject)
        go = Button(f"Ir a {STEP_LABELS[Step(rows.step)]}", trailing="chevron-right")
        go.clicked.connect(self._go)
        row.addWidget(go)
        row.addWidget(close)
        column.addLayout(row)

    def _go(self) -> None:
        self.accept()
        self.step_wanted.emit(self._step)


def _column(place: int, title: str) -> Column:
    number = title.isdecimal()
    return Column(
        str(place),
        title,
        lambda row: row[1][place],
        width=48 if number else _NARROW.get(title, 0),
        align="right" if number or title in ("Promedio", "En blanco") else "left",
        bold=(lambda _row: True) if place == 0 else None,
        sortable=False,
    )
