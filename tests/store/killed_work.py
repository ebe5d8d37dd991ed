"""What `tests.store.killing` kills."""

from __future__ import annotations

import sys
from pathlib import Path

from concerta_desktop.services.backups import back_up
from concerta_desktop.store import store as stores
from tests.fixtures import PASSPHRASE
from tests.store.killing import PROGRESS


def _step(*_: object) -> None:
    sys.audit(PROGRESS)


def backup(folder: Path) -> None:
    back_up(stores.open_store(folder / "datos", PASSPHRASE), "request", _step)
