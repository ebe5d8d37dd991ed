"""The first start: who works here, a passphrase, and the code that opens the data when it is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from concerta_desktop.store import keyring
from concerta_desktop.store import store as stores
from tests.ui.shell.conftest import page
from tests.waiting import wait_until
from ui.first_run.code_page import CodePage
from ui.first_run.keyless import KeylessPage
from ui.first_run.page import FirstRunPage
from ui.first_run.passphrase_field import PassphraseField
from ui.main_window import MainWindow
from ui.program import Program

PASSPHRASE = "cuatro palabras bien largas"
Start = Callable[[Path], Program]


def type_into(field: object, text: str) -> None:
    assert isinstance(field, QLineEdit)
    field.setText(text)
    field.textEdited.emit(text)


def fill(shown: FirstRunPage, passphrase: str = PASSPHRASE, again: str = PASSPHRASE) -> None:
    for name, text in (("names", "Rosa"), ("surnames", "Ñahui Ccente"), ("email", "rosa@ejemplo.pe")):
        type_into(shown.form.editor(name), text)
    first, second = shown.findChildren(PassphraseField)
    type_into(first, passphrase)
    type_into(second, again)


def test_from_nothing_to_the_window(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    program = start(folder)
    first = page(program, FirstRunPage)
    assert first.form.values()["unit"] == "DPVLV"
    fill(first)
    first.submit()
    wait_until(lambda: isinstance(program.frame.currentWidget(), CodePage))
    code_page = page(program, CodePage)
    assert not code_page.go.isEnabled()
    code_page.kept.click()
    code_page.go.click()
    window = page(program, MainWindow)
    wait_until(lambda: window.status.segment_text("who") == "Rosa Ñahui Ccente · DPVLV")
    program.close()
    stores.open_store(folder, PASSPHRASE).close()


def test_a_missing_name_is_said_at_its_field_and_the_rest_stays(start: Start, tmp_path: Path) -> None:
    shown = page(start(tmp_path / "datos"), FirstRunPage)
    fill(shown)
    type_into(shown.form.editor("names"), " ")
    shown.submit()
    assert shown.form.box("names").error() == "Escriba sus nombres."
    assert shown.form.values()["surnames"] == "Ñahui Ccente"
    assert not stores.exists(tmp_path / "datos")


def test_an_odd_address_is_doubted_once_and_then_taken(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    program = start(tmp_path / "datos")
    shown = page(program, FirstRunPage)
    fill(shown)
    type_into(shown.form.editor("email"), "noesuncorreo")
    shown.submit()
    assert shown.form.box("email").error().startswith("Eso no parece un correo.")
    assert not stores.exists(tmp_path / "datos")
    shown.submit()
    wait_until(lambda: isinstance(program.frame.currentWidget(), CodePage))
    program.close()


@pytest.mark.parametrize(
    ("passphrase", "again", "said"),
    [
        ("", "", "Escriba una contraseña."),
        ("corta", "corta", "Faltan 3 para llegar a 8."),
        ("12345678", "12345678", "Es de las primeras que cualquiera probaría. Elija otra."),
        (PASSPHRASE, "otra distinta", "No es igual a la primera."),
    ],
)
def test_a_passphrase_that_cannot_be_used(
    start: Start, tmp_path: Path, passphrase: str, again: str, said: str
) -> None:
    shown = page(start(tmp_path / "datos"), FirstRunPage)
    fill(shown, passphrase, again)
    shown.submit()
    assert said in [field.problem() for field in shown.findChildren(PassphraseField)]
    assert not stores.exists(tmp_path / "datos")


def test_a_passphrase_with_ones_own_name_is_advised_against(start: Start, tmp_path: Path) -> None:
    shown = page(start(tmp_path / "datos"), FirstRunPage)
    fill(shown, "ñahui2026", "ñahui2026")
    assert shown.passphrase.advice().startswith("Fácil de adivinar: contiene su nombre")


def test_the_recovery_sheet_holds_the_code(qtbot: QtBot, tmp_path: Path) -> None:
    _key, code = keyring.create(tmp_path / "llave", PASSPHRASE, keyring.Cost(1, 1, 8))
    shown = CodePage(code)
    qtbot.addWidget(shown)
    shown.panel.save_as(tmp_path / "hoja.pdf")
    wait_until(lambda: "hoja.pdf" in shown.panel.said())
    with pypdfium2.PdfDocument(tmp_path / "hoja.pdf") as document:
        assert len(document) == 1
        words = document[0].get_textpage().get_text_range()
    assert all(group in words for group in code.split("-"))


@pytest.mark.long
def test_the_example_is_apart_and_leaves_nothing(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    program = start(folder)
    page(program, FirstRunPage).example_requested.emit()
    wait_until(lambda: isinstance(program.frame.currentWidget(), MainWindow))
    window = page(program, MainWindow)
    assert window.band.isVisible()
    assert not stores.exists(folder)
    window.band.leave_requested.emit()
    page(program, FirstRunPage)
    assert not (folder / "ejemplo").exists()


def test_a_database_without_its_key_is_not_touched(start: Start, tmp_path: Path) -> None:
    (tmp_path / "concerta.db").write_bytes(b"cifrado")
    shown = page(start(tmp_path), KeylessPage)
    assert shown.accessibleName() == "Falta el archivo de la llave"
    assert (tmp_path / "concerta.db").read_bytes() == b"cifrado"
