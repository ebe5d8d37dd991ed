"""Conflictos > Posibles duplicados: both records side by side, merged by a person, and separated again."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.factory import a_person
from tests.sync.conftest import Office
from tests.sync.looking import rows
from tests.ui.headquarters.test_windows import WindowOver, until
from ui.widgets.checks import RadioButton
from ui.widgets.labels import Label

pytestmark = pytest.mark.req("75")


def test_two_records_of_one_person_are_merged_and_separated(
    office: Office, window_over: WindowOver, qtbot: QtBot
) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    a_person(rosa, document_number="99990001", names="Rosa")
    hers = a_person(joel, document_number="99990001", names="Rosa María")
    for laptop in (rosa, joel):
        office.send(laptop)
    office.merge()

    window = window_over(office.central)
    screen: Any = window.sections.go_to("conflictos")
    until(qtbot, lambda: len(screen.duplicates.table.rows()) == 1)
    screen.which.value_changed.emit("duplicates")
    view = screen.duplicates
    until(qtbot, lambda: view.merge_button.isVisible() and view.both.findChildren(RadioButton))
    shown = {label.text() for label in view.both.findChildren(Label)}
    assert {"Rosa", "Rosa María", "99990001"} <= shown
    (stays,) = [one for one in view.both.findChildren(RadioButton) if one.property("record") == hers]
    stays.setChecked(True)
    qtbot.mouseClick(view.merge_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: not view.table.rows() and not screen.round.busy)
    assert [row["names"] for row in rows(office.central)["person"] if not row["deleted"]] == ["Rosa María"]

    screen.show_page("merged")
    until(qtbot, lambda: len(screen.merged.table.rows()) == 1 and screen.merged.separate_button.isEnabled())
    qtbot.mouseClick(screen.merged.separate_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: not screen.merged.table.rows() and not screen.round.busy)
    assert len([row for row in rows(office.central)["person"] if not row["deleted"]]) == 2
    until(qtbot, window.tasks.idle)
