"""Copies while one works: none is noticed, and the status line says how recent the last one is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.model import Person
from concerta_desktop.model.identity import new_id
from concerta_desktop.services.backups import known_copies
from concerta_desktop.store import backups
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store
from tests.factory import SteppingClock
from tests.ui.shell.conftest import Shell
from ui.backups.keeper import SEGMENT

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
