"""Adding a field is one line: the program is run with that one line more, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_one_line_on_the_model_is_form_column_search_history_and_export() -> None:
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "tests.one_line.plugin"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "tests/one_line/nickname.py", "tests/one_line/trip.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "7 passed" in done.stdout
