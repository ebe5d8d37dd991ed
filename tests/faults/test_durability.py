"""What the battery, the disk and other programs may do, in full counts: nothing acknowledged is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.faults.copying import kill_while_copying
from tests.faults.flips import flip_bits
from tests.faults.full_disk import fill_up
from tests.faults.killing import kill_while_saving
from tests.faults.power import lose_power

Tell = Callable[[str], None]


def test_a_thousand_kills_lose_nothing(tmp_path: Path, tell: Tell) -> None:
    done = kill_while_saving(tmp_path, 1000, seed=2026)
    tell(
        f"kill -9 in autosave: tried {done.tried}, acknowledged {done.acknowledged} rows, "
        f"lost {done.lost}, operations out of their chain {done.broken}"
    )
    assert (done.tried, done.lost, done.broken) == (1000, 0, 0)


def test_two_thousand_power_losses_lose_nothing(tmp_path: Path, tell: Tell) -> None:
    done = lose_power(tmp_path, 2000, seed=2026, actions=1000)
    tell(f"power losses: tried {done.tried}, lost {done.lost}, damaged {len(done.damaged)}")
    assert (done.tried, done.lost, done.damaged) == (2000, 0, [])


def test_a_thousand_wrong_bits_are_told_or_harmless(tmp_path: Path, tell: Tell) -> None:
    done = flip_bits(tmp_path, 1000, seed=2026)
    tell(
        f"one wrong bit in store or WAL: tried {done.tried}, told at opening {done.told_at_opening}, "
        f"by the thorough look {done.told_by_looking}, harmless by proof {done.harmless}, "
        f"silent {len(done.silent)}"
    )
    assert (done.tried, done.silent) == (1000, [])


def test_a_disk_that_fills_up_at_a_hundred_points_loses_nothing_and_says_so(
    tmp_path: Path, tell: Tell
) -> None:
    done = fill_up(tmp_path, 100)
    tell(
        f"disk full in saving, copying, documents: tried {done.tried}, lost {done.lost}, "
        f"unclear messages or debris {len(done.unclear)}"
    )
    assert (done.tried, done.lost, done.unclear) == (100, 0, [])


def test_hundreds_of_kills_in_copies_and_restores_lose_nothing(tmp_path: Path, tell: Tell) -> None:
    done = kill_while_copying(tmp_path, 300, seed=2026)
    tell(
        f"kill -9 in copies and restores: tried {done.tried}, of them {done.restored} with later work set "
        f"aside, lost {done.lost} people; {done.copies} copies opened, {done.broken} do not hold"
    )
    assert (done.tried, done.lost, done.broken) == (300, 0, 0)
