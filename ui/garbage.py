"""Python's garbage collector runs only on the UI thread.

Left to itself it runs on whichever thread allocates, and a reader that happens to find a widget in a
reference cycle destroys it there: Qt then dies. So it is switched off and called from a timer.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class Garbage(QObject):
    """Make one on the UI thread and keep it while the program runs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are full, as Python itself would."""
        counts, limits = gc.get_count(), gc.get_threshold()
        full = [generation for generation in range(3) if counts[generation] > limits[generation]]
        if full and full[0] == 0:
            gc.collect(max(full))


def keep_what_is_loaded() -> None:
    """What is loaded by now stays for good: looking through it each time would stall the window for 0.1 s."""
    gc.freeze()


def let_go() -> None:
    """What was kept may go, as when a store is locked; nobody is typing then."""
    gc.unfreeze()
    gc.collect()
