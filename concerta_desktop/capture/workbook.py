"""A spreadsheet that somebody sends, as a grid of values: nothing in it runs, what is empty costs nothing.

Excel draws a merged cell as one: here each of its cells has the value. A formula is no value: it is kept as a
`Formula`, for whoever reads the grid to refuse by its address.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from concerta_desktop.errors import UserError, from_os_error

Cell = str | int | float | bool | date | datetime | time | None
MAX_BYTES = 400_000_000
"""Unpacked: more than any matriz, less than what would fill a laptop's memory."""
MAX_ROWS, MAX_COLUMNS = 20_000, 120
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_VALUES = (b"<v>", b"<v ", b"<is>", b"<f>", b"<f ")
_SAFE = "No se ha importado nada."


class Formula(str):
    """A cell that holds a formula instead of a value."""

    __slots__ = ()


class NotACell(str):
    """A cell with an error of Excel (#N/A, #REF!)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with something in it. `number` is the one that Excel shows."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, its blank rows left out. `notes`: what a person should know before going on."""

    sheet: str
    sheets: tuple[str, ...]
    rows: tuple[GridRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def address(row: int, column: int) -> str:
    """ "C7": as Excel names the cell of a row (from 1) and a column (from 0)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def read_workbook(path: Path, sheet: str = "") -> Grid:
    """One sheet of an XLSX or XLSM file, the first visible one unless named; macros are neither run nor read.

    Raises `UserError` when it is no such file, needs a password, is too big, or has no such sheet;
    `EnvironmentFailure` when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
            if head == _OLE:
                raise _locked_or_old(head + file.read())
        if not zipfile.is_zipfile(path):
            raise _refused(f"«{path.name}» no es un libro de Excel (.xlsx).", "Guárdelo como .xlsx.")
        with zipfile.ZipFile(path) as archive:
            return _read(path, archive, sheet)
    except OSError as error:
        raise from_os_error(error, f"leer «{path.name}»") from error


def _locked_or_old(content: bytes) -> UserError:
    if _ENCRYPTED in content:
        return _refused(
            "El libro tiene contraseña y no se puede leer.",
            "Ábralo en Excel, quítele la contraseña (Archivo > Información > Proteger libro) y guárdelo.",
        )
    return _refused("El libro está en el formato antiguo de Excel (.xls).", "Guárdelo como .xlsx.")


def _refused(what: str, todo: str) -> UserError:
    return UserError(what, safe=_SAFE, todo=todo)


def _read(path: Path, archive: zipfile.ZipFile, wanted: str) -> Grid:
    if sum(info.file_size for info in archive.infolist()) > MAX_BYTES:
        raise _refused("El libro es demasiado grande.", "Deje en él solo la hoja de la matriz.")
    import openpyxl

    names = set(archive.namelist())
    notes = ["El libro tiene macros: no se ejecutan ni se importan."] if "xl/vbaProject.bin" in names else []
    try:
        book: Any = openpyxl.load_workbook(path, read_only=True, keep_links=False)
    except Exception as error:  # whatever a damaged or foreign file makes the library raise
        raise _refused(
            f"«{path.name}» no se puede leer: está dañado o no es de Excel.", "Guárdelo de nuevo."
        ) from error
    try:
        sheet = _chosen(book, wanted)
        raw = archive.read(sheet._worksheet_path.lstrip("/"))
        rows = tuple(_rows(sheet, raw))
    except UserError:
        raise
    except Exception as error:
        raise _refused(f"«{path.name}» está dañado.", "Ábralo en Excel y guárdelo de nuevo.") from error
    finally:
        book.close()
    if len(rows) >= MAX_ROWS:
        raise _refused(f"La hoja tiene más de {MAX_ROWS} filas con datos.", "Pártala en varias.")
    return Grid(str(sheet.title), tuple(book.sheetnames), rows, tuple(notes))


def _chosen(book: Any, wanted: str) -> Any:
    sheets = [one for one in book.worksheets if hasattr(one, "_worksheet_path")]
    if wanted:
        found = next((one for one in sheets if one.title == wanted), None)
        if found is None:
            raise _refused(f"El libro no tiene una hoja «{wanted}».", f"Tiene: {', '.join(book.sheetnames)}.")
        return found
    shown = [one for one in sheets if one.sheet_state == "visible"]
    if not shown:
        raise _refused("El libro no tiene ninguna hoja visible.", "Muestre la hoja de la matriz.")
    return shown[0]


def _rows(sheet: Any, raw: bytes) -> Iterator[GridRow]:
    sheet.reset_dimensions()
    merged = list(_merges(raw))
    last, count = _last_row(raw), 0
    if last == 0:
        return
    anchors: dict[tuple[int, int], Cell] = {}
    for cells in sheet.iter_rows(max_row=last):
        number = next((cell.row for cell in cells if hasattr(cell, "coordinate")), 0)
        if not number:
            continue
        values = [_value(cell) for cell in cells[:MAX_COLUMNS]]
        _spread(merged, anchors, number, values)
        while values and values[-1] is None:
            values.pop()
        if values:
            count += 1
            yield GridRow(number, tuple(values))
        if count >= MAX_ROWS:
            return


def _spread(
    merged: Sequence[tuple[int, int, int, int]],
    anchors: dict[tuple[int, int], Cell],
    number: int,
    values: list[Cell],
) -> None:
    """Give each cell of a merged range its value."""
    for top, left, bottom, right in merged:
        if top <= number <= bottom and left < MAX_COLUMNS:
            values += [None] * (min(right + 1, MAX_COLUMNS) - len(values))
            if number == top:
                anchors[top, left] = values[left]
            for column in range(left, min(right + 1, len(values))):
                values[column] = anchors.get((top, left))


def _value(cell: Any) -> Cell:
    value = cell.value
    if cell.data_type == "f":
        return Formula(value)
    if cell.data_type == "e":
        return NotACell(value)
    if isinstance(value, str):
        return value if value.strip() else None
    return value


def _last_row(raw: bytes) -> int | None:
    """The last row with a value; 0 = there is none; None = not known, because tags have a prefix."""
    if b"<sheetData" not in raw:
        return None
    last = max(raw.rfind(tag) for tag in _VALUES)
    if last < 0:
        return 0
    begins = raw.rfind(b"<row ", 0, last)
    found = _ROW.match(raw, begins) if begins >= 0 else None
    return int(found[1]) if found else None


def _merges(raw: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Top, left, bottom, right of each merged range; columns from 0."""
    for left, top, right, bottom in _MERGED.findall(raw):
        yield int(top), _column(left), int(bottom), _column(right)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
