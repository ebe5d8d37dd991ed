"""Choosing one from a list: `ChoiceField` in forms, `FilterCombo` above tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QWidget

from concerta_desktop.text import fold
from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.segmented import Choice

_COMMAND_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_TYPING_MS = 1000
"""A key that comes later begins another word."""


class ChoiceField(QComboBox):
    """A drop-down list. Usage: `ChoiceField("Modalidad", choices, placeholder="Elija")`.

    `value() -> str | None` is the key chosen; `set_value(key | None)`; `value_changed(str | None)` only when
    a person chooses. `optional=True` adds "Sin dato" first, whose value is None.
    """

    value_changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[Choice] = (),
        *,
        placeholder: str = "Elija",
        optional: bool = False,
        tall: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._placeholder, self._problem = placeholder, ""
        self._typed, self._typed_at = "", -_TYPING_MS
        self._none_label = "Sin dato" if optional else ""
        self.setFont(font("card", weight=500) if tall else font("badge" if small else "body"))
        self.setFixedHeight(52 if tall else 28 if small else 32)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_choices(choices)
        self.activated.connect(self._chosen)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the list; what was chosen stays chosen while it exists."""
        kept = self.value()
        self.clear()
        if self._none_label:
            self.addItem(self._none_label, None)
        for choice in choices:
            self.addItem(choice.label, choice.key)
        self.set_value(kept)
        self.updateGeometry()

    def value(self) -> str | None:
        """Key chosen, None for none."""
        return self.currentData() if self.currentIndex() >= 0 else None

    def set_value(self, value: str | None) -> None:
        """Choose without announcing it."""
        if value is None:
            self.setCurrentIndex(0 if self._none_label else -1)
        else:
            self.setCurrentIndex(self.findData(value))
        self.set_problem("")

    def problem(self) -> str:
        """What is wrong, "" when nothing is."""
        return self._problem

    def set_problem(self, message: str) -> None:
        """Mark as wrong; "" clears."""
        if message != self._problem:
            self._problem = message
            self.update()
            self.problem_changed.emit(message)

    def sizeHint(self) -> QSize:
        texts = [self.itemText(place) for place in range(self.count())] + [self._placeholder]
        widest = max(paint.text_width(text, self.font()) for text in texts)
        return QSize(min(widest, 320) + 10 + 34, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(72, self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page past the field must not change it."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif not self._type(event):
            super().keyPressEvent(event)

    def _type(self, event: QKeyEvent) -> bool:
        """Choose by typing the beginning, accents or not; a space inside it does not open the list."""
        going_on = event.timestamp() - self._typed_at < _TYPING_MS
        text, held = event.text(), event.modifiers() & _COMMAND_KEYS
        if held or not text or not text.isprintable() or (text == " " and not going_on):
            return False
        self._typed = self._typed + text if going_on else text
        self._typed_at = event.timestamp()
        for place in range(self.count()):
            if fold(self.itemText(place)).startswith(fold(self._typed)):
                if place != self.currentIndex():
                    self.setCurrentIndex(place)
                    self.activated.emit(place)
                break
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            self._paint_frame(painter, area)
            words, tone = self._words()
            x = 11 if self.height() < 52 else 12
            paint.text(painter, QRectF(x, 0, area.width() - x - 30, area.height()), words, self.font(), tone)
            self._paint_arrow(painter, area)

    def _paint_frame(self, painter: QPainter, area: QRectF) -> None:
        border = "error" if self._problem else "input_border" if self.isEnabled() else "hairline"
        fill = "surface" if self.isEnabled() else "subtle"
        paint.control_box(painter, area, fill=fill, border=border, focused=self.hasFocus())

    def _paint_arrow(self, painter: QPainter, area: QRectF) -> None:
        tone = "secondary" if self.isEnabled() else "tertiary"
        paint_icon(painter, "chevron-down", tone, area.right() - 27, round(area.center().y() - 8), 16)

    def _words(self) -> tuple[str, str]:
        if self.value() is None:
            return self._none_label or self._placeholder, "tertiary"
        return self.currentText(), "text" if self.isEnabled() else "secondary"

    def _chosen(self) -> None:
        self.set_problem("")
        self.value_changed.emit(self.value())


class FilterCombo(ChoiceField):
    """A filter: the first entry takes it away. Active, it turns accent-soft with a cross that clears it.

    Usage: `FilterCombo("Estado", "Todo estado", choices)`. `value()` is None when it filters nothing.
    """

    def __init__(
        self,
        name: str,
        everything: str,
        choices: Sequence[Choice] = (),
        *,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder=everything, small=small, parent=parent)
        self._none_label = everything
        self.set_choices(choices)

    def mousePressEvent(self, e: QMouseEvent) -> None:
        if self.value() is not None and e.position().x() > self.width() - 32:
            self.set_value(None)
            self.value_changed.emit(None)
        else:
            super().mousePressEvent(e)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.value() is not None:
            self.set_value(None)
            self.value_changed.emit(None)
        else:
            super().keyPressEvent(event)

    def _paint_frame(self, painter: QPainter, area: QRectF) -> None:
        active = self.value() is not None
        fill, border = ("accent_soft", "accent_text") if active else ("surface", "input_border")
        paint.control_box(painter, area, fill=fill, border=border, focused=self.hasFocus())

    def _paint_arrow(self, painter: QPainter, area: QRectF) -> None:
        name, tone = ("x", "accent_text") if self.value() is not None else ("chevron-down", "secondary")
        paint_icon(painter, name, tone, area.right() - 27, round(area.center().y() - 8), 16)

    def _words(self) -> tuple[str, str]:
        return (self.currentText(), "accent_text") if self.value() is not None else (self._none_label, "text")
