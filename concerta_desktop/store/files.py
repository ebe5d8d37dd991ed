"""Files that are on the disk when one is told so, and the owner's alone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from concerta_desktop import paths


def write_json(path: Path, about: Mapping[str, Any]) -> None:
    """Write a small file that is on the disk when this returns."""
    with open(path, "w", encoding="utf-8", opener=paths.owner_only) as file:
        json.dump(about, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())


def copy_file(source: Path, target: Path) -> None:
    """Copy a file; the copy is on the disk when this returns, and its owner's alone."""
    with open(source, "rb") as reader, open(target, "wb", opener=paths.owner_only) as writer:
        shutil.copyfileobj(reader, writer, 1024 * 1024)
        writer.flush()
        os.fsync(writer.fileno())


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    found = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1024 * 1024):
            found.update(block)
    return found.hexdigest()


def sync(path: Path) -> None:
    """What was written to a file is on the disk when this returns."""
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
