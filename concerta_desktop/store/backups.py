"""Copies of the store: made beside the work, verified by opening, and named only when they are whole.

A copy is a folder `2026-08-12 0841` with the ciphered data, its key file and `copia.json`, which says what
is inside without a word of personal data. It is written as `.….part`, verified, synced and renamed, so that
what has a copy's name is a copy.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy.exc import DBAPIError

from concerta_desktop import __version__, paths, settings
from concerta_desktop.errors import EnvironmentFailure, UserError, from_os_error
from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.progress import Progress, silent
from concerta_desktop.store import attachments, cipher, files, oplog
from concerta_desktop.store.failures import WRONG_KEY, explained, message
from concerta_desktop.store.operation import SCHEMA
from concerta_desktop.store.tx import ReadTx

if TYPE_CHECKING:
    from concerta_desktop.store.store import Store

Reason = Literal["periodic", "request", "upgrade", "import", "merge", "restore"]

REASONS: Mapping[str, str] = {
    "periodic": "automática",
    "request": "pedida por usted",
    "upgrade": "antes de actualizar",
    "import": "antes de importar",
    "merge": "antes de combinar",
    "restore": "antes de restaurar",
}
"""Why a copy was made, as people read it."""

ABOUT = "copia.json"
FOLDER = "Copias de Concerta"
"""Inside a folder that somebody chose, or a stick."""

_PAGES = 100
"""Copied at a time: between two such steps others write."""
_REST = 0.002
"""Seconds, every thousand operations looked through: Python's lock is the window's meanwhile."""
_RESERVE = 50_000_000
"""Bytes that a copy leaves free on its disk."""
_FORGOTTEN = 3600
"""Seconds after which an unfinished copy is nobody's any more."""
_UNTOUCHED = "Sus datos de ahora no se han tocado."
_SAFE = "Lo registrado en Concerta está a salvo; la copia no se hizo."


@dataclass(frozen=True)
class Copy:
    """A copy as its `copia.json` tells of it."""

    folder: Path
    made: datetime
    reason: str
    program: str
    """Version of Concerta that made it."""
    device: str
    """Whose store: a random id, as everywhere in the log."""
    state: str
    """The same for two copies of the same log."""
    operations: int
    broken: int
    """Operations that did not hold in the store itself."""
    counts: Mapping[str, int]
    """Record type -> how many, without the trash."""
    files: Mapping[str, str]
    """Name -> SHA-256."""
    size: int
    """Bytes of the data."""

    @property
    def automatic(self) -> bool:
        """Nobody asked for it, and it has the name it was given here."""
        return self.reason != "request" and self.folder.name.startswith(_name(self.made))

    @property
    def why(self) -> str:
        """The reason in Spanish; that of a newer version as it is."""
        return REASONS.get(self.reason, self.reason)


def home(folder: Path) -> Path:
    """Where the copies of the store in `folder` go: as chosen in Ajustes, else beside it."""
    chosen = settings.load(folder / settings.FILE).backup_folder
    return Path(chosen) / FOLDER if chosen else default_home(folder)


def default_home(folder: Path) -> Path:
    return folder.parent / f"{folder.name} copias"


def make(store: Store, root: Path, reason: Reason, progress: Progress = silent) -> Copy:
    """A verified copy of `store` as it stands now, in a folder of its own inside `root`. Others go on
    writing meanwhile. Raises `EnvironmentFailure`; then, as after Cancel, nothing of it stays."""
    made = store.now()
    with _errors_explained(), _part_folder(root, store.identity.device) as part:
        _refuse_without_room(root, store.folder / DATABASE)
        about = _copy_data(store, part / DATABASE, progress)
        files.copy_file(store.folder / KEY_FILE, part / KEY_FILE)
        digests = {name: files.digest(part / name) for name in (DATABASE, KEY_FILE)}
        head = {"format": 1, "made": made.isoformat(), "reason": reason, "program": __version__}
        files.write_json(part / ABOUT, {**head, "schema": SCHEMA, **about, "files": digests})
        attachments.bring_along(store.folder, root)
        final = _named(part, root, made)
    return _read(final)


def make_at_home(store: Store, reason: Reason, progress: Progress = silent) -> Copy:
    """The same where copies go. When the chosen folder is not there (a stick pulled out, a network drive
    away), it goes beside the data instead: `Copy.folder` tells. Raises when it can go nowhere."""
    root, spare = home(store.folder), default_home(store.folder)
    try:
        return make(store, root, reason, progress)
    except EnvironmentFailure:
        if root == spare:
            raise
        return make(store, spare, reason, progress)


def verify(copy: Copy, key: bytes, progress: Progress = silent) -> None:
    """Open a copy and go through all of it. Raises `EnvironmentFailure` when it is damaged or cannot be
    read, `UserError` when `key` is not its own."""
    with _errors_explained("La copia no se ha tocado."):
        for name, expected in copy.files.items():
            if files.digest(copy.folder / name) != expected:
                raise damaged(copy.folder)
        operations, broken = _inspect(copy.folder / DATABASE, key, progress)
    if (operations, len(broken)) != (copy.operations, copy.broken):
        raise damaged(copy.folder)


def copies(root: Path, device: str = "") -> list[Copy]:
    """The copies in `root`, the newest first; of one device when given. What cannot be read is left out,
    see `unreadable`."""
    found = [copy for copy in map(_try_read, _folders(root)) if copy is not None]
    mine = [copy for copy in found if device in ("", copy.device)]
    return sorted(mine, key=lambda copy: (copy.made, copy.folder.name), reverse=True)


def unreadable(root: Path) -> list[Path]:
    """Folders in `root` that were copies and cannot be told from damage now."""
    return [folder for folder in _folders(root) if _try_read(folder) is None]


def read(folder: Path) -> Copy:
    """The copy in `folder`. Raises `EnvironmentFailure` when it is none, or damaged."""
    found = _try_read(folder)
    if found is None:
        raise damaged(folder) if folder.is_dir() else absent(folder)
    return found


def remove(copy: Copy) -> bool:
    """Take a copy away; False when another program holds it. Renamed first: what is half gone never has a
    copy's name."""
    try:
        gone = copy.folder.with_name(_part_name(copy.device))
        os.rename(copy.folder, gone)
    except OSError:
        return False
    shutil.rmtree(gone, ignore_errors=True)
    return True


def state_of(tx: ReadTx) -> tuple[int, str]:
    """(how many operations, what tells this log from any other)."""
    query = "SELECT (SELECT count(*) FROM operation), (SELECT op_id FROM operation ORDER BY pk DESC LIMIT 1)"
    operations, newest = tx.connection.exec_driver_sql(query).one()
    return operations, f"{operations}:{newest or ''}"


def damaged(folder: Path) -> EnvironmentFailure:
    return EnvironmentFailure(
        f"La copia «{folder.name}» está dañada.",
        safe=_UNTOUCHED,
        todo="Elija otra copia.",
    )


def absent(folder: Path) -> EnvironmentFailure:
    return EnvironmentFailure(
        f"La copia «{folder.name}» ya no está.",
        safe=_UNTOUCHED,
        todo="Si estaba en una memoria USB, vuelva a conectarla.",
    )


@contextmanager
def _errors_explained(safe: str = _SAFE) -> Iterator[None]:
    try:
        with explained(safe):
            yield
    except OSError as error:
        raise from_os_error(error, "usar la copia de seguridad") from error


@contextmanager
def _part_folder(root: Path, device: str) -> Iterator[Path]:
    """A folder to work in that nobody takes for a copy; whatever is left of it goes."""
    paths.ensure_dir(root)
    for left in root.glob(f".{device[-8:]}-*.part"):  # by a power cut; what works here now is younger
        if time.time() - left.stat().st_mtime > _FORGOTTEN:
            shutil.rmtree(left, ignore_errors=True)
    part = root / _part_name(device)
    part.mkdir(mode=0o700)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse_without_room(root: Path, data: Path) -> None:
    """A copy must not take the last room: what is registered next needs it."""
    if shutil.disk_usage(root).free < data.stat().st_size * 5 // 4 + _RESERVE:
        raise EnvironmentFailure(
            "No queda espacio en el disco para la copia.",
            safe=_SAFE,
            todo="Libere espacio, o elija en Ajustes otra carpeta para las copias.",
        )


def _part_name(device: str) -> str:
    return f".{device[-8:]}-{secrets.token_hex(4)}.part"


def _copy_data(store: Store, target: Path, progress: Progress) -> dict[str, Any]:
    """Copy one consistent view, look through the copy, and tell what is in it."""

    def tell(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total, "Haciendo la copia de seguridad")

    target.touch(mode=0o600)
    with store.read() as tx:
        operations, state = state_of(tx)  # from here on this view stands still, so the copy never restarts
        counts = _counts(tx)
        source: Any = tx.connection.connection.driver_connection
        connection = cipher.connect_target(target, store.key)
        try:
            source.backup(connection, pages=_PAGES, progress=tell)
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, to be read anywhere
        finally:
            connection.close()
        files.sync(target)
        copied, broken = _inspect(target, store.key, progress)
        if copied != operations or (broken and broken != oplog.broken(tx)):
            raise damaged(target.parent)
    return {
        "device": store.identity.device,
        "state": state,
        "operations": operations,
        "broken": len(broken),
        "counts": counts,
    }


def _counts(tx: ReadTx) -> dict[str, int]:
    """How many of each record type; those whose table an older version did not have are absent."""
    run = tx.connection.exec_driver_sql
    tables = {row.name for row in run("SELECT name FROM sqlite_master WHERE type = 'table'")}
    names = [record.META.name for record in RECORD_TYPES if record.META.name in tables]
    return {name: run(f"SELECT count(*) FROM {name} WHERE NOT deleted").scalar() or 0 for name in names}


@contextmanager
def opened(data: Path, key: bytes) -> Iterator[ReadTx]:
    """A copy's data, to read. Raises `UserError` when `key` is not its own, `EnvironmentFailure`."""
    name, engine = data.parent.name, cipher.open_copy(data, key)
    try:
        with explained(_UNTOUCHED), engine.connect() as connection, connection.begin():
            try:
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
            except DBAPIError as error:
                if WRONG_KEY not in message(error):
                    raise
                raise UserError(
                    f"La copia «{name}» no se abre con esta llave.",
                    safe=_UNTOUCHED,
                    todo="Si es de otra persona o de otro equipo, escriba la contraseña con que se hizo.",
                ) from error
            yield ReadTx(connection)
    finally:
        engine.dispose()


def _inspect(data: Path, key: bytes, progress: Progress) -> tuple[int, list[str]]:
    """(operations, those that do not hold) of a copy's data, once every page of it was found whole."""
    total = 0

    def tell(done: int) -> None:
        progress(done, total, "Comprobando la copia")
        time.sleep(_REST)

    with opened(data, key) as tx:
        run = tx.connection.exec_driver_sql
        if run("PRAGMA cipher_integrity_check").all() or run("PRAGMA quick_check").scalar() != "ok":
            raise damaged(data.parent)
        total = run("SELECT count(*) FROM operation").scalar() or 0
        return total, oplog.broken(tx, tell)


def _named(part: Path, root: Path, made: datetime) -> Path:
    """Give a finished copy its name; two of one minute are told apart by a number."""
    paths.sync_folder(part)
    name, number = _name(made), 1
    while (final := root / (name if number == 1 else f"{name} ({number})")).exists():
        number += 1
    os.rename(part, final)
    paths.sync_folder(root)
    return final


def _name(made: datetime) -> str:
    return f"{made:%Y-%m-%d %H%M}"


def _folders(root: Path) -> list[Path]:
    try:
        return [entry for entry in sorted(root.iterdir()) if (entry / DATABASE).exists() and _visible(entry)]
    except OSError:
        return []


def _visible(folder: Path) -> bool:
    return not folder.name.startswith(".")


def _try_read(folder: Path) -> Copy | None:
    try:
        return _read(folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _read(folder: Path) -> Copy:
    about: Any = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    digests = {str(name): str(digest) for name, digest in about["files"].items()}
    if set(digests) != {DATABASE, KEY_FILE}:
        raise ValueError
    made = datetime.fromisoformat(about["made"])
    if made.tzinfo is None:
        raise ValueError
    return Copy(
        folder=folder,
        made=made,
        reason=str(about["reason"]),
        program=str(about["program"]),
        device=str(about["device"]),
        state=str(about["state"]),
        operations=int(about["operations"]),
        broken=int(about["broken"]),
        counts={str(name): int(count) for name, count in about["counts"].items()},
        files=digests,
        size=(folder / DATABASE).stat().st_size,
    )
