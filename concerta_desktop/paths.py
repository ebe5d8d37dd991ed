"""Where Concerta keeps its files on this computer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from concerta_desktop.errors import EnvironmentFailure, from_os_error

DATABASE, KEY_FILE = "concerta.db", "concerta.key"
RESTORING = "restaurando"
"""A folder in the data folder: what a restored copy brings, until it has taken its place."""


PORTABLE = "portatil.txt"
"""A file beside the installed program: its data stay in the same folder, as on a stick."""


def default_data_dir() -> Path:
    """`CONCERTA_DATA_DIR`; beside a portable program; or the platform's folder for a user's data."""
    named = os.environ.get("CONCERTA_DATA_DIR")
    if named:
        return Path(named)
    beside = portable_folder()
    if beside is not None:
        return beside / "datos"
    import platformdirs

    return Path(platformdirs.user_data_dir("Concerta", appauthor=False))


def portable_folder() -> Path | None:
    """The folder of a portable program; None for an installed one and from source."""
    if not getattr(sys, "frozen", False):
        return None
    folder = Path(sys.executable).parent
    return folder if (folder / PORTABLE).is_file() else None


def holds_store(folder: Path) -> bool:
    """Whether `folder` holds a store: told without loading what opens it, so that the prompt shows first."""
    return (folder / DATABASE).exists() and (folder / KEY_FILE).exists()


def ensure_dir(path: Path) -> Path:
    """Create `path`, readable by its owner only. Raises `EnvironmentFailure`."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise from_os_error(error, "preparar la carpeta de datos") from error
    if not os.access(path, os.W_OK):
        raise EnvironmentFailure(
            "No se puede escribir en la carpeta de datos.", todo="Elija otra carpeta para Concerta."
        )
    return path


def owner_only(path: str, flags: int) -> int:
    """An `opener` for `open`: what it creates is read and written by its owner alone."""
    return os.open(path, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system knows how (Windows does not)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def safe_name(text: str, fallback: str = "documento") -> str:
    """A file name made from user text: letters, digits, spaces, `-` and `_` only, 80 characters at most."""
    kept = "".join(char if char.isalnum() or char in " -_" else " " for char in text)
    return " ".join(kept.split())[:80].strip() or fallback


def unused(path: Path) -> Path:
    """`path`, or the first of "name (2)", "name (3)"… that is not there yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
