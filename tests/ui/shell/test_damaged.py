"""Damaged data: the window says so, brings back what it can, and says exactly what came back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from concerta_desktop.paths import DATABASE
from concerta_desktop.services.backups import back_up
from concerta_desktop.store import store as stores
from tests.factory import a_person
from tests.fixtures import PASSPHRASE
from tests.ui.shell.conftest import page
from tests.waiting import wait_until
from ui.first_run.damaged import DamagedPage, RecoveredPage
from ui.main_window import MainWindow
from ui.program import Program
from ui.unlock import UnlockPage

Start = Callable[[Path], Program]
Kept = tuple[Path, str]


def unlock(program: Program, qtbot: QtBot) -> None:
    shown = page(program, UnlockPage)
    shown.field.setText(PASSPHRASE)
    qtbot.keyClick(shown.field, Qt.Key.Key_Return)


def test_damaged_data_are_recovered_by_keyboard_alone(start: Start, qtbot: QtBot, kept_store: Kept) -> None:
    folder = kept_store[0]
    store = stores.open_store(folder, PASSPHRASE)
    a_person(store, surnames="Óré")
    back_up(store, "request")
    store.close()
    (folder / DATABASE).write_bytes(b"\7" * 8192)
    program = start(folder)
    unlock(program, qtbot)
    wait_until(lambda: isinstance(program.frame.currentWidget(), DamagedPage))
    damaged = page(program, DamagedPage)
    assert damaged.focusWidget() is damaged.recover_button
    qtbot.keyClick(damaged.recover_button, Qt.Key.Key_Space)
    wait_until(lambda: isinstance(program.frame.currentWidget(), RecoveredPage))
    said = "\n".join(sentence.text() for sentence in page(program, RecoveredPage).sentences)
    assert "1 persona" in said
    assert "de la copia del" in said
    assert "se guarda sin tocar en la carpeta «apartado" in said
    qtbot.keyClick(page(program, RecoveredPage).go_on, Qt.Key.Key_Space)
    unlock(program, qtbot)
    wait_until(lambda: isinstance(program.frame.currentWidget(), MainWindow))


def test_when_nothing_can_be_recovered_that_is_said_and_nothing_is_touched(
    start: Start, qtbot: QtBot, kept_store: Kept
) -> None:
    folder = kept_store[0]
    (folder / DATABASE).write_bytes(b"\7" * 8192)
    program = start(folder)
    unlock(program, qtbot)
    wait_until(lambda: isinstance(program.frame.currentWidget(), DamagedPage))
    told: list[Exception] = []
    damaged = page(program, DamagedPage)
    damaged._show_error = told.append
    damaged.recover()
    wait_until(lambda: bool(told))
    assert "no hay ninguna copia" in str(told[0])
    assert damaged.recover_button.isEnabled()
    assert (folder / DATABASE).read_bytes() == b"\7" * 8192
