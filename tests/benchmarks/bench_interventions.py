"""10,000 interventions: opening the list, scrolling it, filtering it; beside a bare table of the same size.

    python -m tests.benchmarks.bench_interventions

"ours" is the query, the model and the first paint of the section. The reference reads as many plain tuples
by bare SQLAlchemy Core from the same ciphered file, and shows them in a bare QTableView. The target is the
issue's: open under 150 ms. Best of five of each.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QEventLoop, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QTableView
from sqlalchemy import func, select

from concerta_desktop.clock import LIMA
from concerta_desktop.model import Intervention, InterventionDay, territory
from concerta_desktop.model.choices import InterventionState, InterventionType, Modality
from concerta_desktop.model.identity import new_id
from concerta_desktop.queries.intervention_list import Filters, list_interventions
from concerta_desktop.store import store as stores
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of
from ui.garbage import Garbage
from ui.interventions.list_view import InterventionList
from ui.tasks import Tasks
from ui.theme import start_theme

ROWS, TARGET_MS = 10_000, 150
TODAY = date(2026, 8, 10)


def fill(store: Store, rows: int = ROWS) -> None:
    """Interventions of ten years, one or two days each, over every province."""
    chance = random.Random(30364)
    provinces = [p.code for region in territory.regions() for p in territory.children(region.code)]
    kinds, modalities, states = list(InterventionType), list(Modality), list(InterventionState)
    for start in range(0, rows, 1000):
        wanted: list[Change] = []
        for number in range(start, min(start + 1000, rows)):
            key, first = new_id(), date(2017, 1, 1) + timedelta(days=chance.randrange(3650))
            values = {
                "code": f"AT-{first.year}-RCP-{number:05d}",
                "title": f"Taller de fortalecimiento de la instancia número {number}",
                "type": chance.choice(kinds),
                "modality": chance.choice(modalities),
                "state": chance.choice(states),
                "territories": (chance.choice(provinces),),
                "venue": "Auditorio municipal",
                "objective": "Brindar la asesoría especializada a las instancias de concertación. " * 4,
            }
            wanted.append(Change(Intervention, key, values))
            for offset in range(chance.choice((1, 1, 2))):
                day = {"intervention": key, "day": first + timedelta(days=offset)}
                hours = {"start": time(8, 30), "end": time(17)}
                wanted.append(Change(InterventionDay, new_id(), day | hours))
        with store.write() as tx:
            changes(tx, wanted)


class _Plain(QAbstractTableModel):
    """What one writes first: tuples and `str`."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return 5

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return str(self._rows[index.row()][index.column()]) if role == Qt.ItemDataRole.DisplayRole else None


def bare(store: Store) -> tuple[float, QTableView]:
    """The reference, in milliseconds."""
    start = perf_counter()
    table, day = table_of(Intervention), table_of(InterventionDay)
    first = (
        select(day.c.intervention, func.min(day.c.day).label("first"))
        .where(day.c.deleted == 0)
        .group_by(day.c.intervention)
        .subquery()
    )
    query = (
        select(first.c.first, table.c.title, table.c.type, table.c.territories, table.c.state)
        .outerjoin(first, first.c.intervention == table.c.id)
        .where(table.c.deleted == 0)
        .order_by(first.c.first.desc())
    )
    with store.read() as tx:
        rows = [tuple(row) for row in tx.connection.execute(query)]
    view = QTableView()
    model = _Plain(rows)
    model.setParent(view)
    view.setModel(model)
    view.resize(1182, 710)
    view.show()
    view.grab()
    return (perf_counter() - start) * 1000, view


def ours(tasks: Tasks) -> tuple[float, InterventionList]:
    """From showing a section that is made to its rows painted; as at the second visit and every reload."""
    screen = InterventionList(tasks)
    screen.resize(1182, 710)
    done = QEventLoop()
    show = screen._show

    def shown(listed: Any) -> None:
        show(listed)
        screen.table.viewport().grab()
        done.quit()

    screen._show = shown  # type: ignore[method-assign]
    start = perf_counter()
    screen.show()
    QTimer.singleShot(5000, done.quit)
    done.exec()
    spent = (perf_counter() - start) * 1000
    assert len(screen.table.rows()) == ROWS
    return spent, screen


def longest(work: Callable[[int], object], times: int) -> float:
    """The slowest of some steps, in milliseconds."""
    slowest = 0.0
    for step in range(times):
        start = perf_counter()
        work(step)
        slowest = max(slowest, (perf_counter() - start) * 1000)
    return slowest


def best(work: Callable[[], tuple[float, Any]]) -> float:
    spent: list[float] = []
    for _ in range(5):
        elapsed, widget = work()
        spent.append(elapsed)
        widget.close()
        widget.deleteLater()
        QApplication.processEvents()
    return min(spent)


def main() -> int:
    app = QApplication.instance() or QApplication(sys.argv)
    start_theme(app)  # type: ignore[arg-type]
    garbage = Garbage(app)  # as in the program; the reference runs with the same
    garbage.start()
    with tempfile.TemporaryDirectory() as folder:
        moment = datetime(2026, 8, 10, 9, 0, tzinfo=LIMA)
        store, _ = stores.create(Path(folder) / "almacen", "frase de ejemplo", now=lambda: moment)
        fill(store)
        tasks = Tasks(store)
        reference, opened = best(lambda: bare(store)), best(lambda: ours(tasks))
        screen = ours(tasks)[1]
        bar = screen.table.verticalScrollBar()

        def scroll(step: int) -> None:
            bar.setValue(bar.maximum() * step // 200)
            screen.table.viewport().grab()

        def search(filters: Filters) -> float:
            with store.read() as tx:
                return min(longest(lambda _step: list_interventions(tx, filters, TODAY), 1) for _ in range(5))

        rows = (
            ("bare QTableView and tuples", reference, None),
            ("list of 10,000 opened", opened, TARGET_MS),
            ("slowest of 200 scroll steps, painted", longest(scroll, 200), None),
            ("sorted by title", longest(lambda _step: screen._sort("title", False), 3), None),
            ("read again with a text", search(Filters(text="instancia 4321 huanta")), None),
            ("read again with year, region and state", search(Filters(year=2024, regions=("R05",))), None),
        )
        for name, spent, target in rows:
            said = f"  (target {target} ms, {opened / reference:.1f} x bare)" if target else ""
            print(f"{name:44}{spent:8.1f} ms{said}")  # noqa: T201
        screen.close()
        tasks.close()
        store.close()
    return 0 if opened < TARGET_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
