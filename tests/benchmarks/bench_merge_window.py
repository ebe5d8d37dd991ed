"""The longest stall of headquarters' window while a package of 20,000 operations is merged beside it.

    python -m tests.benchmarks.bench_merge_window

The list of the inbox is walked through meanwhile, as before it, to tell what of it is this machine's own.
Target: 50 ms at most.
"""

from __future__ import annotations

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from sync import devices, inbox
from sync.devices import PeerState
from tests.benchmarks.bench_door import Stalls, rest, spin
from tests.benchmarks.bench_merge import EACH, office
from tests.benchmarks.laptops import work
from tests.store.made import Device
from ui.headquarters.inbox_screen import InboxScreen
from ui.tasks import Tasks
from ui.theme import start_theme

PACKAGES, LIMIT_MS = 3, 50


def main() -> int:
    """Print it; 1 when the target is missed."""
    app = QApplication([])
    start_theme(app)
    with office() as there:
        folder = there.central.folder.parent / "memoria"
        folder.mkdir()
        for number in range(PACKAGES):
            operations = list(work(Device(f"equipo-{number}"), EACH, number))
            (folder / f"{number}.cpk").write_bytes(there.sealed(f"equipo-{number}", number, operations))
        inbox.receive(there.central, folder)
        for number in range(PACKAGES):
            devices.decide(there.central, f"equipo-{number}", PeerState.APPROVED)
        tasks = Tasks(there.central)
        screen = InboxScreen(tasks)
        screen.resize(1366, 768)
        screen.show()
        screen.reload()
        spin(screen.merge_button.isEnabled)
        walking = QTimer(interval=30)
        walking.timeout.connect(lambda: screen.table.select(f"{int(time.monotonic() * 30) % PACKAGES}.cpk"))
        walking.start()
        stalls = Stalls()
        rest(5_000)
        print(f"nothing merged: longest stall {stalls.longest:.0f} ms (5.0 s)")  # noqa: T201
        stalls.reset()
        started = time.perf_counter()
        screen.merge()
        spin(lambda: not screen.round.busy)
        took = time.perf_counter() - started
        print(f"merging {PACKAGES} packages of {EACH}: longest stall {stalls.longest:.0f} ms ({took:.1f} s)")  # noqa: T201
        tasks.close()
        screen.close()
    return int(stalls.longest > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
