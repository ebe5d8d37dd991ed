"""What an intervention, its days, themes and equipment can do with one more declared field each."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from concerta_desktop.model import AgendaItem, EquipmentItem, Intervention, InterventionDay
from concerta_desktop.model.choices import Modality
from concerta_desktop.model.fields import Record
from concerta_desktop.queries import records
from tests.factory import a_day, an_intervention
from tests.ui.conftest import garbage_on_the_ui_thread  # noqa: F401 # pyright: ignore[reportUnusedImport]
from tests.ui.interventions.conftest import Office, office  # noqa: F401 # pyright: ignore[reportUnusedImport]
from tests.ui.interventions.test_convocation_parts import dialog_of
from tests.ui.interventions.test_page import open_page, programming
from ui.interventions.convocation.equipment_dialog import EquipmentDialog
from ui.interventions.convocation.step import ConvocationStep

DAY = date(2026, 8, 12)


@pytest.fixture
def workshop(office: Office) -> str:  # noqa: F811
    workshop = an_intervention(office.store)
    a_day(office.store, workshop, day=DAY)
    return workshop


def kept(office: Office, record: type[Record], name: str) -> list[object]:  # noqa: F811
    return [getattr(one, name) for one in office.read(lambda tx: records.find(tx, record))]


def test_the_intervention_is_asked_its_budget(office: Office, workshop: str) -> None:  # noqa: F811
    step = programming(open_page(office, workshop))
    step.go_to_field("budget")
    office.type("1200\t")
    office.until(lambda: kept(office, Intervention, "budget") == [1200])


def test_a_day_is_asked_its_room_and_keeps_it_when_its_hours_change(
    office: Office,  # noqa: F811
    workshop: str,
) -> None:
    line = programming(open_page(office, workshop)).days._lines[0]
    line._further.focus_field("room")
    office.type("Sala 2\t")
    office.until(lambda: kept(office, InterventionDay, "room") == ["Sala 2"])
    line._end.setFocus()
    line._end.selectAll()
    office.type("1800\t")
    office.until(lambda: str(kept(office, InterventionDay, "end")[0]) == "18:00:00")
    assert kept(office, InterventionDay, "room") == ["Sala 2"]


def test_the_agenda_has_its_column(office: Office, workshop: str) -> None:  # noqa: F811
    model = programming(open_page(office, workshop)).agenda.model
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert titles[-1] == "Método"
    model.setData(model.index(0, len(titles) - 1), "otro")
    assert "Presencial, Virtual" in model.first_problem()
    model.setData(model.index(0, len(titles) - 1), "vir")
    model.setData(model.index(0, titles.index("Tema")), "Bienvenida")
    office.until(lambda: kept(office, AgendaItem, "method") == [Modality.VIRTUAL])


def test_the_equipment_is_asked_how_many(office: Office, workshop: str) -> None:  # noqa: F811
    view = open_page(office, workshop, "convocatoria").view
    assert view is not None
    step = view.current_step()
    assert isinstance(step, ConvocationStep)
    step.show_part("place")
    table = step.place.equipment.table
    office.until(table.rows)
    model = table.model()
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert "Cuántos" in titles
    table.row_activated.emit(table.rows()[0].id)
    dialog = dialog_of(office, EquipmentDialog)
    assert isinstance(dialog, EquipmentDialog)
    office.until(dialog.isActiveWindow)
    dialog.form.focus_field("count")
    office.type("3\t")
    dialog.accept_button.click()
    office.until(lambda: kept(office, EquipmentItem, "count") == [3])
