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
        self._id = ""
        self._label = Label("", "body", tone="warning", wrap=True)
        self.other_button = Button(other, small=True)
        self.keep_button = Button("Guardar de todos modos", kind="ghost", small=True)
        self.other_button.clicked.connect(lambda: self.other_asked.emit(self._id))
        self.keep_button.clicked.connect(self._keep)
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
        first = found[0]
        about = f" ({first.about})" if first.about else ""
        words = f"Ya está en el directorio: {first.title}{about} {first.reason}. {then}".strip()
        self._id = first.id
        self._label.setText(words)
        self.setAccessibleName(f"Atención: {words}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def clear(self) -> None:
        self._id = ""
        self.hide()

    def text(self) -> str:
        """What it says, "" when hidden."""
        return "" if self.isHidden() else self._label.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, QRectF(self.rect()), 6, fill="warning_soft")
            paint_icon(painter, "triangle-alert", "warning", 11, 12, 16)

    def _keep(self) -> None:
        self.clear()
        self.keep_asked.emit()
