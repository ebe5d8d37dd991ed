"""Carrying what colleagues left: their sealed packages towards headquarters, and its answers back to them.

Files only, known by their names and by being sealed; this laptop has no key to look into any of them.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from concerta_desktop import paths
from concerta_desktop.errors import UserError, from_os_error
from concerta_desktop.progress import Progress, silent
from concerta_desktop.store.store import Store
from sync import attachments, journal, keys, package, receipts, transports, work_package
from sync.attachments import LARGEST
from sync.joining import Central, joined

FOLDER = "llevo"
"""Beside the data: files of colleagues, until they lie where headquarters or they take them."""
_SEALED = b"age-encryption.org/v1\n"
_KNOWN = "carried laptops"
"""What the secret is called that holds whose packages were carried: their answers are brought back."""
_GOING = (package.ENDING, attachments.ENDING)
_COMING = (receipts.ENDING, work_package.ENDING, attachments.ENDING)


def take(store: Store, source: Path) -> int:
    """Take along what colleagues, or headquarters for them, left in a folder; returns how many files are new
    or newer. Raises `UserError` when there is none, `EnvironmentFailure`."""
    with store.read() as tx:
        central = joined(tx)
    try:
        found = [file for file in sorted(source.iterdir()) if _is_others(store, central, file)]
        if not found:
            raise UserError(
                f"En «{source}» no hay entregas ni acuses de colegas.",
                todo="Elija la memoria o carpeta donde los dejaron.",
            )
        room = paths.ensure_dir(store.folder / FOLDER)
        fresh = [file for file in found if _copy(file, room / file.name)]
    except OSError as error:
        raise from_os_error(error, "llevar lo de colegas") from error
    _remember(store, {_whose(file.name) for file in fresh if file.name.startswith("concerta-")})
    with store.write() as tx:
        journal.note(tx, f"Lleva {len(fresh)} archivos de colegas, cerrados.")
    return len(fresh)


def carried(store: Store) -> list[Path]:
    """What is being carried."""
    return sorted(file for file in (store.folder / FOLDER).glob("[!.]*") if file.is_file())


def lay(store: Store, place: transports.Place, progress: Progress = silent) -> int:
    """Leave it there: packages anywhere, and no more of them once a server has them; answers in a folder
    only, never over one that lies there. Returns how many files were left."""
    count = 0
    there = {name for ending in (*_GOING, *_COMING) for name in transports.names(place, ending)}
    for file in carried(store):
        going = file.name.startswith("concerta-")
        if file.name not in there and (going or place.removable):
            transports.put(place, file, progress)
            count += 1
        if going and not place.removable:
            file.unlink(missing_ok=True)
    if count:
        with store.write() as tx:
            journal.note(tx, f"Dejados en {place.label}: {count} archivos de colegas.")
    return count


def bring(store: Store, place: transports.Place, progress: Progress = silent) -> int:
    """From a server: what headquarters answers to those whose packages were carried; returns how many."""
    if place.removable:
        return 0
    with store.read() as tx:
        central, known = joined(tx), keys.secret_json(tx, _KNOWN)
    count, room = 0, store.folder / FOLDER
    for name in (name for ending in _COMING for name in transports.names(place, ending)):
        if name.startswith(f"{central.id[-6:]}-") and _whose(name) in known:
            transports.get(place, name, paths.ensure_dir(room) / name, progress)
            count += 1
    return count


def _is_others(store: Store, central: Central, file: Path) -> bool:
    """A sealed file of our headquarters that is not this laptop's own."""
    where, own = central.id[-6:], store.identity.device[-6:]
    going = re.fullmatch(rf"concerta-{where}-[0-9a-f]{{6}}-[0-9a-z-]+", file.stem)
    coming = re.fullmatch(rf"{where}-[0-9a-f]{{6}}(-[0-9a-z]+)?", file.stem)
    known = (going and file.suffix in _GOING) or (coming and file.suffix in _COMING)
    if not known or _whose(file.name) == own or not file.is_file() or file.stat().st_size > LARGEST:
        return False
    with open(file, "rb") as sealed:
        return sealed.read(len(_SEALED)) == _SEALED


def _whose(name: str) -> str:
    """The end of the id of the laptop that a file is from, or for."""
    return name.removeprefix("concerta-").split("-")[1].partition(".")[0]


def _copy(file: Path, target: Path) -> bool:
    """Whether it was not there yet, or only an older one."""
    if target.exists() and target.stat().st_mtime >= file.stat().st_mtime:
        return False
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copy2(file, part)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    return True


def _remember(store: Store, devices: set[str]) -> None:
    with store.write() as tx:
        known = keys.secret_json(tx, _KNOWN)
        now = tx.now().isoformat(timespec="seconds")
        keys.keep_json(tx, _KNOWN, known | dict.fromkeys(devices, now))
