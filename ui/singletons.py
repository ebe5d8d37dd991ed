"""None, True, False and NotImplemented get more references than can ever be lost. Importing this does it.

PySide 6.12.0 returns them without counting, which is right from Python 3.12 on, where they are immortal
(PEP 683). On Python 3.11 each call that returns one of them takes a reference away, and after some thousands
the program dies: "Fatal Python error: none_dealloc". It waits for `ui.tasks`, because the prompt shows sooner
without ctypes and does not make a thousand such calls. tests/ui/test_singletons.py tells.
"""

from __future__ import annotations

import ctypes
import sys

_ENOUGH = 1 << 40

if sys.version_info < (3, 12):
    for _singleton in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(_singleton)).value += _ENOUGH  # the count is an object's first field
