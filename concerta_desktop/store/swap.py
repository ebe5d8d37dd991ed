"""Putting a staged store in the place of the present one, by renames that can be repeated.

`store.restoring` prepares the folder `paths.RESTORING` and gives it that name when all is in it. From then
on the restore is decided: whatever cuts these renames short, the next start goes on with them. What is
moved out of the way is kept in the folder "apartado …" unless a copy holds all of it.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from concerta_desktop import paths
from concerta_desktop.errors import from_os_error
from concerta_desktop.paths import DATABASE, KEY_FILE, RESTORING
from concerta_desktop.store import files

PLAN = "plan.json"
"""{"aside": name of the folder that keeps what was replaced, "" = a copy holds it}"""

_BEFORE = "antes"
_STAYS = {KEY_FILE, "concerta.lock", "concerta.log"}


def finish(folder: Path) -> bool:
    """Go on with a restore in the data folder `folder`; False when none was under way. Nothing may have
    the store open. Raises `EnvironmentFailure`; calling again goes on."""
    staged = folder / RESTORING
    if not staged.is_dir():
        return False
    try:
        if (staged / DATABASE).exists():  # until it moves, what lies in the folder is what it replaces
            _move_away(folder, staged / _BEFORE)
        if (staged / KEY_FILE).exists():
            os.replace(staged / KEY_FILE, folder / KEY_FILE)
        if (staged / DATABASE).exists():
            os.replace(staged / DATABASE, folder / DATABASE)
        paths.sync_folder(folder)
        _put_aside(folder, staged)
        shutil.rmtree(staged)
        paths.sync_folder(folder)
    except OSError as error:
        raise from_os_error(error, "terminar de restaurar la copia") from error
    return True


def put(source: Path, target: Path) -> None:
    """Put a copy of a file at `target`, whole or not at all. Raises `EnvironmentFailure`."""
    part = target.with_name(f"{target.name}.part")
    try:
        files.copy_file(source, part)
        os.replace(part, target)
        paths.sync_folder(target.parent)
    except OSError as error:
        raise from_os_error(error, "traer la llave de la copia") from error


def _move_away(folder: Path, before: Path) -> None:
    """The data file with all that lies beside it under its name; the key as a copy, since a restored store
    may go on with it."""
    before.mkdir(exist_ok=True)
    if (folder / KEY_FILE).exists() and not (before / KEY_FILE).exists():
        shutil.copyfile(folder / KEY_FILE, before / f"{KEY_FILE}.part")
        os.replace(before / f"{KEY_FILE}.part", before / KEY_FILE)
    for path in sorted(folder.glob("concerta.*")):
        if path.name not in _STAYS:
            os.replace(path, before / path.name)
    paths.sync_folder(before)


def _put_aside(folder: Path, staged: Path) -> None:
    plan: Any = json.loads((staged / PLAN).read_text("utf-8")) if (staged / PLAN).exists() else {}
    before = staged / _BEFORE
    if plan.get("aside") and before.is_dir() and any(before.iterdir()):
        os.rename(before, folder / plan["aside"])
        paths.sync_folder(folder)
