"""The window: shows and asks; it neither decides nor queries."""

from __future__ import annotations

from PySide6.QtGui import QPainter


def _end(painter: QPainter, *_error: object) -> None:
    painter.end()


# PySide 6.12.0 loses a reference to None each time that `with QPainter(...)` ends: on Python 3.11 the program
# dies after a few thousand paintings ("deallocating None"). 6.11 does not; tests/ui/test_painting.py tells.
QPainter.__exit__ = _end  # type: ignore[method-assign]  # pyright: ignore[reportAttributeAccessIssue]
