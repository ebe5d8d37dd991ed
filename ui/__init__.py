"""The window: shows and asks; it neither decides nor queries."""

from __future__ import annotations

import ctypes
import sys

_ENOUGH = 1 << 40


def _make_singletons_immortal() -> None:
    """Give None, True, False and NotImplemented more references than can ever be lost.

    PySide 6.12.0 returns them without counting, which is right from Python 3.12 on, where they are immortal
    (PEP 683). On Python 3.11 each call that returns one of them takes a reference away, and after some
    thousands the program dies: "Fatal Python error: none_dealloc". tests/ui/test_singletons.py tells.
    """
    for singleton in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(singleton)).value += _ENOUGH  # the count is an object's first field


if sys.version_info < (3, 12):
    _make_singletons_immortal()
