"""A table in its card: toolbar above, totals and keys below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.badge import KeyChip
from ui.widgets.card import Card
from ui.widgets.labels import Label, Separator
from ui.widgets.table import Table


class TableFooter(QWidget):
    """34 px: totals at the left, keys at the right; where there is little room, keys give way.

    Usage: `footer.set_totals([("47 intervenciones", "secondary"), ("3 por cerrar", "warning")])`.
    """

    def __init__(self, keys: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(34)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        self._labels: list[Label] = []
        self._totals = QHBoxLayout()
        self._totals.setSpacing(16)
        row.addLayout(self._totals)
        row.addStretch(1)
        self._keys = [KeyChip(cap, does) for cap, does in keys]
        for chip in self._keys:
            row.addWidget(chip)

    def set_totals(self, totals: Sequence[tuple[str, str]]) -> None:
        """Show totals, each a text and its tone."""
        for label in self._labels[len(totals) :]:
            label.deleteLater()
        self._labels = self._labels[: len(totals)]
        while len(self._labels) < len(totals):
            self._labels.append(Label("", "secondary", tabular=True))
            self._totals.addWidget(self._labels[-1])
        for label, (words, tone) in zip(self._labels, totals, strict=True):
            label.setText(words)
            label.set_tone(tone)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 32 - sum(label.sizeHint().width() + 16 for label in self._labels)
        for chip in reversed(self._keys):
            room -= chip.sizeHint().width() + 16
            chip.setVisible(room >= 0)


class TableCard(Card):
    """A card holding a `Table`; `card.toolbar` is a row for filters, hidden until something is added.

    Usage: `card = TableCard(Table(columns, name="Personas"), keys=[("Enter", "abrir")])`;
    `card.add_tool(field)`; `card.add_tool_stretch()`; `card.footer.set_totals(...)`.
    """

    def __init__(
        self, table: Table, *, keys: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(padding=0, parent=parent)
        self.table = table
        self.footer = TableFooter(keys, self)
        self._tools = QWidget(self)
        self._tools.hide()
        self.toolbar = QHBoxLayout(self._tools)
        self.toolbar.setContentsMargins(12, 6, 12, 6)
        self.toolbar.setSpacing(8)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self._line = Separator()
        self._line.hide()
        self._rule = Separator()
        for widget in (self._tools, self._line, table, self._rule, self.footer):
            self.body.addWidget(widget, 1 if widget is table else 0)

    def hide_footer(self) -> None:
        """A table that has neither totals nor keys to tell."""
        self._rule.hide()
        self.footer.hide()

    def add_tool(self, widget: QWidget, stretch: int = 0) -> None:
        """Append a control to the toolbar."""
        self.toolbar.addWidget(widget, stretch)
        self._tools.show()
        self._line.show()

    def add_tool_stretch(self) -> None:
        """What follows goes to the right."""
        self.toolbar.addStretch(1)
