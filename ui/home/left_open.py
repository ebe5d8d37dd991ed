"""What was left half typed, offered when Concerta opens again: a line each, to go on or to forget it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.store.drafts import Draft
from ui.form_draft import when
from ui.widgets.draft_offer import DraftOffer

_MOST = 3
"""The others come when these are seen to."""


class LeftOpen(QWidget):
    """Signals: `recovered(tuple)`, the place of the form that is wanted back; `discarded(str)`, its key."""

    recovered = Signal(object)
    discarded = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offers: list[DraftOffer] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 0, 24, 12)
        self._column.setSpacing(6)
        self.hide()

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        """Offer the newest of these; one without a place is offered where it is opened."""
        for offer in self.offers:
            self._column.removeWidget(offer)
            offer.hide()
            offer.deleteLater()
        self.offers = [self._offer(draft) for draft in drafts if draft.place][:_MOST]
        self.setVisible(bool(self.offers))

    def _offer(self, draft: Draft) -> DraftOffer:
        offer = DraftOffer()
        offer.recovered.connect(lambda: self.recovered.emit(draft.place))
        offer.discarded.connect(lambda: self.discarded.emit(draft.key))
        offer.show_offer(f"«{draft.title}» quedó a medio escribir el {when(draft)}.")
        self._column.addWidget(offer)
        return offer
