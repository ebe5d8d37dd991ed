"""One program at a time writes to the data of a folder: the window or a command. The system holds it for as
long as the process lives: a crash never leaves it behind. Loads nothing, since the window asks first.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from concerta_desktop import log
from concerta_desktop.errors import UserError, from_os_error

FILE = "concerta.lock"
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class InUse(UserError):
    """Another window or command works with these data."""

    def __init__(self) -> None:
        super().__init__(
            "Concerta ya está abierta con estos datos.",
            safe="Dos a la vez podrían estorbarse; por eso no se ha abierto nada.",
            todo="Búsquela en la barra de tareas, o espere a que termine la otra orden.",
        )


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The data of `folder`, which is there, are ours alone. Raises `InUse`, and `EnvironmentFailure` when the
    folder cannot be written."""
    try:
        file = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise from_os_error(error, "abrir la carpeta de datos") from error
    try:
        _take(file)
        yield
    finally:
        os.close(file)  # lets go of it as well


def _take(file: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            raise InUse from error
        log.logger.warning("no locks in the data folder: errno %s", error.errno)  # some network drives
