"""Replacing who represents a member: in one window, and the former concludes that day [7.3.2.11]."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from concerta_desktop.model import Mandate
from concerta_desktop.queries import records
from tests.factory import a_person
from tests.instancia_factory import HUANTA, a_mandate, a_member
from tests.ui.interventions.conftest import TODAY, Office
from ui.instancias.part_dialog import Children, PartDialog
from ui.instancias.part_step import PartStep
from ui.instancias.replace_dialog import ReplaceDialog
from ui.instancias.screen import InstanciasScreen
from ui.widgets.buttons import Button


@pytest.mark.req("60")
def test_a_titular_is_replaced_in_one_step_and_it_is_undone_in_one(
    paged: InstanciasScreen, office: Office
) -> None:
    member = a_member(office.store)
    old = a_mandate(office.store, member, a_person(office.store, surnames="Saliente", names="Ana"))
    coming = a_person(office.store, surnames="Entrante", names="Ñusta")
    paged.open_instancia(HUANTA, "integrantes")
    assert paged.view is not None
    members = paged.view.step("integrantes")
    assert isinstance(members, PartStep)
    (mandates,) = members.panel.children_lists
    assert isinstance(mandates, Children)
    office.until(mandates.lines.lines)
    mandates.lines.lines()[old].click()
    shown = paged.window().findChildren(PartDialog)[0]
    next(one for one in shown.findChildren(Button) if one.text() == "Reemplazar…").click()
    (dialog,) = shown.findChildren(ReplaceDialog)
    assert dialog.windowTitle() == "Reemplazar a Saliente, Ana (titular)"
    office.until(dialog.isActiveWindow)
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: "Falta quién reemplaza" in dialog.form.box("person").error())
    chooser: Any = dialog.form.editor("person")
    chooser.show_reference(coming, "Entrante, Ñusta")
    chooser.value_changed.emit(coming)
    day: Any = dialog.form.editor("start")
    day.set_value(date(2025, 1, 1))
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: "Es anterior a la designación" in dialog.form.box("start").error())
    day.set_value(TODAY)
    dialog.form.box("start").set_error("")
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: "Reemplazar a Saliente, Ana" in office.toasts)
    kept = {one.person: one for one in office.read(lambda tx: records.find(tx, Mandate))}
    former = office.read(lambda tx: records.get(tx, Mandate, old))
    assert former is not None
    assert (former.replaced_on, kept[coming].start) == (TODAY, TODAY)
    office.tasks.undo()
    office.until(lambda: len(office.read(lambda tx: records.find(tx, Mandate))) == 1)
    again = office.read(lambda tx: records.get(tx, Mandate, old))
    assert again is not None
    assert again.replaced_on is None
