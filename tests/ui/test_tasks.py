"""Work beside the window: whose asker has gone meanwhile, and how it keeps out of the way of the door."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.model import Person
from concerta_desktop.model.identity import new_id
from concerta_desktop.paths import DATABASE
from concerta_desktop.progress import Progress
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import Tx
from tests.waiting import wait_until
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
    wait_until(lambda: said == ["Persona agregada"])
    assert changed == [frozenset({"person"})]
    assert tasks.undo_stack.next_undo == "Persona agregada"
    assert asker.told == []


def test_what_a_closed_dialog_could_not_write_reaches_a_person(tasks: Tasks, qtbot: QtBot) -> None:
    def fail(_tx: Tx) -> None:
        raise EnvironmentFailure("El disco está lleno.")

    failures: list[Exception] = []
    tasks.failed.connect(failures.append)
    asker = Asker(tasks, fail)
    wait_until(lambda: len(failures) == 1)
    assert str(failures[0]).startswith("El disco está lleno.")
    assert asker.told == []


def test_news_for_nobody_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[object] = []
    owner = QObject()
    tasks.read(lambda _tx: 1, told.append, owner=owner)
    shiboken6.delete(owner)
    wait_until(tasks.idle)
    assert told == []


def test_the_file_catches_up_with_its_wal_while_nobody_writes(
    store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.tasks._REST_MS", 20)
    runner, file = Tasks(store), store.folder / DATABASE
    before = file.read_bytes()
    with store.write() as tx:
        _add(tx)
    assert file.read_bytes() == before  # the commit itself did not wait for that
    runner.write(_add, owner=runner)
    wait_until(lambda: file.read_bytes() != before)
    runner.close()


def niceness(_progress: Progress) -> int:
    return os.nice(0)


def test_a_document_gives_way_to_whoever_stands_at_the_door(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[int] = []
    tasks.export("Hoja", niceness, (), told.append, owner=tasks)
    wait_until(lambda: bool(told))
    assert told[0] > os.nice(0) or told == [19]
