"""Preferences of this window on this computer. Never synced, never personal data."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, cast

FILE = "window.json"
"""Name of the file, in the data folder."""


@dataclass(frozen=True)
class Settings:
    """What the window remembers between starts. Unknown keys in the file are ignored."""

    theme: str = "system"
    """"system", "light" or "dark"."""
    geometry: str = ""
    """Qt's window geometry, base64."""
    section: str = "inicio"
    columns: dict[str, str] = field(default_factory=dict[str, str])
    """Table name -> header state, base64."""
    filters: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    """Screen name -> its filters."""
    backup_folder: str = ""
    """Where copies go; "" = beside the data folder."""
    lock_minutes: int = 10
    """Minutes without a touch until the window locks itself [propuesta]; 0 = never."""


def load(path: Path) -> Settings:
    """Read preferences; a damaged or missing file gives the defaults (nothing of value is in it)."""
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    defaults = Settings()
    stored = cast("dict[str, Any]", raw)
    known: dict[str, Any] = {
        item.name: stored[item.name]
        for item in fields(Settings)
        if item.name in stored and type(stored[item.name]) is type(getattr(defaults, item.name))
    }
    return replace(defaults, **known)


def save(path: Path, settings: Settings) -> None:
    """Write beside and rename, so that a power cut leaves the old or the new file. Best effort."""
    part = path.with_suffix(".part")
    try:
        part.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
