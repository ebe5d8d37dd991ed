"""The list of interventions: what a specialist sees, and her keys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from concerta_desktop.model.choices import InterventionState, InterventionType
from concerta_desktop.queries.intervention_list import list_interventions
from tests.factory import a_day, an_intervention
from tests.ui.interventions.conftest import Office
from ui.interventions.list_view import InterventionList
from ui.widgets.table_model import RowTableModel


def open_list(office: Office) -> InterventionList:
    screen = InterventionList(office.tasks)
    office.show(screen)
    return screen


def three(office: Office) -> tuple[str, str, str]:
    huanta = an_intervention(office.store, title="Taller en Huanta", state=InterventionState.CONVOKED)
    a_day(office.store, huanta, date(2026, 8, 12))
    a_day(office.store, huanta, date(2026, 8, 13))
    past = an_intervention(office.store, title="Sesión en Ñaña", territories=("1501",), instancias=())
    a_day(office.store, past, date(2026, 7, 24))
    mooc = an_intervention(
        office.store,
        title="Gestión articulada",
        type=InterventionType.MOOC,
        period_start=date(2025, 5, 21),
        period_end=date(2025, 6, 17),
    )
    return huanta, past, mooc


def titles(screen: InterventionList) -> list[str]:
    return [row.title for row in screen.table.rows()]


def cell(screen: InterventionList, row: int, column: int) -> str:
    model: Any = screen.table.model()
    assert isinstance(model, RowTableModel)
    return str(model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.req("31")
def test_a_row_says_when_what_where_and_the_one_thing_pending(office: Office) -> None:
    three(office)
    screen = open_list(office)
    office.until(lambda: titles(screen) == ["Taller en Huanta", "Sesión en Ñaña", "Gestión articulada"])
    office.until(lambda: "pasos completos" in cell(screen, 0, 4))
    said = [cell(screen, 0, column) for column in range(5)]
    assert said[0] == "12–13 ago"
    assert said[1] == "Taller en Huanta · AT fortalecimiento · Presencial"
    assert said[2:4] == ["Huanta", "Convocada"]
    assert said[4].startswith("0 de 6 pasos completos · faltan")


def test_the_panel_follows_the_row_and_leads_to_its_steps(office: Office) -> None:
    huanta, *_ = three(office)
    screen = open_list(office)
    opened: list[tuple[str, str]] = []
    screen.opened.connect(lambda row, step: opened.append((row, step)))
    office.until(lambda: screen.panel._title.text() == "Taller en Huanta")
    screen.table.setFocus()
    office.press(Qt.Key.Key_Down)
    office.until(lambda: screen.panel._title.text() == "Sesión en Ñaña")
    office.press(Qt.Key.Key_Up)
    office.press(Qt.Key.Key_Return)
    steps = [screen.panel._steps.itemAt(place).widget() for place in range(screen.panel._steps.count())]
    steps[2].click()  # type: ignore[attr-defined]
    assert opened == [(huanta, ""), (huanta, "asistencia")]


def test_filters_leave_what_matches_and_say_so(office: Office) -> None:
    three(office)
    screen = open_list(office)
    office.until(lambda: len(titles(screen)) == 3)
    screen.find()
    office.type("nana")
    office.until(lambda: titles(screen) == ["Sesión en Ñaña"])
    assert screen.head._subtitle.text() == "1 de 3 · «nana»"
    office.press(Qt.Key.Key_Escape)
    office.until(lambda: len(titles(screen)) == 3)


def test_filters_that_match_none_offer_to_be_taken_away(office: Office) -> None:
    three(office)
    screen = open_list(office)
    office.until(lambda: len(titles(screen)) == 3)
    screen.find()
    office.type("zzz")
    office.until(lambda: not titles(screen) and screen._empty.isVisible())
    assert screen._empty.accessibleName() == "Ninguna intervención coincide."
    assert screen._empty._button.text() == "Quitar filtros"
    screen._empty._button.click()
    office.until(lambda: len(titles(screen)) == 3)


def test_an_empty_list_says_how_to_begin(office: Office) -> None:
    screen = open_list(office)
    asked: list[bool] = []
    screen.new_asked.connect(lambda: asked.append(True))
    office.until(lambda: screen._empty.isVisible())
    assert "Todavía no hay intervenciones" in screen._empty.accessibleName()
    screen._empty._button.click()
    assert asked == [True]


def test_filters_are_remembered_without_what_was_typed(office: Office) -> None:
    three(office)
    screen = open_list(office)
    office.until(lambda: len(titles(screen)) == 3)
    left: list[dict[str, str]] = []
    screen.left.connect(left.append)
    screen.restore_filters({"year": "2025", "type": "mooc", "regions": "R05", "state": "por_cerrar"})
    screen.find()
    office.type("Ccente")
    office.until(lambda: left)
    again = InterventionList(office.tasks)
    office.widgets.append(again)
    again.restore_filters(left[-1])
    filters = again.filters.filters()
    assert (filters.year, filters.type, filters.regions, filters.text) == (
        2025,
        InterventionType.MOOC,
        ("R05",),
        "",
    )


def test_a_column_sorts_as_spanish_does(office: Office) -> None:
    for title in ("Óscar", "Ñandú", "Nube", "Zorro"):
        an_intervention(office.store, title=title)
    screen = open_list(office)
    office.until(lambda: len(titles(screen)) == 4)
    screen._sort("title", False)
    assert titles(screen) == ["Nube", "Ñandú", "Óscar", "Zorro"]


def test_delete_sends_to_the_trash_and_undo_brings_back(office: Office) -> None:
    three(office)
    screen = open_list(office)
    office.until(lambda: len(titles(screen)) == 3)
    screen.table.setFocus()
    office.press(Qt.Key.Key_Delete)
    office.until(lambda: titles(screen) == ["Sesión en Ñaña", "Gestión articulada"])
    office.until(lambda: office.toasts == ["En la papelera: Taller en Huanta"])
    office.tasks.undo()
    office.until(lambda: len(titles(screen)) == 3)


def test_a_copy_is_marked_when_it_is_made(office: Office) -> None:
    three(office)
    screen = open_list(office)
    office.until(lambda: len(titles(screen)) == 3)
    screen.table.setFocus()
    office.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: screen.table.current_row().title == "Taller en Huanta (copia)")


def test_the_month_shows_each_day_and_opens(office: Office) -> None:
    huanta, *_ = three(office)
    screen = open_list(office)
    office.until(lambda: len(titles(screen)) == 3)
    screen.filters.set_view("month")
    screen._switch("month")
    opened: list[str] = []
    screen.opened.connect(lambda row, _step: opened.append(row))
    office.until(lambda: screen.month.calendar._events)
    event = [one for one in screen.month.calendar._events if not one.id.startswith("plazo:")][-1]
    assert (event.start, event.end) == (date(2026, 8, 12), date(2026, 8, 13))
    screen.month.calendar.event_activated.emit(event.id)
    assert opened == [huanta]


def test_arrows_move_in_the_month_as_soon_as_it_is_shown(office: Office) -> None:
    screen = open_list(office)
    screen.filters.set_view("month")
    screen._switch("month")
    office.press(Qt.Key.Key_Right)
    assert screen.month.calendar.day() == date(2026, 8, 11)
    office.press(Qt.Key.Key_PageUp)
    office.press(Qt.Key.Key_Down)
    assert screen.month.calendar.day() == date(2026, 7, 18)


def test_only_rows_in_sight_have_their_steps_worked_out(office: Office) -> None:
    for number in range(60):
        an_intervention(office.store, title=f"Taller {number:02}")
    screen = open_list(office)
    office.until(lambda: screen._fresh)
    assert 5 <= len(screen._fresh) < 30
    assert len(office.read(list_interventions)) == 60
