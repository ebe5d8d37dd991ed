"""From process start to the prompt, and from the passphrase to a usable list; beside two bare programs.

    python -m tests.benchmarks.bench_startup

Every figure is a fresh process, offscreen, from `Popen` to the end of the first painting; the four kinds
take turns, and medians are compared. References: an empty PySide6 window, and a PySide6 window with a
QTableView of the same interventions read by SQLAlchemy from a plain SQLite file; PySide6 is for both as its
wheel leaves it, not as installer/bootstrap.sh unpacks it for us. Processor time is told too: on a busy one
it says more than the clock. Targets: prompt at most 1.5 x the first, passphrase to list at most 0.5 s, all of
it (typing in no time) at most 1.5 x the second.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROWS, RUNS = 200, 9
KINDS = ("bare window", "prompt", "passphrase to list", "bare table", "whole")
PASSPHRASE = "frase de ejemplo"
ROOT = Path(__file__).parent.parent.parent


class Spent(NamedTuple):
    """Seconds by the clock and of the processor."""

    clock: float
    processor: float

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.clock - other.clock, self.processor - other.processor)


_SAY = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
def say(name):
    print(name, time.time() - float(sys.argv[1]), time.process_time(), flush=True)
class FirstPaint(QObject):
    def __init__(self, widget, then):
        super().__init__(widget)
        self.then = then
        widget.installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.then)
        return False
"""
_BARE = (
    _SAY
    + """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(1366, 768)
FirstPaint(window, lambda: (say("window"), app.quit()))
window.show()
app.exec()
"""
)
_TABLE = (
    _SAY
    + """
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from sqlalchemy import Column, MetaData, String, Table, create_engine, select
class Model(QAbstractTableModel):
    def __init__(self, rows):
        super().__init__()
        self.rows = rows
    def rowCount(self, parent=QModelIndex()):
        return len(self.rows)
    def columnCount(self, parent=QModelIndex()):
        return 5
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
app = QApplication([])
names = ("day", "title", "type", "territories", "state")
table = Table("intervention", MetaData(), *(Column(name, String) for name in names))
with create_engine("sqlite:///" + sys.argv[2] + "/bare.db").connect() as connection:
    rows = [tuple(row) for row in connection.execute(select(table).order_by(table.c.day.desc()))]
window = QMainWindow()
view = QTableView()
view.setModel(Model(rows))
window.setCentralWidget(view)
window.resize(1366, 768)
FirstPaint(view.viewport(), lambda: (say("table"), app.quit()))
window.show()
app.exec()
"""
)
_OURS = """
import sys
from concerta_desktop.__main__ import main
import ui.program
start = ui.program.Program.start
def watched(program):
    start(program)
    exec(SAY, globals())
    page = program.frame.currentWidget()
    def unlock():
        say("typed")
        page.field.setText(PASSPHRASE)
        page.try_to_open()
        page.unlocked.connect(opened)
    def opened(_store):
        say("opened")
        listed = program.frame.currentWidget().sections.current_screen().list
        def look():
            if len(listed.table.rows()) == ROWS:
                watch.stop()
                FirstPaint(listed.table.viewport(), lambda: (say("list"), program.frame.close()))
                listed.table.viewport().update()
        watch = QTimer(program, interval=1)
        watch.timeout.connect(look)
        watch.start()
    def painted():
        say("prompt")
        QTimer.singleShot(int(sys.argv[3]), program, unlock)
    FirstPaint(page, painted)
ui.program.Program.start = watched
sys.exit(main(["--data-dir", sys.argv[2]]))
"""


def measure(script: str, *arguments: str, path: Path = ROOT) -> dict[str, Spent]:
    """What was spent from `Popen` to each moment that the program tells."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(path)}
    environment["PYTHONPYCACHEPREFIX"] = f"{tempfile.gettempdir()}/concerta-bench-pyc"
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    command = [sys.executable, "-c", script, str(time.time()), *arguments]
    ended = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    told = (line.split() for line in ended.stdout.splitlines())
    return {name: Spent(float(clock), float(processor)) for name, clock, processor in told}


def wheel(folder: Path) -> Path:
    """A folder to import from, in which PySide's support is packed, as pip leaves it."""
    import shiboken6

    kept = folder / "wheel"
    ignored = shutil.ignore_patterns("files.dir", "include", "__pycache__")
    shutil.copytree(Path(shiboken6.__file__).parent, kept / "shiboken6", ignore=ignored)
    return kept


def prepare(folder: Path) -> None:
    """A ciphered store of `ROWS` interventions, opening on their list, and the same rows in plain SQLite."""
    from concerta_desktop.settings import Settings, save
    from concerta_desktop.store import store as stores
    from tests.benchmarks.bench_interventions import fill
    from tests.factory import SteppingClock, a_specialist

    store, _code = stores.create(folder, PASSPHRASE, now=SteppingClock())
    stores.set_author(store, a_specialist(store))
    fill(store, ROWS)
    store.close()
    save(folder / "window.json", Settings(theme="light", section="intervenciones"))
    with sqlite3.connect(folder / "bare.db") as plain:
        plain.execute("CREATE TABLE intervention (day, title, type, territories, state)")
        row = ("2026-08-12", "Taller de fortalecimiento de la instancia", "strengthening", "0504", "convoked")
        plain.executemany("INSERT INTO intervention VALUES (?, ?, ?, ?, ?)", [row] * ROWS)


def main() -> int:
    """Let each kind take its turns; 1 when a target is missed."""
    ours = (
        _OURS.replace("SAY", repr(_SAY), 1).replace("PASSPHRASE", repr(PASSPHRASE)).replace("ROWS", str(ROWS))
    )
    spent: dict[str, list[Spent]] = {}
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name))
        reference = wheel(Path(name))
        for run in range(RUNS + 1):
            bare = measure(_BARE, name, path=reference)["window"]
            slow, fast = measure(ours, name, "2000"), measure(ours, name, "0")
            table = measure(_TABLE, name, path=reference)["table"]
            told = (bare, slow["prompt"], slow["list"] - slow["typed"], table, fast["list"])
            for kind, found in zip(KINDS, told, strict=True):
                if run:  # the first is for nothing: it compiles, and warms the memory
                    spent.setdefault(kind, []).append(found)
    return judge(spent)


def judge(spent: dict[str, list[Spent]]) -> int:
    """Print medians and ratios; 1 when a target is missed by the clock."""
    clock = {kind: statistics.median(one.clock for one in found) for kind, found in spent.items()}
    processor = {kind: statistics.median(one.processor for one in found) for kind, found in spent.items()}
    for kind, found in spent.items():
        best = min(one.clock for one in found)
        figures = f"{clock[kind] * 1000:7.0f} ms   best {best * 1000:5.0f}"
        print(f"{kind:22}{figures}   processor {processor[kind] * 1000:5.0f}")  # noqa: T201
    missed = clock["passphrase to list"] > 0.5
    for ours, reference in (("prompt", "bare window"), ("whole", "bare table")):
        ratio = clock[ours] / clock[reference]
        missed |= ratio > 1.5
        other = processor[ours] / processor[reference]
        print(f"{ours} / {reference} {ratio:.2f} (1.5)   processor {other:.2f}")  # noqa: T201
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
