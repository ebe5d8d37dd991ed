"""Attendance sheet of 500 rows against bare reportlab, with the same rows and fonts, in the same run.

    python -m tests.benchmarks.bench_sheet

Two references: a `LongTable` with every cell wrapped (what one writes first), and one of plain strings (which
overflow their columns). The target is the issue's: at most 3 times bare reportlab; best of five of each.
"""

from __future__ import annotations

import sys
import time as clock
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from xml.sax.saxutils import escape

from concerta_desktop.queries.sheet import ActivityDay, ActivityHeader, Participant, SheetData

ROWS = 500
_ENTITIES = ("Municipalidad Distrital de Huamanguilla", "UGEL Huanta", "Asociación Warmi Wiñay")
_POSITIONS = ("Gerenta de Desarrollo Social", "Regidor", "Especialista de convivencia escolar y tutoría")


def data(rows: int = ROWS) -> SheetData:
    """An activity of one day with `rows` people expected."""
    day = ActivityDay(1, date(2026, 8, 12), time(8, 30), time(17))
    activity = ActivityHeader(
        "01J9Z3K4M5N6P7Q8R9S0T1V2W3",
        "AS-2026-0148",
        "Taller de ejemplo",
        "AT para el fortalecimiento",
        "Presencial",
        "Auditorio municipal, Huanta",
        "Rosa Ccente Palomino, DPVLV",
        (day,),
    )
    people = tuple(
        Participant(
            f"Ñahui Quispe {number}, Saturnina",
            "DNI",
            f"9999{number:04d}",
            "MH"[number % 2],
            _ENTITIES[number % 3],
            "",
            "",
            _POSITIONS[number % 3],
            "TA"[number % 2],
        )
        for number in range(rows)
    )
    return SheetData(activity, people, datetime(2026, 8, 11, 16, 20))  # noqa: DTZ001


def ours(sheet_data: SheetData) -> None:
    from concerta_desktop.documents.attendance_sheet import SheetOptions, compose_sheet
    from concerta_desktop.documents.draw_sheet import draw_sheet

    draw_sheet(compose_sheet(sheet_data, SheetOptions(blank_rows=0)))


def bare(sheet_data: SheetData, *, wrapped: bool) -> None:
    """The same rows in a reportlab table, ruled, its heading repeated."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    style = ParagraphStyle("cell", fontName="Inter-Regular", fontSize=7.7, leading=9)
    heads = (
        "N.°",
        "Apellidos y nombres",
        "Documento",
        "Sexo",
        "Entidad",
        "Cargo",
        "T / A",
        "Contacto",
        "Firma",
    )
    rows: list[tuple[object, ...]] = [heads]
    for number, one in enumerate(sheet_data.expected, start=1):
        cells = (
            str(number),
            one.full_name,
            f"{one.document_type} {one.document_number}",
            one.sex,
            one.entity,
            one.position,
            one.mandate,
            "",
            "",
        )
        rows.append(tuple(Paragraph(escape(cell), style) for cell in cells) if wrapped else cells)
    table = LongTable(rows, colWidths=(22, 150, 72, 26, 146, 117, 24, 111, 105), repeatRows=1)
    table.setStyle(
        [("FONT", (0, 0), (-1, -1), "Inter-Regular", 7.7), ("GRID", (0, 0), (-1, -1), 0.5, "#8E87A0")]
    )
    SimpleDocTemplate(BytesIO(), pagesize=landscape(A4), invariant=1).build([table])


def best(work: Callable[[], None], times: int = 5) -> float:
    """Seconds of the fastest of `times` runs, after one to warm up."""
    work()
    seconds: list[float] = []
    for _ in range(times):
        start = clock.perf_counter()
        work()
        seconds.append(clock.perf_counter() - start)
    return min(seconds)


def main() -> int:
    """Print seconds and ratios; 1 when the target is missed."""
    sheet_data = data()
    own = best(lambda: ours(sheet_data))
    wrapped = best(lambda: bare(sheet_data, wrapped=True))
    plain = best(lambda: bare(sheet_data, wrapped=False))
    print(f"hoja de {ROWS} filas: {own:.3f} s")  # noqa: T201
    print(f"reportlab, celdas ajustadas: {wrapped:.3f} s, razón {own / wrapped:.2f} (meta 3)")  # noqa: T201
    print(f"reportlab, texto sin ajustar: {plain:.3f} s, razón {own / plain:.2f} (meta 3)")  # noqa: T201
    return int(own > 3 * plain)


if __name__ == "__main__":
    sys.exit(main())
