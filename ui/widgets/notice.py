"""A line inside the page that informs, warns or says what went wrong."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import paint_icon
from ui.widgets import paint
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label

NoticeKind = Literal["info", "warning", "error", "ok", "neutral"]
_ICONS = {
    "info": "info",
    "warning": "triangle-alert",
    "error": "circle-alert",
    "ok": "circle-check",
    "neutral": "info",
}
_SAID = {"info": "Aviso", "warning": "Atención", "error": "Error", "ok": "Listo", "neutral": "Nota"}


class InlineNotice(QWidget):
    """Usage: `InlineNotice("warning", "Ese documento ya está en la fila 12.", action="Ir a la fila")`.

    `set_notice(kind, text, action="")` changes it and tells screen readers; an empty text hides it.
    Signals: `action_triggered()`, `closed()` (with `closable=True`).
    """

    action_triggered = Signal()
    closed = Signal()

    def __init__(
        self,
        kind: NoticeKind = "info",
        text: str = "",
        *,
        action: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: NoticeKind = kind
        self._label = Label("", "body", tone=kind, wrap=True)
        self._action = Button(action or "…", kind="link", small=True)
        self._action.clicked.connect(self.action_triggered)
        self._close = IconButton("x", "Cerrar el aviso", kind="ghost", small=True)
        self._close.clicked.connect(self._shut)
        self._close.setVisible(closable)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(38, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.setMinimumHeight(40)
        self.set_notice(kind, text, action)

    def set_notice(self, kind: NoticeKind, text: str, action: str = "") -> None:
        """Say something else, or nothing."""
        self._kind = kind
        self._label.set_tone(kind)
        self._label.setText(text)
        self._action.setText(action or "…")
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(f"{_SAID[kind]}: {text}")
        self.setVisible(bool(text))
        self.update()
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text(self) -> str:
        """What it says, "" when hidden."""
        return self._label.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, QRectF(self.rect()), 6, fill=f"{self._kind}_soft")
            paint_icon(painter, _ICONS[self._kind], self._kind, 12, round(self.height() / 2 - 8), 16)

    def _shut(self) -> None:
        self.hide()
        self.closed.emit()
