"""Loading the program is not slowed by what PySide puts before `import`."""

from __future__ import annotations

import subprocess
import sys

_ASK = """
import builtins, inspect
asked = []
inspect.getsource = lambda module: asked.append(module.__name__) or ""
import ui.app
import ui.main_window
print(builtins.__import__ is builtins.__orig_import__, "ui.main_window" in asked)
"""


def test_pyside_reads_no_source_of_ours() -> None:
    told = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "False"]


def test_pyside_still_puts_itself_before_import() -> None:
    """When it no longer does, `ui.plain_imports` can go."""
    ask = "import builtins, PySide6.QtCore; print(hasattr(builtins, '__orig_import__'))"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "True"
