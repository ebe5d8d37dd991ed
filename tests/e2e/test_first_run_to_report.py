"""The real program on a real X screen, driven through accessibility from first run to finalised report."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.e2e.walk import walk_to_the_report


@pytest.mark.req("42", "43", "48", "49")
def test_a_stranger_goes_from_first_run_to_the_finalised_report(tmp_path: Path) -> None:
    walk_to_the_report(tmp_path, [sys.executable, "-m", "concerta_desktop"])
