"""How long a delivery still takes, in words a person says."""

from __future__ import annotations

from pathlib import Path

import pytest

from concerta_desktop.cli.session import Session, on_terminal
from concerta_desktop.progress import Remaining, of_all


class Watch:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def told(seconds: float, done: int, total: int) -> str:
    """After as many seconds, this much of it."""
    watch = Watch()
    remaining = Remaining(watch)
    remaining.words(0, total)
    watch.now = seconds
    return remaining.words(done, total)


def test_the_pace_so_far_tells_how_long_the_rest_takes() -> None:
    assert told(10, 1_000_000, 13_000_000) == "quedan 2 min"
    assert told(10, 1_000_000, 7_000_000) == "queda 1 min"
    assert told(10, 1_000_000, 2_000_000) == "queda menos de un minuto"
    assert told(10, 1_000_000, 421_000_000) == "quedan 1 h 10 min"


def test_nobody_guesses_before_there_is_a_pace() -> None:
    assert told(1, 1_000_000, 10_000_000) == ""
    assert told(10, 0, 10_000_000) == ""
    assert told(10, 10_000_000, 10_000_000) == ""


def test_what_was_there_already_does_not_count_as_pace_for_ever() -> None:
    watch = Watch()
    remaining = Remaining(watch)
    remaining.words(0, 100_000_000)
    watch.now = 1
    remaining.words(80_000_000, 100_000_000)  # a resume: these parts lay there
    words = ""
    for second in range(2, 60):
        watch.now = second
        words = remaining.words(80_000_000 + second * 50_000, 100_000_000)
    assert words == "quedan 6 min"


def test_several_files_are_one_delivery() -> None:
    seen: list[tuple[int, int, str]] = []
    of = of_all(lambda done, total, text: seen.append((done, total, text)), [100, 300])
    of(0)(50, 100, "uno")
    of(1)(300, 300, "dos")
    assert seen == [(50, 400, "uno"), (400, 400, "dos")]


def test_a_terminal_gets_one_line_that_is_written_over_and_a_file_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session(tmp_path, as_json=False)
    on_terminal(session)(1, 2, "Enviando")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    on_terminal(session)(4_000_000, 12_000_000, "Enviando x.cpk")
    assert capsys.readouterr().err == "\r\x1b[KEnviando x.cpk · 4.0 de 12.0 MB"
