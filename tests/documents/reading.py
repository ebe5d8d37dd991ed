"""Documents read back, as a person or an office program would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from io import BytesIO

import docx
import openpyxl
import pypdfium2
from docx.document import Document
from openpyxl import Workbook

from concerta_desktop.documents.blocks import (
    Block,
    Chart,
    Heading,
    KeyValues,
    MemoHead,
    Metadata,
    Paragraph,
    Report,
    Table,
)
from concerta_desktop.documents.wording import show

_UNPRINTED = {"style", "code"}
"""Fields of drawn pages that say how, and not what; a QR has its own test."""


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


def xlsx_text(data: bytes) -> str:
    """Every cell of every page, a line each, as a person sees it."""
    cells = (cell.value for sheet in xlsx(data) for row in sheet.iter_rows() for cell in row)
    return "\n".join(show(value) for value in cells if isinstance(value, str | int | float | date | time))


def letters(text: str) -> str:
    """Without what a page breaks (spaces, line ends, hyphens), nor skin tones, which no font of ours has."""
    return re.sub(r"[\s\u00a0\U0001f3fb-\U0001f3ff-]", "", text)


def pdf_letters(data: bytes, metadata: Metadata) -> str:
    """The letters of a PDF, as if on one page: without the head and foot that interrupt what goes over it."""
    whole = ""
    for number, page in enumerate(pdf_pages(data)):
        text = letters(re.sub(r"Página \d+ de \d+", "", page) if metadata.footer else page)
        for around in (*(metadata.running if number else ()), metadata.footer):
            text = text.replace(letters(around), "", 1)
        whole += text
    return whole


def said(document: object) -> list[str]:
    """Every line that a reader of a composed document must meet, charts apart: those are pictures in Word."""
    lines = _of_report(document) if isinstance(document, Report) else _of_drawn(document)
    return [line for text in lines for line in text.split("\n") if line]


def _of_report(report: Report) -> Iterator[str]:
    yield report.title
    for block in (*report.opening, *report.blocks):
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield f"{block.number} {block.text}"
        case KeyValues():
            for label, value in block.pairs:
                yield label
                yield show(value)
        case MemoHead():
            yield from (f"{line.label} : {line.text}" for line in block.lines)
        case Table():
            yield f"{block.number}. {block.caption}" if block.caption else ""
            yield from (column.title for column in block.columns)
            yield from (show(cell) for row in (*block.rows, block.totals) for cell in row)
            yield f"Fuente: {block.source}" if block.source else ""
        case Chart():
            yield f"{block.number}. {block.caption}"
            yield f"Fuente: {block.source}"
        case _:
            yield from _of_drawn(block)


def _of_drawn(value: object) -> Iterator[str]:
    """The strings of any dataclass."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _of_drawn(one)
    elif is_dataclass(value) and not isinstance(value, Metadata):
        for field in fields(value):
            if field.name not in _UNPRINTED:
                yield from _of_drawn(getattr(value, field.name))
