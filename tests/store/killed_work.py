"""What `tests.store.killing` kills."""

from __future__ import annotations

import sys
from pathlib import Path

from concerta_desktop.paths import KEY_FILE
from concerta_desktop.services.backups import back_up, known_copies, restore_elsewhere
from concerta_desktop.services.backups import restore as restore_copy
from concerta_desktop.store import keyring
from concerta_desktop.store import store as stores
from tests.fixtures import PASSPHRASE
from tests.store.killing import PROGRESS


def _step(*_: object) -> None:
    sys.audit(PROGRESS)


def backup(folder: Path) -> None:
    back_up(stores.open_store(folder / "datos", PASSPHRASE), "request", _step)


def restore(folder: Path) -> None:
    store = stores.open_store(folder / "datos", PASSPHRASE)
    oldest = known_copies(store.folder)[-1]
    restore_copy(store, oldest, _step)


def restore_over_damage(folder: Path) -> None:
    data = folder / "datos"
    oldest = known_copies(data)[-1]
    restore_elsewhere(data, oldest, keyring.unlock(oldest.folder / KEY_FILE, PASSPHRASE))
