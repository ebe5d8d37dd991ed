"""The recovery code is seen whole, however narrow the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from concerta_desktop.store import recovery
from tests.waiting import wait_until
from ui.first_run.code_page import CodePage
from ui.first_run.code_panel import CodeGroups, CodePanel


def shown_whole(groups: CodeGroups) -> bool:
    areas = groups.areas()
    return len(areas) == 7 and all(QRectF(groups.rect()).contains(area) for area in areas)


@pytest.mark.parametrize("width", [300, 500, 692, 800])
def test_all_seven_groups_are_inside_the_panel(qtbot: QtBot, width: int) -> None:
    panel = CodePanel(recovery.new_code())
    qtbot.addWidget(panel)
    panel.resize(width, 120)
    panel.show()
    groups = panel.findChild(CodeGroups)
    assert groups is not None
    wait_until(lambda: shown_whole(groups))


@pytest.mark.parametrize(("width", "height"), [(911, 512), (800, 512)])
def test_all_seven_groups_are_shown_on_a_small_screen(qtbot: QtBot, width: int, height: int) -> None:
    page = CodePage(recovery.new_code())
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    groups = page.findChild(CodeGroups)
    assert groups is not None
    wait_until(lambda: shown_whole(groups))
    assert groups.visibleRegion().boundingRect().width() == groups.width()
