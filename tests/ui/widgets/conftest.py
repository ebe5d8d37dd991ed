"""Widgets are tried in the real look of the program."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme import apply_theme, start_theme


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, dressed once."""
    start_theme(qapp, dark=False)
    return qapp


@pytest.fixture
def dark(qapp: QApplication) -> object:
    """Everything dark for one test."""
    apply_theme(qapp, dark=True)
    yield
    apply_theme(qapp, dark=False)
