"""A filter above a table that keeps several values at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.segmented import Choice


class MultiFilter(QPushButton):
    """A filter that keeps several: "Todas las regiones", "Regiones: 3". Space opens the list to tick.

    Usage: `MultiFilter("Regiones", "Todas las regiones", choices)`. `value() -> tuple[str, ...]`,
    `set_value(keys)`, `value_changed(tuple)`.
    """

    value_changed = Signal(object)

    def __init__(
        self, name: str, everything: str, choices: Sequence[Choice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._everything = name, everything
        self._actions: dict[str, QAction] = {}
        self._menu = _StayingMenu(self)
        self._menu.setStyleSheet("QMenu { menu-scrollable: 1; }")
        for choice in choices:
            action = self._menu.addAction(choice.label)
            action.setCheckable(True)
            action.triggered.connect(self._changed)
            self._actions[choice.key] = action
        self.setFont(font("body"))
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self._say()

    def value(self) -> tuple[str, ...]:
        """Keys ticked; empty filters nothing."""
        return tuple(key for key, action in self._actions.items() if action.isChecked())

    def set_value(self, keys: Sequence[str]) -> None:
        """Tick without announcing it."""
        for key, action in self._actions.items():
            action.setChecked(key in keys)
        self._say()

    def sizeHint(self) -> QSize:
        words = max(paint.text_width(text, self.font()) for text in (self._everything, f"{self._name}: 99"))
        return QSize(words + 46, 32)

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        if self.value() and e.position().x() > self.width() - 32:
            self.setDown(False)
            self.set_value(())
            self.value_changed.emit(())
        else:
            super().mouseReleaseEvent(e)

    def paintEvent(self, event: QPaintEvent) -> None:
        active = bool(self.value())
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            fill, border = ("accent_soft", "accent_text") if active else ("surface", "input_border")
            paint.control_box(painter, area, fill=fill, border=border, focused=self.hasFocus())
            tone = "accent_text" if active else "text"
            paint.text(painter, area.adjusted(11, 0, -32, 0), self.text(), self.font(), tone)
            paint_icon(painter, "x" if active else "chevron-down", tone, area.right() - 27, 8, 16)

    def _open(self) -> None:
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPointF(0, self.height() + 2).toPoint()))

    def _changed(self) -> None:
        self._say()
        self.value_changed.emit(self.value())

    def _say(self) -> None:
        chosen = self.value()
        self.setText(f"{self._name}: {len(chosen)}" if chosen else self._everything)
        self.setAccessibleName(f"{self._name}: {len(chosen)} elegidas" if chosen else self._everything)
        self.update()


class _StayingMenu(QMenu):
    """A menu that stays open while entries are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space and action:
            action.trigger()
        else:
            super().keyPressEvent(event)
