"""The instancias of the fictitious case: an IPC at work, with directory, plan, sessions and a report.

Others have come less far, so that the matriz shows every state.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from concerta_desktop.model.choices import MandateKind, Modality
from concerta_desktop.model.directory import MemberRole
from concerta_desktop.model.followup import JourneyStep, ReportPeriod
from concerta_desktop.model.instancias import InstanciaState, MechanismKind, MilestoneKind
from concerta_desktop.model.instruments import (
    AlignedWith,
    InstrumentKind,
    InstrumentState,
    ObservatoryState,
    RegulationPart,
)
from concerta_desktop.model.sessions import AgreementState, Presence, SessionKind
from concerta_desktop.services.followup import begin_report, save_report, send_on
from concerta_desktop.services.instancia_directory import add_member, declare, designate
from concerta_desktop.services.instancias import add_mechanism, add_milestone, save_instancia
from concerta_desktop.services.instruments import (
    add_action,
    add_awareness,
    add_instrument,
    approve_year,
    set_alignment,
    set_goal,
)
from concerta_desktop.services.sessions import add_session, add_vote, agree, attend, follow_up, set_agenda
from concerta_desktop.store.tx import Tx

HUANTA = "IPC-0504"
_SEATS = (
    ("Municipalidad Provincial de Huanta", "ipc-mp", MemberRole.PRESIDENCY, ""),
    ("Gerencia de Desarrollo Social", None, MemberRole.SECRETARIAT, "Huamán Tineo, Óscar"),
    ("Centro Emergencia Mujer Huanta", "ipc-cem", MemberRole.MEMBER, "Sánchez Ayala, Luz Marina"),
    ("Comisaría PNP Huanta", "ipc-pnp", MemberRole.MEMBER, "Rimachi Sulca, Wilber"),
    ("UGEL Huanta", "ipc-ugel", MemberRole.MEMBER, "Palomino Yupari, Edith"),
    ("Red de Salud Huanta", "ipc-salud", MemberRole.MEMBER, "Urbano Ticllasuca, Nelly"),
    ("Asociación Warmi Wiñay", "ipc-sociedad", MemberRole.MEMBER, "Quichca Auccapuclla, Marleni"),
)
"""Who represents each, by the name in the directory; nobody is known of the first."""
_ACTIONS = (
    ("Capacitar a docentes de secundaria en prevención", "Taller", "UGEL de Huanta", 4, 4, 4, 1),
    (
        "Difundir la ruta de atención en quechua",
        "Spot radial",
        "Centro Emergencia Mujer Huanta",
        10,
        8,
        10,
        None,
    ),
    ("Fortalecer la atención en establecimientos de salud", "Taller", "Red de Salud", 2, 0, 2, None),
)


def record_instancias(tx: Tx, today: date, people: Mapping[str, str]) -> None:
    """An IPC whole, and a handful of others. `people`: ids of the directory, by "surnames, names"."""
    _huanta(tx, today)
    members = _members(tx, today, people)
    _instruments(tx, today)
    _sessions(tx, today, members)
    _others(tx, today)


def _huanta(tx: Tx, today: date) -> None:
    year = today.year - 4
    mechanism = {"name": "Mesa provincial de género", "kind": MechanismKind.BOARD}
    add_mechanism(tx, HUANTA, {**mechanism, "norm": "Resolución de Alcaldía de ejemplo"})
    for kind, day, number in (
        (MilestoneKind.EXPEDIENTE, date(year, 2, 8), "Informe 12 de ejemplo"),
        (MilestoneKind.ORDINANCE, date(year, 3, 9), f"Ordenanza 004-{year} de ejemplo"),
        (MilestoneKind.COPY_SENT, date(year, 3, 30), ""),
        (MilestoneKind.INSTALLED, date(year, 6, 1), ""),
        (MilestoneKind.ACTA, date(year, 6, 1), "Acta de instalación"),
    ):
        add_milestone(tx, HUANTA, kind, {"day": day, "number": number or None})
    save_instancia(tx, HUANTA, {"gds": "Gerencia de Desarrollo Social y Humano"})


def _members(tx: Tx, today: date, people: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for number, (name, seat, role, who) in enumerate(_SEATS):
        values = {"name": name, "seat": seat, "role": role, "since": date(today.year - 4, 6, 1)}
        found.append(add_member(tx, HUANTA, values))
        if who:
            end = today + timedelta(days=40) if number == 4 else None
            known = {"start": date(today.year - 1, 1, 5), "end": end, "document": "Oficio de ejemplo"}
            designate(tx, found[-1], people[who], MandateKind.TITULAR, known)
            if number < 4:
                declare(tx, HUANTA, people[who], {"declared_on": date(today.year - 1, 1, 20)})
    return found


def _instruments(tx: Tx, today: date) -> None:
    year = today.year
    covers = tuple(part for part in RegulationPart if part is not RegulationPart.DIFFUSION)
    regulation = {"name": "Reglamento interno", "covers": covers, "sessions_a_year": 4}
    add_instrument(tx, HUANTA, InstrumentKind.REGULATION, {**regulation, "approved_on": date(year - 3, 9, 1)})
    add_instrument(tx, HUANTA, InstrumentKind.DIAGNOSIS, {"state": InstrumentState.FORMULATED})
    dates = {"valid_from": date(year, 1, 1), "valid_until": date(year, 12, 31)}
    approved = {"approved_on": date(year - 1, 11, 20), "approval": "Acta de ejemplo"}
    plan = add_instrument(
        tx, HUANTA, InstrumentKind.PLAN, {"name": f"Plan de trabajo {year}", **dates, **approved}
    )
    approve_year(tx, plan, year, {"approved_on": date(year - 1, 11, 20), "acta": "Acta de ejemplo"})
    set_alignment(tx, plan, AlignedWith.LAW, {"aligned": True})
    for text, unit, who, first, done, second, later in _ACTIONS:
        action = add_action(tx, plan, {"action": text, "unit": unit, "responsible": who})
        goals = {"first_goal": first, "first_done": done, "second_goal": second, "second_done": later}
        set_goal(tx, action, year, {**goals, "evidence": "Listas de asistencia" if done else None})
    report = begin_report(tx, HUANTA, year, ReportPeriod.FIRST)
    save_report(tx, report, {"prepared_on": date(year, 7, 10)})
    send_on(tx, report, JourneyStep.REGION, {"sent": date(year, 7, 14)})
    day = {"name": "Pasacalle por el 25 de noviembre", "day": date(year - 1, 11, 25)}
    add_awareness(tx, HUANTA, {**day, "international_day": True, "people": 300})


def _sessions(tx: Tx, today: date, members: list[str]) -> None:
    first_day, second_day = today - timedelta(days=150), today - timedelta(days=50)
    values = {"modality": Modality.IN_PERSON, "place": "Auditorio municipal, Huanta"}
    first = add_session(tx, HUANTA, SessionKind.ORDINARY, {"day": first_day, **values})
    second = add_session(tx, HUANTA, SessionKind.ORDINARY, {"day": second_day, **values})
    due = {"responsible": "Gerencia de Desarrollo Social", "due": second_day - timedelta(days=10)}
    one = agree(tx, first, {"text": "Presentar la propuesta de diagnóstico", **due})
    two = agree(tx, first, {"text": "Difundir la ruta de atención", "responsible": "CEM"})
    follow_up(tx, two, {"state": AgreementState.MET}, second)
    follow_up(tx, one, {"state": AgreementState.IN_PROGRESS, "note": "Falta la data de salud"}, second)
    set_agenda(tx, second, ["Reporte del primer semestre", "Actividades por el 25 de noviembre"])
    for number, member in enumerate(members):
        attend(tx, first, member, Presence.PRESENT)
        attend(tx, second, member, Presence.ABSENT if number == 5 else Presence.PRESENT)
    vote = {"matter": "Aprobar el reporte del primer semestre", "attendees": 6, "in_favour": 6}
    add_vote(tx, second, vote)


def _others(tx: Tx, today: date) -> None:
    """States at a glance around the specialist's regions."""
    year = today.year
    add_milestone(tx, "IRC-R05", MilestoneKind.INSTALLED, {"day": date(year - 6, 5, 4)})
    add_milestone(tx, "IRC-R05", MilestoneKind.WORKING, {"day": today - timedelta(days=90)})
    observatory = {"observatory": ObservatoryState.APPROVED}
    add_instrument(tx, "IRC-R05", InstrumentKind.OBSERVATORY, observatory)
    for code in ("IPC-0501", "IPC-0505", "IPC-0901"):
        add_milestone(tx, code, MilestoneKind.INSTALLED, {"day": date(year - 2, 8, 20)})
    for code in ("IPC-0502", "IDC-050405", "IDC-050402", "IPC-0304"):
        add_milestone(tx, code, MilestoneKind.ORDINANCE, {"day": date(year - 1, 4, 3)})
    for code in ("IPC-0506", "IDC-050403"):
        save_instancia(tx, code, {"prior": True})
    for code in ("IPC-0503", "IDC-050404", "IPC-0302"):
        save_instancia(tx, code, {"prior": False, "reported_on": date(year, 1, 31)})
    told = {"reported": InstanciaState.INSTALLED, "reported_on": date(year, 1, 31)}
    save_instancia(tx, "IRC-R09", {**told, "reported_by": "Matriz regional de ejemplo"})
