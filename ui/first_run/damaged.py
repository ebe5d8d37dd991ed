"""The data of this computer are damaged: say so, and bring back what can be read of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from concerta_desktop.errors import DamagedStore
from ui.background import Background
from ui.first_run.start_page import StartPage
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.notes import Note
from ui.widgets.tab_order import lead_to


class DamagedPage(StartPage):
    """Signals: `recovered(sentences of the report)`, `restore_requested()`, `leave_requested()`."""

    recovered = Signal(list)
    restore_requested = Signal()
    leave_requested = Signal()

    def __init__(
        self,
        folder: Path,
        error: DamagedStore,
        background: Background,
        show_error: Callable[[Exception], None],
    ) -> None:
        super().__init__("Los datos de este equipo están dañados", error.what, width=560)
        self._folder, self._key = folder, error.key
        self._background, self._show_error = background, show_error
        self._build()
        self.recover_button.clicked.connect(self.recover)
        self.restore_button.clicked.connect(self.restore_requested)
        self.leave_button.clicked.connect(self.leave_requested)
        lead_to(self, self.recover_button)

    def _build(self) -> None:
        self.content.addWidget(
            Note("El archivo dañado no se ha tocado, y no se borrará.", "shield-check", "ok")
        )
        what = (
            "Concerta puede leer lo que queda de él, completarlo con la última copia de seguridad y "
            "decirle exactamente qué volvió y qué no."
        )
        self.content.addWidget(Label(what, wrap=True))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName("Recuperando")
        self.bar.hide()
        self.recover_button = Button("Recuperar lo que se pueda", kind="primary")
        self.restore_button = Button("Restaurar una copia")
        self.leave_button = Button("Salir sin tocar nada")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.recover_button)
        buttons.addWidget(self.restore_button)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        self.content.addSpacing(8)
        self.content.addWidget(self.bar)
        self.content.addLayout(buttons)

    def recover(self) -> None:
        """Beside the window; it takes seconds."""
        self._set_busy(busy=True)
        folder, key = self._folder, self._key
        self._background.run(lambda: _recover(folder, key), self.recovered.emit, self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self._show_error(error)

    def _set_busy(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.recover_button.setText("Recuperando…" if busy else "Recuperar lo que se pueda")
        for button in (self.recover_button, self.restore_button, self.leave_button):
            button.setEnabled(not busy)


class RecoveredPage(StartPage):
    """What came back, and what did not. Signal: `finished()`."""

    finished = Signal()

    def __init__(self, report: list[str]) -> None:
        super().__init__("Datos recuperados", report[0], width=620)
        self.sentences = [Label(words, wrap=True) for words in _paragraphs(report[1:])]
        for sentence in self.sentences:
            sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.content.addWidget(sentence)
        self.go_on = Button("Abrir Concerta", kind="primary")
        self.go_on.clicked.connect(self.finished)
        note = "Este informe queda también en esa carpeta. Compárelo con lo último que anotó."
        self.content.addWidget(Note(note, "info"))
        self.content.addSpacing(8)
        self.content.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignLeft)
        lead_to(self, self.go_on)


def _paragraphs(lines: list[str]) -> list[str]:
    """What is indented goes with the sentence before it."""
    found: list[str] = []
    for line in lines:
        if line.startswith(" ") and found:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def _recover(folder: Path, key: bytes) -> list[str]:
    from concerta_desktop.services.rescue import rescue

    return rescue(folder, key)[1]
