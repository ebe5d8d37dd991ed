"""Killed in the middle: a piece of work done again and again, each time killed one file operation later.

    python -m tests.store.killing WORK PREPARED OUT

`PREPARED` is a folder copied afresh into `OUT/001`, `OUT/002`, … for each try. In each, a child does `WORK`
and, at its n-th opening for writing, renaming, making or removing inside that folder, ends by SIGKILL: no
`finally`, no closing of SQLite, as when the battery dies. The last try is the one that comes to its end.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

_WATCHED = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "killing.step"}
PROGRESS = "killing.step"
"""Of `sys.audit`: what a `WORK` may raise at moments of its own, as in a progress."""


def kill_everywhere(work: str, tmp_path: Path) -> list[Path]:
    """What is left of `tmp_path`/listo by a function of `tests.store.killed_work` killed at each of its file
    operations, in a process of its own; the last was not killed."""
    command = [sys.executable, "-m", "tests.store.killing", f"tests.store.killed_work.{work}"]
    out, root = tmp_path / "muertes", Path(__file__).parents[2]
    subprocess.run([*command, str(tmp_path / "listo"), str(out)], cwd=root, check=True)
    return sorted(out.iterdir())


def main(work: str, prepared: Path, out: Path) -> None:
    module, _, name = work.rpartition(".")
    function = getattr(import_module(module), name)
    number, killed = 0, True
    while killed:
        number += 1
        folder = out / f"{number:03d}"
        shutil.copytree(prepared, folder)
        killed = _killed_at(number, function, folder)


def _killed_at(number: int, function: Any, folder: Path) -> bool:
    """Whether the child was still at work at its `number`-th file operation."""
    child = os.fork()
    if child == 0:
        _arm(number, str(folder))
        function(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    if status:
        sys.exit(f"the work failed by itself in {folder}")
    return False


def _arm(number: int, inside: str) -> None:
    left = number

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event not in _WATCHED or not _writes(event, arguments, inside):
            return
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def _writes(event: str, arguments: tuple[Any, ...], inside: str) -> bool:
    if event == PROGRESS:
        return True
    if not str(arguments[0]).startswith(inside):
        return False
    return event != "open" or bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
