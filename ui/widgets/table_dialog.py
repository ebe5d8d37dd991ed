"""A window with a table to read: what it is about above, how many below, and a way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.columns import Column, Row
from ui.widgets.empty import EmptyState
from ui.widgets.labels import Label
from ui.widgets.tab_order import move_focus
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard


class TableDialog(QDialog):
    """Usage: `TableDialog("Historia", columns, name="Historia de cambios", …)`, then `show_rows(rows)`.

    `noun` is what the rows are, one and several. It lets go of itself when it closes.
    """

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        *,
        name: str,
        noun: tuple[str, str],
        empty: EmptyState,
        size: QSize,
        parent: QWidget | None = None,
        row_id: Callable[[Row], str] = lambda row: str(row.id),
        row_height: int = 32,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(size)
        self._noun = noun
        self.title = Label(title, "panel", wrap=True)
        self.table = Table(columns, name=name, row_height=row_height, empty=empty, row_id=row_id)
        self._card = TableCard(self.table, keys=[("Ctrl+C", "copiar")])
        close = Button("Cerrar", keys="Esc")
        close.clicked.connect(self.reject)
        foot = self._foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self._card, 1)
        column.addLayout(foot)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward) or super().focusNextPrevChild(forward)

    def add_foot(self, widget: QWidget) -> None:
        """Something to do with the whole table, at the left of the way out."""
        self._foot.insertWidget(self._foot.count() - 2, widget)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show them and count them."""
        self.table.set_rows(rows)
        one, several = self._noun
        self._card.footer.set_totals([(f"{len(rows)} {one if len(rows) == 1 else several}", "secondary")])
        self.table.setFocus()
