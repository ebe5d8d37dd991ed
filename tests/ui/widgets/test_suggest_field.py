"""Free text that offers, the place of a finding, and what happened told in a line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.waiting import wait_until
from ui.widgets.catalogue_fields import CatalogueField, suggest
from ui.widgets.completer import Completer, Suggestion
from ui.widgets.suggest_field import SuggestField
from ui.widgets.timeline import Happening, Timeline


@pytest.fixture
def field(qtbot: QtBot) -> SuggestField:
    made = SuggestField("Responsable")
    made.set_suggestions(
        [Suggestion("st", "Secretaría Técnica"), Suggestion("gds", "Gerencia de Desarrollo")]
    )
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    wait_until(made.hasFocus)
    return made


def offered(field: SuggestField) -> list[str]:
    return [one.title for one in field.findChildren(Completer)[0].suggestions()]


def test_arrow_down_offers_everything_and_enter_takes(qtbot: QtBot, field: SuggestField) -> None:
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert offered(field) == ["Secretaría Técnica", "Gerencia de Desarrollo"]
    QTest.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.value_changed) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["Secretaría Técnica"]


def test_any_other_text_is_as_good_and_tab_does_not_change_it(qtbot: QtBot, field: SuggestField) -> None:
    QTest.keyClicks(field, "secre")
    wait_until(lambda: offered(field) == ["Secretaría Técnica"])
    with qtbot.waitSignal(field.value_changed) as told:
        QTest.keyClick(field, Qt.Key.Key_Tab)
        field.clearFocus()
    assert told.args == ["secre"]
    with qtbot.assertNotEmitted(field.value_changed):
        field.commit()


def test_a_place_is_a_government_or_an_instancia() -> None:
    assert [one.title for one in suggest("place", "huanta")][:2] == ["IPC Huanta", "MP de Huanta"]
    assert {one.title[:2] for one in suggest("place", "mp huanta")} == {"MP"}
    assert {one.title[:3] for one in suggest("place", "ipc huanta")} == {"IPC"}
    assert [one.id for one in suggest("place", "gr ayacucho")] == ["R05"]
    assert suggest("place", "mp") == []


def test_a_place_that_names_nothing_is_said_when_asked(qtbot: QtBot) -> None:
    field = CatalogueField("De quién", "place")
    qtbot.addWidget(field)
    field.set_value("0504")
    assert (field.text(), field.commit()) == ("MP de Huanta", True)
    field.setText("Macondo")
    assert not field.commit()
    assert "gobiernos e instancias" in field.problem()


def test_a_story_is_told_in_order_and_whole(qtbot: QtBot) -> None:
    line = Timeline("Historia del nudo")
    qtbot.addWidget(line)
    told = [
        Happening("12/08/2026", "En proceso, R. Ccente", "<b>Reunión</b> & acta", "warning"),
        Happening("05/03/2026", "Registrado"),
    ]
    line.show_all(told)
    line.show()
    assert line.shown() == tuple(told)
    said = [entry.accessibleName() for entry in line._entries]
    assert said == [
        "12/08/2026: En proceso, R. Ccente. <b>Reunión</b> & acta",
        "05/03/2026: Registrado.",
    ]
    assert not line.grab().toImage().isNull()
