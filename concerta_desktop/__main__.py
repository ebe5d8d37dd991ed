"""`concerta`: the window when nothing else is asked for, the command line otherwise.

Each is loaded only when it is the one wanted: the window shows its prompt before SQLAlchemy is read from
disk, and the command line never loads Qt.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `concerta ARGUMENTS`; returns the exit code."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if _asks_for_the_window(given):
        gc.disable()  # from here on ui/garbage.py collects, and loading is a tenth faster
        from concerta_desktop.paths import default_data_dir
        from ui.app import open_window

        if given and _is_package(given[-1]):
            return open_window(default_data_dir(), Path(given[-1]))
        return open_window(Path(given[-1].removeprefix("--data-dir=")) if given else default_data_dir())
    from concerta_desktop.cli.app import main as run_command

    return run_command(given)


def _asks_for_the_window(given: Sequence[str]) -> bool:
    """Nothing, `--data-dir DIR`, `--data-dir=DIR`, or a package that was clicked on."""
    match given:
        case [] | ["--data-dir", _]:
            return True
        case [only]:
            return only.startswith("--data-dir=") or _is_package(only)
        case _:
            return False


def _is_package(word: str) -> bool:
    return word.lower().endswith(".cpk") and not word.startswith("-")


if __name__ == "__main__":
    sys.exit(main())
