"""How long work tells how far it is, and learns that it is no longer wanted."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

Progress = Callable[[int, int, str], None]
"""`progress(done, total, text)`; total 0 = unknown. Raises `errors.Cancelled` when asked to stop."""


def silent(done: int, total: int, text: str) -> None:
    """A progress nobody watches."""


def of_all(progress: Progress, sizes: Sequence[int]) -> Callable[[int], Progress]:
    """The progress of each of several files as that of all together: `of_all(progress, sizes)(2)` is for the
    third."""
    total = sum(sizes)

    def of_one(place: int) -> Progress:
        before, own = sum(sizes[:place]), sizes[place]

        def tell(done: int, _total: int, text: str) -> None:
            progress(before + min(done, own), total, text)

        return tell

    return of_one


_WINDOW, _LEAST = 20.0, 3.0
"""Seconds over which the pace is taken, and before which nobody guesses."""


class Remaining:
    """How long work still takes at the pace of the last seconds, in words: "quedan 2 min"; "" while nobody
    can tell."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: list[tuple[float, int]] = []
        self._total = 0

    def line(self, done: int, total: int, text: str) -> str:
        """Everything on one line: "Enviando x.cpk · 4.0 de 12.0 MB · quedan 2 min"."""
        parts = (text, _amount(done, total), self.words(done, total)) if total else (text,)
        return " · ".join(part for part in parts if part)

    def words(self, done: int, total: int) -> str:
        now = self._clock()
        if total != self._total or (self._seen and done < self._seen[-1][1]):
            self._seen, self._total = [], total  # another piece of work
        self._seen.append((now, done))
        while len(self._seen) > 3 and self._seen[0][0] < now - _WINDOW:
            self._seen.pop(0)
        since, before = self._seen[0]
        if now - since < _LEAST or done <= before or done >= total:
            return ""
        return _words((total - done) * (now - since) / (done - before))


def _amount(now: int, total: int) -> str:
    if total < 10_000:
        return f"{now} de {total}"
    return f"{now / 1e6:.1f} de {total / 1e6:.1f} MB"


def _words(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 45:
        return "queda menos de un minuto"
    if minutes < 60:
        return "queda 1 min" if minutes == 1 else f"quedan {minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"quedan {hours} h {minutes} min" if minutes else f"quedan {hours} h"
