"""Somebody left half typed: when it was, and the two things to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.notice import InlineNotice


class DraftOffer(QWidget):
    """Usage: `offer.show_offer("Quedó a medio escribir…")`. Signals: `recovered()`, `discarded()`."""

    recovered = Signal()
    discarded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = InlineNotice("info", "", action="Recuperar")
        self.discard = Button("Descartar", kind="link", small=True)
        self.notice.action_triggered.connect(self.recovered)
        self.discard.clicked.connect(self.discarded)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.notice, 1)
        row.addWidget(self.discard)
        self.hide()

    def show_offer(self, text: str) -> None:
        self.notice.set_notice("info", text, "Recuperar")
        self.show()
