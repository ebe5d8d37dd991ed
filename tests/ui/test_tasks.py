"""What becomes of work whose asker has gone meanwhile: a dialog closed, a page left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.model import Person
from concerta_desktop.model.identity import new_id
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import Tx
from ui.tasks import Tasks


@pytest.fixture
def tasks(store: Store, qtbot: QtBot) -> Iterator[Tasks]:
    runner = Tasks(store)
    yield runner
    runner.close()


class Asker:
    """Asks for one write and is gone before it is done."""

    def __init__(self, tasks: Tasks, work: Callable[[Tx], None]) -> None:
        self.told: list[object] = []
        owner, held = QObject(), Event()

        def late(tx: Tx) -> None:
            assert held.wait(10)
            work(tx)

        tasks.write(late, self.told.append, owner=owner, label="Persona agregada", failed=self.told.append)
        shiboken6.delete(owner)
        held.set()


def _add(tx: Tx) -> None:
    change(tx, Person, new_id(), {"surnames": "Ccente Palomino"})


def test_what_a_closed_dialog_wrote_is_told_to_the_window_and_can_be_undone(
    tasks: Tasks, qtbot: QtBot
) -> None:
    changed: list[frozenset[str]] = []
    said: list[str] = []
    tasks.changed.connect(changed.append)
    tasks.action_done.connect(said.append)
    asker = Asker(tasks, _add)
    qtbot.waitUntil(lambda: said == ["Persona agregada"])
    assert changed == [frozenset({"person"})]
    assert tasks.undo_stack.next_undo == "Persona agregada"
    assert asker.told == []


def test_what_a_closed_dialog_could_not_write_reaches_a_person(tasks: Tasks, qtbot: QtBot) -> None:
    def fail(_tx: Tx) -> None:
        raise EnvironmentFailure("El disco está lleno.")

    failures: list[Exception] = []
    tasks.failed.connect(failures.append)
    asker = Asker(tasks, fail)
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert str(failures[0]).startswith("El disco está lleno.")
    assert asker.told == []


def test_news_for_nobody_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[object] = []
    owner = QObject()
    tasks.read(lambda _tx: 1, told.append, owner=owner)
    shiboken6.delete(owner)
    qtbot.waitUntil(tasks.idle)
    assert told == []
