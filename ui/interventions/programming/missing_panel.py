"""What the intervention still lacks, each a click from its field, and that what is there is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from concerta_desktop.rules.completeness import Missing
from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.card import Card
from ui.widgets.notes import Note
from ui.widgets.pressed import PaintedButton

WIDTH = 252


class MissingPanel(QWidget):
    """Usage: `panel.show_missing(missing)`; `panel.say_saved("09:21")`. Signal: `wanted(Missing)`."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stand(beside=True)
        self._card = Card("Falta", padding=8)
        self._card.body.setSpacing(0)
        self._rows: list[_Row] = []
        self._done = Note("Nada: está todo lo que pide el cronograma.", "circle-check", "ok")
        self._done.setContentsMargins(8, 2, 8, 8)
        self._card.body.addWidget(self._done)
        self._saved = Note("Cada campo se guarda al salir de él.", "shield-check", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._card)
        column.addWidget(self._saved)
        column.addStretch(1)

    def stand(self, *, beside: bool) -> None:
        """Beside the fields, or above them as wide as they are."""
        self.setMinimumWidth(WIDTH if beside else 0)
        self.setMaximumWidth(WIDTH if beside else 16_777_215)

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Replace the list."""
        while len(self._rows) > len(missing):
            row = self._rows.pop()
            self._card.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(missing):
            self._add()
        for row, one in zip(self._rows, missing, strict=True):
            row.show_missing(one)
        self._done.setVisible(not missing)
        self._card.note.setText("1 dato" if len(missing) == 1 else f"{len(missing)} datos" if missing else "")

    def say_saved(self, at: str) -> None:
        """Something was kept at this time."""
        self._saved.show_words(f"Guardado {at}", "check", "ok")

    def _add(self) -> None:
        row = _Row()
        row.clicked.connect(lambda: self.wanted.emit(row.missing))
        self._rows.append(row)
        self._card.body.addWidget(row)


class _Row(PaintedButton):
    def __init__(self) -> None:
        super().__init__()
        self.missing: Missing | None = None
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_missing(self, missing: Missing) -> None:
        self.missing = missing
        self.setText(missing.text)
        self.setAccessibleName(missing.text)
        self.setToolTip(paint.tip(missing.text))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            if self.underMouse() or self.hasFocus():
                border = "accent_text" if self.hasFocus() else ""
                paint.box(painter, area, 6, fill="subtle", border=border, width=2)
            paint_icon(painter, "circle-alert", "warning", 8, 8, 16)
            paint.text(painter, area.adjusted(32, 0, -24, 0), self.text(), font("body"))
            paint_icon(painter, "chevron-right", "secondary", area.right() - 21, 8, 16)
