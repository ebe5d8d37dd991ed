"""The database is here and its key file is not: say so, and touch nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal

from concerta_desktop.paths import KEY_FILE
from ui.first_run.start_page import StartPage
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class KeylessPage(StartPage):
    """Signal: `leave_requested()`."""

    leave_requested = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "Falta el archivo de la llave",
            f"Sus datos están en la carpeta, pero sin «{KEY_FILE}» no se pueden abrir. No se ha tocado nada.",
            width=520,
        )
        todo = f"Copie «{KEY_FILE}» desde un respaldo a esta carpeta y vuelva a abrir Concerta:"
        self.content.addWidget(Label(todo, wrap=True))
        where = Label(str(folder), "emphasis", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.content.addWidget(where)
        self.content.addSpacing(16)
        leave = Button("Salir", kind="primary")
        leave.clicked.connect(self.leave_requested)
        self.content.addWidget(leave, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(leave)
