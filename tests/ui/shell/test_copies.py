"""Going back to a copy from the window, and taking back what came after it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from concerta_desktop.model import Person
from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.services.backups import back_up, known_copies
from concerta_desktop.store import restoring
from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of
from tests.factory import SteppingClock, a_person, an_intervention
from tests.fixtures import PASSPHRASE, NewStore
from tests.ui.shell.conftest import Shell, page
from tests.waiting import wait_until
from ui.backups.restore_dialog import RestoreDialog
from ui.backups.restore_page import RestorePage
from ui.errors import FailureDialog
from ui.first_run.keyless import KeylessPage
from ui.first_run.page import FirstRunPage
from ui.main_window import MainWindow
from ui.program import Program
from ui.remembered import Remembered
from ui.unlock import UnlockPage
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.labels import ElidedLabel, Label

Show = Callable[[], Shell]


def people(store: Store) -> list[str]:
    with store.read() as tx:
        return sorted(tx.connection.execute(select(table_of(Person).c.surnames)).scalars())


def words(widget: QWidget) -> list[str]:
    found = [*widget.findChildren(Label), *widget.findChildren(ElidedLabel)]
    return [label.text() for label in found if label.isVisible()]


def choose(shown: Shell) -> RestoreDialog:
    shown.window.commands.action("copies:restore").trigger()
    shown.until(lambda: shown.window.findChildren(RestoreDialog))
    (dialog,) = shown.window.findChildren(RestoreDialog)
    shown.until(shown.tasks.idle)
    return dialog


@pytest.mark.req("33")
def test_each_copy_says_what_it_holds(shell: Show, store: Store) -> None:
    an_intervention(store, title="Taller <b>en Huanta</b>")
    back_up(store, "request")
    an_intervention(store, title="Reunión en Acobamba")
    back_up(store, "periodic")
    shown = shell()
    dialog = choose(shown)
    assert [row.copy.why for row in dialog.browser.table.rows()] == ["automática", "pedida por usted"]
    shown.until(lambda: "Reunión en Acobamba" in words(dialog))
    shown.press(Qt.Key.Key_Down, on=dialog.browser.table)
    shown.until(lambda: "Taller <b>en Huanta</b>" in words(dialog))
    assert "Reunión en Acobamba" not in words(dialog)
    assert dialog.do.isEnabled()


def test_a_damaged_copy_and_one_of_another_laptop_cannot_be_chosen(
    shell: Show, store: Store, new_store: NewStore, tmp_path: Path
) -> None:
    mine, hers = back_up(store, "request"), back_up(new_store("otra"), "request")
    os.truncate(mine.folder / DATABASE, 4096)
    shown = shell()
    dialog = choose(shown)
    shown.until(lambda: not dialog.do.isEnabled())
    assert any("dañad" in said for said in words(dialog))
    dialog.look_in(hers.folder.parent)
    shown.until(lambda: dialog.browser.current() == hers)
    shown.until(lambda: dialog.note.text().startswith("Esta copia es de otro equipo"))
    assert not dialog.do.isEnabled()
    dialog.look_in(tmp_path / "memoria que ya no está")
    shown.until(lambda: dialog.browser.current() is None)


def test_a_folder_that_is_a_copy_can_be_pointed_at(shell: Show, store: Store, tmp_path: Path) -> None:
    copy = back_up(store, "request")
    shutil.copytree(copy.folder, tmp_path / "memoria" / copy.folder.name)
    shown = shell()
    dialog = choose(shown)
    dialog.look_in(tmp_path / "memoria" / copy.folder.name)
    shown.until(
        lambda: [row.copy.folder.parent for row in dialog.browser.table.rows()] == [tmp_path / "memoria"]
    )


@pytest.fixture
def opened(kept_store: tuple[Path, str], start: Callable[[Path], Program], qtbot: QtBot) -> Program:
    """The program over a store with a copy and one person more."""
    folder, _ = kept_store
    store = stores.open_store(folder, PASSPHRASE, now=SteppingClock())
    a_person(store, surnames="Óré")
    back_up(store, "request")
    a_person(store, surnames="Taype")
    store.close()
    program = start(folder)
    unlock: UnlockPage = page(program, UnlockPage)
    unlock.field.setText(PASSPHRASE)
    unlock.try_to_open()
    wait_until(lambda: isinstance(program.frame.currentWidget(), MainWindow))
    return program


def window_of(program: Program) -> MainWindow:
    return page(program, MainWindow)


@pytest.mark.req("33")
def test_back_to_a_copy_and_forth_again(opened: Program) -> None:
    program, window = opened, window_of(opened)
    assert not window.commands.action("copies:recover").isVisible()
    wait_until(window.tasks.idle)
    (copy,) = known_copies(window.tasks.store.folder)
    window.restore_requested.emit(copy)
    wait_until(lambda: program.frame.currentWidget() is not window and _is_main(program))
    window = window_of(program)
    assert window.copies is not None
    wait_until(lambda: "1 cambio queda apartado" in window.toast.text())
    assert people(window.tasks.store) == ["Óré"]
    recover = window.commands.action("copies:recover")
    assert recover.isVisible()
    assert "(1 cambio)" in recover.text()
    dialog = window.copies.recover()
    assert dialog is not None
    assert any("1 persona" in said for said in words(dialog))
    dialog.do.click()
    wait_until(lambda: window.toast.text() == "Recuperado lo posterior: 1 cambio.")
    assert people(window.tasks.store) == ["Taype", "Óré"]
    assert not recover.isVisible()


def test_when_it_cannot_be_restored_what_was_open_opens_again(opened: Program) -> None:
    program, window = opened, window_of(opened)
    wait_until(window.tasks.idle)
    (copy,) = known_copies(window.tasks.store.folder)
    shutil.rmtree(copy.folder)
    window.restore_requested.emit(copy)
    wait_until(lambda: program.frame.currentWidget() is not window and _is_main(program))
    wait_until(lambda: program.frame.findChildren(FailureDialog))
    (notice,) = program.frame.findChildren(FailureDialog)
    assert any("no está" in said for said in words(notice))
    assert people(window_of(program).tasks.store) == ["Taype", "Óré"]
    notice.accept()


def _is_main(program: Program) -> bool:
    return isinstance(program.frame.currentWidget(), MainWindow)


@pytest.fixture
def lost(kept_store: tuple[Path, str]) -> Path:
    """A folder whose store has one person and a copy of it."""
    folder, _ = kept_store
    store = stores.open_store(folder, PASSPHRASE, now=SteppingClock())
    a_person(store, surnames="Óré")
    back_up(store, "request")
    store.close()
    return folder


def restore_page(program: Program) -> RestorePage:
    wait_until(lambda: isinstance(program.frame.currentWidget(), RestorePage))
    shown: RestorePage = page(program, RestorePage)
    return shown


@pytest.mark.req("33")
def test_a_new_laptop_begins_with_a_copy(
    lost: Path, start: Callable[[Path], Program], qtbot: QtBot, tmp_path: Path
) -> None:
    program = start(tmp_path / "nueva")
    page(program, FirstRunPage).restore_requested.emit()
    shown = restore_page(program)
    assert not shown.do.isEnabled()
    shown.look_in(lost.parent / f"{lost.name} copias")
    wait_until(shown.browser.current)
    shown.submit()
    assert shown.box.error() == "Escriba la contraseña con que se hizo la copia."
    shown.field.setText("no es esta frase")
    shown.submit()
    wait_until(lambda: "no es correcta" in shown.box.error())
    shown.field.setText(PASSPHRASE)
    qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    wait_until(lambda: _is_main(program))
    assert people(window_of(program).tasks.store) == ["Óré"]


def test_a_lost_key_comes_back_from_a_copy_and_the_data_stay(
    lost: Path, start: Callable[[Path], Program], qtbot: QtBot
) -> None:
    (lost / KEY_FILE).unlink()
    program = start(lost)
    page(program, KeylessPage).restore.click()
    shown = restore_page(program)
    wait_until(shown.browser.current)
    shown.field.setText(PASSPHRASE)
    shown.do.click()
    wait_until(lambda: _is_main(program))
    window = window_of(program)
    wait_until(lambda: window.toast.text() == "La llave volvió de la copia. Sus datos están completos.")
    assert people(window.tasks.store) == ["Óré"]


def test_other_data_are_replaced_only_after_asking(
    lost: Path, start: Callable[[Path], Program], qtbot: QtBot, new_store: NewStore
) -> None:
    hers = new_store("suyo")
    hers.close()
    program = start(hers.folder)
    page(program, UnlockPage).restore_requested.emit()
    shown = restore_page(program)
    shown.look_in(lost.parent / f"{lost.name} copias")
    wait_until(shown.browser.current)
    shown.field.setText(PASSPHRASE)
    shown.do.click()
    wait_until(lambda: shown.findChildren(ConfirmDialog))
    (question,) = shown.findChildren(ConfirmDialog)
    question.do.click()
    wait_until(lambda: _is_main(program))
    assert people(window_of(program).tasks.store) == ["Óré"]
    assert list(hers.folder.glob("apartado *"))


def test_a_restore_cut_short_goes_on_when_the_window_opens(
    lost: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = stores.open_store(lost, PASSPHRASE)
    a_person(store, surnames="Taype")
    copy = known_copies(lost)[-1]
    store.close()
    restoring.stage(lost, copy, store.key, present=True, now=store.now)
    (lost / DATABASE).unlink()  # as far as the renames had got
    program = Program(lost, Remembered(lost / "window.json"))
    qtbot.addWidget(program.frame)
    monkeypatch.setattr(program.frame, "open", lambda: None)
    program.start()
    assert isinstance(program.frame.currentWidget(), UnlockPage)
    again = stores.open_store(lost, PASSPHRASE)
    assert people(again) == ["Óré"]
    again.close()
