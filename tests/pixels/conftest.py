"""The program held still: one clock, one set of ids, one printer, no blinking cursor, no pointer over it."""

from __future__ import annotations

import gc
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
import uuid6
from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concerta_desktop.cli.demo import MOMENT
from concerta_desktop.services import demo
from concerta_desktop.services.setup import first_run
from concerta_desktop.store.store import Store
from tests.fixtures import PASSPHRASE
from tests.waiting import wait_until
from ui import preview
from ui.main_window import MainWindow
from ui.program import Program
from ui.remembered import Remembered
from ui.render_sections import SIZE, main_window
from ui.theme import apply_theme, current


@pytest.fixture(autouse=True)
def still(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Also as the program does (ui/garbage.py): what is collected is collected on the UI thread."""
    gc.disable()
    blink = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    QCursor.setPos(QPoint(0, SIZE.height() + 20))
    monkeypatch.setattr(preview, "printer_names", lambda: ["Impresora de la oficina"])
    yield
    if current().dark:
        apply_theme(qapp, dark=False)
    qapp.setCursorFlashTime(blink)
    gc.collect(1)


@contextmanager
def fixed_ids() -> Iterator[None]:
    """Ids that ask neither the clock nor chance, in the order in which they are given."""
    numbers = count(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uuid6, "uuid7", lambda: uuid.UUID(int=next(numbers)))
        yield


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with nobody in it but its specialist."""
    with fixed_ids():
        store, _ = first_run(
            tmp_path_factory.mktemp("vacío"), PASSPHRASE, demo.SPECIALIST, now=lambda: MOMENT
        )
    yield store
    store.close()


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    """The demo's store, and the id of its workshop. Pictures only look at it."""
    with fixed_ids():
        store, _ = first_run(tmp_path_factory.mktemp("demo"), PASSPHRASE, demo.SPECIALIST, now=lambda: MOMENT)
        made = demo.fill(store, MOMENT.date())
    yield store, made
    store.close()


@pytest.fixture
def window(workshop: tuple[Store, str], qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The window over the demo."""
    with main_window(workshop[0], tmp_path) as made:
        wait_until(made.isActiveWindow)
        yield made


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Callable[[Path], Program]]:
    """`start(folder)` shows the first page of the program on that folder."""
    programs: list[Program] = []

    def show(folder: Path) -> Program:
        program = Program(folder, Remembered(folder / "window.json"))
        programs.append(program)
        qtbot.addWidget(program.frame)
        program.show_start()
        program.frame.resize(SIZE)
        program.frame.show()
        program.frame.activateWindow()
        wait_until(program.frame.isActiveWindow)
        return program

    yield show
    for program in programs:
        program.close()
