"""A document before it is printed: the PDF itself, its options at the side, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.documents.blocks import Rendered
from concerta_desktop.documents.render import AnyDocument, Format, render, write
from concerta_desktop.errors import ConcertaError
from concerta_desktop.store.access import AccessKind, note
from concerta_desktop.store.tx import ReadTx
from ui.printing import PrintOrder, open_pdf, print_pdf, printer_names
from ui.save_dialog import ask_target
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.choice import ChoiceField
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label
from ui.widgets.notice import InlineNotice
from ui.widgets.segmented import Choice
from ui.widgets.typed_fields import IntField
from ui.worker import Job

_NAMES: dict[Format, str] = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word"}
_ICONS: dict[Format, str] = {"pdf": "download", "xlsx": "file-spreadsheet", "docx": "file-text"}
_WAIT_MS = 250
_OPTIONS_HEIGHT = 170
"""Four rows of options, however short the window."""

ChoosePath = Callable[[QWidget, str, Format], Path | None]


class PreviewOptions(QWidget):
    """What a preview is about: the options at its side, and how the document is made from them.

    Subclass it: `compose` reads and composes, `changed` tells that it would come out otherwise.
    """

    changed = Signal()
    subject = ""
    """The person it is about, by id: noted with each delivery; "" = several people."""

    def compose(self) -> Callable[[ReadTx], AnyDocument]:
        """What to do inside a reading transaction; bound to the options as they stand now."""
        raise NotImplementedError

    def formats(self) -> Sequence[Format]:
        return ("pdf",)

    def file_name(self) -> str:
        """Suggested name, without extension."""
        raise NotImplementedError

    def delivered(self) -> None:
        """It was printed or saved."""


class PreviewDialog(QDialog):
    """Usage: `PreviewDialog(tasks, "Hoja de asistencia", options, parent).open()`.

    The PDF is made and printed in the child process, and shown from memory. A printer that fails leaves
    the dialog open, with the reason and the PDF still at hand.
    """

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        options: PreviewOptions,
        parent: QWidget | None = None,
        *,
        choose_path: ChoosePath | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._options = tasks, options
        self._choose_path = choose_path or ask_path
        self._made: AnyDocument | None = None
        self._data = b""
        self._turn = 0
        self._printing = False
        self._drawing: list[Job] = []
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.notice = InlineNotice()
        self.pages = Label("", "secondary", tone="secondary", tabular=True)
        self.printer = ChoiceField("Impresora", placeholder="No hay impresoras")
        self.copies = IntField("Copias", low=1, high=99)
        self.print_button = Button("Imprimir", kind="primary", icon="printer", keys="Ctrl+P")
        self._saves: dict[Format, Button] = {
            kind: Button(f"Guardar {name}", icon=_ICONS[kind]) for kind, name in _NAMES.items()
        }
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._build(title)
        self._connect()
        self._make()

    def _build(self, title: str) -> None:
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(f"Vista previa: {title}")
        self.printer.set_choices([Choice(name, name) for name in printer_names()])
        if self.printer.count():
            self.printer.setCurrentIndex(0)
        self.copies.set_value(1)
        side = QWidget()
        side.setFixedWidth(280)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(title, "panel"))
        self.options_card = self._options_card()
        column.addWidget(self.options_card, 1)
        column.addWidget(self._delivery_card())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.notice)
        left.addWidget(self.view, 1)
        left.addWidget(self.pages)
        row.addLayout(left, 1)
        row.addWidget(side)
        room = self.screen().availableGeometry().size() - QSize(80, 70)
        self.resize(QSize(1180, 720).boundedTo(room))

    def _options_card(self) -> Card:
        card = Card(padding=0, parent=self)
        scroll = ScrollColumn(margin=16, spacing=8, parent=card)
        scroll.body.addWidget(self._options)
        scroll.body.addStretch(1)
        card.body.addWidget(scroll)
        card.setMinimumHeight(_OPTIONS_HEIGHT)
        return card

    def _delivery_card(self) -> Card:
        card = Card(padding=10)
        card.body.setSpacing(6)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(LabeledField("Impresora", self.printer), 1)
        copies = LabeledField("Copias", self.copies)
        copies.setFixedWidth(64)
        where.addWidget(copies)
        card.body.addLayout(where)
        close = Button("Cerrar", kind="link", keys="Esc")
        close.clicked.connect(self.reject)
        act = QHBoxLayout()
        act.addWidget(self.print_button, 1)
        act.addWidget(close)
        card.body.addLayout(act)
        for button in self._saves.values():
            card.body.addWidget(button)
        return card

    def _connect(self) -> None:
        self._options.changed.connect(self._timer.start)
        self._timer.timeout.connect(self._make)
        self.print_button.clicked.connect(self.print_now)
        for kind, button in self._saves.items():
            button.clicked.connect(partial(self._save_as, kind))
        QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(self.print_now)

    def _save_as(self, kind: Format, _checked: bool = False) -> None:
        self.save(kind)

    def save(self, kind: Format) -> None:
        """Ask where and write it there, in the child process."""
        made = self._made
        path = self._choose_path(self, self._options.file_name(), kind) if made is not None else None
        if made is None or path is None:
            return

        def saved(warnings: tuple[str, ...]) -> None:
            self._delivered(AccessKind.SAVED)
            words = " ".join((f"Guardado en «{path}».", *warnings))
            self.notice.set_notice("warning" if warnings else "ok", words)

        self._tasks.export(
            f"Guardar {path.name}", write, (made, kind, path), saved, owner=self, failed=self._failed
        )

    def print_now(self) -> None:
        """Send it to the chosen printer."""
        self.print_to(PrintOrder(self.printer.value() or "", self.copies.value() or 1))

    def print_to(self, order: PrintOrder) -> None:
        """Print in the child process, after what it has in hand; the status bar shows it with Cancel."""
        if not self._data or self._printing:
            return
        if not (order.printer or order.file):
            self.notice.set_notice(
                "warning",
                "No hay ninguna impresora en este equipo. Guarde el PDF e imprímalo en otro.",
                "Guardar PDF",
            )
            return
        self._printing = True
        self.notice.set_notice("info", f"Enviando a «{order.printer or order.file}»…")
        self._tasks.export(
            f"Imprimir {self.windowTitle().lower()}",
            print_pdf,
            (self._data, order),
            lambda _sent: self._printed(order),
            owner=self,
            failed=self._failed,
        )

    def _printed(self, order: PrintOrder) -> None:
        self._printing = False
        self._delivered(AccessKind.PRINTED)
        self.notice.set_notice("ok", f"Enviado a «{order.printer or order.file}».")

    def _delivered(self, action: AccessKind) -> None:
        """It left the program: noted in the register of who took data out."""
        self._options.delivered()
        title, subject = self.windowTitle(), self._options.subject
        self._tasks.write(lambda tx: note(tx, action, title, subject), owner=self._tasks, here=True)

    def _make(self) -> None:
        """Compose with the options as they stand, then draw; only the newest is shown."""
        self._turn += 1
        turn = self._turn
        for kind, button in self._saves.items():
            button.setVisible(kind in self._options.formats())
        self.pages.setText("Preparando…")

        def composed(made: AnyDocument) -> None:
            if turn == self._turn:
                self._made = made
                job = self._tasks.export(
                    self.windowTitle(),
                    render,
                    (made, "pdf"),
                    lambda rendered: self._show(turn, rendered),
                    owner=self,
                    failed=self._failed,
                )
                self._drawing = [*self._drawing[-1:], job]  # the one before may still be under way

        self._tasks.read(self._options.compose(), composed, owner=self, key="compose", failed=self._failed)

    def done(self, result: int) -> None:
        """Closed: nobody waits for its pages any more; what was sent to print or save goes on."""
        self._turn += 1
        self._timer.stop()
        for job in reversed(self._drawing):
            job.cancel()
        super().done(result)

    def _show(self, turn: int, rendered: Rendered) -> None:
        if turn != self._turn:
            return
        self._data = rendered.data
        open_pdf(self.document, rendered.data)
        count = self.document.pageCount()
        self.pages.setText(f"{count} página{'s' if count != 1 else ''} · A4")
        if rendered.warnings:
            self.notice.set_notice("warning", " ".join(rendered.warnings))
        elif self.notice.text() and not self._printing:
            self.notice.set_notice("info", "")

    def _failed(self, error: Any) -> None:
        self._printing = False
        if isinstance(error, ConcertaError):
            self.notice.set_notice("error", str(error))
        else:
            self._tasks.failed.emit(error)


def ask_path(parent: QWidget, name: str, kind: Format) -> Path | None:
    """Where to save, asked of the person; None when she or he thinks better of it."""
    return ask_target(parent, f"Guardar {_NAMES[kind]}", name, f".{kind}", _NAMES[kind])
