"""`concerta` alone opens the window; with anything else it is the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from concerta_desktop.__main__ import _asks_for_the_window
from concerta_desktop.store.lock import InUse, held

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("given", [[], ["--data-dir", "d"], ["--data-dir=d"], ["/usb/a.cpk"]])
def test_the_window_opens_with_nothing_a_folder_or_a_package(given: list[str]) -> None:
    assert _asks_for_the_window(given)


@pytest.mark.parametrize(
    "given", [["demo", "d"], ["--help"], ["--data-dir", "d", "records", "list"], ["--version"]]
)
def test_anything_else_is_a_command(given: list[str]) -> None:
    assert not _asks_for_the_window(given)


def test_a_command_never_loads_qt() -> None:
    code = "import sys; from concerta_desktop.__main__ import main; main(['--version']); print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Concerta" in ended.stdout
    assert "PySide6" not in ended.stdout


def test_a_second_window_on_the_same_data_says_so_and_stops(tmp_path: Path) -> None:
    code = f"""
from PySide6.QtWidgets import QDialog
QDialog.exec = lambda self: 0
from concerta_desktop.__main__ import main
raise SystemExit(main(["--data-dir", {str(tmp_path)!r}]))
"""
    with held(tmp_path):
        ended = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert ended.returncode == 1
    assert "Concerta ya está abierta con estos datos." in ended.stderr


def test_a_lock_goes_with_the_process_that_held_it(tmp_path: Path) -> None:
    code = f"""
import os
from pathlib import Path
from concerta_desktop.store.lock import held
with held(Path({str(tmp_path)!r})):
    os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    with held(tmp_path), pytest.raises(InUse), held(tmp_path):
        pass
    with held(tmp_path):
        pass


def test_the_window_opens_and_closes_in_order(tmp_path: Path) -> None:
    """Through the real start, loading everything behind the prompt, to an exit code of 0."""
    code = f"""
from PySide6.QtCore import QTimer
from ui.program import Program
Program._all_loaded = lambda self, _nothing: self.frame.close()
from concerta_desktop.__main__ import main
raise SystemExit(main(["--data-dir", {str(tmp_path / "datos")!r}]))
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "datos" / "window.json").exists()


def test_closing_at_once_leaves_in_order(tmp_path: Path) -> None:
    """While the libraries are still being loaded behind the first page."""
    code = f"""
from ui.program import Program
Program._load = lambda self, load=Program._load: (load(self), self.frame.close())
from concerta_desktop.__main__ import main
raise SystemExit(main(["--data-dir", {str(tmp_path / "datos")!r}]))
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
