"""From process start to the prompt, and from the passphrase to a usable list; beside two bare programs.

    python -m tests.benchmarks.bench_startup

Every figure is a fresh process, offscreen, from `Popen` to the end of the first painting; the four kinds
take turns, and medians are compared. References: an empty PySide6 window, and a PySide6 window with a
QTableView of the same interventions read by SQLAlchemy from a plain SQLite file. Targets: prompt at most
1.5 x the first, passphrase to list at most 0.5 s, all of it (typing in no time) at most 1.5 x the second.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS, RUNS = 200, 9
PASSPHRASE = "frase de ejemplo"
ROOT = Path(__file__).parent.parent.parent

_SAY = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
def say(name):
    print(name, time.time() - float(sys.argv[1]), flush=True)
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


def measure(script: str, *arguments: str) -> dict[str, float]:
    """Seconds from `Popen` to each moment that the program tells."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment["PYTHONPYCACHEPREFIX"] = f"{tempfile.gettempdir()}/concerta-bench-pyc"
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    command = [sys.executable, "-c", script, str(time.time()), *arguments]
    ended = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return {name: float(spent) for name, spent in (line.split() for line in ended.stdout.splitlines())}


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
    """Print medians and ratios; 1 when a target is missed."""
    ours = (
        _OURS.replace("SAY", repr(_SAY), 1).replace("PASSPHRASE", repr(PASSPHRASE)).replace("ROWS", str(ROWS))
    )
    spent: dict[str, list[float]] = {}

    def add(name: str, seconds: float) -> None:
        spent.setdefault(name, []).append(seconds)

    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name))
        for script in (_BARE, _TABLE, ours):  # once for nothing: compiled, and warm in memory
            measure(script, name, "0")
        for _ in range(RUNS):
            add("bare window", measure(_BARE, name)["window"])
            told = measure(ours, name, "2000")
            add("prompt", told["prompt"])
            add("passphrase to list", told["list"] - told["typed"])
            add("bare table", measure(_TABLE, name)["table"])
            add("whole", measure(ours, name, "0")["list"])
    median = {name: statistics.median(times) for name, times in spent.items()}
    prompt, whole = median["prompt"] / median["bare window"], median["whole"] / median["bare table"]
    for name, seconds in median.items():
        print(f"{name:22}{seconds * 1000:7.0f} ms   best {min(spent[name]) * 1000:.0f}")  # noqa: T201
    print(f"prompt / bare window {prompt:.2f} (1.5) · whole / bare table {whole:.2f} (1.5)")  # noqa: T201
    return int(prompt > 1.5 or whole > 1.5 or median["passphrase to list"] > 0.5)


if __name__ == "__main__":
    sys.exit(main())
