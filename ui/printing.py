"""A PDF onto a printer. It runs in the child process: drawing a page in a thread stalls the window 0.6 s."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.progress import Progress

DPI = 300


@dataclass(frozen=True)
class PrintOrder:
    """Which printer and how many. `file` prints into a PDF instead, for a printer that is one."""

    printer: str
    copies: int = 1
    file: str = ""


def printer_names() -> list[str]:
    """Queues of this computer, the default one first."""
    names = QPrinterInfo.availablePrinterNames()
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != usual, name.casefold()))


def print_pdf(data: bytes, order: PrintOrder, progress: Progress) -> bool:
    """Every page of `data` on the printer, at 300 dots per inch; True when the queue has it.

    For `tasks.export`: in the child process it makes the Qt application that drawing needs. Raises
    `EnvironmentFailure` saying what happened and what to do.
    """
    application = QGuiApplication.instance() or _windowless()  # alive until the last page
    document = QPdfDocument()
    buffer = open_pdf(document, data)
    printer = _printer(order, document)
    painter = QPainter()
    if not painter.begin(printer):
        raise _failure(order, "no aceptó el trabajo")
    try:
        for page in range(document.pageCount()):
            progress(page, document.pageCount(), "Imprimiendo")
            if page and not printer.newPage():
                raise _failure(order, f"dejó de responder en la página {page + 1}")
            sheet = printer.pageRect(QPrinter.Unit.DevicePixel).toRect()
            sheet.moveTo(0, 0)
            painter.drawImage(sheet, document.render(page, sheet.size()))
    finally:
        ended = painter.end()
        buffer.close()
    if not ended or printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise _failure(order, "no terminó el trabajo")
    return isinstance(application, QGuiApplication)


def _windowless() -> QGuiApplication:
    """An application that draws and prints and needs no screen."""
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication([])


def open_pdf(document: QPdfDocument, data: bytes) -> QBuffer:
    """Load a PDF from memory; the buffer must live as long as the document shows it."""
    buffer = QBuffer(document)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return buffer


def _printer(order: PrintOrder, document: QPdfDocument) -> QPrinter:
    if order.file:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(order.file)
    else:
        info = QPrinterInfo.printerInfo(order.printer)
        if info.isNull():
            raise _failure(order, "no está en este equipo")
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setFullPage(True)
    printer.setCopyCount(order.copies)
    printer.setDocName("Concerta")
    size = document.pagePointSize(0)
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    landscape = size.width() > size.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    )
    return printer


def _failure(order: PrintOrder, why: str) -> EnvironmentFailure:
    return EnvironmentFailure(
        f"No se pudo imprimir: la impresora «{order.printer or order.file}» {why}.",
        safe="El documento sigue aquí.",
        todo="Revise que esté encendida y con papel, elija otra, o guarde el PDF para imprimirlo después.",
    )
