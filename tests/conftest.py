"""The same surroundings for every test: no screen, Lima's clock, no local settings, a quiet log."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "America/Lima"
for name in list(os.environ):
    kept = name in {"CONCERTA_PIXELS", "CONCERTA_GOLDENS"}  # ask for pictures and texts to be written anew
    if (name.startswith("CONCERTA_") and not kept) or name in {
        "QT_SCALE_FACTOR",
        "QT_STYLE_OVERRIDE",
        "QT_QPA_PLATFORMTHEME",
    }:
        del os.environ[name]
if hasattr(time, "tzset"):
    time.tzset()

import pytest
from PySide6.QtWidgets import QApplication

pytest_plugins = ("tests.fixtures",)
_SHARE_A_CASE = {"cli", "documents", "pixels"}
"""Folders whose tests look at one fictitious case: one worker makes it, not each."""
_SHARE_A_SERVER = {"tests/sync/test_shared.py"}
_HAVE_PROPERTIES = ("/rules/", "/capture/", "/store/", "/sync/", "text.py")


class _Collected(logging.Handler):
    """Keeps the errors logged while a test runs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application in the look of the program, put on once: it is a tenth of a second."""
    from ui.theme import start_theme

    start_theme(qapp, dark=False)
    return qapp


@pytest.fixture
def logged_errors() -> Iterator[list[logging.LogRecord]]:
    """What was logged at ERROR or above so far. A test that asks for it expects errors, and asserts them."""
    handler = _Collected()
    logging.getLogger().addHandler(handler)
    yield handler.records
    logging.getLogger().removeHandler(handler)


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which an error was logged, unless it asked for `logged_errors`.

    Warnings that Qt prints fail a test as well: `qt_log_level_fail` in pyproject.toml.
    """
    expected = "logged_errors" in request.node.fixturenames
    records: list[logging.LogRecord] = request.getfixturevalue("logged_errors")
    yield
    if records and not expected:
        pytest.fail(
            "Unexpected errors in the log:\n" + "\n".join(r.getMessage() for r in records), pytrace=False
        )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--requirements", action="store_true", help="print requirement -> tests and run nothing")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Sends what shares a case to one worker. `--dist loadgroup` would, but for pytest 9.2, which keeps the
    names of tests as they were collected."""
    from xdist.scheduler import LoadScopeScheduling

    class ByCase(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            folder, file = nodeid.split("/")[1], nodeid.partition("::")[0]
            return folder if folder in _SHARE_A_CASE else file if file in _SHARE_A_SERVER else nodeid

    return ByCase(config, log)


def pytest_collection_modifyitems() -> None:
    _spare_reading_constants()


def _spare_reading_constants() -> None:
    """Hypothesis draws some values from the constants of our modules and reads every one of them for it: four
    seconds for each worker in a fresh clone. Those that have properties will do."""
    providers: Any = sys.modules.get("hypothesis.internal.conjecture.providers")
    if providers is not None:
        is_ours = providers.is_local_module_file
        providers.is_local_module_file = lambda path: (
            any(part in path for part in _HAVE_PROPERTIES) and is_ours(path)
        )


def pytest_collection_finish(session: pytest.Session) -> None:
    if session.config.getoption("--requirements"):
        _print_requirements(session.items)


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    return True if session.config.getoption("--requirements") and not session.testsfailed else None


def _print_requirements(items: list[pytest.Item]) -> None:
    """One line per requirement, in order of number, then the tests that prove it, parameters folded."""
    proofs: dict[str, dict[str, None]] = {}
    for item in items:
        for marker in item.iter_markers("req"):
            for number in marker.args:
                proofs.setdefault(str(number), {})[item.nodeid.partition("[")[0]] = None
    for number in sorted(
        proofs, key=lambda text: (not text.isdigit(), int(text) if text.isdigit() else 0, text)
    ):
        print(f"Requirement {number}")  # noqa: T201
        for nodeid in proofs[number]:
            print(f"    {nodeid}")  # noqa: T201
