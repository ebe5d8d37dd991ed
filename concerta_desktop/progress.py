"""How long work tells how far it is, and learns that it is no longer wanted."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""`progress(done, total, text)`; total 0 = unknown. Raises `errors.Cancelled` when asked to stop."""


def silent(done: int, total: int, text: str) -> None:
    """A progress nobody watches."""
