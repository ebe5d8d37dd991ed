"""The test set-up itself: it must go red when a log or Qt complains, and list requirements."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

COMPLAINTS = """
import logging, warnings
from PySide6.QtCore import qWarning

def test_error(qapp): logging.getLogger("x").error("disco %s", "lleno")
def test_qt(qapp): qWarning("una advertencia de Qt")
def test_warning(): warnings.warn("antiguo", DeprecationWarning)
def test_retry(): logging.getLogger("x").warning("se reintenta")
def test_expected(logged_errors):
    logging.error("lleno")
    assert len(logged_errors) == 1
"""

PROOFS = """
import pytest

@pytest.mark.req("11", "2")
def test_two(): raise AssertionError

@pytest.mark.req("2")
@pytest.mark.parametrize("n", [1, 2])
def test_one(n): pass
"""


def run_pytest(tmp_path: Path, source: str, *arguments: str) -> list[str]:
    """The lines pytest prints for one test file under the project's own set-up."""
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text("utf-8"), "utf-8")
    (tmp_path / "test_it.py").write_text(source, "utf-8")
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-q", *settings, *arguments, str(tmp_path)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    return [line for line in finished.stdout.splitlines() if line]


def test_complaints_fail_a_test(tmp_path: Path) -> None:
    lines = run_pytest(tmp_path, COMPLAINTS, "-rA")
    summary = {line.split(" - ")[0] for line in lines if "test_it.py::" in line}
    assert summary >= {
        "ERROR test_it.py::test_error",
        "FAILED test_it.py::test_qt",
        "FAILED test_it.py::test_warning",
        "PASSED test_it.py::test_retry",
        "PASSED test_it.py::test_expected",
    }
    assert "ERROR test_it.py::test_expected" not in summary
    assert any("disco lleno" in line for line in lines)


def test_requirements_are_listed_in_order_of_number(tmp_path: Path) -> None:
    lines = run_pytest(tmp_path, PROOFS, "--requirements")
    assert lines[:5] == [
        "Requirement 2",
        "    test_it.py::test_two",
        "    test_it.py::test_one",
        "Requirement 11",
        "    test_it.py::test_two",
    ]
