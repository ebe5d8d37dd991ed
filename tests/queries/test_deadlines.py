"""Deadlines: computed, with their paragraph and weight, and as a calendar file."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
import pytest

from concerta_desktop.documents.deadlines import compose_deadlines, deadlines_file
from concerta_desktop.documents.render import render
from concerta_desktop.model import Convocation
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.model.choices import InterventionType, Modality
from concerta_desktop.model.followup import ReportPeriod
from concerta_desktop.model.identity import convocation_id
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.model.instruments import InstrumentKind
from concerta_desktop.model.sessions import SessionKind
from concerta_desktop.queries.deadlines import list_deadlines, overdue_of
from concerta_desktop.queries.instancias import read_matriz
from concerta_desktop.rules.deadlines import Deadline
from concerta_desktop.services.catalogues import save_entry
from concerta_desktop.services.followup import begin_report, save_report
from concerta_desktop.services.instancias import add_milestone
from concerta_desktop.services.instruments import add_awareness, add_instrument, approve_year
from concerta_desktop.services.sessions import add_session, agree
from concerta_desktop.store.store import Store
from tests.factory import MORNING, a_day, an_intervention, save
from tests.instancia_factory import HUANTA, TODAY, a_mandate, a_member

LURICOCHA = "IDC-050405"
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def created(store: Store) -> Store:
    """An IRC, an IPC and an IDC created by ordinance; another IPC in Cusco."""
    with store.write() as tx:
        for code in (HUANTA, LURICOCHA, "IRC-R05", "IPC-0801"):
            add_milestone(tx, code, MilestoneKind.ORDINANCE, {"day": date(2021, 3, 9)})
    return store


def due(store: Store, first: date = YEAR[0], last: date = YEAR[1], **asked: Any) -> dict[str, Deadline]:
    with store.read() as tx:
        return {one.key: one for one in list_deadlines(tx, first, last, today=TODAY, **asked)}


@pytest.mark.req("69", "73", "76", "80", "85")
def test_each_deadline_has_its_day_paragraph_and_weight(created: Store) -> None:
    found = {key: (one.day, one.paragraph, one.severity.value) for key, one in due(created).items()}
    assert found == {
        "anual-2025": (date(2026, 1, 30), "7.3.4.6", "orientador"),
        "semestre_1-2026": (date(2026, 7, 30), "7.3.4.2", "orientador"),
        "25-noviembre-2026": (date(2026, 11, 25), "7.3.3.3", "orientador"),
        "plan-2027": (date(2026, 11, 30), "7.3.3.1-4", "norma_superior"),
        "encuentros-2026": (date(2026, 12, 31), "7.3.4.11", "orientador"),
    }
    encounters = due(created, date(2026, 10, 5), date(2026, 10, 6))
    assert list(encounters) == ["encuentros-2026"], "a stretch is shown while it lasts"


@pytest.mark.req("69")
def test_a_decreed_day_moves_november_and_a_setting_moves_a_semester(created: Store) -> None:
    with created.write() as tx:
        values = {"name": "Puente", "day": date(2026, 11, 30), "source": "DS de ejemplo"}
        save_entry(tx, Catalogue.DAY_OFF, "puente", values)
        save_entry(tx, Catalogue.PERIOD, "gracia_semestre", {"number": 5})
    found = due(created)
    assert found["plan-2027"].day == date(2026, 11, 27)
    assert found["semestre_1-2026"].day == date(2026, 7, 5)


@pytest.mark.req("76", "73", "69")
def test_only_created_local_instancias_wait_until_it_is_recorded(created: Store) -> None:
    locals_ = ("IDC-050405", "IPC-0504", "IPC-0801")
    assert {key: one.waiting for key, one in due(created).items() if one.total} == {
        "anual-2025": locals_,
        "semestre_1-2026": locals_,
        "25-noviembre-2026": locals_,
        "plan-2027": locals_,
    }
    assert due(created, regions=("R05",))["plan-2027"].waiting == locals_[:2]
    with created.write() as tx:
        save_report(tx, begin_report(tx, HUANTA, 2026, ReportPeriod.FIRST), {"prepared_on": TODAY})
        begin_report(tx, LURICOCHA, 2026, ReportPeriod.FIRST)
        values = {"name": "Marcha", "day": date(2026, 11, 25), "international_day": True}
        add_awareness(tx, HUANTA, values)
        plan = add_instrument(tx, HUANTA, InstrumentKind.PLAN, {"valid_from": date(2026, 1, 1)})
        approve_year(tx, plan, 2027, {"approved_on": TODAY})
    found = due(created)
    assert found["semestre_1-2026"].waiting == ("IDC-050405", "IPC-0801"), "begun is not prepared"
    assert found["plan-2027"].said == "Plan de trabajo 2027 aprobado: 2 de 3 sin registrar"
    assert "IPC-0504" not in found["25-noviembre-2026"].waiting


@pytest.mark.req("39")
def test_the_link_is_due_two_days_before_and_done_once_sent(store: Store) -> None:
    held = an_intervention(store, modality=Modality.VIRTUAL, title="Taller virtual")
    a_day(store, held, date(2026, 8, 12))
    a_day(store, an_intervention(store, modality=Modality.IN_PERSON), date(2026, 8, 12))
    (link,) = due(store, date(2026, 8, 1), date(2026, 8, 31)).values()
    assert (link.day, link.done, link.about) == (date(2026, 8, 10), False, held)
    values = {"intervention": held, "link_sent": date(2026, 8, 10)}
    save(store, Convocation, convocation_id(held), values)
    (link,) = due(store, date(2026, 8, 1), date(2026, 8, 31)).values()
    assert link.done


@pytest.mark.req("60", "72", "85")
def test_designations_agreements_and_encounters_are_due_too(created: Store) -> None:
    a_mandate(created, a_member(created), end=date(2026, 12, 15))
    with created.write() as tx:
        session = add_session(tx, HUANTA, SessionKind.ORDINARY, {"day": date(2026, 9, 1)})
        agree(tx, session, {"text": "Publicar", "due": date(2026, 12, 10)})
    kinds = {"encounter": True, "type": InterventionType.MACROREGIONAL}
    a_day(created, an_intervention(created, **kinds), date(2026, 11, 5))
    found = list(due(created, date(2026, 12, 1), date(2026, 12, 31)).values())
    assert [one.title for one in found[:2]] == [
        "IPC Huanta, acuerdo 1: Publicar",
        "IPC Huanta: concluye la designación de Centro Emergencia Mujer de Ejemplo",
    ]
    assert found[-1].key == "encuentros-2026"
    assert found[-1].done


def test_the_calendar_file_has_an_event_for_each_and_replaces_itself(created: Store) -> None:
    found = list(due(created).values())
    calendar: Any = icalendar.Calendar.from_ical(deadlines_file(found, MORNING))
    events: dict[str, Any] = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {f"{one.key}@concerta" for one in found}
    plan = events["plan-2027@concerta"]
    assert plan["dtstart"].dt == date(2026, 11, 30)
    assert "7.3.3.1-4 · Norma superior" in str(plan["description"])
    assert "IPC Huanta" in str(plan["description"])
    assert events["encuentros-2026@concerta"]["dtstart"].dt == date(2026, 10, 1)
    assert render(compose_deadlines(found, *YEAR, MORNING), "pdf").warnings == ()


@pytest.mark.req("69", "80")
def test_of_one_instancia_what_went_by_since_it_was_installed(created: Store) -> None:
    with created.write() as tx:
        add_milestone(tx, HUANTA, MilestoneKind.INSTALLED, {"day": date(2026, 2, 2)})
        add_milestone(tx, LURICOCHA, MilestoneKind.INSTALLED, {"day": date(2021, 6, 1)})
        report = begin_report(tx, LURICOCHA, 2026, ReportPeriod.FIRST)
        save_report(tx, report, {"prepared_on": date(2026, 7, 20)})
    with created.read() as tx:
        rows = {row.code: row for row in read_matriz(tx, TODAY)}
        of = {code: [one.key for one in overdue_of(tx, rows[code], TODAY)] for code in (HUANTA, LURICOCHA)}
        assert overdue_of(tx, rows["IPC-0505"], TODAY) == []
    assert of[HUANTA] == ["semestre_1-2026", "25-noviembre-2026"]
    assert "semestre_1-2026" not in of[LURICOCHA]
    assert "anual-2025" in of[LURICOCHA]
