"""What Inicio says when nothing has been recorded yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.tab_order import lead_to

_TITLE = "Aquí verá qué viene y qué falta."
_SENTENCES = (
    "1.  Cree una intervención: con el título y la fecha basta para empezar.",
    "2.  Agregue a las personas que espera; puede pegarlas desde Excel.",
    "3.  Imprima la hoja y registre la asistencia: 8 dígitos y Enter por persona.",
)


class Welcome(QWidget):
    """Three sentences and three buttons: `new_button` (the screen's main action), `people_button`,
    `help_button`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.new_button = Button("Nueva intervención", kind="primary", icon="plus", keys="Ctrl+N")
        self.people_button = Button("Agregar personas", icon="user-plus")
        self.help_button = Button("Ver cómo se hace", kind="link", icon="circle-help")
        card = Card(padding=32)
        card.setMaximumWidth(600)
        card.body.setSpacing(10)
        card.body.addWidget(Label(_TITLE, "title", wrap=True))
        card.body.addSpacing(4)
        for sentence in _SENTENCES:
            card.body.addWidget(Label(sentence, "editor", tone="secondary", wrap=True, tabular=True))
        card.body.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.new_button, self.people_button, self.help_button):
            row.addWidget(button)
        row.addStretch(1)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 8, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch(1)
        column.addLayout(across)
        column.addStretch(3)
        lead_to(self, self.new_button)
