"""Ajustes, the user's Word templates: one button leads to them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label

_ABOUT = (
    "Modelos de ordenanza, reglamento, acta u oficio que Concerta llena con lo que sabe de una instancia."
)


class TemplatesCard(Card):
    """Nothing is set here."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Plantillas de Word", parent=parent)
        self._tasks = tasks
        self.open_button = Button("Plantillas…", icon="file-text")
        self.open_button.clicked.connect(self.open)
        self.body.addWidget(Label(_ABOUT, tone="secondary", wrap=True))
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)

    def open(self) -> None:
        from ui.instancias.templates_dialog import TemplatesDialog

        TemplatesDialog(self._tasks, "", self.window()).open()
