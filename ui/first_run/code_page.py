"""The recovery code, shown once: to print, to keep as a PDF, or to copy by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from ui.first_run.code_panel import WIDTH, CodePanel
from ui.first_run.start_page import StartPage
from ui.widgets.buttons import Button
from ui.widgets.checks import CheckBox
from ui.widgets.tab_order import lead_to

_WHY = (
    "Si olvida su contraseña, este código es la única forma de volver a abrir sus datos. Nadie más lo tiene. "
    "Imprímalo o cópielo a mano y guárdelo lejos de este equipo."
)
_NOT_YET = "Marque primero que ya lo guardó"


class CodePage(StartPage):
    """Shows `code`. Signals: `finished()` once it is kept, `failed(Exception)`."""

    finished = Signal()
    failed = Signal(object)

    def __init__(self, code: str) -> None:
        super().__init__("Su código de recuperación", _WHY, width=WIDTH)
        self.panel = CodePanel(code)
        self.panel.failed.connect(self.failed)
        self.kept = CheckBox("Ya lo guardé en un lugar seguro")
        self.kept.value_changed.connect(self._allow)
        self.go = Button("Empezar a trabajar", kind="primary", tooltip=_NOT_YET)
        self.go.setEnabled(False)
        self.go.clicked.connect(self.finished)
        self.content.addWidget(self.panel)
        self.content.addSpacing(16)
        self.content.addWidget(self.kept)
        self.content.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        lead_to(self, self.panel)

    def _allow(self, kept: bool) -> None:
        self.go.setEnabled(kept)
        self.go.setToolTip("" if kept else _NOT_YET)
