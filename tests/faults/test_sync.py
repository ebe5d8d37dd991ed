"""The synchronisation in full number: schedules, wrong bits, cut files, kills during a merge."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from concerta_desktop.store.store import Store
from sync import inbox, package
from tests.factory import a_person
from tests.faults.merging import kill_while_merging
from tests.sync import test_attachments
from tests.sync.conftest import Office, new_office, office
from tests.sync.schedules import judge
from tests.sync.test_hostile import tampered_with

__all__ = ["new_office", "office"]
Tell = Callable[[str], None]


def _times(full: int) -> int:
    """TIMES_OF_SYNC asks for another number, for a look."""
    return int(os.environ.get("TIMES_OF_SYNC", full))


@pytest.mark.req("8")
def test_schedules(store: Store, tell: Tell) -> None:
    times = _times(10_000)
    for seed in range(times):
        judge(store, seed)
    tell(f"{times} schedules, each in two orders: 0 differences, 0 operations or values lost")


@pytest.mark.req("8")
def test_bits_and_ends(office: Office, tell: Tell) -> None:
    rosa = office.join("rosa")
    for _ in range(20):
        a_person(rosa)
    (made,) = package.build(rosa)
    times = _times(10_000)
    tampered_with(office.central, made.file.read_bytes(), times)
    tell(f"{times} flipped bits and {times} cut packages: 0 accepted")


@pytest.mark.req("75")
def test_bits_and_ends_of_an_attachment(office: Office, tmp_path: Path, tell: Tell) -> None:
    times = _times(10_000)
    test_attachments.tampered_with(office, test_attachments.sealed_by_a_laptop(office, tmp_path), times)
    tell(f"{times} flipped bits and {times} cut attachments: 0 accepted")


@pytest.mark.req("8")
def test_kills_while_merging(office: Office, tell: Tell) -> None:
    rosa = office.join("rosa")
    for _ in range(6):
        for _ in range(40):
            a_person(rosa)
        office.send(rosa)
    folder: Path = office.central.folder
    assert len(inbox.items(office.central)) == 6
    office.central.close()
    killed = kill_while_merging(folder, _times(300), 1)
    tell(f"{killed.tried} kills, {killed.amid} before all was merged: {killed.partial} partial")
    assert killed.amid
    assert not killed.partial
    assert not killed.broken
