"""A long session costs no references that nobody counts: see ui/singletons.py."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import singletons

_CALLS = 50_000
"""More references than Python gives None at the start."""


@pytest.mark.parametrize("singleton", [None, True, False, NotImplemented])
def test_singletons_have_references_to_lose(singleton: object) -> None:
    """From Python 3.12 on they say so themselves, with a count of their own."""
    assert sys.getrefcount(singleton) > 1 << 30, singletons.__doc__


def test_a_long_session_survives(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert all(widget.parentWidget() is None for _ in range(_CALLS))
    assert all(widget.isEnabled() for _ in range(_CALLS))
