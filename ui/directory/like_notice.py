"""What is told before somebody gets into the directory twice; the person decides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.queries.directory import Likeness
from ui.theme import paint_icon
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class LikeNotice(QWidget):
    """Usage: `notice.show_likeness(found, "No se ha guardado.")`; `notice.clear()`.

    Signals: `keep_asked()` (save all the same), `other_asked(id)` (go to the one already there).
    """

    keep_asked = Signal()
    other_asked = Signal(str)

    def __init__(self, other: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Likeness, ...] = ()
        self._label = Label("", "body", tone="warning", wrap=True)
        self.other_button = Button(other, small=True)
        self.keep_button = Button("Guardar de todos modos", kind="ghost", small=True)
        self.other_button.clicked.connect(lambda: self.other_asked.emit(self._found[0].id))
        self.keep_button.clicked.connect(self.keep_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.other_button)
        buttons.addWidget(self.keep_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self._label)
        column.addLayout(buttons)
        self.hide()

    def show_likeness(self, found: Sequence[Likeness], then: str = "") -> None:
        """Tell of the likeliest; nothing found takes the notice away."""
        if not found:
            self.clear()
            return
        words = f"{found[0].said()} {then}".strip()
        self._found = tuple(found)
        self._label.setText(words)
        self.setAccessibleName(f"Atención: {words}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def clear(self) -> None:
        """Take it away."""
        self._found = ()
        self.hide()

    def ids(self) -> frozenset[str]:
        """Whom it tells of."""
        return frozenset(one.id for one in self._found)

    def text(self) -> str:
        """What it says, "" when hidden."""
        return "" if self.isHidden() else self._label.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, QRectF(self.rect()), 6, fill="warning_soft")
            paint_icon(painter, "triangle-alert", "warning", 11, 12, 16)
