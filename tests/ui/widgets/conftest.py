"""Widgets are tried in the real look of the program."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme import apply_theme


@pytest.fixture
def dark(qapp: QApplication) -> object:
    """Everything dark for one test."""
    apply_theme(qapp, dark=True)
    yield
    apply_theme(qapp, dark=False)
