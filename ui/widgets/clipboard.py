"""Copying rows: tab-separated text for any program, and an HTML table that Excel takes as text.

With the HTML, Excel keeps the zeros of a DNI and never reads a leading "=" as a formula.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData


def rows_mime(rows: Sequence[Sequence[str]]) -> QMimeData:
    """What goes to the clipboard for a block of cells."""
    mime = QMimeData()
    flat = [[" ".join(cell.split()) for cell in row] for row in rows]
    mime.setText("\n".join("\t".join(row) for row in flat))
    style = """style='mso-number-format:"\\@"'"""
    cells = ["".join(f"<td {style}>{html.escape(cell)}</td>" for cell in row) for row in flat]
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    mime.setHtml(f'<html><meta charset="utf-8"><body><table>{body}</table></body></html>')
    return mime
