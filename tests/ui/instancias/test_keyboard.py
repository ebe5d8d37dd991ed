"""Tab goes through every step of the page of an instancia, and its windows, as one reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from concerta_desktop.services.demo_instancias import HUANTA, record_instancias
from tests.factory import SteppingClock, a_person
from tests.fixtures import NewStore
from tests.ui.interventions.conftest import NOW
from tests.waiting import wait_until
from ui.instancias.page import InstanciaView
from ui.instancias.screen import InstanciasScreen
from ui.instancias.steps import STEPS
from ui.main_window import MainWindow
from ui.render_sections import main_window, settle

pytestmark = pytest.mark.req("50", "58", "63", "72", "76")


@pytest.fixture
def page(new_store: NewStore, qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[MainWindow, InstanciasScreen]]:
    """The program over the instancias of the example, all of whose members are one person."""
    store = new_store(now=SteppingClock(NOW))
    person = a_person(store)
    with store.write() as tx:
        record_instancias(tx, NOW.date(), defaultdict(lambda: person))
    with main_window(store, tmp_path) as window:
        wait_until(window.isActiveWindow)
        window.go_to("instancias")
        screen = window.sections.current_screen()
        assert isinstance(screen, InstanciasScreen)
        yield window, screen


def walked(within: QWidget, start: QWidget) -> list[QWidget]:
    """What Tab reaches within a widget, from `start` until it leaves it or comes back."""
    start.setFocus()
    seen: list[QWidget] = []
    at: QWidget | None = start
    while at is not None and within.isAncestorOf(at) and at not in seen:
        seen.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
    return seen


def scrolled(one: QWidget) -> QWidget:
    """The part that scrolls which holds it; itself when none does."""
    above: QWidget | None = one
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above or one


def assert_read_in_order(found: list[QWidget]) -> None:
    """Where both stand in one part that scrolls they are compared, else that part is."""
    for before, after in pairwise(found):
        pair = (before, after)
        if scrolled(before) is not scrolled(after):
            pair = (scrolled(before), scrolled(after))
        first, second = (QRect(one.mapTo(one.window(), QPoint(0, 0)), one.size()) for one in pair)
        below, aside = second.top() >= first.bottom(), second.left() >= first.right()
        assert below or aside, f"«{after.accessibleName()}» after «{before.accessibleName()}»"


def test_every_step_is_walked_from_the_top_down_and_from_left_to_right(
    page: tuple[MainWindow, InstanciasScreen],
) -> None:
    window, screen = page
    for step in STEPS:
        screen.open_instancia(HUANTA, step.key)
        settle(window, window.tasks)
        window.activateWindow()  # the search box, where the walk before ended, had its list open
        wait_until(window.isActiveWindow)
        view = screen.view
        assert isinstance(view, InstanciaView)
        (back, *_) = [
            one
            for one in view.head.findChildren(QWidget)
            if one.isVisible() and one.accessibleName() == "Instancias"
        ]
        found = walked(view, back)
        assert len(found) > 18, step.key
        assert_read_in_order(found)


def test_so_is_each_window_of_the_page(page: tuple[MainWindow, InstanciasScreen]) -> None:
    window, screen = page
    for step in STEPS:
        screen.open_instancia(HUANTA, step.key)
        settle(window, window.tasks)
        assert screen.view is not None
        screen.view.new()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        settle(dialog, window.tasks)
        start = QApplication.focusWidget()
        assert start is not None
        found = walked(dialog, start)
        assert "Cancelar" in [one.accessibleName() for one in found], step.key
        heights = [one.mapTo(dialog, QPoint(0, 0)).y() for one in found]
        first = heights.index(min(heights))
        assert_read_in_order([*found[first:], *found[:first]])
        dialog.close()
