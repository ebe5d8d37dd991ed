"""What a place with nothing in it says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class EmptyState(QWidget):
    """One sentence, one line on how it fills, and its button.

    Usage: `EmptyState("Todavía no hay sesiones.", "Registre la primera.", "Nueva sesión", icon="plus")`.
    Signal: `action_triggered()`.
    """

    action_triggered = Signal()

    def __init__(
        self,
        sentence: str,
        line: str = "",
        action: str = "",
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(sentence)
        self._sentence = Label(sentence, "panel", wrap=True)
        self._line = Label(line, "body", tone="secondary", wrap=True)
        self._button = Button(action or "…", icon=icon)
        if not action:  # shown before it has a parent, it would flash as a window and take the focus
            self._button.hide()
        self._button.clicked.connect(self.action_triggered)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        for label in (self._sentence, self._line):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def set_words(self, sentence: str, line: str = "", action: str = "", *, icon: str = "") -> None:
        """Say something else, as when a filter leaves nothing; with `action`, offer something else too."""
        if action:
            self._button.setText(action)
            self._button.setAccessibleName(action)
            self._button.set_icon(icon)
        self._sentence.setText(sentence)
        self._line.setText(line)
        self.setAccessibleName(sentence)
