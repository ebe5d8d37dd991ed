"""The big line of the door: digits, a scanner's burst, or the beginning of a name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.inputs import TextField

_HINT = "8 dígitos o lector de barras, luego Enter"


class DoorLine(TextField):
    """24 px, always where one types next. Signals: `entered()` (Enter), `undo_wanted()` (Ctrl+Z on an empty
    line), `left_downwards()` (arrow down), `wiped()` (Esc)."""

    entered = Signal()
    undo_wanted = Signal()
    left_downwards = Signal()
    wiped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Documento o nombre de quien llega", door=True, hint=_HINT, parent=parent)
        self.setAccessibleDescription(_HINT)
        self.setFixedHeight(52)
        self._clicked_in = False
        self.takes_lists = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming back to a number that stayed, the next one replaces it."""
        super().focusInEvent(event)
        reason = event.reason()
        self._clicked_in = reason is Qt.FocusReason.MouseFocusReason
        if reason not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._clicked_in and not self.hasSelectedText():
            self.selectAll()
        self._clicked_in = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.wiped.emit()
        elif key == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.text():
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)
