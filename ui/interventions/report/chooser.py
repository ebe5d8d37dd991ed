"""Choose one of many by typing part of its name: the figure or the norm to put into the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.inputs import SearchField
from ui.widgets.labels import Label
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard


class Chooser(QDialog):
    """Usage: `Chooser("Insertar cifra", columns, search, parent)`; `search(typed)` gives the rows, each with
    an `id`. Enter or double click takes one. Signals: `taken(row)`, `add_wanted(str)` when `adds` names what
    can be added."""

    taken = Signal(object)
    add_wanted = Signal(str)

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        search: Callable[[str], Sequence[Any]],
        row_id: Callable[[Any], str],
        *,
        placeholder: str,
        adds: str = "",
        row_height: int = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look = search
        self.search = SearchField(title, placeholder=placeholder)
        self.table = Table(
            columns,
            name=title,
            row_id=row_id,
            row_height=row_height,
            empty=EmptyState("Nada con esas palabras.", "Pruebe con menos letras."),
        )
        self._insert = Button("Insertar", kind="primary", keys="Enter")
        self._add = Button(adds, icon="plus")
        self._add.setVisible(bool(adds))
        self._build(title)
        self._connect()
        self.refresh()
        self.resize(760, 500)
        self.search.setFocus()

    def refresh(self) -> None:
        """Look again for what is typed."""
        rows = list(self._look(self.search.value()))
        self.table.set_rows(rows)
        if rows and not self.table.current_id():
            self.table.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def _build(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(12)
        column.addWidget(Label(title, "panel"))
        column.addWidget(self.search)
        card = TableCard(self.table)
        card.hide_footer()
        column.addWidget(card, 1)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        close = Button("Cancelar", keys="Esc")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        row.addWidget(self._insert)
        column.addLayout(row)

    def _connect(self) -> None:
        self.search.value_changed.connect(lambda _typed: self._typed())
        self.search.down_pressed.connect(self.table.setFocus)
        self.table.row_activated.connect(lambda _id: self._take())
        self._insert.clicked.connect(self._take)
        self._add.clicked.connect(lambda: self.add_wanted.emit(self.search.value()))

    def _typed(self) -> None:
        self.refresh()
        if self.table.rows():
            self.table.selectRow(0)

    def _take(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.accept()
            self.taken.emit(row)
