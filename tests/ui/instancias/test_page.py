"""The page of one instancia: what happened, what is missing, and what is known of it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from concerta_desktop.model import Instancia, Milestone, PriorMechanism
from concerta_desktop.model.instancias import MilestoneKind, instancia_id
from concerta_desktop.queries import records
from concerta_desktop.queries.instancias import read_instancia
from tests.instancia_factory import a_member, the_usual_members
from tests.ui.interventions.conftest import TODAY, Office
from ui.instancias.creation_step import CreationStep
from ui.instancias.milestone_dialog import MilestoneDialog
from ui.instancias.notices_dialog import NoticesDialog
from ui.instancias.part_dialog import PartDialog
from ui.instancias.part_step import PartStep
from ui.instancias.screen import InstanciasScreen


def creation(paged: InstanciasScreen, office: Office, code: str) -> CreationStep:
    paged.open_instancia(code, "creacion")
    assert paged.view is not None
    step = paged.view.step("creacion")
    assert isinstance(step, CreationStep)
    office.until(lambda: step.code() == code and (step.line.shown() or code != "IPC-0504"))
    return step


@pytest.mark.req("50", "57")
def test_the_milestones_stand_in_order_and_those_missing_after_them(
    paged: InstanciasScreen, office: Office
) -> None:
    step = creation(paged, office, "IPC-0504")
    told = step.line.shown()
    assert [(one.when, one.what) for one in told[:2]] == [
        ("09/03/2021", "Ordenanza de creación"),
        ("01/06/2021", "Acto público de instalación"),
    ]
    assert (
        next(one.what for one in told if one.hollow)
        == "Copia fedateada de la ordenanza, enviada a la ST-CMAN [7.3.2.7]"
    )
    assert all(one.when == "Sin registrar" for one in told if one.hollow)


@pytest.mark.req("55", "61")
def test_a_milestone_is_registered_with_the_keyboard_and_can_be_undone(
    paged: InstanciasScreen, office: Office
) -> None:
    paged.register_milestone("IPC-0505")
    dialog = paged.findChildren(MilestoneDialog)[0]
    office.until(dialog.isActiveWindow)
    dialog.form.show_values({"kind": MilestoneKind.ORDINANCE})
    dialog.form.focus_field("day")
    office.type("09032022\t012-2022-MPLM")
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: "Ordenanza de creación: IPC La Mar" in office.toasts)
    (made,) = office.read(lambda tx: read_instancia(tx, "IPC-0505", TODAY)).milestones  # type: ignore[union-attr]
    assert (made.day, made.number) == (date(2022, 3, 9), "012-2022-MPLM")
    office.tasks.undo()
    office.until(lambda: not office.read(lambda tx: records.find_living(tx, Milestone, made.id)))


@pytest.mark.req("52", "74", "87")
def test_what_is_known_is_saved_field_by_field_and_unknown_is_not_no(
    paged: InstanciasScreen, office: Office
) -> None:
    step = creation(paged, office, "IPC-0511")
    prior = step.form.editor("prior")
    assert prior.value() is None  # type: ignore[attr-defined]
    prior.set_value(True)  # type: ignore[attr-defined]
    prior.value_changed.emit("yes")  # type: ignore[attr-defined]
    step.form.focus_field("gds")
    office.type("Gerencia de Desarrollo Social\t")
    wanted = instancia_id("IPC-0511")
    office.until(lambda: (kept := office.read(lambda tx: records.get(tx, Instancia, wanted))) and kept.gds)
    kept = office.read(lambda tx: records.get(tx, Instancia, wanted))
    assert kept is not None
    assert (kept.prior, kept.gds) == (True, "Gerencia de Desarrollo Social")


@pytest.mark.req("51", "53")
def test_a_mechanism_before_it_is_kept_in_a_window(paged: InstanciasScreen, office: Office) -> None:
    step = creation(paged, office, "IPC-0504")
    step.mechanisms.add_button.click()
    dialog = paged.window().findChildren(PartDialog)[0]
    office.until(dialog.isActiveWindow)
    dialog.fields.form.focus_field("name")
    office.type("Mesa <b>ficticia</b> & comisión\t")
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: office.read(lambda tx: records.find(tx, PriorMechanism)))
    (kept,) = office.read(lambda tx: records.find(tx, PriorMechanism))
    assert (kept.instancia, kept.name) == ("IPC-0504", "Mesa <b>ficticia</b> & comisión")
    office.until(lambda: step.mechanisms.lines.lines())


@pytest.mark.req("58", "59", "69")
def test_what_is_late_or_missing_stands_under_the_head_and_leads_to_it(
    paged: InstanciasScreen, office: Office
) -> None:
    the_usual_members(office.store)
    empty = a_member(office.store, name="Comisaría sin representante")
    paged.open_instancia("IPC-0504", "creacion")
    view = paged.view
    assert view is not None
    said = "Comisaría sin representante: sin titular vigente."
    office.until(lambda: said in [one.notice.text for one in view.pending.shown()])
    shown = view.pending.shown()
    assert [one.notice.late for one in shown] == sorted((one.notice.late for one in shown), reverse=True)
    assert shown[0].notice.text == "Vencido: Reporte del primer semestre de 2025 (30/07/2025)"
    view.pending.more.click()
    office.until(lambda: paged.window().findChildren(NoticesDialog))
    dialog = paged.window().findChildren(NoticesDialog)[0]
    office.until(dialog.isActiveWindow)
    place = [one.notice.text for one in shown].index(said)
    dialog.table.select(str(place))
    office.press(Qt.Key.Key_Return)
    office.until(lambda: view.rail.current() == "integrantes")
    step = view.current_step()
    assert isinstance(step, PartStep)
    office.until(lambda: step.table.current_id() == empty)
