"""Documents read back, as a person or an office program would."""

from __future__ import annotations

from io import BytesIO

import docx
import openpyxl
import pypdfium2
from docx.document import Document
from openpyxl import Workbook


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page, lines joined by one space."""
    with pypdfium2.PdfDocument(data) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def xlsx(data: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def docx_text(data: bytes) -> str:
    """Paragraphs and cells of a DOCX, a line each."""
    document: Document = docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
