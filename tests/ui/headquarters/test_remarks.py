"""Headquarters observes an intervention; the specialist finds it in Inicio and on the page, and answers."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from concerta_desktop.queries.remarks import open_remarks, unclosed_remarks
from concerta_desktop.services.remarks import attend, write_remark
from tests.factory import a_day, an_intervention
from tests.sync.conftest import Office
from tests.ui.headquarters.test_windows import WindowOver, until
from ui.interventions.remarks import RemarkDialog

pytestmark = pytest.mark.req("75")


def dialog_over(view: Any, qtbot: QtBot) -> RemarkDialog:
    until(qtbot, lambda: view.findChildren(RemarkDialog))
    return view.findChildren(RemarkDialog)[0]


def test_observed_at_headquarters_and_answered_at_the_laptop(
    office: Office, window_over: WindowOver, qtbot: QtBot
) -> None:
    rosa = office.join("rosa")
    workshop = an_intervention(rosa)
    a_day(rosa, workshop)
    office.send(rosa)
    office.merge()

    window = window_over(office.central)
    section: Any = window.sections.go_to("intervenciones")
    section.open_intervention(workshop)
    view = section.view
    until(qtbot, view.remark_button.isVisible)
    qtbot.mouseClick(view.remark_button, Qt.MouseButton.LeftButton)
    dialog = dialog_over(view, qtbot)
    dialog.submit()
    until(qtbot, lambda: "Observación" in dialog.form.box("text").error())
    qtbot.keyClicks(dialog.form.editor("text"), "Falta la hora de cierre.")
    dialog.submit()
    until(qtbot, lambda: view.remarks.notices)
    assert "Falta la hora de cierre." in view.remarks.notices[0].text()
    until(qtbot, window.tasks.idle)

    office.acknowledge(rosa)
    window = window_over(rosa)
    home: Any = window.sections.go_to("inicio")
    until(qtbot, lambda: home.remarked.notices)
    assert home.remarked.notices[0].text().startswith("Observado por la sede: Taller de ejemplo en Huanta")
    home.remarked.notices[0].findChildren(QPushButton)[0].click()
    page: Any = window.sections.go_to("intervenciones")
    until(qtbot, lambda: page.view and page.view.remarks.notices)
    page.view.remarks.notices[0].action_triggered.emit()
    dialog = dialog_over(page.view, qtbot)
    qtbot.keyClicks(dialog.form.editor("answer"), "Puse la hora en las notas.")
    dialog.submit()
    until(qtbot, lambda: "Atendida. Puse la hora" in page.view.remarks.notices[0].text())
    with rosa.read() as tx:
        assert open_remarks(tx) == []
        assert [row.answer for row in unclosed_remarks(tx)] == ["Puse la hora en las notas."]
    until(qtbot, window.tasks.idle)


def test_headquarters_sees_what_was_answered_and_closes_it(
    office: Office, window_over: WindowOver, qtbot: QtBot
) -> None:
    workshop = an_intervention(office.central)
    with office.central.write() as tx:
        attend(tx, write_remark(tx, workshop, "Falta la hora."), "Puse la hora en las notas.")
    window = window_over(office.central)
    screen: Any = window.sections.go_to("conflictos")
    screen.show_page("remarks")
    until(qtbot, lambda: screen.remarks.table.rows() and screen.remarks.close_button.isEnabled())
    assert [row.answer for row in screen.remarks.table.rows()] == ["Puse la hora en las notas."]
    qtbot.mouseClick(screen.remarks.close_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: not screen.remarks.table.rows() and not screen.round.busy)
    until(qtbot, window.tasks.idle)
