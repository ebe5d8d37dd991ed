"""Instruments of an instancia: what exists, is approved, in force; what reviews find [7.3.3.1, A.2]."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from concerta_desktop.documents.instancia_instruments import compose_diagnosis, compose_plan
from concerta_desktop.documents.render import render
from concerta_desktop.model import PlanGoal, Review
from concerta_desktop.model.choices import Enfoque
from concerta_desktop.model.instruments import (
    AlignedWith,
    Instrument,
    InstrumentKind,
    InstrumentState,
    ObservatoryState,
    RegulationPart,
    ReviewAbout,
    ReviewOf,
    Verdict,
)
from concerta_desktop.model.territory import Level
from concerta_desktop.queries.instruments import InstrumentsPage, read_diagnosis, read_instruments, read_plan
from concerta_desktop.rules.calendar import DaysOff
from concerta_desktop.rules.instruments import (
    Facts,
    approval_deadline,
    facts,
    in_force,
    instrument_notices,
    missing_parts,
    observatory_state,
    plan_years,
)
from concerta_desktop.services.instancias import edit, save_instancia
from concerta_desktop.services.instruments import (
    add_action,
    add_awareness,
    add_figure,
    add_instrument,
    add_review,
    approve_year,
    new_version,
    save_instrument,
    set_alignment,
    set_goal,
)
from concerta_desktop.store.store import Store
from tests.documents.reading import docx_text
from tests.factory import MORNING
from tests.instancia_factory import HUANTA, TODAY

APPROVED = InstrumentState.APPROVED


def page(store: Store, code: str = HUANTA) -> InstrumentsPage:
    with store.read() as tx:
        return read_instruments(tx, code, TODAY)


def told(store: Store) -> list[str]:
    return [notice.text for notice in page(store).notices]


def an_instrument(store: Store, kind: InstrumentKind, code: str = HUANTA, **values: Any) -> str:
    with store.write() as tx:
        return add_instrument(tx, code, kind, values)


def of(kind: InstrumentKind, **values: Any) -> Instrument:
    return Instrument(id="x", kind=kind, **values)


@pytest.mark.req("20")
def test_what_nobody_has_said_is_unknown_and_what_does_not_exist_is_no(store: Store) -> None:
    assert page(store).facts[InstrumentKind.DIAGNOSIS] == Facts()
    an_instrument(store, InstrumentKind.DIAGNOSIS, state=InstrumentState.NONE)
    found = page(store).facts[InstrumentKind.DIAGNOSIS]
    assert (found.exists, found.approved, found.inconsistent) == (False, False, None)


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        ({}, None),
        ({"state": APPROVED}, True),
        ({"approved_on": date(2025, 11, 3), "valid_from": date(2026, 1, 1)}, True),
        ({"state": APPROVED, "valid_until": date(2026, 11, 27)}, False),
        ({"state": APPROVED, "valid_from": date(2027, 1, 1)}, False),
        ({"state": InstrumentState.FORMULATED, "valid_from": date(2026, 1, 1)}, False),
    ],
)
def test_in_force_is_approved_and_within_its_dates(values: dict[str, Any], standing: bool | None) -> None:
    assert in_force(of(InstrumentKind.PLAN, **values), TODAY) is standing


@pytest.mark.req("65")
def test_an_observatorio_has_five_states_and_gets_out_of_date(store: Store) -> None:
    assert len(ObservatoryState) == 5
    reporting = of(InstrumentKind.OBSERVATORY, observatory=ObservatoryState.REPORTING)
    assert observatory_state(reporting, TODAY) is ObservatoryState.REPORTING
    old = of(InstrumentKind.OBSERVATORY, observatory=ObservatoryState.REPORTING, last_report=date(2026, 4, 1))
    assert observatory_state(old, TODAY) is ObservatoryState.OUTDATED
    found = facts(InstrumentKind.OBSERVATORY, [old], [], TODAY)
    assert (found.exists, found.implemented, found.reporting) == (True, True, False)
    none = of(InstrumentKind.OBSERVATORY, observatory=ObservatoryState.NONE)
    assert instrument_notices(Level.REGION, [none], [], TODAY)
    assert not instrument_notices(Level.PROVINCE, [none], [], TODAY), "optional below the region"


@pytest.mark.req("9", "63", "64")
def test_a_reglamento_is_checked_against_what_it_must_settle(store: Store) -> None:
    covered = tuple(part for part in RegulationPart if part is not RegulationPart.DIFFUSION)
    assert missing_parts(of(InstrumentKind.REGULATION, covers=covered)) == (RegulationPart.DIFFUSION,)
    an_instrument(
        store,
        InstrumentKind.REGULATION,
        covers=covered,
        covers_members=False,
        drafted_on=date(2026, 2, 2),
        approved_on=date(2026, 5, 5),
    )
    assert told(store)[:3] == [
        "Al reglamento le falta: difusión.",
        "El reglamento no fija las responsabilidades de cada integrante.",
        "No consta la opinión técnica del reglamento.",
    ]


@pytest.mark.req("66", "68", "69")
def test_diagnosis_and_first_plan_come_after_the_reglamento(store: Store) -> None:
    an_instrument(store, InstrumentKind.DIAGNOSIS, approved_on=date(2026, 3, 3))
    assert told(store)[0] == "Diagnóstico: aprobado el 03/03/2026, y el reglamento no consta como aprobado."
    an_instrument(store, InstrumentKind.REGULATION, approved_on=date(2026, 2, 2), opinion_on=date(2026, 1, 5))
    assert not [text for text in told(store) if text.startswith("Diagnóstico")]


@pytest.mark.req("69")
def test_each_year_of_a_plan_has_its_own_november(store: Store) -> None:
    assert [approval_deadline(year) for year in (2026, 2027, 2028, 2029, 2030, 2031)] == [
        date(2025, 11, 28),
        date(2026, 11, 30),
        date(2027, 11, 30),
        date(2028, 11, 30),
        date(2029, 11, 30),
        date(2030, 11, 29),
    ]
    decreed = DaysOff({date(2026, 11, 30): "Puente"})
    assert approval_deadline(2027, decreed) == date(2026, 11, 27)
    plan = an_instrument(
        store, InstrumentKind.PLAN, valid_from=date(2026, 1, 1), valid_until=date(2027, 12, 31)
    )
    with store.write() as tx:
        approve_year(tx, plan, 2026, {"approved_on": date(2025, 12, 1), "acta": "Acta 4-2025"})
    with store.read() as tx:
        found = read_plan(tx, plan)
    assert found is not None
    assert [(year.year, year.in_time) for year in found.years] == [(2026, False), (2027, None)]
    assert plan_years(of(InstrumentKind.PLAN)) == ()


@pytest.mark.req("88")
def test_the_yearly_update_is_a_new_version_that_begins_from_the_old(store: Store) -> None:
    plan = an_instrument(
        store, InstrumentKind.PLAN, valid_from=date(2026, 1, 1), approved_on=date(2025, 11, 3)
    )
    with store.write() as tx:
        action = add_action(tx, plan, {"action": "Capacitar a docentes"})
        set_goal(tx, action, 2026, {"first_goal": 2, "first_done": 1})
    with store.write() as tx:
        fresh = new_version(tx, plan)
    with store.read() as tx:
        found = read_plan(tx, fresh)
    assert found is not None
    assert (found.plan.version, found.plan.replaces, found.plan.approved_on) == (2, plan, None)
    (line,) = found.lines
    assert line.action.id != action
    goal = line.goals[2026]
    assert isinstance(goal, PlanGoal)
    assert (goal.first_goal, goal.first_done) == (2, None)
    assert "La actualización del plan no consta como comunicada." in told(store)


@pytest.mark.req("70", "21", "71")
def test_a_plan_is_copied_on_and_aligned(store: Store) -> None:
    plan = an_instrument(
        store, InstrumentKind.PLAN, approved_on=date(2026, 11, 3), copy_received=date(2026, 11, 20)
    )
    with store.write() as tx:
        set_alignment(tx, plan, AlignedWith.LAW, {"aligned": False})
        set_alignment(tx, plan, AlignedWith.PDC, {"aligned": True})
        set_alignment(tx, plan, AlignedWith.BELOW, {"aligned": False, "note": "La IDC fija otra meta"})
    found = told(store)
    assert "Plan: no consta que se enviara la copia fedateada a la ST-CMAN." in found
    assert "Plan: la ST-CMAN lo recibió y no consta su copia a la DPVLV." in found
    assert "Plan: no está alineado con Ley N.° 30364." in found
    assert "Plan: no está alineado con Instrumentos del nivel inferior." in found
    assert not [text for text in found if "PDC" in text]
    severities = {notice.text: notice.severity.value for notice in page(store).notices}
    assert severities["Plan: no está alineado con Ley N.° 30364."] == "norma_superior"


@pytest.mark.req("19", "20")
def test_a_review_makes_an_instrument_inconsistent_until_it_is_solved(store: Store) -> None:
    an_instrument(store, InstrumentKind.DIAGNOSIS, state=APPROVED)
    with store.write() as tx:
        values = {"verdict": Verdict.INCONSISTENT, "about": ReviewAbout.MEMBERS, "text": "Falta el CEM"}
        add_review(tx, HUANTA, {"of": ReviewOf.ORDINANCE, "document": "Ordenanza 4-2021", **values})
        review = add_review(tx, HUANTA, {"of": ReviewOf.DIAGNOSIS, **values})
    assert page(store).facts[InstrumentKind.DIAGNOSIS].inconsistent is True
    with store.write() as tx:
        edit(tx, Review, review, {"solved_on": TODAY})
    assert page(store).facts[InstrumentKind.DIAGNOSIS].inconsistent is False
    assert [one.document for one in page(store).reviews if one.of is ReviewOf.ORDINANCE] == [
        "Ordenanza 4-2021"
    ]


@pytest.mark.req("73")
def test_the_25_november_is_asked_of_provinces_and_districts_only(store: Store) -> None:
    missing = "Sin acción registrada por el 25 de noviembre de 2026."
    assert missing in told(store)
    assert missing not in [notice.text for notice in page(store, "IRC-R05").notices]
    with store.write() as tx:
        values = {"name": "Marcha", "day": date(2026, 11, 25), "international_day": True, "people": 300}
        add_awareness(tx, HUANTA, values)
    assert missing not in told(store)


@pytest.mark.req("74", "87")
def test_team_mechanism_and_seguridad_ciudadana_are_kept(store: Store) -> None:
    values = {"team": "Dos personas", "gender_mechanism": "Comisión", "security": "Reunión con el COPROSEC"}
    with store.write() as tx:
        save_instancia(tx, HUANTA, values)
    with store.read() as tx:
        row = tx.connection.exec_driver_sql("SELECT team, gender_mechanism, security FROM instancia").one()
    assert tuple(row) == ("Dos personas", "Comisión", "Reunión con el COPROSEC")


@pytest.mark.req("10")
def test_the_six_enfoques_tag_instruments_actions_and_campaigns(store: Store) -> None:
    assert len(Enfoque) == 6
    tags = (Enfoque.GENDER, Enfoque.INTERCULTURAL)
    plan = an_instrument(store, InstrumentKind.PLAN, enfoques=tags)
    with store.write() as tx:
        add_action(tx, plan, {"action": "Difundir en quechua", "enfoques": tags})
        add_awareness(tx, HUANTA, {"name": "Marcha", "enfoques": (Enfoque.RIGHTS,)})
    with store.read() as tx:
        found = read_plan(tx, plan)
    assert found is not None
    assert found.plan.enfoques == found.lines[0].action.enfoques == tags
    assert page(store).awareness[0].enfoques == (Enfoque.RIGHTS,)


@pytest.mark.req("91", "66", "67")
def test_the_diagnosis_has_a_table_for_each_variable(store: Store) -> None:
    made = an_instrument(store, InstrumentKind.DIAGNOSIS, services="Un CEM para siete distritos")
    with store.write() as tx:
        for variable, value, cases in (("Sexo", "Mujer", 90), ("Sexo", "Hombre", 12), ("Edad", "18-29", 40)):
            known = {"violence": "fisica", "variable": variable, "value": value, "cases": cases}
            add_figure(tx, made, {**known, "year": 2025, "origin": "CEM Huanta"})
    with store.read() as tx:
        found = read_diagnosis(tx, made)
    assert found is not None
    text = docx_text(render(compose_diagnosis(found, MORNING), "docx").data)
    for words in (
        "Casos según edad",
        "Casos según sexo",
        "Física",
        "Fuente: CEM Huanta",
        "Un CEM para siete",
    ):
        assert words in text
    assert "propuesta por Concerta" in text


@pytest.mark.req("91", "69")
def test_the_plan_has_a_table_for_each_year(store: Store) -> None:
    plan = an_instrument(
        store, InstrumentKind.PLAN, valid_from=date(2026, 1, 1), valid_until=date(2027, 12, 31)
    )
    with store.write() as tx:
        action = add_action(tx, plan, {"action": "Capacitar a docentes", "unit": "Taller"})
        set_goal(tx, action, 2026, {"first_goal": 2, "second_goal": 3})
        save_instrument(tx, plan, {"name": "Plan 2026-2027"})
    with store.read() as tx:
        found = read_plan(tx, plan)
    assert found is not None
    text = docx_text(render(compose_plan(found, MORNING), "docx").data)
    for words in ("Programación 2026", "Programación 2027", "28/11/2025", "Capacitar a docentes"):
        assert words in text
