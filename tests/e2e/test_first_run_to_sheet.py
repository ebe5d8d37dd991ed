"""The real program on a real X screen, driven through accessibility from first run to printed sheet."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
NEEDED = ("xvfb-run", "dbus-run-session", "openbox")


@pytest.mark.req("42")
def test_a_stranger_goes_from_first_run_to_printed_sheet(tmp_path: Path) -> None:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    assert not missing, f"install {', '.join(missing)} and python3-pyatspi: ./check does it when it may"
    target = tmp_path / "hoja.pdf"
    program = [sys.executable, "-m", "concerta_desktop", "--data-dir", str(tmp_path / "datos")]
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--", "sh", "-c"]
    drive = [SYSTEM_PYTHON, str(HERE / "first_run_to_sheet.py"), str(target), *program]
    desktop = 'openbox & exec "$@"'
    environment = {
        **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        [*screen, desktop, "sh", *drive],
        env=environment,
        cwd=HERE.parent.parent,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with pypdfium2.PdfDocument(target) as document:
        words = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Taller de fortalecimiento de la IPC Huanta" in words
    assert "Auditorio municipal, Huanta" in words
    assert "Página 1 de 2" in words
