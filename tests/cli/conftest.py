"""One demo for all tests of the command line: making it is itself a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from concerta_desktop.cli.app import main
from concerta_desktop.cli.demo import PASSPHRASE

CODE = "AT-2026-RCP-001"
"""The workshop of the demo, as people call it."""


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `concerta demo DIR` leaves."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    assert main(["demo", str(folder)]) == 0
    return folder


@pytest.fixture
def data(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options that name the demo's data, with its passphrase in the environment."""
    monkeypatch.setenv("CONCERTA_PASSPHRASE", PASSPHRASE)
    return ["--data-dir", str(demo_folder / "datos")]
