"""Sessions: quorum, votes, agreements that carry over, the acta, the letter on absences [7.3.3.2]."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from concerta_desktop.documents.render import render
from concerta_desktop.documents.session_acta import compose_absence_letter, compose_acta
from concerta_desktop.documents.session_convocation import compose_convocation
from concerta_desktop.model.choices import Modality
from concerta_desktop.model.instancias import InstanciaState, MilestoneKind
from concerta_desktop.model.instruments import Instrument, InstrumentKind
from concerta_desktop.model.sessions import (
    AgreementState,
    Presence,
    SessionAttendance,
    SessionKind,
    SessionMeeting,
    SessionState,
    SessionVote,
)
from concerta_desktop.queries import records
from concerta_desktop.queries.instancia_directory import read_directory
from concerta_desktop.queries.instancias import read_matriz
from concerta_desktop.queries.sessions import (
    SessionPage,
    absences,
    list_sessions,
    open_agreements,
    read_session,
)
from concerta_desktop.rules.sessions import carried, half_and_one, quorum_needed, votes_needed
from concerta_desktop.services.data_rights import erase_person
from concerta_desktop.services.instancias import add_milestone, edit
from concerta_desktop.services.instruments import add_instrument
from concerta_desktop.services.sessions import (
    add_session,
    add_vote,
    agree,
    attend,
    follow_up,
    save_session,
    set_agenda,
    told_of_absences,
)
from concerta_desktop.store.store import Store
from tests.documents.reading import docx_text
from tests.factory import MORNING
from tests.instancia_factory import HUANTA, TODAY, the_usual_members

FIRST, SECOND, THIRD = date(2026, 3, 5), date(2026, 6, 4), date(2026, 9, 3)


def a_session(
    store: Store, day: date = FIRST, kind: SessionKind = SessionKind.ORDINARY, **values: Any
) -> str:
    with store.write() as tx:
        return add_session(tx, HUANTA, kind, {"day": day, **values})


def page(store: Store, session: str) -> SessionPage:
    with store.read() as tx:
        found = read_session(tx, session, TODAY)
    assert found is not None
    return found


def come(store: Store, session: str, members: dict[str, str], **presence: Presence) -> None:
    with store.write() as tx:
        for name, how in presence.items():
            attend(tx, session, members[name], how)


@pytest.mark.req("72")
@pytest.mark.parametrize(("attendees", "needed"), [(1, 1), (2, 2), (7, 4), (8, 5), (9, 5), (12, 7)])
def test_half_and_one_is_of_whoever_attends(attendees: int, needed: int) -> None:
    assert half_and_one(attendees) == needed
    vote = SessionVote(id="v", attendees=attendees, in_favour=needed, for_extraordinary=True)
    assert votes_needed(vote, None) == needed
    assert carried(vote, None) is True
    assert carried(SessionVote(id="v", attendees=attendees, in_favour=needed - 1), None) is False


@pytest.mark.req("72")
def test_the_reglamento_or_the_session_itself_may_say_otherwise() -> None:
    regulation = Instrument(id="r", extraordinary_votes=66, quorum=66)
    vote = SessionVote(id="v", attendees=9, for_extraordinary=True)
    assert votes_needed(vote, regulation) == 6
    assert votes_needed(SessionVote(id="v", attendees=9), regulation) == 5, "of an extraordinary one only"
    assert votes_needed(SessionVote(id="v", attendees=9, needed=8), regulation) == 8
    assert votes_needed(SessionVote(id="v"), None) is None
    assert carried(SessionVote(id="v", attendees=9), None) is None
    assert quorum_needed(SessionMeeting(id="s"), 10, regulation) == 7
    assert quorum_needed(SessionMeeting(id="s"), 10, None) == 6
    assert quorum_needed(SessionMeeting(id="s", quorum=3), 10, regulation) == 3


@pytest.mark.req("72")
def test_quorum_is_unknown_until_somebody_says_who_came(store: Store) -> None:
    members, session = the_usual_members(store), a_session(store)
    assert page(store, session).quorum.reached is None
    come(store, session, members, mp=Presence.PRESENT, gds=Presence.PRESENT, cem=Presence.ABSENT)
    found = page(store, session)
    assert (found.quorum.present, found.quorum.needed, found.quorum.reached) == (2, 3, False)
    assert [notice.text for notice in found.notices] == ["Sin quórum: asistieron 2 de 3 necesarios."]
    assert [line.presence for line in found.attendance].count(None) == 2
    come(store, session, members, ugel=Presence.PRESENT)
    assert page(store, session).quorum.reached is True
    came = next(line for line in page(store, session).attendance if line.line.member.id == members["mp"])
    assert came.attendance is not None
    assert came.attendance.name == "De Ejemplo MP, Persona", "as it was that day, for the acta"


@pytest.mark.req("72")
def test_agreements_carry_over_until_they_are_met(store: Store) -> None:
    first, second, third = (a_session(store, day) for day in (FIRST, SECOND, THIRD))
    with store.write() as tx:
        values = {"text": "Aprobar el diagnóstico", "responsible": "GDS", "due": date(2026, 5, 1)}
        agreement = agree(tx, first, values)
        agree(tx, second, {"text": "Publicar el reporte"})
    assert [one.agreement.id for one in page(store, second).pending] == [agreement]
    (come_along,) = page(store, second).pending
    assert (come_along.state, come_along.overdue) == (AgreementState.PENDING, True)
    with store.write() as tx:
        follow_up(tx, agreement, {"state": AgreementState.MET, "note": "Aprobado"}, second)
    assert page(store, second).pending[0].state is AgreementState.MET, "this session is where it was said"
    assert [one.agreement.text for one in page(store, third).pending] == ["Publicar el reporte"]
    assert [one.agreement.number for one in page(store, second).agreements] == [2]
    with store.read() as tx:
        assert [one.agreement.text for one in open_agreements(tx, HUANTA, TODAY)] == ["Publicar el reporte"]


def test_sessions_are_numbered_and_a_cancelled_one_was_not_held(store: Store) -> None:
    sessions = [a_session(store, day) for day in (FIRST, SECOND)]
    extraordinary = a_session(store, THIRD, SessionKind.EXTRAORDINARY)
    with store.write() as tx:
        save_session(tx, sessions[1], {"state": SessionState.CANCELLED})
    with store.read() as tx:
        rows = {row.meeting.id: (row.meeting.number, row.held) for row in list_sessions(tx, HUANTA, TODAY)}
    assert rows == {
        sessions[0]: ("001-2026", True),
        sessions[1]: ("002-2026", False),
        extraordinary: ("001-2026", True),
    }
    assert page(store, extraordinary).notices[0].text.startswith("No consta que la Presidencia")


@pytest.mark.req("50", "61")
def test_an_instancia_works_while_it_holds_sessions(store: Store) -> None:
    with store.write() as tx:
        add_milestone(tx, HUANTA, MilestoneKind.INSTALLED, {"day": date(2020, 3, 9)})
    a_session(store, date(2025, 3, 5))
    recent = a_session(store, THIRD)

    def state() -> InstanciaState:
        with store.read() as tx:
            return next(row.state for row in read_matriz(tx, TODAY) if row.code == HUANTA)

    assert state() is InstanciaState.WORKING
    with store.write() as tx:
        save_session(tx, recent, {"state": SessionState.CANCELLED})
    assert state() is InstanciaState.INSTALLED


def test_the_agenda_keeps_what_was_written_of_a_theme(store: Store) -> None:
    session = a_session(store)
    with store.write() as tx:
        set_agenda(tx, session, ["Informe", "Plan"])
    plan = page(store, session).items[1]
    with store.write() as tx:
        edit(tx, type(plan), plan.id, {"development": "Se aprobó"})
        set_agenda(tx, session, ["Plan", "Otros"])
    items = page(store, session).items
    assert [(item.theme, item.development) for item in items] == [("Plan", "Se aprobó"), ("Otros", None)]


@pytest.mark.req("86")
def test_absences_call_for_a_letter_until_it_is_written(store: Store) -> None:
    members = the_usual_members(store)
    for day in (FIRST, SECOND):
        session = a_session(store, day)
        come(store, session, members, mp=Presence.PRESENT, cem=Presence.ABSENT, pnp=Presence.EXCUSED)
    third = a_session(store, THIRD)
    come(store, third, members, pnp=Presence.PRESENT, cem=Presence.ABSENT)
    with store.read() as tx:
        (absence,) = absences(tx, HUANTA, TODAY)
        letter = compose_absence_letter(absence, read_directory(tx, HUANTA, TODAY), MORNING)
    assert absence.line.member.id == members["cem"]
    assert [meeting.day for meeting in absence.meetings] == [FIRST, SECOND, THIRD]
    text = docx_text(render(letter, "docx").data)
    for words in (
        "Municipalidad Provincial de Huanta",
        "Huanta, 12 de agosto de 2026",
        "no asistió a las 3 últimas sesiones",
        "Sesión ordinaria N.° 003-2026 del 03/09/2026.",
        "DE EJEMPLO MP, PERSONA",
    ):
        assert words in text
    with store.write() as tx:
        told_of_absences(tx, [one.id for one in absence.attendance], TODAY, "Oficio 9-2026")
    with store.read() as tx:
        assert absences(tx, HUANTA, TODAY) == []


@pytest.mark.req("72", "91", "62")
def test_the_acta_says_all_that_the_session_recorded(store: Store) -> None:
    members = the_usual_members(store)
    first = a_session(store)
    with store.write() as tx:
        agree(tx, first, {"text": "Aprobar el <b>diagnóstico</b>", "due": date(2026, 5, 1)})
        add_instrument(tx, HUANTA, InstrumentKind.REGULATION, {"quorum": 40})
    values: dict[str, Any] = {
        "start": time(9),
        "end": time(11, 30),
        "modality": Modality.VIRTUAL,
        "place": "Auditorio",
    }
    second = a_session(store, SECOND, **values)
    come(store, second, members, mp=Presence.PRESENT, gds=Presence.PRESENT, cem=Presence.EXCUSED)
    with store.write() as tx:
        set_agenda(tx, second, ["Reporte semestral"])
        add_vote(tx, second, {"matter": "Aprobar el reporte", "attendees": 2, "in_favour": 2})
        agree(tx, second, {"text": "Publicar el reporte", "responsible": "GDS"})
    report = compose_acta(page(store, second), MORNING)
    assert report.title == "ACTA DE SESIÓN ORDINARIA N.° 002-2026"
    text = docx_text(render(report, "docx").data)
    for words in (
        "Hay quórum: asistieron 2 de 5 integrantes; se requieren 2.",
        "Aprobar el <b>diagnóstico</b>",
        "Pendiente (vencido)",
        "Reporte semestral",
        "Publicar el reporte",
        "Justificó su inasistencia",
        "09:00 a 11:30",
        "Desarrollo: sin dato.",
        "A las 11:30 se levantó la sesión",
    ):
        assert words in text
    assert render(report, "pdf").warnings == ()


@pytest.mark.req("72")
def test_the_convocation_brings_agenda_and_agreements_to_meet(store: Store) -> None:
    the_usual_members(store)
    first, coming = a_session(store), a_session(store, SECOND, start=time(9))
    with store.write() as tx:
        agree(tx, first, {"text": "Aprobar el diagnóstico", "responsible": "GDS", "due": date(2026, 5, 1)})
        set_agenda(tx, coming, ["Reporte semestral"])
    text = docx_text(render(compose_convocation(page(store, coming), MORNING), "docx").data)
    for words in (
        "Convocatoria a sesión ordinaria N.° 002-2026",
        "- UGEL de Ejemplo",
        "4 de junio de 2026",
        "desde las 09:00",
        "1. Reporte semestral",
        "- Aprobar el diagnóstico, a cargo de GDS (plazo: 01/05/2026).",
    ):
        assert words in text


def test_whoever_is_erased_leaves_no_name_in_sessions(store: Store) -> None:
    members, session = the_usual_members(store), a_session(store, TODAY - timedelta(days=3))
    come(store, session, members, cem=Presence.PRESENT)
    attendance = next(line.attendance for line in page(store, session).attendance if line.attendance)
    with store.write() as tx:
        erase_person(tx, attendance.person or "")
    with store.read() as tx:
        found = records.get(tx, SessionAttendance, attendance.id)
    assert found is not None
    assert (found.name, found.presence) == (None, Presence.PRESENT), "it still counts"
