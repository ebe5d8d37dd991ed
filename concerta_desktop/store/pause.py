"""Rest for the cycle collector while a batch is handled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """A batch makes hundreds of thousands of objects and no cycle: looking for cycles in it again and again
    took a quarter of the time (100,000 people changed)."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()
