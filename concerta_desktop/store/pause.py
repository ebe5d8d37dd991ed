"""Rest for the cycle collector while a batch is handled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def collector_paused() -> Iterator[None]:
    """A batch makes hundreds of thousands of objects and no cycle: looking for cycles in it again and again
    took a quarter of the time (100,000 people changed). Pause until the batch is let go: one look through it
    keeps the window waiting for half a second."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def let_go(*batches: list[Any]) -> None:
    """Forget a batch little by little: Python frees all that one step lets go without giving way to the
    window, and twenty thousand operations and their rows are a tenth of a second."""
    for batch in batches:
        while batch:
            del batch[-500:]
