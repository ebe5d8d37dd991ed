"""What the system knows of the disk under a folder."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from concerta_desktop.rules import folders

_REMOTE_DRIVE = 4


@dataclass(frozen=True)
class Disk:
    """How the data folder does: short words and a sentence, "" = well."""

    short: str
    sentence: str


def risk_of(folder: Path) -> str:
    """What may happen to data at this place, "" = nothing out of the usual."""
    info = QStorageInfo(str(_existing(folder)))
    filesystem = bytes(info.fileSystemType().data()).decode(errors="replace")
    return folders.risk_of_place(folder.absolute().parts, filesystem, network=_on_the_network(folder))


def disk_of(folder: Path) -> Disk:
    """How much room there is now. May wait for a drive that does not answer: not for the UI thread."""
    info = QStorageInfo(str(folder))
    if not folder.is_dir() or not info.isValid():
        return Disk(*folders.GONE)
    writable = not info.isReadOnly() and os.access(folder, os.W_OK)
    return Disk(*folders.risk_of_room(info.bytesAvailable(), writable=writable))


def _existing(folder: Path) -> Path:
    """The folder, or before the first run what it will be made in."""
    return next((place for place in (folder, *folder.absolute().parents) if place.exists()), folder)


def _on_the_network(folder: Path) -> bool:
    """Windows gives network drives a letter, and names their file system as if they were local."""
    if sys.platform != "win32":
        return False
    import ctypes

    return ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor) == _REMOTE_DRIVE
