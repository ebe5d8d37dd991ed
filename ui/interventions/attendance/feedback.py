"""The line under the entry: who was just registered, what is doubtful, what to do next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import paint_icon
from ui.widgets.badge import KeyChip
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, Label

_ICONS = {"ok": "circle-check", "warning": "triangle-alert", "error": "circle-alert", "info": "user-check"}


class FeedbackLine(QWidget):
    """20 px high: icon, a strong part, a plain part, and "Deshacer" while there is something to undo.

    Usage: `line.say("ok", "Presente: Ñahui Quispe", "MD de Luricocha · 08:47", undo=True)`. At the right, a
    link that `offer("Agregar hoy", "Hoy no está programado.")` shows. Signals: `undo_clicked()`,
    `offer_clicked()`.
    """

    undo_clicked = Signal()
    offer_clicked = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint, self._tone = hint, ""
        self._strong = Label("", "strong", tabular=True)
        self._plain = ElidedLabel("", "body", tone="secondary")
        self._undo = Button("Deshacer", kind="link", icon="undo-2", small=True)
        self._keys = KeyChip("Ctrl+Z")
        self._offer_text = Label("", "secondary", tone="warning")
        self._offer = Button("", kind="link", icon="calendar-plus", small=True)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        for widget in (self._strong, self._plain, self._undo, self._keys):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._offer_text)
        self._row.addWidget(self._offer)
        self.setFixedHeight(28)
        self._undo.clicked.connect(self.undo_clicked)
        self._offer.clicked.connect(self.offer_clicked)
        self.offer("", "")
        self.rest()

    def set_hint(self, hint: str) -> None:
        """What to say when there is nothing to say."""
        shown, self._hint = self.text() == self._hint, hint
        if shown:
            self.rest()

    def rest(self) -> None:
        """Nothing to say: how to begin."""
        self._show("", "", self._hint, undo=False)

    def say(self, tone: str, strong: str, plain: str = "", *, undo: bool = False) -> None:
        """Say something, on screen and to a screen reader."""
        self._show(tone, strong, plain, undo=undo)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text()))

    def text(self) -> str:
        """What it says now, without the offer."""
        return " ".join(part for part in (self._strong.text(), self._plain.text()) if part)

    def tone(self) -> str:
        """Which kind of thing it says: "ok", "warning", "error", "info" or ""."""
        return self._tone

    def offers_undo(self) -> bool:
        return self._undo.isVisibleTo(self)

    def offer(self, action: str, text: str) -> None:
        """Show a link at the right with its reason; an empty action takes it away."""
        self._offer.setText(action)
        self._offer.setAccessibleName(f"{text} {action}".strip())
        self._offer_text.setText(text)
        self._offer.setVisible(bool(action))
        self._offer_text.setVisible(bool(action))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tone:
            with QPainter(self) as painter:
                paint_icon(painter, _ICONS[self._tone], self._icon_tone(), 0, self.height() // 2 - 8, 16)

    def _show(self, tone: str, strong: str, plain: str, *, undo: bool) -> None:
        self._tone = tone
        self._strong.setText(strong)
        self._strong.set_tone(tone if tone in ("warning", "error") else "text")
        self._strong.setVisible(bool(strong))
        self._plain.setText(plain)
        self._plain.set_tone("secondary" if strong else "tertiary")
        self._plain.setVisible(bool(plain))
        self._undo.setVisible(undo)
        self._keys.setVisible(undo)
        self._row.setContentsMargins(24 if tone else 0, 0, 0, 0)
        self.setAccessibleName(self.text())
        self.update()

    def _icon_tone(self) -> str:
        return "secondary" if self._tone == "info" else self._tone
