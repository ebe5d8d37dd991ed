"""Letting the window live until something is so."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

_TICK_MS = 5


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    """Fails after `seconds`: as many as a busy machine may take, for nobody waits for them otherwise.

    As `qtbot.waitUntil`, with one loop instead of a new one, its timers and signals, every ten milliseconds.
    """
    loop, tick = QEventLoop(), QTimer(interval=_TICK_MS)
    tick.timeout.connect(loop.quit)
    tick.start()
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not so after {seconds} seconds"
        loop.exec()
