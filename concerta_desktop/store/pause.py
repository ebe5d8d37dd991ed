"""Rest for the cycle collector, and precedence for the window, while a batch is handled."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
_FEW, _PIECE = 50, 500


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


_DRAWN, _LONGEST = 0.003, 0.02
_drawn = [0.0]


def drawing() -> None:
    """The window draws, again and again while it does. It must get hold of Python dozens of times for that,
    and from a batch it gets it only after a millisecond or more."""
    _drawn[0] = time.monotonic()


def give_way() -> None:
    """Wait while the window draws: whoever handles a batch asks every few milliseconds."""
    end = time.monotonic() + _LONGEST
    while (now := time.monotonic()) < end and now - _drawn[0] < _DRAWN:
        time.sleep(0.001)


def in_turn(items: Iterable[T]) -> Iterator[T]:
    """The same items, giving way every few of them."""
    for place, item in enumerate(items, start=1):
        if place % _FEW == 0:
            give_way()
        yield item


def pieces(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """The same rows some hundreds at a time, giving way between. What somebody typed is written at once."""
    for start in range(0, len(rows), _PIECE):
        if start:
            give_way()
        yield rows[start : start + _PIECE]


def let_go(*batches: list[Any]) -> None:
    """Forget a batch little by little: Python frees all that one step lets go without giving way to the
    window, and twenty thousand operations and their rows are a tenth of a second."""
    for batch in batches:
        while batch:
            del batch[-_PIECE:]
            give_way()
