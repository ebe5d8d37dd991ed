"""The code on each page of a form, drawn as rectangles so that it stays sharp on any printer."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from __future__ import annotations

from reportlab.graphics.barcode import qrencoder
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from concerta_desktop.documents.letterhead import BLACK


def best_mask(text: str) -> int:
    """The mask that suits `text`. Choosing costs five times as much as drawing, and one serves all pages."""
    return _code(text).getBestMaskPattern()


def draw_qr(canvas: Canvas, text: str, mask: int, left: float, top: float, side: float) -> None:
    """Draw `text`, error correction M, in a square of `side` points."""
    code = _code(text)
    code.makeImpl(test=False, maskPattern=mask)
    runs: list[str] = []
    for row, modules in enumerate(code.modules):
        start = None
        for column, dark in enumerate([*modules, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append(f"{start} {-row - 1} {column - start} 1 re")
                start = None
    module = side / code.moduleCount
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(module, module)
    canvas.setFillColor(BLACK)
    canvas.drawPath(PDFPathObject(runs), stroke=0, fill=1)
    canvas.restoreState()


def _code(text: str) -> qrencoder.QRCode:
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    return code
