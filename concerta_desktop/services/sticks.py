"""Sticks that take copies along: a drive is ours when a small file at its root says so for this laptop.

Only what somebody marked is written to, so that a colleague's stick, or the projector's, stays as it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from concerta_desktop.errors import EnvironmentFailure, UserError, from_os_error
from concerta_desktop.progress import Progress, silent
from concerta_desktop.rules.backups import is_due
from concerta_desktop.services.backups import is_unchanged, thin
from concerta_desktop.store import backups, files
from concerta_desktop.store.backups import Copy
from concerta_desktop.store.store import Store

MARK = "concerta-memoria.json"
"""At the root of a stick: {"devices": [ids of the laptops whose copies it takes]}. Nothing personal."""


@dataclass(frozen=True)
class StickCopy:
    """What became of the copy to one stick."""

    root: Path
    copy: Copy | None
    fresh: bool
    """Made just now."""
    problem: Exception | None = None


def mark(root: Path, store: Store) -> None:
    """Let the stick at `root` take the copies of `store`. Raises `UserError` when it is the drive of the
    data, `EnvironmentFailure` when it cannot be written."""
    try:
        if _same_drive(root, store.folder):
            raise UserError(
                "Esa carpeta está en el mismo disco que sus datos.",
                safe="No se ha tocado nada.",
                todo="Conecte una memoria USB o un disco externo y elíjalo.",
            )
        devices = sorted({*_devices(root), store.identity.device})
        part = root / f"{MARK}.part"
        files.write_json(part, {"format": 1, "devices": devices})
        os.replace(part, root / MARK)
    except OSError as error:
        raise from_os_error(error, "preparar la memoria") from error


def forget(root: Path, store: Store) -> None:
    """No longer write to it; the copies on it stay. Raises `EnvironmentFailure`."""
    others = [device for device in _devices(root) if device != store.identity.device]
    try:
        if others:
            files.write_json(root / MARK, {"format": 1, "devices": others})
        else:
            (root / MARK).unlink(missing_ok=True)
    except OSError as error:
        raise from_os_error(error, "dejar de usar la memoria") from error


def recognised(roots: Iterable[Path], store: Store) -> list[Path]:
    """Of the drives mounted at `roots`, those marked for this laptop."""
    return [root for root in roots if store.identity.device in _devices(root)]


def copy_to_sticks(
    store: Store, roots: Iterable[Path], progress: Progress = silent, *, at_once: bool = False
) -> list[StickCopy]:
    """Bring every recognised stick up to date, when half an hour has gone since its last copy or `at_once`.
    What fails on one, as when it is pulled out, is told and holds up nothing."""
    return [_copy_to(store, root, progress, at_once=at_once) for root in recognised(roots, store)]


def _copy_to(store: Store, root: Path, progress: Progress, *, at_once: bool) -> StickCopy:
    home, device = root / backups.FOLDER, store.identity.device
    last = next(iter(backups.copies(home, device)), None)
    waits = not at_once and last is not None and not is_due(last.made, store.now())
    if last is not None and (waits or is_unchanged(store, last)):
        return StickCopy(root, last, fresh=False)
    try:
        copy = backups.make(store, home, "periodic", progress)
    except EnvironmentFailure as error:
        return StickCopy(root, last, fresh=False, problem=error)
    thin(home, device, copy.made)
    return StickCopy(root, copy, fresh=True)


def _same_drive(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def _devices(root: Path) -> list[str]:
    try:
        about: Any = json.loads((root / MARK).read_text(encoding="utf-8"))
        return [str(device) for device in about["devices"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
