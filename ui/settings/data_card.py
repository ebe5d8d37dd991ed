"""Ajustes, people's data on this laptop: what it carries, and who looked at it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.privacy.access_dialog import AccessDialog
from ui.privacy.papers import cargo_preview
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label

_ABOUT = (
    "Antes de viajar, imprima qué datos lleva. Para entregar, corregir o suprimir los de una persona, ábrala "
    "en el Directorio y elija «Derechos sobre sus datos»."
)


class DataCard(Card):
    """Nothing is set here: it leads to the papers."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Datos personales", parent=parent)
        self.carried = Button("¿Qué datos llevo?", icon="printer")
        self.looked_at = Button("Quién consultó datos", icon="history")
        self.carried.clicked.connect(lambda: cargo_preview(tasks, self).open())
        self.looked_at.clicked.connect(lambda: AccessDialog(tasks, self).open())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.carried)
        row.addWidget(self.looked_at)
        row.addStretch(1)
        self.body.addWidget(Label(_ABOUT, tone="secondary", wrap=True))
        self.body.addLayout(row)
