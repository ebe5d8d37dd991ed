"""Choosing several: what was chosen as chips, and a line to look for more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.completer import Completer, Search, Suggestion
from ui.widgets.flow import FlowLayout
from ui.widgets.inputs import SearchField
from ui.widgets.pressed import PaintedButton
from ui.widgets.tab_order import lead_to


class MultiPicker(QWidget):
    """Usage: `MultiPicker("Territorios", search, placeholder="Provincia o distrito")`.

    `value() -> tuple[Suggestion, ...]`, `set_value(...)`, `value_changed(tuple)`. Backspace on the empty line
    takes the last away; on a chip, Enter or Del takes that one away. What is chosen is not offered again.
    """

    value_changed = Signal(object)

    def __init__(
        self, name: str, search: Search, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._search = search
        self._chips: dict[str, _Chip] = {}
        self._field = _PickLine(name, placeholder=placeholder)
        self._field.backspaced.connect(self._drop_last)
        self._completer = Completer(self._field, self._offer, fill=False)
        self._completer.chosen.connect(self._add)
        self._box = QWidget()
        self._flow = FlowLayout(self._box)
        self._box.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._box)
        lead_to(self, self._field)

    def value(self) -> tuple[Suggestion, ...]:
        """What is chosen, in the order chosen."""
        return tuple(chip.suggestion for chip in self._chips.values())

    def set_value(self, chosen: Sequence[Suggestion]) -> None:
        """Show these without announcing it."""
        for key in list(self._chips):
            self._remove(key)
        for suggestion in chosen:
            self._show_chip(suggestion)

    def _offer(self, text: str) -> list[Suggestion]:
        return [one for one in self._search(text) if one.id not in self._chips]

    def _add(self, suggestion: Suggestion) -> None:
        self._field.clear()
        self._show_chip(suggestion)
        self.value_changed.emit(self.value())

    def _show_chip(self, suggestion: Suggestion) -> None:
        chip = _Chip(suggestion)
        chip.clicked.connect(lambda: self._take_away(suggestion.id))
        self._chips[suggestion.id] = chip
        self._flow.addWidget(chip)
        self._box.show()
        self.updateGeometry()

    def _take_away(self, key: str) -> None:
        self._remove(key)
        self._field.setFocus()
        self.value_changed.emit(self.value())

    def _drop_last(self) -> None:
        if self._chips:
            self._take_away(list(self._chips)[-1])

    def _remove(self, key: str) -> None:
        chip = self._chips.pop(key)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._box.setVisible(bool(self._chips))
        self.updateGeometry()


class _PickLine(SearchField):
    backspaced = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backspaced.emit()
        else:
            super().keyPressEvent(event)


class _Chip(PaintedButton):
    """One of the chosen, with a cross."""

    def __init__(self, suggestion: Suggestion) -> None:
        super().__init__(suggestion.title)
        self.suggestion = suggestion
        self.setFont(font("badge"))
        self.setFixedHeight(26)
        self.setMaximumWidth(320)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Quitar {suggestion.title}")
        self.setToolTip(paint.tip(f"Quitar {suggestion.title}"))

    def sizeHint(self) -> QSize:
        return QSize(min(paint.text_width(self.text(), self.font()) + 37, 320), 26)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            border = "accent_soft_border"
            paint.control_box(
                painter, area, fill="accent_soft", border=border, focused=self.hasFocus(), radius=4
            )
            words = area.adjusted(9, 0, -24, 0)
            paint.text(painter, words, self.text(), self.font(), "accent_text")
            paint_icon(painter, "x", "accent_text", area.right() - 19, 7, 12)
