"""The list of interventions and the page of one, as their readers see them."""

from __future__ import annotations

from datetime import date, time

import pytest

from concerta_desktop.model import Intervention
from concerta_desktop.model.choices import InterventionState, InterventionType, Modality, Reply
from concerta_desktop.queries.intervention_list import (
    Filters,
    InterventionRow,
    days_by_intervention,
    interventions_of_process,
    list_interventions,
    read_listing,
)
from concerta_desktop.queries.interventions import get_page, previous_visit, steps_of
from concerta_desktop.rules.interventions import DisplayState
from concerta_desktop.services.interventions import remove, save_process
from concerta_desktop.store.store import Store
from tests.factory import (
    a_day,
    a_person,
    an_agenda_item,
    an_attendance,
    an_expected_person,
    an_intervention,
)

TODAY = date(2026, 8, 10)


def listed(store: Store, **filters: object) -> list[InterventionRow]:
    with store.read() as tx:
        return list_interventions(tx, Filters(**filters), TODAY)  # type: ignore[arg-type]


def titles(store: Store, **filters: object) -> list[str]:
    return [row.title for row in listed(store, **filters)]


@pytest.fixture
def year(store: Store) -> Store:
    """Five interventions around 10 August 2026."""
    huanta = an_intervention(store, title="Taller en Huanta", state=InterventionState.CONVOKED)
    a_day(store, huanta, date(2026, 8, 12))
    a_day(store, huanta, date(2026, 8, 13))
    past = an_intervention(
        store, title="Sesión de Ñaña", territories=("1501",), instancias=(), modality=Modality.VIRTUAL
    )
    a_day(store, past, date(2025, 12, 30))
    a_day(store, past, date(2026, 1, 2))
    now = an_intervention(store, title="Acompañamiento de hoy", territories=("0505",), instancias=())
    a_day(store, now, TODAY)
    an_intervention(store, title="Aún sin fecha", territories=(), instancias=(), venue=None)
    mooc = an_intervention(
        store,
        title="Gestión articulada",
        type=InterventionType.MOOC,
        period_start=date(2026, 5, 21),
        period_end=date(2026, 6, 17),
        territories=("R03", "R05", "R09"),
        instancias=(),
    )
    assert mooc
    return store


@pytest.mark.req("31")
def test_the_latest_come_first_and_those_without_a_date_lead(year: Store) -> None:
    assert titles(year) == [
        "Aún sin fecha",
        "Taller en Huanta",
        "Acompañamiento de hoy",
        "Gestión articulada",
        "Sesión de Ñaña",
    ]


def test_states_follow_from_the_dates(year: Store) -> None:
    states = {row.title: row.state for row in listed(year)}
    assert states["Taller en Huanta"] is DisplayState.CONVOKED
    assert states["Acompañamiento de hoy"] is DisplayState.UNDER_WAY
    assert states["Gestión articulada"] is DisplayState.TO_CLOSE
    assert titles(year, state=DisplayState.UNDER_WAY) == ["Acompañamiento de hoy"]


def test_a_year_holds_what_begins_or_ends_in_it_and_what_has_no_date(year: Store) -> None:
    assert titles(year, year=2025) == ["Aún sin fecha", "Sesión de Ñaña"]
    assert "Sesión de Ñaña" in titles(year, year=2026)
    with year.read() as tx:
        assert read_listing(tx, Filters(text="huanta")).years == [2026, 2025]


def test_regions_count_territories_and_instancias(year: Store) -> None:
    assert titles(year, regions=("R05",)) == [
        "Taller en Huanta",
        "Acompañamiento de hoy",
        "Gestión articulada",
    ]
    assert titles(year, regions=("RLM",)) == ["Sesión de Ñaña"]


def test_the_place_is_short_and_never_empty(year: Store) -> None:
    places = {row.title: row.place for row in listed(year)}
    assert places["Taller en Huanta"] == "Huanta"
    assert places["Gestión articulada"] == "3 regiones"
    assert places["Aún sin fecha"] == "sin dato"


def test_search_is_blind_to_accents_and_finds_places_and_people(year: Store) -> None:
    person = a_person(year, surnames="Ñahui Quispe", names="Saturnina", document_number="99990731")
    an_expected_person(year, listed(year)[2].id, person)
    assert titles(year, text="nana sesion") == ["Sesión de Ñaña"]
    assert titles(year, text="taller huanta ayacucho") == ["Taller en Huanta"]
    assert titles(year, text="ñahui saturnina") == ["Acompañamiento de hoy"]
    assert titles(year, text="99990731") == ["Acompañamiento de hoy"]
    assert titles(year, text="nadie") == []


def test_what_is_in_the_trash_is_not_listed_nor_counted(year: Store) -> None:
    with year.write() as tx:
        remove(tx, Intervention, [listed(year)[0].id])
    assert "Aún sin fecha" not in titles(year)
    with year.read() as tx:
        assert read_listing(tx, Filters(year=2025)).total == 4


def test_the_calendar_has_every_day_and_no_other(year: Store) -> None:
    with year.read() as tx:
        days = days_by_intervention(tx, date(2026, 8, 1), date(2026, 8, 31))
    assert sorted(days.values()) == [[TODAY], [date(2026, 8, 12), date(2026, 8, 13)]]


@pytest.mark.req("31", "33")
def test_the_page_counts_and_says_what_is_missing(store: Store) -> None:
    intervention = an_intervention(store)
    day = a_day(store, intervention)
    item = an_agenda_item(store, intervention)
    confirmed, silent = a_person(store), a_person(store)
    an_expected_person(store, intervention, confirmed, reply=Reply.CONFIRMED)
    an_expected_person(store, intervention, silent)
    with store.read() as tx:
        page = get_page(tx, intervention, TODAY)
    assert page is not None
    assert (page.counts.agenda, page.counts.expected, page.counts.confirmed) == (1, 2, 1)
    assert [status.summary for status in page.steps][1] == "1 de 2 confirmaron"
    assert {intervention, day, item} == set(page.bases)
    with store.read() as tx:
        assert steps_of(tx, [intervention], TODAY)[intervention] == page.steps


def test_one_person_on_two_days_is_one_present(store: Store) -> None:
    intervention, person = an_intervention(store), a_person(store)
    for day in (date(2026, 8, 12), date(2026, 8, 13)):
        a_day(store, intervention, day)
        an_attendance(store, intervention, day, person=person)
    with store.read() as tx:
        page = get_page(tx, intervention, TODAY)
    assert page is not None
    assert page.counts.present == 1


def test_the_visit_before_to_the_same_territory(store: Store) -> None:
    before = an_intervention(store, title="Visita de marzo")
    a_day(store, before, date(2026, 3, 5))
    an_attendance(store, before, date(2026, 3, 5))
    elsewhere = an_intervention(store, title="En otra parte", territories=("1501",))
    a_day(store, elsewhere, date(2026, 4, 5))
    an_attendance(store, elsewhere, date(2026, 4, 5))
    now = an_intervention(store)
    a_day(store, now, start=time(9), end=time(13))
    with store.read() as tx:
        page = get_page(tx, now, TODAY)
        assert page is not None
        visit = previous_visit(tx, page)
    assert visit is not None
    assert (visit.title, visit.last, visit.present) == ("Visita de marzo", date(2026, 3, 5), 1)


def test_a_process_names_its_other_interventions(store: Store) -> None:
    with store.write() as tx:
        process = save_process(tx, None, {"name": "IPC Huanta 2026"})
    first, second = an_intervention(store, process=process), an_intervention(store, process=process)
    with store.read() as tx:
        assert [row.id for row in interventions_of_process(tx, process, first)] == [second]
