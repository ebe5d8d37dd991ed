"""Copies of what is recorded: when they are made, where, and which stay."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from concerta_desktop.paths import KEY_FILE
from concerta_desktop.progress import Progress, silent
from concerta_desktop.rules.backups import kept
from concerta_desktop.store import backups
from concerta_desktop.store.backups import Copy, Reason
from concerta_desktop.store.store import Store


def back_up(store: Store, reason: Reason, progress: Progress = silent) -> Copy:
    """Make a copy where copies go (`backups.make_at_home`), and take away those that need not stay there.

    Raises `EnvironmentFailure` when it can go nowhere.
    """
    copy = backups.make_at_home(store, reason, progress)
    thin(copy.folder.parent, store.identity.device, copy.made)
    return copy


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
    with store.read() as tx:
        state = backups.state_of(tx)[1]
    return state == copy.state and backups.digest(store.folder / KEY_FILE) == copy.files[KEY_FILE]
