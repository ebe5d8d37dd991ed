"""Copies of what is recorded: when they are made, where, and which stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from concerta_desktop import clock, paths
from concerta_desktop.errors import ConcertaError, UserError, ValidationError
from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.progress import Progress, silent
from concerta_desktop.rules.backups import kept
from concerta_desktop.store import backups, files, keyring, oplog, restoring, swap
from concerta_desktop.store.backups import Copy, Reason
from concerta_desktop.store.fold import fold
from concerta_desktop.store.store import Store, open_with_key

_LISTED = 5
"""Interventions named in a preview."""


def back_up(store: Store, reason: Reason, progress: Progress = silent) -> Copy:
    """Make a copy where copies go (`backups.make_at_home`), and take away those that need not stay there.

    Raises `EnvironmentFailure` when it can go nowhere.
    """
    copy = backups.make_at_home(store, reason, progress)
    thin(copy.folder.parent, store.identity.device, copy.made)
    return copy


def back_up_before(store: Store, risk: Reason) -> None:
    """Make a copy before `risk`, unless the newest one already holds everything. Raises
    `EnvironmentFailure`."""
    newest = newest_copy(store)
    if newest is None or not is_unchanged(store, newest):
        back_up(store, risk)


def back_up_when_changed(store: Store, newest: Copy | None, progress: Progress = silent) -> Copy:
    """The automatic copy; `newest` itself when it already holds everything."""
    if newest is not None and is_unchanged(store, newest):
        return newest
    return back_up(store, "periodic", progress)


def newest_copy(store: Store) -> Copy | None:
    return next(iter(known_copies(store.folder, store.identity.device)), None)


def thin(root: Path, device: str, now: datetime) -> list[Copy]:
    """Take away the copies of one device that need not stay (`rules.backups.kept`), never those that
    somebody asked for or gave a name; returns them. What another program holds goes the next time."""
    own = backups.copies(root, device)
    staying = kept((copy.made for copy in own), now)
    leaving = [copy for copy in own if copy.made not in staying and copy.automatic]
    return [copy for copy in leaving if backups.remove(copy)]


def known_copies(folder: Path, device: str = "") -> list[Copy]:
    """All copies where those of the store in `folder` go, the newest first; of one device when given."""
    roots = dict.fromkeys((backups.home(folder), backups.default_home(folder)))
    found = [copy for root in roots for copy in backups.copies(root, device)]
    return sorted(found, key=lambda copy: copy.made, reverse=True)


def is_unchanged(store: Store, copy: Copy) -> bool:
    """Whether `copy` already holds all that is recorded, and opens with the passphrase of now."""
    if not (copy.folder / DATABASE).exists():
        return False
    with store.read() as tx:
        state = backups.state_of(tx)[1]
    return state == copy.state and has_this_key(store, copy)


def has_this_key(store: Store, copy: Copy) -> bool:
    """Whether `copy` opens with the passphrase and the recovery code of now."""
    return files.digest(store.folder / KEY_FILE) == copy.files[KEY_FILE]


@dataclass(frozen=True)
class Preview:
    """What a copy holds, for whoever chooses among several."""

    interventions: tuple[tuple[str, datetime], ...]
    """(title, last change) of the ones touched last."""
    last_change: datetime | None


def preview(copy: Copy, key: bytes) -> Preview:
    """Look into a copy without touching it. It is read from the log, so that a copy of any version can be.

    Raises `UserError` when `key` is not its own, `EnvironmentFailure` when it is damaged or gone.
    """
    if not (copy.folder / DATABASE).exists():
        raise backups.absent(copy.folder)
    with backups.opened(copy.folder / DATABASE, key) as tx:
        run = tx.connection.exec_driver_sql
        newest = run("SELECT max(hlc) FROM operation").scalar()
        query = (
            "SELECT record_id, max(hlc) AS hlc FROM operation WHERE record_type = 'intervention' "
            "GROUP BY record_id ORDER BY 2 DESC LIMIT 20"
        )
        touched = {row.record_id: clock.hlc_datetime(row.hlc) for row in run(query)}
        states = {key: fold(operations) for key, operations in oplog.load(tx, touched).items()}
    living = [
        (str(states[key].values.get("title") or "sin título"), moment)
        for key, moment in touched.items()
        if not states[key].deleted
    ]
    return Preview(tuple(living[:_LISTED]), clock.hlc_datetime(newest) if newest else None)


def restore(store: Store, copy: Copy, progress: Progress = silent) -> Store:
    """Go back to `copy` of this very store. First a copy of the present is made; what was recorded after
    `copy` is set aside (`store.restoring`). `store` is closed; returns the restored one, open.

    Raises `UserError` for a copy of another store, `EnvironmentFailure`; then nothing has changed, and when
    `store` was closed already it can be opened again.
    """
    if copy.device != store.identity.device:
        raise UserError(
            "Esa copia es de otro equipo o de otra persona.",
            safe="Sus datos de ahora no se han tocado.",
            todo="Para usarla aquí, restáurela en una carpeta de datos vacía.",
        )
    backups.verify(copy, store.key, progress)
    backups.make_at_home(store, "restore", progress)
    progress(0, 0, "Restaurando")
    store.close()
    return _take_over(store.folder, copy, store.key, present=True, now=store.now)


def restore_elsewhere(folder: Path, copy: Copy, key: bytes, *, now: clock.Now = clock.now) -> Store:
    """Bring `copy` into the data folder `folder`, with its own key file. What lies there, as when it is
    damaged, is kept untouched in a folder "apartado …" inside. Returns the restored store, open.

    Raises `UserError` when `key` is not the copy's, `EnvironmentFailure`; then nothing has changed.
    """
    backups.verify(copy, key)
    paths.ensure_dir(folder)
    return _take_over(folder, copy, key, present=False, now=now)


class OtherData(UserError):
    """The folder holds data that do not open with the key of the copy: damaged, or somebody else's."""

    def __init__(self) -> None:
        super().__init__(
            "En este equipo hay otros datos, que no se abren con esa contraseña.",
            safe="No se ha tocado nada.",
            todo="Si los reemplaza, se guardan tal como están en una carpeta «apartado».",
        )


def restore_closed(
    folder: Path, copy: Copy, secret: str, *, replace: bool = False, now: clock.Now = clock.now
) -> tuple[Store, bool]:
    """Bring `copy` into `folder`, whose store is not open, or is damaged, or not there. `secret`: passphrase
    of the copy, or its recovery code. When only the key file there is lost or damaged, it alone is brought,
    and the data are as they were: the second of what is returned tells.

    Raises `OtherData` unless told to `replace` them, `UserError` when `secret` is wrong,
    `EnvironmentFailure`; then nothing has changed.
    """
    key = _key_of(copy, secret)
    if not (folder / DATABASE).exists():
        return restore_elsewhere(folder, copy, key, now=now), False
    try:
        store = open_with_key(folder, key, now=now)
    except ConcertaError:
        if not replace:
            raise OtherData from None
        return restore_elsewhere(folder, copy, key, now=now), False
    if not keyring.is_sound(folder / KEY_FILE):
        swap.put(copy.folder / KEY_FILE, folder / KEY_FILE)
        return store, True
    try:
        return restore(store, copy), False
    finally:
        store.close()


def _key_of(copy: Copy, secret: str) -> bytes:
    if not (copy.folder / KEY_FILE).exists():
        raise backups.absent(copy.folder)
    try:
        return keyring.unlock_with_code(copy.folder / KEY_FILE, secret)
    except ValidationError:  # not written as a code is
        return keyring.unlock(copy.folder / KEY_FILE, secret)


def _take_over(folder: Path, copy: Copy, key: bytes, *, present: bool, now: clock.Now) -> Store:
    restoring.stage(folder, copy, key, present=present, now=now)
    swap.finish(folder)
    return open_with_key(folder, key, now=now)


def recover_later(store: Store) -> frozenset[str]:
    """Write back what was set aside by a restore, after a copy; returns the record types touched."""
    back_up(store, "merge")
    with store.write() as tx:
        return restoring.give_back(tx)
