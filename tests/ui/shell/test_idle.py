"""Left alone, the window locks; what was half typed is offered when it opens again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.fixtures import PASSPHRASE
from tests.ui.shell.conftest import page
from tests.waiting import wait_until
from ui import idle
from ui.home.screen import HomeScreen
from ui.interventions.new_dialog import NewInterventionDialog
from ui.main_window import MainWindow
from ui.program import Program
from ui.unlock import UnlockPage

Start = Callable[[Path], Program]
Kept = tuple[Path, str]


def opened(program: Program, qtbot: QtBot) -> MainWindow:
    shown = page(program, UnlockPage)
    shown.field.setText(PASSPHRASE)
    shown.try_to_open()
    wait_until(lambda: isinstance(program.frame.currentWidget(), MainWindow))
    return page(program, MainWindow)


class Minutes:
    """A clock that the test moves, in the place of Qt's."""

    now = 0

    def __init__(self) -> None:
        self.began = Minutes.now

    def start(self) -> None:
        self.began = Minutes.now

    restart = start

    def hasExpired(self, milliseconds: int) -> bool:  # noqa: N802 - as Qt calls it
        return Minutes.now - self.began >= milliseconds / 60_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Minutes]:
    """No second that a busy machine loses counts."""
    monkeypatch.setattr(Minutes, "now", 0)
    monkeypatch.setattr(idle, "QElapsedTimer", Minutes)
    return Minutes


def test_it_locks_itself_and_keeps_what_was_half_typed(
    start: Start, qtbot: QtBot, kept_store: Kept, clock: type[Minutes]
) -> None:
    program = start(kept_store[0])
    window = opened(program, qtbot)
    window._in_section("intervenciones", "new_intervention")
    dialog = window.findChildren(NewInterventionDialog)[0]
    qtbot.keyClicks(dialog.form.editor("title"), "Taller a medias")
    clock.now = window._remembered.settings.lock_minutes
    window.idle.look()
    wait_until(lambda: isinstance(program.frame.currentWidget(), UnlockPage))

    again = opened(program, qtbot)
    home = again.sections.go_to("inicio")
    assert isinstance(home, HomeScreen)
    wait_until(lambda: bool(home.left_open.offers))
    assert "«Nueva intervención» quedó a medio escribir" in home.left_open.offers[0].notice.text()


def test_a_key_puts_it_off_and_never_means_never(
    start: Start, qtbot: QtBot, kept_store: Kept, clock: type[Minutes]
) -> None:
    program = start(kept_store[0])
    window = opened(program, qtbot)
    expired: list[bool] = []
    minutes = [10]
    watch = idle.Idle(lambda: minutes[0], window)
    watch.expired.connect(lambda: expired.append(True))
    handle = program.frame.windowHandle()
    watch.follow(handle)  # as when it has the focus, which not every run gives it
    clock.now = 9
    qtbot.keyClick(handle, Qt.Key.Key_Shift)
    clock.now = 18
    watch.look()
    assert not expired
    clock.now = 19
    watch.look()
    assert expired == [True]
    minutes[0] = 0
    watch.look()
    assert expired == [True]
