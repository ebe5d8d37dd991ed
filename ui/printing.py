"""Send a finished PDF to a printer of this computer."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from concerta_desktop.errors import EnvironmentFailure

_DPI = 300


def print_pdf(data: bytes, title: str, parent: QWidget) -> bool:
    """Ask for a printer and print all pages; False when the person thinks better of it.

    Raises `EnvironmentFailure` when there is no printer or it refuses.
    """
    document, buffer = _load(data)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setResolution(_DPI)
    first = document.pagePointSize(0)
    wide = (
        QPageLayout.Orientation.Landscape
        if first.width() > first.height()
        else QPageLayout.Orientation.Portrait
    )
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), wide, QMarginsF()))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Imprimir")
    dialog.setMinMax(1, document.pageCount())
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    paint_pages(document, printer)
    buffer.close()
    return True


def paint_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Draw the wanted pages on `printer`. Raises `EnvironmentFailure` when it does not take them."""
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused()
    try:
        last = printer.toPage() or document.pageCount()
        for page in range((printer.fromPage() or 1) - 1, min(last, document.pageCount())):
            if page and not printer.newPage():
                raise _refused()
            area = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            picture = document.render(page, QSize(round(area.width()), round(area.height())))
            painter.drawImage(QRectF(0, 0, area.width(), area.height()), picture)
    finally:
        painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise _refused()


def _load(data: bytes) -> tuple[QPdfDocument, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer


def _refused() -> EnvironmentFailure:
    return EnvironmentFailure(
        "La impresora no aceptó el documento.",
        safe="Nada se perdió.",
        todo="Compruebe que esté encendida y con papel, o guárdelo como PDF e imprímalo después.",
    )
