"""The example data: a store of its own beside the real one, made afresh each time and removed after."""

from __future__ import annotations

import shutil
from pathlib import Path

from concerta_desktop import clock
from concerta_desktop.services import demo, setup
from concerta_desktop.store.backups import default_home
from concerta_desktop.store.store import Store

FOLDER = "ejemplo"
_PASSPHRASE = "datos de ejemplo"  # noqa: S105 - what it opens is invented


def open_example(data_dir: Path, *, now: clock.Now = clock.now) -> Store:
    """A fresh example inside `data_dir`. Raises `EnvironmentFailure` when it cannot be written."""
    remove_example(data_dir)
    store, _code = setup.first_run(data_dir / FOLDER, _PASSPHRASE, demo.SPECIALIST, now=now)
    demo.fill(store, clock.today(now))
    return store


def remove_example(data_dir: Path) -> None:
    """Take the example away; the real data beside it are not touched."""
    for folder in (data_dir / FOLDER, default_home(data_dir / FOLDER)):
        shutil.rmtree(folder, ignore_errors=True)
