"""What Inicio shows and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from concerta_desktop.store.store import Store
from tests.factory import DAY, a_day, a_person, an_attendance, an_entity, an_expected_person, an_intervention
from tests.ui.home.conftest import Home
from ui.widgets.tab_order import move_focus

Show = Callable[[], Home]


def words_on(home: Home) -> str:
    labels = [label for label in home.screen.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)


def workshop(store: Store, offset: int = 2, **values: object) -> str:
    made = an_intervention(store, **values)
    a_day(store, made, DAY + timedelta(days=offset))
    return made


@pytest.mark.req("1")
def test_a_new_store_says_how_to_begin(home: Show) -> None:
    shown = home()
    assert "Miércoles 12 de agosto" in words_on(shown)
    shown.bot.keyClick(shown.screen.welcome.new_button, Qt.Key.Key_Return)
    shown.screen.welcome.people_button.click()
    shown.screen.welcome.help_button.click()
    assert shown.went == [("new", "intervenciones"), ("new", "directorio"), ("ayuda",)]
    assert not shown.screen.door_button.isVisible()


def test_the_next_trip_is_opened_with_enter(store: Store, home: Show) -> None:
    trip = workshop(store, title="Taller en Luricocha")
    shown = home()
    assert "Lo siguiente · en 2 días" in words_on(shown)
    assert "Taller en Luricocha" in words_on(shown)
    assert shown.screen.focusWidget() is shown.screen.board.next_card.open_button
    shown.bot.keyClick(shown.screen.focusWidget(), Qt.Key.Key_Return)
    assert shown.went == [(trip, "")]


@pytest.mark.parametrize(
    ("missing", "step"),
    [("Lugar", "programacion"), ("Personas convocadas", "convocatoria")],
)
def test_each_missing_thing_is_an_enter_away(store: Store, home: Show, missing: str, step: str) -> None:
    venue = None if missing == "Lugar" else "Auditorio"  # as many as the card lists
    trip = workshop(store, venue=venue, objective="Fortalecer", host=an_entity(store))
    shown = home()
    shown.bot.keyClick(shown.line(missing), Qt.Key.Key_Return)
    assert shown.went == [(trip, step)]


def test_tab_goes_through_what_is_missing_and_then_through_what_waits(store: Store, home: Show) -> None:
    workshop(store, venue=None)
    workshop(store, -10, title="Acompañamiento en Sivia")
    workshop(store, 20, title="Taller en Iguaín")
    shown = home()
    shown.line("Taller en Iguaín")
    walked = []
    QApplication.processEvents()  # where everything stands
    for _ in range(14):
        assert move_focus(shown.screen, forward=True), "as the program's window does on Tab"
        walked.append(shown.screen.focusWidget().accessibleName())
    stops = [
        "Programación",
        "Entidad anfitriona",
        "Lugar",
        "datos más",
        "Por cerrar",
        "Acompañamiento",
        "Próximas",
    ]
    places = [next(place for place, name in enumerate(walked) if stop in name) for stop in stops]
    assert places == sorted(places)


def test_arrows_walk_through_the_rows(store: Store, home: Show) -> None:
    workshop(store, venue=None)
    shown = home()
    first = shown.line("Entidad anfitriona")
    first.setFocus()
    shown.bot.keyClick(first, Qt.Key.Key_Down)
    assert shown.line("Lugar").hasFocus()


def test_today_leads_to_the_door(store: Store, home: Show) -> None:
    today = workshop(store, 0)
    shown = home()
    shown.until(lambda: "Hoy · en curso" in words_on(shown))
    shown.screen.door_button.click()
    assert shown.went == [(today, "asistencia")]


def test_one_that_is_over_leads_to_what_it_lacks(store: Store, home: Show) -> None:
    over = workshop(store, -10, title="Acompañamiento en Sivia")
    shown = home()
    line = shown.line("Acompañamiento en Sivia")
    assert "lista de participantes" in line.accessibleName()
    line.click()
    assert shown.went == [(over, "asistencia")]


def test_what_was_just_done_no_longer_is_missing(store: Store, home: Show) -> None:
    trip = workshop(store)
    shown = home()
    shown.until(lambda: shown.says("Personas convocadas"))
    person = a_person(store)
    an_expected_person(store, trip, person)
    shown.tasks.changed.emit(frozenset({"expected_person"}))
    shown.until(lambda: shown.says("1 persona sin confirmar asistencia"))
    assert not shown.says("Personas convocadas")


def test_figures_name_what_is_unknown(store: Store, home: Show) -> None:
    over = workshop(store, -10)
    an_attendance(store, over, DAY - timedelta(days=10))
    shown = home()
    shown.until(lambda: shown.says("1 persona sin sexo"))
    figures = [part.accessibleName() for part in shown.screen.board.year.findChildren(QWidget)]
    assert "1 participante registrado" in figures
    assert "Sexo sin dato: 1 de 1" in figures


def test_a_long_title_is_data_and_never_widens_the_page(store: Store, home: Show) -> None:
    workshop(store, title="<b>Taller</b> & " + "fortalecimiento " * 10)
    shown = home()
    shown.until(lambda: "<b>Taller</b> &" in words_on(shown))
    assert shown.screen.board.horizontalScrollBar().maximum() == 0


def test_on_a_narrow_window_the_cards_stand_in_two_columns(store: Store, home: Show) -> None:
    workshop(store)
    shown = home()
    shown.screen.resize(855, 450)
    board = shown.screen.board
    shown.until(lambda: board.year.x() == board.upcoming.x())
    assert board.year.y() > board.upcoming.y()


def test_a_store_that_cannot_be_read_is_told(
    store: Store, home: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop(store)
    shown = home()
    told: list[Exception] = []
    shown.tasks.failed.connect(told.append)

    def broken(*_: object) -> None:
        raise OSError("disk gone")

    monkeypatch.setattr("ui.home.screen.home_view", broken)
    shown.screen.reload()
    shown.until(lambda: told)
    assert "Lo siguiente" in words_on(shown)
