"""What this program is and which version."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop import __version__
from concerta_desktop.model import territory
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

_LINES = (
    "La oficina portátil de la gestión territorial: intervenciones, personas y asistencia, sin internet.",
    "Programa libre con licencia Apache 2.0. Letra Inter (OFL), iconos Lucide (ISC).",
    "Usa Qt y PySide6, con licencia LGPL 3: sus bibliotecas van aparte y usted puede reemplazarlas.",
)


class AboutDialog(QDialog):
    """Version, catalogues and licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Acerca de Concerta")
        self.setFixedWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(Label(f"Concerta {__version__}", "panel"))
        for line in (*_LINES, f"Territorios: {territory.version()}."):
            column.addWidget(Label(line, tone="secondary", wrap=True))
        column.addSpacing(12)
        shut = Button("Cerrar", kind="primary")
        shut.clicked.connect(self.accept)
        licences = Button("Licencias…")
        licences.clicked.connect(self._show_licences)
        row = QHBoxLayout()
        row.addWidget(licences)
        row.addStretch(1)
        row.addWidget(shut)
        column.addLayout(row)
        shut.setFocus()

    def _show_licences(self) -> None:
        from ui.licences_dialog import LicencesDialog

        LicencesDialog(self).open()
