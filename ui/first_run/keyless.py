"""The database is here and its key file is not: say so, and touch nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from concerta_desktop.paths import KEY_FILE
from ui.first_run.start_page import StartPage
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.tab_order import lead_to


class KeylessPage(StartPage):
    """Signals: `restore_requested()`, `leave_requested()`."""

    restore_requested = Signal()
    leave_requested = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "Falta el archivo de la llave",
            f"Sus datos están en la carpeta, pero sin «{KEY_FILE}» no se pueden abrir. No se ha tocado nada.",
            width=520,
        )
        todo = f"Tráigala de una copia de seguridad, o copie «{KEY_FILE}» a esta carpeta:"
        self.content.addWidget(Label(todo, wrap=True))
        where = Label(str(folder), "emphasis", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.content.addWidget(where)
        self.content.addSpacing(16)
        self.restore = Button("Restaurar una copia", kind="primary")
        leave = Button("Salir")
        self.restore.clicked.connect(self.restore_requested)
        leave.clicked.connect(self.leave_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.restore)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        self.content.addLayout(buttons)
        lead_to(self, self.restore)
