"""The matriz on screen: every territory, its coverage, its filters, its map as one selection."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from PySide6.QtCore import Qt

from concerta_desktop.model import Instancia
from concerta_desktop.model.instancias import InstanciaState, instancia_id
from concerta_desktop.model.territory import Level
from tests.ui.interventions.conftest import Office
from ui.instancias.filter_bar import MINE
from ui.instancias.screen import InstanciasScreen
from ui.widgets.columns import plain


def listed(screen: InstanciasScreen) -> list[str]:
    return [row.code for row in screen.list.rows()]


def said(screen: InstanciasScreen, code: str, key: str) -> str:
    row = next(row for row in screen.list.rows() if row.code == code)
    column = next(one for one in screen.list.table._model.columns if one.key == key)
    return plain(column, row)


@pytest.mark.req("2", "14")
def test_every_territory_is_listed_and_what_is_not_known_is_sin_dato(screen: InstanciasScreen) -> None:
    levels = Counter(row.place.level for row in screen.list.rows())
    assert levels == {Level.REGION: 26, Level.PROVINCE: 196, Level.DISTRICT: 1891}
    assert said(screen, "IPC-0504", "state") == "Instalada"
    assert said(screen, "IPC-0505", "missing") == "crear"
    assert said(screen, "IDC-050401", "state") == "Sin dato"
    assert said(screen, "IDC-050401", "session") == "sin dato"
    assert said(screen, "IPC-0505", "session") == "—"


@pytest.mark.req("2")
def test_coverage_has_the_right_denominators(screen: InstanciasScreen) -> None:
    cards = screen.list.coverage.cards
    assert cards[Level.REGION].words() == "0 creadas de 26, 0 %, 25 sin dato"
    assert cards[Level.PROVINCE].words() == "2 creadas de 195, 1 %, 192 sin dato"
    assert cards[Level.DISTRICT].words() == "0 creadas de 1695, 0 %, 1695 sin dato"
    screen.list._count_capitals()
    assert cards[Level.DISTRICT].words() == "0 creadas de 1891, 0 %, 1891 sin dato"


def test_filters_narrow_the_list_and_coverage_tells_of_the_region(screen: InstanciasScreen) -> None:
    filters = screen.list.filters
    filters.choose_level(Level.PROVINCE)
    filters.region.set_value(MINE)
    filters._tell()
    assert len(listed(screen)) == 11
    assert screen.list.coverage.cards[Level.PROVINCE].words() == "2 creadas de 11, 18 %, 8 sin dato"
    filters.choose_states([InstanciaState.NOTHING, InstanciaState.ORDINANCE])
    assert listed(screen) == ["IPC-0502", "IPC-0505"]
    filters.search.set_value("la mar")
    filters._tell()
    assert listed(screen) == ["IPC-0505"]
    filters.search.set_value("zzz")
    filters._tell()
    assert listed(screen) == []
    assert screen.list._empty.accessibleName() == "Ninguna instancia coincide."
    filters.clear()
    assert len(listed(screen)) == 2113


def test_the_filters_come_back_as_they_were_left(screen: InstanciasScreen, office: Office) -> None:
    left: list[dict[str, str]] = []
    screen.left.connect(left.append)
    screen.list.filters.choose_level(Level.DISTRICT)
    screen.list.filters.region.set_value(MINE)
    screen.list.filters._tell()
    again = InstanciasScreen(office.tasks)
    again.restore_filters(left[-1])
    office.show(again)
    office.until(lambda: again.list.all_rows())
    assert again.list.filters.mine()
    assert again.list.map.level is Level.DISTRICT
    assert {row.place.region for row in again.list.rows()} == {"R05"}


def test_list_and_map_are_one_selection(screen: InstanciasScreen, office: Office) -> None:
    table, view = screen.list.table, screen.list.map.view
    table.select("IPC-0504")
    office.until(lambda: view.selected() == "IPC-0504")
    table.setFocus()
    office.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    office.until(view.hasFocus)
    office.press(Qt.Key.Key_Right)
    assert view.selected() not in ("", "IPC-0504")
    assert table.current_id() == view.selected()
    office.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    office.until(table.hasFocus)


def test_the_legend_counts_and_filters_both(screen: InstanciasScreen) -> None:
    legend, view = screen.list.map.legend, screen.list.map.view
    assert legend.boxes["instalada"].accessibleName() == "Instalada: 1"
    assert legend.boxes["sin_dato"].accessibleName() == "Sin dato: 193"
    legend.boxes["sin_dato"].click()
    assert {mark.id for mark in view.marks()} == {"IPC-0502", "IPC-0504", "IPC-0505"}
    assert "IDC-050401" not in listed(screen)
    assert "IPC-0504" in listed(screen)
    legend.boxes["sin_dato"].click()
    assert len(listed(screen)) == 2113


def test_the_map_says_which_places_are_approximate(screen: InstanciasScreen) -> None:
    screen.list._choose_map_level(Level.DISTRICT)
    view = screen.list.map.view
    assert len(view.marks()) == 1891
    assert screen.list.map.legend._note.text().startswith("156 distritos sin coordenadas: junto a la capital")
    unplaced = next(row for row in screen.list.map._rows.values() if row.place.approximate)
    assert "Ubicación aproximada: su capital no tiene coordenadas" in view.tell(unplaced.code)[1]
    assert "Ubicación aproximada" not in str(view.tell("IDC-050405"))
    assert len({mark.place for mark in view.marks()}) > 1880, "each can be pointed at"


def test_ctrl_h_tells_of_the_instancia_marked(screen: InstanciasScreen) -> None:
    screen.list.table.select("IPC-0504")
    assert screen.chosen() == (Instancia, instancia_id("IPC-0504"))


def test_opening_and_filtering_1_891_districts_is_quick(screen: InstanciasScreen) -> None:
    """300 ms to show, 50 ms to filter, of the processor."""
    view = screen.list
    view.filters.choose_level(Level.DISTRICT)
    took: list[float] = []
    for text in ("san juan", ""):
        view.filters.search.set_value(text)
        before = time.process_time()
        view._filtered()
        took.append(time.process_time() - before)
    assert took[0] < 0.05
    assert took[1] < 0.3
