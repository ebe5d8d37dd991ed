"""Inicio in one read."""

from __future__ import annotations

from datetime import date, timedelta

from concerta_desktop.model import Intervention
from concerta_desktop.model.choices import InterventionState, InterventionType, Sex
from concerta_desktop.queries.home import HomeView, home_view
from concerta_desktop.services.evaluation import set_received
from concerta_desktop.services.interventions import remove
from concerta_desktop.store.store import Store
from tests.factory import (
    a_day,
    a_person,
    a_specialist,
    an_agenda_item,
    an_attendance,
    an_entity,
    an_intervention,
)

TODAY = date(2026, 8, 10)


def view(store: Store, author: str = "") -> HomeView:
    with store.read() as tx:
        return home_view(tx, TODAY, author)


def on(store: Store, *offsets: int, **values: object) -> str:
    """An intervention held on days counted from today."""
    made = an_intervention(store, **values)
    for offset in offsets:
        a_day(store, made, TODAY + timedelta(days=offset))
    return made


def test_a_new_store_has_nothing_next_and_no_figures(store: Store) -> None:
    found = view(store)
    assert not found.any_intervention
    assert (found.trip, found.door, found.upcoming, found.closing.rows) == (None, None, (), ())
    assert (found.year.total, found.year.people, found.directory.people) == (0, 0, 0)


def test_the_earliest_to_come_is_next_and_the_others_follow_in_order(store: Store) -> None:
    later, soon, soonest = on(store, 30), on(store, 6), on(store, 2, 3)
    found = view(store)
    assert found.trip is not None
    assert (found.trip.row.id, found.trip.day, found.trip.days) == (soonest, date(2026, 8, 12), 2)
    assert [(item.row.id, item.day) for item in found.upcoming] == [
        (soon, date(2026, 8, 16)),
        (later, date(2026, 9, 9)),
    ]


def test_one_under_way_leads_with_the_day_of_today(store: Store) -> None:
    workshop = on(store, -1, 0)
    on(store, 2)
    found = view(store)
    assert found.trip is not None
    assert (found.trip.row.id, found.trip.number, found.trip.days) == (workshop, 2, 2)
    assert found.door is not None
    assert found.door.id == workshop


def test_registrar_asistencia_leads_to_the_one_just_held_and_not_to_one_far_away(store: Store) -> None:
    far, _old = on(store, 60), on(store, -9)
    door = view(store).door
    assert door is not None
    assert door.id == far
    on(store, -6)
    held = on(store, -3, -1)
    an_attendance(store, held, TODAY - timedelta(days=1))
    on(store, -1, state=InterventionState.CANCELLED)
    door = view(store).door
    assert door is not None
    assert door.id == held


def test_what_is_missing_comes_from_the_steps(store: Store) -> None:
    on(store, 2, venue=None)
    trip = view(store).trip
    assert trip is not None
    assert "Falta el lugar" in [missing.text for missing in trip.missing]
    assert "Faltan las personas convocadas" in [missing.text for missing in trip.missing]


def test_cancelled_ones_are_neither_next_nor_to_close(store: Store) -> None:
    on(store, 2, state=InterventionState.CANCELLED)
    on(store, -2, state=InterventionState.CANCELLED)
    found = view(store)
    assert (found.trip, found.upcoming, found.closing.rows) == (None, (), ())


def test_those_without_a_date_wait_at_the_end(store: Store) -> None:
    undated, moved, dated = on(store), on(store, -9, state=InterventionState.RESCHEDULED), on(store, 3)
    found = view(store)
    assert found.trip is not None
    assert found.trip.row.id == dated
    assert {(item.row.id, item.day) for item in found.upcoming} == {(undated, None), (moved, None)}


def test_only_undated_ones_make_no_trip(store: Store) -> None:
    on(store)
    found = view(store)
    assert found.trip is None
    assert found.upcoming_total == 1


def test_a_mooc_under_way_does_not_hide_the_trip_of_tomorrow(store: Store) -> None:
    mooc = an_intervention(
        store,
        type=InterventionType.MOOC,
        period_start=TODAY - timedelta(days=5),
        period_end=TODAY + timedelta(days=20),
    )
    trip = on(store, 1)
    found = view(store)
    assert found.trip is not None
    assert found.trip.row.id == trip
    assert [item.row.id for item in found.upcoming] == [mooc]


def test_one_that_is_over_says_what_it_lacks_until_nothing_is_missing(store: Store) -> None:
    host = an_entity(store)
    workshop = on(store, -3, host=host, objective="Fortalecer", venue="Auditorio")
    an_agenda_item(store, workshop)
    assert [item.missing[0].key for item in view(store).closing.rows] == ["present"]
    assert view(store).door is not None
    day = TODAY - timedelta(days=3)
    an_attendance(store, workshop, day, entity_name="MP de Huanta", document_number="99990001")
    lacking = [m.text for m in view(store).closing.rows[0].missing]
    assert (lacking[0], "Faltan los formularios de evaluación" in lacking) == ("1 persona sin sexo", True)
    an_attendance(store, workshop, day, entity_name="MP de Huanta", document_number="99990001", sex=Sex.WOMAN)
    with store.write() as tx:
        set_received(tx, workshop, 0)
    lacking = [m.text for m in view(store).closing.rows[0].missing]
    assert not {"1 persona sin sexo", "Faltan los formularios de evaluación"} & set(lacking)
    assert view(store).closing.held == 1


def test_figures_of_the_year_count_people_once(store: Store) -> None:
    workshop = on(store, -2, -1)
    rosa = a_person(store)
    for offset in (2, 1):
        day = TODAY - timedelta(days=offset)
        an_attendance(store, workshop, day, person=rosa, sex=Sex.WOMAN)
    an_attendance(store, workshop, TODAY - timedelta(days=1))
    on(store, -400)
    year = view(store).year
    assert (year.total, year.people, year.women, year.men, year.unknown) == (1, 2, 1, 0, 1)


def test_one_in_the_trash_counts_nowhere(store: Store) -> None:
    workshop = on(store, 0)
    an_attendance(store, workshop, TODAY)
    with store.write() as tx:
        remove(tx, Intervention, [workshop])
    found = view(store)
    assert not found.any_intervention
    assert found.year.people == 0


def test_the_directory_says_how_much_is_unknown(store: Store) -> None:
    entity = an_entity(store)
    a_person(store, entity=entity)
    a_person(store, document_number=None, document_type=None)
    figures = view(store).directory
    assert (figures.people, figures.entities) == (2, 1)
    assert (figures.without_document, figures.without_entity) == (1, 1)


def test_the_ambito_names_its_regions_and_their_provinces(store: Store) -> None:
    author = a_specialist(store, scope=("R03", "R05", "R09"))
    scope = view(store, author).scope
    assert (scope.regions, scope.provinces) == (("Apurímac", "Ayacucho", "Huancavelica"), 25)
    assert view(store).scope.provinces == 196
