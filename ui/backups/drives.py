"""The drives that are plugged in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo


def mounted() -> list[Path]:
    """Roots of the drives that can be written. May take long when a network drive does not answer."""
    volumes = QStorageInfo.mountedVolumes()
    return [
        Path(one.rootPath()) for one in volumes if one.isValid() and one.isReady() and not one.isReadOnly()
    ]


def root_of(folder: Path) -> Path:
    """Root of the drive that `folder` lies on."""
    return Path(QStorageInfo(str(folder)).rootPath())


def name_of(root: Path) -> str:
    """What people call the drive at `root`."""
    return QStorageInfo(str(root)).name() or root.name or str(root)
