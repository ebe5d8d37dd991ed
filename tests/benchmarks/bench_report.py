"""The informe técnico: made, typed into, and the constancias, each against a named reference in the same run.

    python -m tests.benchmarks.bench_report

- Its PDF and DOCX made as the window makes them, with the event loop watched: no stall over 50 ms.
- Read, draft and compose a workshop of 300 people with 60 findings, then PDF and DOCX; targets: one second
  each, and 50 ms for what runs beside the window.
- A keystroke in a section of ten pages of a report of thirty: 16 ms.
- 200 constancias against bare reportlab drawing the same words on each page: 1.5 times.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time as clock
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.certificates import Certificates, compose_certificates
from concerta_desktop.documents.render import render
from concerta_desktop.documents.report_state import report_state
from concerta_desktop.documents.technical_report import as_report, compose_report
from concerta_desktop.model.report import TEXT_PARTS, ReportPart
from concerta_desktop.queries.report import ReportView
from tests.documents.report_samples import DATED, DAYS, ISSUED, edited, findings, person, view

PEOPLE, FINDINGS, CONSTANCIAS, KEYS = 300, 60, 200, 200
_SENTENCE = (
    "La coordinación con la Gerencia de Desarrollo Social permitió revisar el plan de trabajo con las "
    "{{participantes.total}} personas participantes y acordar medidas correctivas con plazo y responsable."
)


def big_view() -> ReportView:
    """A report of about thirty pages: every section written over, many people and findings."""
    nudos = tuple(
        replace(findings()[number % 2], code=f"N-{number:02d}", due=DAYS[0] + timedelta(days=number))
        for number in range(FINDINGS)
    )
    people = tuple(person(f"Ejemplo {number:03d}, Marleni", *DAYS) for number in range(PEOPLE))
    found = view(people=people, findings=nudos)
    for part in TEXT_PARTS:
        found = edited(found, part, "\n".join([_SENTENCE] * 12))
    return edited(found, ReportPart.DEVELOPMENT, "\n".join([_SENTENCE] * 110))


def best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of `times` runs, after one to warm up."""
    work()
    seconds: list[float] = []
    for _ in range(times):
        start = clock.perf_counter()
        work()
        seconds.append(clock.perf_counter() - start)
    return min(seconds)


def bare(certificates: Certificates) -> None:
    """The same words on each page, drawn one by one."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(BytesIO(), pagesize=landscape(A4), invariant=1, pageCompression=1)
    half = len(certificates.body) // 2
    lines = (certificates.lead, certificates.body[:half], certificates.body[half:], *certificates.office)
    for name, days in certificates.names:
        canvas.rect(24, 24, 794, 547)
        for y, words in enumerate((*lines, certificates.place_and_date, f"Asistió {days}")):
            canvas.setFont("Inter-Regular", 11)
            canvas.drawCentredString(421, 480 - y * 30, words)
        canvas.setFont("Inter-Bold", 26)
        canvas.drawCentredString(421, 318, name)
        canvas.showPage()
    canvas.save()


def keystroke(found: ReportView) -> float:
    """The slowest of some keystrokes in the longest section, in seconds, painting included."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from ui import singletons  # noqa: F401  # pyright: ignore[reportUnusedImport] - importing it is what it is for
    from ui.interventions.report.text_panel import TextPanel
    from ui.theme import start_theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    start_theme(app)
    panel = TextPanel()
    panel.resize(560, 580)
    panel.show_part(ReportPart.DEVELOPMENT, report_state(found), found.data)
    panel.show()
    app.processEvents()
    cursor = panel.edit.textCursor()
    cursor.setPosition(len(panel.edit.toPlainText()) // 2)
    panel.edit.setTextCursor(cursor)
    app.processEvents()
    slowest = 0.0
    for number in range(KEYS):
        char = "a" if number % 9 else " "
        start = clock.perf_counter()
        app.sendEvent(
            panel.edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, char)
        )
        app.processEvents()
        slowest = max(slowest, clock.perf_counter() - start)
    panel.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return slowest


def stall(report: Report) -> float:
    """The longest that the event loop was kept waiting, in milliseconds, while the report was made twice."""
    from concerta_desktop.store import store as stores
    from tests.benchmarks.bench_door import Stalls, spin
    from ui.tasks import Tasks

    with tempfile.TemporaryDirectory() as folder:
        store, _ = stores.create(Path(folder) / "almacén", "frase de ejemplo")
        tasks, made = Tasks(store), list[object]()
        watched = Stalls()
        for kind in ("pdf", "docx"):
            tasks.export("Informe técnico", render, (report, kind), made.append, owner=tasks)
        spin(lambda: len(made) == 2)
        tasks.close()
        store.close()
    return watched.longest


def main() -> int:
    """Print seconds and ratios; 1 when a target is missed."""
    found = big_view()
    state = report_state(found)
    content = compose_report(found, state, DATED)
    report = as_report(content, ISSUED)
    compose = best(lambda: compose_report(found, report_state(found), DATED))
    pdf, docx = best(lambda: render(report, "pdf"), 3), best(lambda: render(report, "docx"), 3)
    key = keystroke(found)
    stalled = stall(report)
    many = tuple((f"Marleni Ejemplo {number:03d}", "2 de 2 días") for number in range(CONSTANCIAS))
    certificates = replace(compose_certificates(found.data, ISSUED, DATED), names=many)
    own, plain = best(lambda: render(certificates, "pdf")), best(lambda: bare(certificates))
    small = as_report(compose_report(view(), report_state(view()), DATED), ISSUED)
    usual = best(lambda: render(small, "pdf"))
    print(f"redactar y componer, 30 páginas: {compose * 1000:.1f} ms (meta 50)")  # noqa: T201
    print(f"PDF del informe usual: {usual:.3f} s (meta 1)")  # noqa: T201
    print(f"PDF de 30 páginas: {pdf:.3f} s (meta 1); DOCX: {docx:.3f} s")  # noqa: T201
    print(f"tecla más lenta en la sección más larga: {key * 1000:.1f} ms (meta 16)")  # noqa: T201
    print(f"parada más larga mientras se hace: {stalled:.0f} ms (meta 50)")  # noqa: T201
    print(f"{CONSTANCIAS} constancias: {own:.3f} s, razón {own / plain:.2f} (meta 1,5)")  # noqa: T201
    return int(compose > 0.05 or usual > 1 or pdf > 1 or key > 0.016 or stalled > 50 or own > 1.5 * plain)


if __name__ == "__main__":
    sys.exit(main())
