"""The recovery code, shown once and large: to print, to keep as a PDF, or to copy by hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from concerta_desktop import clock
from concerta_desktop.documents.recovery_sheet import recovery_sheet
from concerta_desktop.documents.render import save
from ui.first_run.start_page import StartPage
from ui.printing import print_pdf
from ui.theme import font
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.checks import CheckBox
from ui.widgets.notes import Note
from ui.worker import Worker

_WHY = (
    "Si olvida su contraseña, este código es la única forma de volver a abrir sus datos. Nadie más lo tiene. "
    "Imprímalo o cópielo a mano y guárdelo lejos de este equipo."
)
_BOX, _GAP, _HEIGHT = 92, 8, 60


class CodePage(StartPage):
    """Shows `code`. Signals: `finished()` once it is kept, `failed(Exception)`."""

    finished = Signal()
    failed = Signal(object)

    def __init__(self, code: str) -> None:
        super().__init__("Su código de recuperación", _WHY, width=CodeGroups.row_width(7))
        self._code = code
        self._worker = Worker(self)
        self._build()
        self._print.clicked.connect(lambda: self._make(self._send_to_printer))
        self._save.clicked.connect(self._ask_where)
        self._kept.value_changed.connect(self._allow)
        self._go.clicked.connect(self.finished)
        self.setFocusProxy(self._print)
        self.destroyed.connect(self._worker.close)

    def _build(self) -> None:
        self._print, self._save = (
            Button("Imprimir", icon="printer"),
            Button("Guardar como PDF", icon="download"),
        )
        self._note = Note()
        self._kept = CheckBox("Ya lo guardé en un lugar seguro")
        self._go = Button("Empezar a trabajar", kind="primary", tooltip="Marque primero que ya lo guardó")
        self._go.setEnabled(False)
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 8, 0, 0)
        tools.setSpacing(8)
        tools.addWidget(self._print)
        tools.addWidget(self._save)
        tools.addWidget(self._note, 1)
        self.content.addWidget(CodeGroups(self._code))
        self.content.addLayout(tools)
        self.content.addSpacing(24)
        self.content.addWidget(self._kept)
        self.content.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeft)

    def _allow(self, kept: bool) -> None:
        self._go.setEnabled(kept)
        self._go.setToolTip("" if kept else "Marque primero que ya lo guardó")

    def _make(self, use: object) -> None:
        self._worker.submit("Código de recuperación", recovery_sheet, (self._code, clock.now()), use)  # type: ignore[arg-type]

    def _send_to_printer(self, made: bytes | Exception) -> None:
        try:
            if isinstance(made, Exception):
                raise made
            if print_pdf(made, "Código de recuperación de Concerta", self):
                self._say("Se envió a la impresora.")
        except Exception as error:  # noqa: BLE001 - shown to the person
            self.failed.emit(error)

    def _ask_where(self) -> None:
        home = Path.home() / "Código de recuperación de Concerta.pdf"
        name, _ = QFileDialog.getSaveFileName(self, "Guardar el código", str(home), "PDF (*.pdf)")
        if name:
            self._make(lambda made: self._write(made, Path(name).with_suffix(".pdf")))

    def _write(self, made: bytes | Exception, path: Path) -> None:
        try:
            if isinstance(made, Exception):
                raise made
            save(made, path)
            self._say(f"Guardado como «{path.name}». Páselo a otro lugar: en este equipo no protege.")
        except Exception as error:  # noqa: BLE001 - shown to the person
            self.failed.emit(error)

    def _say(self, words: str) -> None:
        self._note.show_words(words, "circle-check", "ok")


class CodeGroups(QWidget):
    """The groups of a code in boxes, numbered, to be read from paper or copied by hand."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._groups = code.split("-")
        self.setAccessibleName("Código de recuperación: " + ", ".join(self._groups))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @staticmethod
    def row_width(groups: int) -> int:
        return groups * (_BOX + _GAP) - _GAP

    def sizeHint(self) -> QSize:
        return QSize(self.row_width(len(self._groups)), _HEIGHT)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        per_row = max(1, (width + _GAP) // (_BOX + _GAP))
        rows = -(-len(self._groups) // per_row)
        return rows * (_HEIGHT + _GAP) - _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        per_row = max(1, (self.width() + _GAP) // (_BOX + _GAP))
        middle = Qt.AlignmentFlag.AlignHCenter
        with QPainter(self) as painter:
            for place, group in enumerate(self._groups):
                row, column = divmod(place, per_row)
                area = QRectF(column * (_BOX + _GAP), row * (_HEIGHT + _GAP), _BOX, _HEIGHT)
                paint.box(painter, area, 8, fill="surface", border="accent_soft_border")
                number = area.adjusted(0, 5, 0, -40)
                paint.text(painter, number, str(place + 1), font("small"), "tertiary", align=middle)
                face = font("figure22", tabular=True)
                paint.text(painter, area.adjusted(0, 16, 0, 0), group, face, "accent_text", align=middle)
