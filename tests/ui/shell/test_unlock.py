"""The prompt: a passphrase opens the data; a wrong one is said and slowed; a forgotten one is replaced."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from concerta_desktop.store import store as stores
from tests.fixtures import PASSPHRASE
from tests.ui.shell.conftest import page
from tests.waiting import wait_until
from ui import unlock
from ui.first_run.forgotten import CodeEntry, ForgottenPage
from ui.first_run.passphrase_field import PassphraseField
from ui.main_window import MainWindow
from ui.program import Program
from ui.unlock import UnlockPage

Start = Callable[[Path], Program]
Kept = tuple[Path, str]


def test_the_right_passphrase_opens(start: Start, qtbot: QtBot, kept_store: Kept) -> None:
    program = start(kept_store[0])
    shown = page(program, UnlockPage)
    assert shown.focusWidget() is shown.field
    shown.field.setText(PASSPHRASE)
    qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    wait_until(lambda: isinstance(program.frame.currentWidget(), MainWindow))


def test_a_wrong_one_is_said_and_soon_waits_but_never_locks_out(
    start: Start, qtbot: QtBot, kept_store: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unlock, "_SECOND", 1)
    program = start(kept_store[0])
    shown = page(program, UnlockPage)
    for _ in range(8):
        shown.field.setText("no es esta")
        wait_until(shown.open_button.isEnabled)
        shown.try_to_open()
        wait_until(lambda: shown.open_button.text() == "Abrir Concerta")
        assert shown.box.error().startswith("La contraseña no es correcta.")
        assert shown.field.text() == "no es esta"
    assert "Sus datos siguen a salvo" in shown.note.text()
    wait_until(shown.open_button.isEnabled)
    shown.field.setText(PASSPHRASE)
    shown.try_to_open()
    wait_until(lambda: isinstance(program.frame.currentWidget(), MainWindow))


def test_letters_show_only_when_asked(start: Start, kept_store: Kept) -> None:
    field = page(start(kept_store[0]), UnlockPage).field
    assert field.echoMode() == QLineEdit.EchoMode.Password
    eye = next(action for action in field.actions() if action.text() == "Mostrar la contraseña")
    eye.trigger()
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.text() == "Ocultar la contraseña"


def test_the_printed_code_sets_a_new_passphrase(start: Start, qtbot: QtBot, kept_store: Kept) -> None:
    folder, code = kept_store
    program = start(folder)
    page(program, UnlockPage).forgotten.emit()
    shown = page(program, ForgottenPage)
    shown.code.paste(code.lower().replace("-", " "))
    assert shown.note.text() == "El código está bien escrito."
    for field in shown.findChildren(PassphraseField):
        field.setText("otra contraseña nueva")
    shown.submit()
    wait_until(lambda: isinstance(program.frame.currentWidget(), MainWindow))
    program.close()
    stores.open_store(folder, "otra contraseña nueva").close()


def test_a_mistyped_group_is_named(start: Start, kept_store: Kept) -> None:
    folder, code = kept_store
    program = start(folder)
    page(program, UnlockPage).forgotten.emit()
    shown = page(program, ForgottenPage)
    groups = code.split("-")
    groups[2] = ("A" if groups[2][0] != "A" else "B") + groups[2][1:]
    shown.code.paste("-".join(groups))
    assert shown.note.text() == "El grupo 3 tiene un error. Compare con la hoja impresa."


def test_typing_goes_from_one_group_to_the_next(qtbot: QtBot, kept_store: Kept) -> None:
    entry = CodeEntry()
    qtbot.addWidget(entry)
    with qtbot.waitActive(entry):
        entry.show()
    for letter in kept_store[1].replace("-", ""):
        box = entry.focusWidget()
        assert box is not None
        qtbot.keyClicks(box, letter)
    assert entry.value() == kept_store[1]
    assert entry.first_wrong() == -1


def test_the_prompt_is_painted_before_anything_heavy_is_loaded(kept_store: Kept) -> None:
    code = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.program import Program
from ui.remembered import Remembered
from ui.theme import start_theme
app = QApplication([])
start_theme(app)
program = Program(Path(sys.argv[1]), Remembered(Path(sys.argv[1]) / "window.json"))
program.show_start()
program.frame.show()
program.frame.grab()
print(*sys.modules)
"""
    started = subprocess.run(
        [sys.executable, "-c", code, str(kept_store[0])], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in started.stdout.split()}
    assert not loaded & {"sqlalchemy", "sqlcipher3", "cryptography", "reportlab", "openpyxl", "typer"}
