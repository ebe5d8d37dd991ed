"""Ajustes: who works here, how it looks, the passphrase, what every sheet carries."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.remembered import Remembered
from ui.screen import Screen
from ui.settings.catalogues_card import CataloguesCard
from ui.settings.copies_card import CopiesCard
from ui.settings.data_card import DataCard
from ui.settings.deadlines_card import DeadlinesCard
from ui.settings.documents_card import DocumentsCard
from ui.settings.matrix_card import MatrixCard
from ui.settings.privacy_card import PrivacyCard
from ui.settings.safety_card import SafetyCard
from ui.settings.sheet_card import SheetCard
from ui.settings.who_card import WhoCard
from ui.tasks import Tasks
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.header import PageHeader
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.tab_order import lead_to

_THEMES = (
    Choice("system", "Como el sistema", "monitor"),
    Choice("light", "Claro", "sun"),
    Choice("dark", "Oscuro", "moon"),
)
_TWO_COLUMNS = 980


class SettingsScreen(Screen):
    """`folder` holds the passphrase to change; None when it is not the person's own, as in the example.
    Signal: `theme_chosen(str)`."""

    shows = frozenset({"specialist", "preference"})
    theme_chosen = Signal(object)

    def __init__(
        self, tasks: Tasks, remembered: Remembered, folder: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, parent)
        self._remembered = remembered
        self.safety = SafetyCard(folder, remembered) if folder is not None else None
        self.copies = CopiesCard(tasks, remembered) if folder is not None else None
        self._build()
        self._connect()
        lead_to(self, self.who.form.editor("names"))

    def _build(self) -> None:
        self.who, self.sheet = WhoCard(self.tasks), SheetCard(self.tasks)
        self.matrix, self.privacy = MatrixCard(self.tasks), PrivacyCard(self.tasks)
        self.deadlines = DeadlinesCard(self.tasks)
        self.documents = DocumentsCard(self.tasks)
        self.theme = Segmented("Apariencia", _THEMES)
        sides = self._sides = QHBoxLayout()
        sides.setSpacing(16)
        for cards in (
            (self.who, self.safety, self.documents, self.copies, DataCard(self.tasks), self.privacy),
            (
                self._look_card(),
                self.deadlines,
                CataloguesCard(self.tasks),
                self.sheet,
                self.matrix,
            ),
        ):
            side = QVBoxLayout()
            side.setSpacing(16)
            for card in cards:
                if card is not None:
                    side.addWidget(card)
            side.addStretch(1)
            sides.addLayout(side, 1)
        page = ScrollColumn(parent=self)
        page.body.setContentsMargins(24, 0, 24, 20)
        page.body.addLayout(sides)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHeader("Ajustes", subtitle="se guardan solos"))
        column.addWidget(page, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At 150 % on a small screen the cards stand one below the other."""
        wide = self.width() >= _TWO_COLUMNS
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(direction)
        super().resizeEvent(event)

    def _look_card(self) -> Card:
        card = Card("Apariencia")
        row = QHBoxLayout()
        row.addWidget(self.theme)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _connect(self) -> None:
        self.theme.value_changed.connect(self.theme_chosen)
        if self.safety is not None:
            self.safety.passphrase_changed.connect(lambda: self.notice.emit("La contraseña se cambió."))
            self.safety.failed.connect(self.tasks.failed)
        if self.copies is not None:
            self.copies.failed.connect(self.tasks.failed)
            self.copies.told.connect(self.notice)

    def reload(self) -> None:
        self.show_theme()
        self.who.reload()
        self.sheet.reload()
        self.deadlines.reload()
        self.documents.reload()
        self.matrix.reload()
        self.privacy.reload()
        if self.copies is not None:
            self.copies.reload()

    def show_theme(self) -> None:
        """Mark the theme in use, as when it was changed elsewhere."""
        self.theme.set_value(self._remembered.settings.theme)

    def change_passphrase(self) -> None:
        """Ask for the present passphrase and a new one."""
        if self.safety is not None:
            self.safety.change_passphrase()
