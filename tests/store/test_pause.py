"""A batch gives precedence to the window, and not for ever."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from concerta_desktop.store import pause


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The rests taken, on a clock that only they move."""
    found: list[float] = []
    monkeypatch.setattr(
        pause, "time", SimpleNamespace(monotonic=lambda: 100 + sum(found), sleep=found.append)
    )
    monkeypatch.setattr(pause, "_drawn", [0.0])
    return found


def test_a_batch_rests_while_the_window_draws_and_goes_on_after(slept: list[float]) -> None:
    pause.give_way()
    assert not slept
    pause.drawing()
    pause.give_way()
    assert 0.002 <= sum(slept) <= 0.005
    rests = len(slept)
    pause.give_way()
    assert len(slept) == rests


def test_a_window_that_draws_without_end_does_not_stop_a_batch(
    slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(seconds: float) -> None:
        slept.append(seconds)
        pause.drawing()

    monkeypatch.setattr(pause.time, "sleep", sleep)  # the stand-in's
    pause.drawing()
    pause.give_way()
    assert sum(slept) <= 0.03


def test_what_somebody_typed_never_waits(slept: list[float]) -> None:
    pause.drawing()
    assert list(pause.pieces(["una fila"])) == [["una fila"]]
    assert list(pause.in_turn(["una fila"])) == ["una fila"]
    assert not slept


def test_nothing_of_a_batch_is_left_out() -> None:
    rows = list(range(1234))
    assert [one for piece in pause.pieces(rows) for one in piece] == rows
    assert list(pause.in_turn(rows)) == rows
    assert list(pause.pieces([])) == []
