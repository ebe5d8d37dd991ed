"""A quiet line with an icon: advice beside a field, what is safe, what happens next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import paint_icon
from ui.widgets.labels import Label


class Note(QWidget):
    """Usage: `Note("Sus datos siguen a salvo.", "shield-check", "ok")`; `show_words(...)` says another."""

    def __init__(self, words: str = "", icon: str = "info", tone: str = "secondary") -> None:
        super().__init__()
        self._label = Label("", "secondary", wrap=True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 0, 0)
        row.addWidget(self._label)
        self.show_words(words, icon, tone)

    def text(self) -> str:
        """What it says now."""
        return self._label.text()

    def show_words(self, words: str, icon: str = "info", tone: str = "secondary") -> None:
        """Say something else."""
        self._icon, self._tone = icon, tone
        self._label.setText(words)
        self._label.set_tone(tone)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.text():
            left, top = self.contentsMargins().left(), self._label.y() + 1
            with QPainter(self) as painter:
                paint_icon(painter, self._icon, self._tone, left, top, 14)
