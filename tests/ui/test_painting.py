"""Painting costs no references: see ui/__init__.py."""

from __future__ import annotations

import sys

from PySide6.QtGui import QPainter, QPixmap
from pytestqt.qtbot import QtBot

import ui


def test_painting_often_does_not_wear_none_out(qtbot: QtBot) -> None:
    pixels = QPixmap(8, 8)
    before = sys.getrefcount(None)
    for _ in range(500):
        with QPainter(pixels):
            pass
    assert before - sys.getrefcount(None) < 250, ui.__doc__


def test_a_painter_has_ended_after_its_block(qtbot: QtBot) -> None:
    pixels = QPixmap(8, 8)
    with QPainter(pixels) as painter:
        assert painter.isActive()
    assert not painter.isActive()
