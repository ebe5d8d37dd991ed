"""Buttons that draw themselves are pressed from the keyboard like any other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.widgets.pressed import PaintedButton
from ui.widgets.toast import _ToastButton


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("make", [PaintedButton, _ToastButton])
def test_enter_and_space_press_it(qtbot: QtBot, make: type[PaintedButton], key: Qt.Key) -> None:
    button = make("Deshacer")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(button, key)
