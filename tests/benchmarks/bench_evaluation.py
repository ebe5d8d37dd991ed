"""One more form with 500 already entered: key to painted charts, beside the same bars painted by hand.

    python -m tests.benchmarks.bench_evaluation [FORMS]

The reference paints the bars, counts and means of the chart with bare QPainter calls. Then: an answer key to
its box painted; one form more until everything is counted and painted (side, chart, list); and, for what
waits in no window, one form written to a ciphered store. Target: charts redrawn under 16 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from concerta_desktop.model.choices import InterventionType
from concerta_desktop.queries.evaluation import evaluation_view, response_row
from concerta_desktop.queries.interventions import get_page
from concerta_desktop.services.evaluation import record_response, set_groups
from concerta_desktop.services.interventions import create_intervention
from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store
from ui.interventions.evaluation.step import EvaluationStep
from ui.tasks import Tasks
from ui.theme import font, start_theme

TIMES, TARGET = 60, 16.0
_GROUNDS = ("#A95614", "#E9B77C", "#D9D4E1", "#A583D2", "#5A2D91")


class Bare(QWidget):
    """Five bars of five parts, with their counts and means."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = [("Metodología", (30, 60, 120, 190, 100), "3,54")] * 5

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setFont(font("header"))
        for place, (label, counts, mean) in enumerate(self.rows):
            top, x = place * 55, 0.0
            painter.setPen(QColor("#1E1829"))
            painter.drawText(QRectF(0, top, 300, 20), label)
            painter.drawText(QRectF(0, top, self.width(), 20), int(Qt.AlignmentFlag.AlignRight), mean)
            for ground, count in zip(_GROUNDS, counts, strict=True):
                width = self.width() * count / sum(counts)
                part = QRectF(x, top + 22, width - 1, 24)
                painter.fillRect(part, QColor(ground))
                painter.drawText(part, int(Qt.AlignmentFlag.AlignCenter), str(count))
                x += width
        painter.end()


def measured(name: str, work: Callable[[], None], times: int = TIMES) -> float:
    """Print and return the median in milliseconds, after three runs to warm up."""
    taken: list[float] = []
    for run in range(times + 3):
        start = time.perf_counter()
        work()
        if run >= 3:
            taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    middle, p99 = statistics.median(taken), taken[int(len(taken) * 0.99) - 1]
    print(f"{name:<66} median {middle:6.2f} ms   p99 {p99:6.2f} ms")  # noqa: T201
    return middle


def pile(store: Store, forms: int) -> str:
    """A workshop with many forms entered, in two groups, one in six with a comment."""
    with store.write() as tx:
        day = [(date(2026, 8, 12), None, None)]
        workshop = create_intervention(tx, "Taller de prueba", InterventionType.STRENGTHENING, day)
        set_groups(tx, workshop, ["Grupo A", "Grupo B"])
        form = evaluation_view(tx, workshop).form
        for number in range(forms):
            answers = tuple((number * 7 + place * 3) % 6 for place in range(5))
            comment = "El auditorio es muy frío por la mañana" if number % 6 == 0 else ""
            record_response(tx, workshop, form, answers, (comment,), ("Grupo A", "Grupo B")[number % 2])
    return workshop


def open_step(tasks: Tasks, workshop: str) -> EvaluationStep:
    with tasks.store.read() as tx:
        page = get_page(tx, workshop)
    assert page is not None
    step = EvaluationStep(tasks)
    step.resize(1182, 594)
    step.show()
    step.open(page)
    while step.view is None:
        QApplication.processEvents()
    return step


def key(step: EvaluationStep, text: str) -> None:
    QApplication.sendEvent(
        step.entry.pad,
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(text)), Qt.KeyboardModifier.NoModifier, text),
    )


def main(forms: int) -> int:
    app = QApplication([])
    start_theme(app)
    with tempfile.TemporaryDirectory() as folder:
        store, _ = stores.create(Path(folder) / "almacén", "frase de ejemplo")
        workshop = pile(store, forms)
        tasks = Tasks(store)
        step = open_step(tasks, workshop)
        row = step.rows[-1]
        print(f"{forms} forms entered")  # noqa: T201
        bare = Bare()
        bare.resize(400, 300)
        bare.show()
        app.processEvents()
        reference = measured("reference: the same bars with bare QPainter", bare.repaint)

        def answer() -> None:
            key(step, "4")
            step.entry.pad.repaint()
            step.entry.pad.back()

        def chart() -> None:
            step._totals = step._totals.plus(row.filled)
            step._draw()
            step.side.chart.repaint()
            step._totals = step._totals.plus(row.filled, -1)

        def everything() -> None:
            step._pending += 1
            step._entered(row)
            step.repaint()
            step.rows.pop()
            step._totals = step._totals.plus(row.filled, -1)

        def written() -> None:
            with store.write() as tx:
                response_row(tx, record_response(tx, workshop, row.filled.form, (4, 4, 4, 4, 4)))

        only = measured("the chart repainted", step.side.chart.repaint)
        measured("an answer key to its box painted", answer)
        redrawn = measured("one form more: counted, charts redrawn", chart)
        measured("one form more: everything on screen, list included", everything)
        measured("one form more: written to the ciphered store (not in the window)", written)
        print(f"chart / bare QPainter {only / reference:.2f}; redraw {redrawn:.1f} ms, target 16")  # noqa: T201
        tasks.close()
        store.close()
    return int(redrawn > TARGET)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
