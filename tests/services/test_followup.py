"""Follow-up: progress of a plan, reports and their journey, the yearly report, evaluation [7.3.4]."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest

from concerta_desktop.documents.blocks import Image
from concerta_desktop.documents.draw_map import SHAPES
from concerta_desktop.documents.instancia_followup import compose_follow_up, compose_process
from concerta_desktop.documents.render import render
from concerta_desktop.documents.situation_report import compose_situation
from concerta_desktop.errors import Cancelled, ValidationError
from concerta_desktop.model import AssistanceProcess, Milestone
from concerta_desktop.model.followup import JourneyStep, PoiSubject, ReportPeriod
from concerta_desktop.model.identity import new_id
from concerta_desktop.model.instancias import InstanciaState, MilestoneKind
from concerta_desktop.model.instruments import InstrumentKind, PlanGoal
from concerta_desktop.model.sessions import SessionKind
from concerta_desktop.model.territory import Level
from concerta_desktop.queries.followup import ReportPage, read_report
from concerta_desktop.queries.instancias import places
from concerta_desktop.queries.situation import read_process, read_situation
from concerta_desktop.rules.followup import Progress, period_end, progress, summarise
from concerta_desktop.services.followup import (
    begin_report,
    evaluate_process,
    plan_activity,
    save_report,
    save_situation,
    send_on,
)
from concerta_desktop.services.instancias import add_milestone
from concerta_desktop.services.instruments import add_action, add_instrument, set_goal
from concerta_desktop.services.sessions import add_session
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.store import Store
from tests.documents.reading import docx_text, said
from tests.factory import MORNING, a_day, an_intervention, save
from tests.instancia_factory import HUANTA, TODAY

LURICOCHA = "IDC-050405"


def a_plan(store: Store, code: str = HUANTA) -> str:
    with store.write() as tx:
        values = {"name": "Plan 2026", "valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31)}
        plan = add_instrument(tx, code, InstrumentKind.PLAN, {**values, "approved_on": date(2025, 11, 3)})
        one = add_action(tx, plan, {"action": "Capacitar a docentes", "unit": "Taller"})
        two = add_action(tx, plan, {"action": "Difundir la ruta"})
        set_goal(tx, one, 2026, {"first_goal": 4, "first_done": 1, "second_goal": 2, "evidence": "Listas"})
        set_goal(tx, two, 2026, {"first_goal": 2, "first_done": 3})
    return plan


def a_report(store: Store, code: str = HUANTA, period: ReportPeriod = ReportPeriod.FIRST) -> str:
    with store.write() as tx:
        return begin_report(tx, code, 2026, period)


def page(store: Store, report: str) -> ReportPage:
    with store.read() as tx:
        found = read_report(tx, report)
    assert found is not None
    return found


@pytest.mark.req("75", "76")
def test_percentages_come_from_what_is_known() -> None:
    goal = PlanGoal(id="g", first_goal=4, first_done=1, second_goal=2)
    assert progress(goal, ReportPeriod.FIRST).percent == 25
    assert progress(goal, ReportPeriod.SECOND).percent is None, "nobody said what was done"
    assert progress(goal, ReportPeriod.ANNUAL) == Progress(6, 1)
    assert progress(None, ReportPeriod.FIRST).percent is None
    found = summarise([Progress(4, 1), Progress(2, 3), Progress(5, None), Progress(None, 7)])
    assert (found.programmed, found.reported, found.reached, found.average) == (3, 2, 1, 62.5)
    assert summarise([]).average is None


@pytest.mark.req("76", "80", "91")
def test_a_semester_report_is_made_of_the_plan_that_rules_the_year(store: Store) -> None:
    plan, report = a_plan(store), a_report(store)
    found = page(store, report)
    assert found.report.instrument == plan
    assert [line.progress.percent for line in found.lines] == [25, 150]
    assert a_report(store) == report, "there is one for each period, on every laptop"
    text = docx_text(render(compose_follow_up(found, MORNING), "docx").data)
    for words in ("25,0 %", "150,0 %", "Listas", "Avance promedio: 62,5 %", "primer semestre de 2026"):
        assert words in text
    annual = page(store, a_report(store, period=ReportPeriod.ANNUAL))
    assert [line.progress.percent for line in annual.lines] == [pytest.approx(100 / 6), 150]
    assert period_end(2026, ReportPeriod.FIRST) == date(2026, 6, 30)
    assert period_end(2026, ReportPeriod.ANNUAL) == date(2026, 12, 31)


@pytest.mark.req("6", "78", "79", "81")
def test_a_report_goes_from_district_to_province_region_cman_and_dpvlv(store: Store) -> None:
    report = a_report(store, LURICOCHA)
    steps = [leg.step for leg in page(store, report).legs]
    assert steps == [JourneyStep.PROVINCE, JourneyStep.REGION, JourneyStep.CMAN, JourneyStep.DPVLV]
    assert page(store, report).next is JourneyStep.PROVINCE
    office = [step for step in JourneyStep if "CMAN" in step.label or "DGCVG" in step.label]
    assert office == [JourneyStep.CMAN], "ST-CMAN and DGCVG are one office, hence one recipient (K12)"
    with store.write() as tx:
        values = {"sent": date(2026, 7, 10), "received": date(2026, 7, 12), "advice": "Precisar metas"}
        send_on(tx, report, JourneyStep.PROVINCE, values)
        send_on(tx, report, JourneyStep.CMAN, {"sent": date(2026, 8, 1)})
        with pytest.raises(ValidationError, match="antes de enviarse"):
            send_on(tx, report, JourneyStep.CMAN, {"received": date(2026, 7, 30)})
    found = page(store, report)
    assert found.next is JourneyStep.REGION
    assert [notice.text for notice in found.notices] == ["Se envió a ST-CMAN sin que conste su envío a IRC."]
    assert [leg.step for leg in page(store, a_report(store, "IRC-R05")).legs] == steps[2:]


@pytest.mark.req("77")
def test_publication_is_kept(store: Store) -> None:
    report = a_report(store)
    with store.write() as tx:
        save_report(tx, report, {"published_on": date(2026, 8, 3), "published_at": "observatorio.ejemplo.pe"})
    text = docx_text(render(compose_follow_up(page(store, report), MORNING), "docx").data)
    assert "observatorio.ejemplo.pe" in text


def a_country(store: Store) -> None:
    """Every district with an ordinance, one IPC at work with its plan, report and session."""
    values = {"kind": MilestoneKind.ORDINANCE, "day": date(2021, 3, 9)}
    with store.write() as tx:
        codes = [place.code for place in places() if place.level is Level.DISTRICT]
        changes(tx, [Change(Milestone, f"m-{code}", {**values, "instancia": code}) for code in codes])
        add_milestone(tx, HUANTA, MilestoneKind.INSTALLED, {"day": date(2021, 3, 9)})
        add_session(tx, HUANTA, SessionKind.ORDINARY, {"day": date(2026, 3, 5)})
    a_plan(store)
    report = a_report(store)
    with store.write() as tx:
        save_report(tx, report, {"prepared_on": date(2026, 7, 3)})
        send_on(tx, report, JourneyStep.DPVLV, {"sent": date(2026, 7, 9), "received": date(2026, 7, 9)})
    a_day(store, an_intervention(store))


@pytest.mark.req("83", "84", "2")
def test_the_yearly_report_is_drafted_from_all_of_it_within_ten_seconds(store: Store) -> None:
    a_country(store)
    with store.write() as tx:
        save_situation(tx, 2026, {"conclusions": "Se avanzó en los distritos", "included_on": TODAY})
    start = time.process_time()
    with store.read() as tx:
        found = read_situation(tx, 2026, TODAY)
    report = compose_situation(found, MORNING)
    pdf = render(report, "pdf")
    assert time.process_time() - start < 10
    assert pdf.warnings == ()
    assert found.coverage[Level.DISTRICT].created == 1695
    huanta = found.levels[Level.PROVINCE]
    assert (huanta.created, huanta.sessions, huanta.instruments[InstrumentKind.PLAN]) == (1, 1, 1)
    assert (huanta.reports[ReportPeriod.FIRST], found.received, found.interventions) == (1, 1, 1)
    text = " ".join(said(report))
    for words in ("Se avanzó en los distritos", "Recomendaciones", "28/11/2026", "Avance promedio: 58,3 %"):
        assert words in text
    (picture,) = (block for block in report.blocks if isinstance(block, Image))
    assert "Con ordenanza: 1695" in picture.description


@pytest.mark.req("89")
def test_the_poi_holds_assistance_instancias_and_observatories(store: Store) -> None:
    with store.read() as tx:
        assert read_situation(tx, 2026, TODAY).notices == (), "nothing recorded: sin dato"
    with store.write() as tx:
        plan_activity(tx, {"year": 2026, "subject": PoiSubject.ASSISTANCE, "name": "AT a GR", "goal": 26})
        plan_activity(tx, {"year": 2026, "subject": PoiSubject.INSTANCIAS, "name": "Sesiones"})
    with store.read() as tx:
        found = read_situation(tx, 2026, TODAY)
    assert [one.name for one in found.poi] == ["AT a GR", "Sesiones"]
    assert [notice.text for notice in found.notices] == [
        "El POI 2026 no tiene actividades de observatorios regionales."
    ]


@pytest.mark.req("83")
def test_the_yearly_report_can_be_cancelled_and_says_how_far_it_is(store: Store) -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int, text: str) -> None:
        seen.append((done, total))
        if done == 2:
            raise Cancelled

    with store.read() as tx:
        found = read_situation(tx, 2026, TODAY)
    with pytest.raises(Cancelled):
        compose_situation(found, MORNING, stop)
    assert seen == [(0, 4), (1, 4), (2, 4)]


def test_each_state_has_its_own_shape_on_the_map() -> None:
    assert set(SHAPES) == set(InstanciaState)
    outlines = {re.sub(r"#\w+", "", shape) for shape in SHAPES.values()}
    assert len(outlines) == len(SHAPES), "never told by colour alone"


@pytest.mark.req("82", "7")
def test_a_process_is_evaluated_against_its_baseline(store: Store) -> None:
    process = save(
        store,
        AssistanceProcess,
        new_id(),
        {"name": "Proceso Huanta", "baseline": "Sin reglamento", "goals": "Reglamento aprobado"},
    )
    a_day(store, an_intervention(store, process=process, title="Primera visita"))
    with store.write() as tx:
        values = {"quantitative": "3 de 4 metas", "qualitative": "Mejor articulación", "proposal": "Seguir"}
        evaluate_process(tx, process, {**values, "goals_reached": "Reglamento aprobado en mayo"})
    with store.read() as tx:
        found = read_process(tx, process)
    assert found is not None
    text = docx_text(render(compose_process(found, MORNING), "docx").data)
    for words in ("Sin reglamento", "3 de 4 metas", "Mejor articulación", "en mayo", "Primera visita"):
        assert words in text
