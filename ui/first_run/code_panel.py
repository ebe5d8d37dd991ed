"""A recovery code in large groups, with what keeps it: print, or save as PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from concerta_desktop import clock
from concerta_desktop.documents.recovery_sheet import recovery_sheet
from concerta_desktop.documents.render import save
from concerta_desktop.store.recovery import GROUPS
from ui.save_dialog import ask_target
from ui.theme import font
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.notes import Note
from ui.widgets.tab_order import lead_to
from ui.worker import Worker

_TITLE = "Código de recuperación de Concerta"
_BOX, _GAP, _HEIGHT = 92, 8, 60
WIDTH = GROUPS * (_BOX + _GAP) - _GAP

Use = Callable[[bytes], None]


class CodePanel(QWidget):
    """Usage: `CodePanel(code)`. Signal: `failed(Exception)`."""

    failed = Signal(object)

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self._worker = Worker(self)
        self.print_button = Button("Imprimir", icon="printer")
        self.save_button = Button("Guardar como PDF", icon="download")
        self._note = Note()
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.print_button)
        tools.addWidget(self.save_button)
        tools.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(CodeGroups(code))
        column.addLayout(tools)
        self.print_button.clicked.connect(self._choose_printer)
        self.save_button.clicked.connect(self._ask_where)
        self.destroyed.connect(self._worker.close)
        lead_to(self, self.print_button)

    def save_as(self, path: Path) -> None:
        """Write the sheet to `path`."""
        self._make(lambda data: self._write(data, path))

    def said(self) -> str:
        """What was said last about printing or saving."""
        return self._note.text()

    def _make(self, use: Use) -> None:
        """Draw the sheet in the child process, so that the window never waits, and hand it to `use`."""

        def finish(made: bytes | Exception) -> None:
            try:
                if isinstance(made, Exception):
                    raise made
                use(made)
            except Exception as error:  # noqa: BLE001 - shown to the person
                self.failed.emit(error)

        self._worker.submit(_TITLE, recovery_sheet, (self._code, clock.now()), finish)

    def _choose_printer(self) -> None:
        """Straight to the only printer; a menu when there are several."""
        from ui.printing import printer_names

        names = printer_names()
        if not names:
            words = "No hay ninguna impresora en este equipo: guárdelo como PDF o cópielo a mano."
            self._note.show_words(words, "triangle-alert", "warning")
        elif len(names) == 1:
            self._make(lambda data: self._print(data, names[0]))
        else:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for name in names:
                menu.addAction(name, lambda name=name: self._make(lambda data: self._print(data, name)))
            menu.popup(self.print_button.mapToGlobal(QPoint(0, self.print_button.height())))

    def _print(self, data: bytes, printer: str) -> None:
        from ui.printing import PrintOrder, print_pdf

        def printed(result: object) -> None:
            if isinstance(result, Exception):
                self.failed.emit(result)
            else:
                self._note.show_words(f"Se envió a «{printer}».", "circle-check", "ok")

        self._worker.submit("Código de recuperación", print_pdf, (data, PrintOrder(printer)), printed)

    def _ask_where(self) -> None:
        target = ask_target(self, "Guardar el código", _TITLE, ".pdf", "PDF")
        if target:
            self.save_as(target)

    def _write(self, data: bytes, path: Path) -> None:
        save(data, path)
        words = f"Guardado como «{path.name}». Llévelo a otro lugar: en este mismo equipo no protege."
        self._note.show_words(words, "circle-check", "ok")


class CodeGroups(QWidget):
    """The groups of a code in boxes, numbered, to be read from paper or copied by hand."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._groups = code.split("-")
        self.setAccessibleName("Código de recuperación: " + ", ".join(self._groups))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, _HEIGHT)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._groups) // self._per_row(width))
        return rows * (_HEIGHT + _GAP) - _GAP

    def areas(self) -> list[QRectF]:
        """Where each group is painted."""
        places = [divmod(place, self._per_row(self.width())) for place in range(len(self._groups))]
        return [QRectF(left * (_BOX + _GAP), row * (_HEIGHT + _GAP), _BOX, _HEIGHT) for row, left in places]

    def resizeEvent(self, event: QResizeEvent) -> None:
        # the layouts around a page do not all ask for the height of a width
        self.setMinimumHeight(self.heightForWidth(event.size().width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        with QPainter(self) as painter:
            for place, (group, area) in enumerate(zip(self._groups, self.areas(), strict=True), 1):
                paint.box(painter, area, 8, fill="surface", border="accent_soft_border")
                number = area.adjusted(0, 5, 0, -40)
                paint.text(painter, number, str(place), font("small"), "tertiary", align=middle)
                face = font("figure22", tabular=True)
                paint.text(painter, area.adjusted(0, 16, 0, 0), group, face, "accent_text", align=middle)

    @staticmethod
    def _per_row(width: int) -> int:
        return max(1, (width + _GAP) // (_BOX + _GAP))
