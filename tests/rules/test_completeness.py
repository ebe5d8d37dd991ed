"""What each step lacks, in the words the Inicio and the list show. No step blocks another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from concerta_desktop.model.choices import Coordination, InterventionType, Modality
from concerta_desktop.model.interventions import Intervention, InterventionDay
from concerta_desktop.rules.completeness import Step, StepCounts, StepState, StepStatus, step_statuses

BEFORE, DURING, AFTER = date(2026, 8, 10), date(2026, 8, 12), date(2026, 8, 20)
DAYS = [
    InterventionDay(id=str(day), intervention="i", day=date(2026, 8, day), start=time(8, 30), end=time(17))
    for day in (12, 13)
]
WORKSHOP = Intervention(
    id="i",
    title="Taller de fortalecimiento de la IPC Huanta",
    type=InterventionType.STRENGTHENING,
    modality=Modality.IN_PERSON,
    instancias=("IPC-0504",),
    host="entity",
    venue="Auditorio municipal, Huanta",
    objective="Fortalecer.",
)
COUNTS = StepCounts(agenda=7, expected=40, confirmed=36, declined=0, oficios=frozenset({"0504"}))


def status(
    step: Step,
    intervention: Intervention = WORKSHOP,
    counts: StepCounts = COUNTS,
    today: date = BEFORE,
    days: list[InterventionDay] = DAYS,
) -> StepStatus:
    return next(found for found in step_statuses(intervention, days, counts, today) if found.step is step)


def lacking(found: StepStatus) -> list[str]:
    return [missing.text for missing in found.missing]


@pytest.mark.req("31")
def test_a_programmed_workshop_lacks_nothing() -> None:
    found = status(Step.PROGRAMMING)
    assert (found.label, found.state, found.summary) == ("Programación", StepState.COMPLETE, "completa")


@pytest.mark.req("31")
def test_a_new_intervention_says_everything_it_lacks_at_its_field() -> None:
    new = Intervention(id="i", title="Taller", type=InterventionType.STRENGTHENING)
    found = status(Step.PROGRAMMING, new, StepCounts(), days=[])
    assert found.state is StepState.STARTED
    assert found.summary == "faltan 6 datos"
    assert [missing.field for missing in found.missing] == [
        "modality",
        "day",
        "territories",
        "host",
        "objective",
        "agenda",
    ]
    only = status(Step.PROGRAMMING, replace(WORKSHOP, venue=None))
    assert (only.summary, lacking(only)) == ("falta el lugar", ["Falta el lugar"])


@pytest.mark.req("32")
def test_a_cronograma_that_was_proposed_is_missing_until_it_is_agreed() -> None:
    for coordination, missing in (
        (None, []),
        (Coordination.PROPOSED, ["Falta acordar las fechas"]),
        (Coordination.CHANGES_ASKED, ["Falta acordar las fechas"]),
        (Coordination.AGREED, []),
    ):
        found = status(Step.PROGRAMMING, replace(WORKSHOP, coordination=coordination))
        assert lacking(found) == missing


def test_days_without_hours_and_sessions_without_platform() -> None:
    timeless = [replace(DAYS[0], end=None)]
    assert lacking(status(Step.PROGRAMMING, days=timeless)) == ["Falta la hora"]
    virtual = replace(WORKSHOP, modality=Modality.VIRTUAL, venue=None)
    assert lacking(status(Step.PROGRAMMING, virtual)) == ["Falta la plataforma"]


@pytest.mark.req("30")
def test_a_mooc_is_asked_for_its_period_and_a_pasantia_for_visitor_and_host() -> None:
    mooc = replace(WORKSHOP, type=InterventionType.MOOC, host=None, venue=None, modality=Modality.VIRTUAL)
    found = status(Step.PROGRAMMING, mooc, StepCounts(), days=[])
    assert lacking(found) == [
        "Falta el inicio del período",
        "Falta el fin del período",
        "Falta la plataforma",
    ]
    assert "Falta el enlace" not in lacking(status(Step.CONVOCATION, mooc))
    internship = replace(WORKSHOP, type=InterventionType.INTERNSHIP)
    assert lacking(status(Step.PROGRAMMING, internship)) == [
        "Falta la instancia que visita",
        "Falta la instancia que recibe",
    ]


@pytest.mark.req("37")
def test_the_convocatoria_counts_who_has_not_answered() -> None:
    found = status(Step.CONVOCATION)
    assert (found.state, found.summary) == (StepState.STARTED, "36 de 40 confirmaron")
    assert lacking(found) == ["4 personas sin confirmar asistencia"]
    almost = status(Step.CONVOCATION, counts=replace(COUNTS, declined=3))
    assert lacking(almost) == ["1 persona sin confirmar asistencia"]
    answered = status(Step.CONVOCATION, counts=replace(COUNTS, declined=4))
    assert answered.state is StepState.COMPLETE


@pytest.mark.req("37")
def test_once_it_begins_unanswered_invitations_no_longer_matter() -> None:
    found = status(Step.CONVOCATION, today=DURING)
    assert (found.state, found.summary, found.missing) == (StepState.COMPLETE, "40 esperadas", ())


def test_nobody_convoked_yet() -> None:
    found = status(Step.CONVOCATION, counts=StepCounts())
    assert (found.state, found.summary) == (StepState.EMPTY, "sin convocados")
    assert lacking(found) == ["Faltan las personas convocadas", "Oficio de la DGCVG sin enviar"]
    sent = status(Step.CONVOCATION, counts=StepCounts(oficios=frozenset({"0504"})))
    assert sent.state is StepState.STARTED


@pytest.mark.req("35")
def test_an_oficio_that_was_not_sent_is_missing_until_the_intervention_begins() -> None:
    answered = replace(COUNTS, declined=4, oficios=frozenset())
    found = status(Step.CONVOCATION, counts=answered)
    assert (found.state, found.summary) == (StepState.STARTED, "oficio sin enviar")
    assert lacking(found) == ["Oficio de la DGCVG sin enviar"]
    assert not status(Step.CONVOCATION, counts=answered, today=DURING).missing


@pytest.mark.req("35")
def test_of_several_governments_each_oficio_that_was_not_sent_is_named() -> None:
    macro = replace(WORKSHOP, instancias=("IRC-R05", "IPC-0504"), territories=("0501", "0505", "0506"))
    answered = replace(COUNTS, declined=4)
    found = status(Step.CONVOCATION, macro, answered)
    assert lacking(found) == ["4 oficios sin enviar: GR de Ayacucho, MP de Huamanga y 2 más"]
    assert found.summary == "4 oficios sin enviar"
    almost = replace(answered, oficios=frozenset({"R05", "0504", "0505", "0506"}))
    found = status(Step.CONVOCATION, macro, almost)
    assert lacking(found) == ["1 oficio sin enviar: MP de Huamanga"]
    assert found.summary == "oficio sin enviar"
    everyone = replace(almost, oficios=almost.oficios | {"0501"})
    assert status(Step.CONVOCATION, macro, everyone).state is StepState.COMPLETE


@pytest.mark.req("40")
def test_equipment_nobody_confirmed_is_missing_only_where_there_is_a_venue() -> None:
    counts = replace(COUNTS, declined=4, equipment_pending=2)
    found = status(Step.CONVOCATION, counts=counts)
    assert (lacking(found), found.summary) == (
        ["2 equipos sin confirmar con el local"],
        "equipos sin confirmar",
    )
    virtual = replace(WORKSHOP, modality=Modality.VIRTUAL, link="https://ejemplo.pe/x")
    assert "equipment" not in {one.key for one in status(Step.CONVOCATION, virtual, counts).missing}


@pytest.mark.req("39")
def test_a_link_written_is_still_to_be_sent_and_then_proved() -> None:
    virtual = replace(WORKSHOP, modality=Modality.VIRTUAL, link="https://ejemplo.pe/x")
    answered = replace(COUNTS, declined=4)
    [unsent] = status(Step.CONVOCATION, virtual, answered).missing
    assert (unsent.text, unsent.field) == ("Enlace sin enviar (enviarlo hasta el 10 ago)", "link_sent")
    sent = replace(answered, link_sent=True)
    assert lacking(status(Step.CONVOCATION, virtual, sent)) == ["Falta la constancia del envío del enlace"]
    proved = replace(sent, link_proved=True)
    assert status(Step.CONVOCATION, virtual, proved).state is StepState.COMPLETE


@pytest.mark.req("39")
def test_the_link_of_a_virtual_session_has_a_date() -> None:
    virtual = replace(WORKSHOP, modality=Modality.VIRTUAL)
    [link] = [missing for missing in status(Step.CONVOCATION, virtual).missing if missing.key == "link"]
    assert link.text == "Falta el enlace (enviarlo hasta el 10 ago)"
    assert (link.due, link.field) == (date(2026, 8, 10), "link")


@pytest.mark.req("42")
@pytest.mark.parametrize(
    ("counts", "today", "state", "summary"),
    [
        (COUNTS, BEFORE, StepState.EMPTY, "hoja sin imprimir"),
        (replace(COUNTS, sheet_printed=True), BEFORE, StepState.STARTED, "hoja impresa"),
        (replace(COUNTS, present=27), DURING, StepState.STARTED, "27 presentes"),
        (replace(COUNTS, present=34), AFTER, StepState.COMPLETE, "34 presentes"),
        (COUNTS, AFTER, StepState.EMPTY, "sin registrar"),
    ],
)
def test_attendance_from_the_unprinted_sheet_to_the_last_signature(
    counts: StepCounts, today: date, state: StepState, summary: str
) -> None:
    found = status(Step.ATTENDANCE, counts=counts, today=today)
    assert (found.state, found.summary) == (state, summary)


def test_a_virtual_session_needs_no_printed_sheet() -> None:
    found = status(Step.ATTENDANCE, replace(WORKSHOP, modality=Modality.VIRTUAL))
    assert (found.summary, found.missing) == ("sin iniciar", ())


@pytest.mark.req("42")
def test_people_can_sign_while_everything_else_is_missing() -> None:
    bare = Intervention(id="i", title="Taller", type=InterventionType.CREATION)
    found = status(Step.ATTENDANCE, bare, StepCounts(present=10), days=[])
    assert (found.state, found.summary) == (StepState.STARTED, "10 presentes")
