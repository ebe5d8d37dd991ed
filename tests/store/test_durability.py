"""Quick forms of tests/faults, and that each of them would notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.flips import flip_bits
from tests.faults.full_disk import fill_up
from tests.faults.killing import kill_while_saving
from tests.faults.power import lose_power_during, record


def test_what_was_acknowledged_before_a_kill_is_there(tmp_path: Path) -> None:
    done = kill_while_saving(tmp_path, 8, seed=7)
    assert (done.tried, done.lost, done.broken) == (8, 0, 0)
    assert done.acknowledged > 8


@pytest.mark.long
def test_what_was_acknowledged_before_a_power_loss_is_there(tmp_path: Path) -> None:
    key, disk, events = record(tmp_path / "grabado", seed=7, actions=60)
    unsynced = [event for event in events if event[0] != "sync"]
    careless = lose_power_during(unsynced, disk, tmp_path / "cortado", key, 10, seed=7)
    assert careless.lost > 0, "the method sees what a store that does not sync would lose"
    key, disk, events = record(tmp_path / "otra vez", seed=7, actions=60)
    done = lose_power_during(events, disk, tmp_path / "cortado", key, 20, seed=7)
    assert (done.tried, done.lost, done.damaged) == (20, 0, [])


def test_a_wrong_bit_is_told_or_harmless(tmp_path: Path) -> None:
    careless = flip_bits(tmp_path / "sin sello", 12, seed=7, sealed=False)
    assert careless.silent, "the method sees what nobody would miss"
    done = flip_bits(tmp_path / "con sello", 40, seed=7)
    assert (done.tried, done.silent) == (40, [])
    assert done.told_at_opening
    assert done.told_by_looking


@pytest.mark.long
def test_a_disk_that_fills_up_loses_nothing_and_says_so(tmp_path: Path) -> None:
    done = fill_up(tmp_path, 6)
    assert (done.tried, done.lost, done.unclear) == (6, 0, [])
