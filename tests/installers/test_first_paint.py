"""How soon the frozen program shows its first page, beside a run from source, each taking its turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

from tests.installers.screen import Screen

RUNS, SLOWER = 25, 1.2  # of nine, the median still wandered by a tenth
ROOT = Path(__file__).parent.parent.parent


def first_paint(command: list[str], screen: Screen, folder: Path) -> float:
    surroundings = {**os.environ, **screen.environment, "CONCERTA_DATA_DIR": str(folder)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    window = subprocess.Popen(command, cwd=ROOT, env=surroundings)
    try:
        return screen.wait_for_paint(60)
    finally:
        window.kill()
        window.wait()
        while screen.painted():
            pass


def test_the_bundle_shows_its_first_page_as_soon_as_a_run_from_source(program: Path, tmp_path: Path) -> None:
    commands = {"bundle": [str(program)], "source": [sys.executable, "-m", "concerta_desktop"]}
    spent: dict[str, list[float]] = {name: [] for name in commands}
    with Screen() as screen:
        for run in range(RUNS + 1):
            for name, command in commands.items():
                took = first_paint(command, screen, tmp_path / f"{name}{run}")
                assert took, f"{name} painted nothing"
                if run:  # the first warms the memory
                    spent[name].append(took)
    bundle, source = (statistics.median(spent[name]) for name in ("bundle", "source"))
    told = f"first paint: bundle {bundle * 1000:.0f} ms, source {source * 1000:.0f} ms"
    print(f"{told}, {bundle / source:.2f}")  # noqa: T201
    assert bundle <= source * SLOWER
