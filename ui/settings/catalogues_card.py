"""Ajustes, the catalogues and the user's Word templates: a button leads to each."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label

_ABOUT = (
    "Composición de las instancias por nivel, modalidades, servicios, feriados, plazos, normas, nombres de "
    "los años y números de los documentos, cada uno con su fuente; y los modelos de Word que Concerta llena "
    "con lo que sabe de una instancia."
)


class CataloguesCard(Card):
    """Nothing is set here."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Catálogos y plantillas", parent=parent)
        self._tasks = tasks
        self.catalogues_button = Button("Catálogos…", icon="book-open")
        self.templates_button = Button("Plantillas de Word…", icon="file-text")
        self.catalogues_button.clicked.connect(self.open_catalogues)
        self.templates_button.clicked.connect(self.open_templates)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.catalogues_button)
        row.addWidget(self.templates_button)
        row.addStretch(1)
        self.body.addWidget(Label(_ABOUT, tone="secondary", wrap=True))
        self.body.addLayout(row)

    def open_catalogues(self) -> None:
        from ui.settings.catalogues_dialog import CataloguesDialog

        CataloguesDialog(self._tasks, self.window()).open()

    def open_templates(self) -> None:
        from ui.instancias.templates_dialog import TemplatesDialog

        TemplatesDialog(self._tasks, "", self.window()).open()
