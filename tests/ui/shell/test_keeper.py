"""Copies while one works: none is noticed, and the status line says how recent the last one is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.model import Person
from concerta_desktop.model.identity import new_id
from concerta_desktop.paths import KEY_FILE
from concerta_desktop.services import sticks
from concerta_desktop.services.backups import known_copies
from concerta_desktop.store import backups, keyring
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store
from tests.factory import SteppingClock
from tests.fixtures import CHEAP
from tests.ui.shell.conftest import Shell
from ui.backups import keeper
from ui.backups.keeper import SEGMENT
from ui.errors import FailureDialog
from ui.settings import copies_card

Show = Callable[[], Shell]


def register(shown: Shell) -> None:
    shown.tasks.write(
        lambda tx: change(tx, Person, new_id(), {"surnames": "Óré"}), owner=shown.window, label="Agregar"
    )
    shown.until(lambda: shown.window.status.segment_text("saved").startswith("Guardado"))
    shown.until(shown.tasks.idle)


def pass_time(store: Store, minutes: int) -> None:
    assert isinstance(store.now, SteppingClock)
    store.now.moment += timedelta(minutes=minutes)


def said(shown: Shell) -> str:
    return shown.window.status.segment_text(SEGMENT)


def look(shown: Shell) -> None:
    """As the clock does each minute."""
    shown.until(shown.tasks.idle)
    shown.window.copies.keeper.look()
    shown.until(shown.tasks.idle)


@pytest.mark.req("33")
def test_a_copy_every_half_hour_of_use_when_something_changed(shell: Show, store: Store) -> None:
    shown = shell()
    shown.until(shown.tasks.idle)
    look(shown)
    shown.until(lambda: said(shown) == "Última copia hoy 08:41")
    assert [copy.reason for copy in known_copies(store.folder)] == ["periodic"]
    pass_time(store, 40)
    look(shown)
    assert len(known_copies(store.folder)) == 1, "nothing changed"
    register(shown)
    look(shown)
    shown.until(lambda: said(shown) == "Última copia hoy 09:21")
    register(shown)
    pass_time(store, 29)
    look(shown)
    assert len(known_copies(store.folder)) == 2, "half an hour has not gone"


def test_a_copy_is_made_when_asked_for(shell: Show, store: Store) -> None:
    shown = shell()
    shown.until(shown.tasks.idle)
    shown.window.commands.action("copies:make").trigger()
    shown.until(lambda: shown.window.toast.text() == "Copia hecha y comprobada.")
    (copy,) = known_copies(store.folder)
    backups.verify(copy, store.key)
    assert copy.reason == "request"


def test_after_a_new_passphrase_a_copy_opens_with_it(shell: Show, store: Store) -> None:
    shown = shell()
    look(shown)
    pass_time(store, 31)
    keyring.change_passphrase(store.folder / KEY_FILE, store.key, "otra frase de ejemplo", CHEAP)
    look(shown)
    newest = known_copies(store.folder)[0]
    assert keyring.unlock(newest.folder / KEY_FILE, "otra frase de ejemplo") == store.key


def fails(*_: object) -> None:
    raise EnvironmentFailure("No queda espacio en el disco.", safe="Todo a salvo.", todo="Libere espacio.")


def test_a_copy_that_fails_interrupts_nobody_and_is_tried_again(
    shell: Show, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = shell()
    with monkeypatch.context() as patched:
        patched.setattr(backups, "make", fails)
        look(shown)
        shown.until(lambda: said(shown) == "Sin copia reciente: No queda espacio en el disco")
    pass_time(store, 31)
    look(shown)
    shown.until(lambda: said(shown) == "Última copia hoy 09:12")


def test_before_an_import_a_copy_is_made_unless_there_is_one_of_all(shell: Show, store: Store) -> None:
    shown = shell()
    shown.until(shown.tasks.idle)
    for _ in range(2):
        shown.tasks.write(
            lambda tx: change(tx, Person, "una-persona", {"surnames": "Óré"}),
            owner=shown.window,
            risk="import",
        )
        shown.until(shown.tasks.idle)
    assert [copy.reason for copy in known_copies(store.folder)] == ["import", "import"]
    shown.tasks.write(
        lambda tx: change(tx, Person, "una-persona", {"surnames": "Óré"}), owner=shown.window, risk="import"
    )
    shown.until(shown.tasks.idle)
    assert len(known_copies(store.folder)) == 2


def test_the_last_copy_is_known_from_the_start(shell: Show, store: Store) -> None:
    backups.make(store, backups.home(store.folder), "periodic")
    pass_time(store, 24 * 60)
    shown = shell()
    shown.until(lambda: said(shown) == "Última copia ayer 08:41")


@pytest.fixture
def stick(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick of ours, plugged in."""
    root = tmp_path / "KINGSTON"
    root.mkdir()
    monkeypatch.setattr(keeper, "mounted", lambda: [root] if root.exists() else [])
    monkeypatch.setattr(keeper, "name_of", lambda found: found.name)
    monkeypatch.setattr(sticks, "_same_drive", lambda *_: False)
    sticks.mark(root, store)
    return root


@pytest.mark.req("33")
def test_a_stick_of_ours_takes_a_copy_when_it_is_plugged_in(shell: Show, store: Store, stick: Path) -> None:
    shown = shell()
    look(shown)
    shown.until(lambda: said(shown) == "Última copia hoy 08:41, también en «KINGSTON»")
    assert shown.window.toast.text() == "Copia hecha en «KINGSTON»."
    (copy,) = backups.copies(stick / backups.FOLDER)
    backups.verify(copy, store.key)
    shutil.rmtree(stick)
    look(shown)
    shown.until(lambda: said(shown) == "Última copia hoy 08:41")


def test_a_stick_that_fails_does_not_hide_that_there_is_a_copy(
    shell: Show, store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / backups.FOLDER).write_text("no es una carpeta", "utf-8")
    shown = shell()
    look(shown)
    shown.until(lambda: shown.window.toast.text().startswith("No se pudo copiar en «KINGSTON»"))
    assert said(shown) == "Última copia hoy 08:41"


def test_where_copies_go_is_chosen_in_settings(
    shell: Show, store: Store, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies_card, "root_of", lambda folder: stick)
    monkeypatch.setattr(copies_card, "mounted", lambda: [stick])
    monkeypatch.setattr(copies_card, "name_of", lambda found: found.name)
    shown = shell()
    shown.window.go_to("ajustes")
    screen: Any = shown.window.sections.current_screen()
    card = screen.copies
    shown.until(lambda: card.on_sticks.text() == "«KINGSTON» lleva sus copias.")
    card.forget.click()
    shown.until(lambda: card.on_sticks.text() == "Ninguna memoria conectada lleva sus copias.")
    card.use_stick(stick / "una carpeta")
    shown.until(lambda: card.on_sticks.text() == "«KINGSTON» lleva sus copias.")
    assert shown.window.toast.text() == "«KINGSTON» llevará sus copias cada vez que esté conectada."
    card.choose(tmp_path / "Documentos")
    assert shown.remembered.settings.backup_folder == str(tmp_path / "Documentos")
    assert card.usual.isVisible()
    card.usual.click()
    assert shown.remembered.settings.backup_folder == ""
    assert card.where.text() == str(backups.default_home(store.folder))


def test_the_drive_of_the_data_is_refused_as_a_stick(shell: Show, store: Store) -> None:
    shown = shell()
    shown.window.go_to("ajustes")
    screen: Any = shown.window.sections.current_screen()
    screen.copies.use_stick(store.folder)
    (notice,) = shown.window.findChildren(FailureDialog)
    assert notice.accessibleName() == "Esa carpeta está en el mismo disco que sus datos."
    notice.accept()
