"""A report over a small fictitious workshop, for tests of its documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from concerta_desktop.clock import LIMA
from concerta_desktop.documents.frozen_report import Content
from concerta_desktop.documents.report_state import ReportState, report_state
from concerta_desktop.documents.technical_report import compose_report
from concerta_desktop.model import (
    AgendaItem,
    Intervention,
    InterventionDay,
    ReportSection,
    Specialist,
    TechnicalReport,
)
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.model.choices import (
    Approach,
    EntityKind,
    InterventionType,
    MandateKind,
    Modality,
    Sex,
)
from concerta_desktop.model.report import ReportPart
from concerta_desktop.queries.evaluation import EvaluationSummary
from concerta_desktop.queries.office import Office
from concerta_desktop.queries.report import ReportData, ReportPerson, ReportView
from concerta_desktop.queries.report_sources import FindingLine
from concerta_desktop.rules.catalogues import shipped
from concerta_desktop.rules.evaluation import Tally
from concerta_desktop.rules.evaluation_results import AspectResult
from concerta_desktop.rules.official import decade_name, number_pattern, year_name

ISSUED = datetime(2026, 8, 17, 10, 42, tzinfo=LIMA)
DATED = ISSUED.date()
DAYS = (date(2026, 8, 12), date(2026, 8, 13))
_NAMES, _PATTERNS = shipped(Catalogue.YEAR_NAME), shipped(Catalogue.NUMBER_PATTERN)
OFFICE = Office(
    decade_name(_NAMES, 2026),
    year_name(_NAMES, 2026),
    number_pattern(_PATTERNS, "informe"),
    number_pattern(_PATTERNS, "oficio"),
    certificate_share=80,
    year=2026,
)
HOSTILE = "=cmd() & <b>Ñahui</b> {{participantes.total}} 👍"


def person(name: str, *days: date, **changes: object) -> ReportPerson:
    made = ReportPerson(
        full_name=name,
        document_number="99990731",
        sex=Sex.WOMAN,
        entity="Municipalidad Provincial de Huanta",
        entity_kind=EntityKind.PROVINCIAL_MUNICIPALITY,
        position="Gerenta",
        mandate=MandateKind.TITULAR,
        expected=True,
        days=days,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def people() -> tuple[ReportPerson, ...]:
    return (
        person("Alca Ríos, Edith", *DAYS),
        person("Oré Ccorahua, Teófilo", DAYS[0], sex=Sex.MAN, mandate=MandateKind.ALTERNO),
        person(
            "Quispe Inventada, Ana",
            entity="UGEL Huanta",
            entity_kind=EntityKind.NATIONAL_ENTITY,
            document_number="99990099",
        ),
        person(
            HOSTILE, *DAYS, expected=False, entity="Asociación «Warmi»", entity_kind=EntityKind.CIVIL_SOCIETY
        ),
    )


def findings() -> tuple[FindingLine, ...]:
    return (
        FindingLine(
            "N-03",
            advance=False,
            subject="IPC Huanta · Plan",
            text="El plan no consigna presupuesto.",
            cause="Se aprobó sin Presupuesto.",
            measure="Adecuar el plan.",
            responsible="Gerencia de Desarrollo Social",
            due=date(2026, 9, 30),
            state="En proceso",
            since=date(2026, 3, 5),
        ),
        FindingLine("N-08", advance=False, subject="", text=HOSTILE, state="Nuevo"),
        FindingLine("A-01", advance=True, subject="IPC Huanta", text="Aprobó su reglamento."),
    )


def evaluation() -> EvaluationSummary:
    aspects = (
        AspectResult("Metodología", Tally((0, 0, 1, 2, 4), 0)),
        AspectResult("Logística", Tally((1, 1, 2, 2, 0), 1)),
    )
    comments = (("¿Qué mejorar?", ("Más tiempo & <café>",)),)
    return EvaluationSummary(7, 7, 3, (1,), aspects, (), comments, (), hidden=False)


NOTHING = EvaluationSummary(0, None, 0, (), (), (), (), (), hidden=False)


def view(**changes: object) -> ReportView:
    """The report with everything recorded and nobody's text over the draft; `changes` of its data."""
    data = ReportData(
        intervention=Intervention(
            id="i",
            code="AT-2026-RCP-001",
            title="Taller de fortalecimiento de la IPC Huanta",
            type=InterventionType.STRENGTHENING,
            modality=Modality.IN_PERSON,
            approach=Approach.ACCOMPANIMENT,
            territories=("0504",),
            instancias=("IPC-0504",),
            venue="Auditorio municipal, Huanta",
            objective="Resolver nudos críticos.",
            goal_people=4,
        ),
        days=tuple(InterventionDay(id=str(day), day=day, start=time(8, 30), end=time(17)) for day in DAYS),
        dates=DAYS,
        agenda=(AgendaItem(id="a", theme="Balance del plan", minutes=90, facilitator="Rosa Ccente"),),
        host="Municipalidad Provincial de Huanta",
        served=("Instancia Provincial de Concertación de Huanta", "Huanta, Ayacucho"),
        people=people(),
        findings=findings(),
        evaluation=evaluation(),
        author=Specialist(
            id="s", names="Rosa", surnames="Ccente Palomino", position="Especialista", unit="DPVLV"
        ),
        office=OFFICE,
        norms=shipped(Catalogue.NORM),
    )
    head = TechnicalReport(
        id="h",
        intervention="i",
        recipient_name="Mónica Aranzábal Luján",
        recipient_position="Directora de la DPVLV",
        cited="Oficio N° D______-2026-MIMP-DGCVG\nOrdenanza N° 000-2021-MPH",
        expediente="2026-0000000",
    )
    return ReportView(replace(data, **changes), head, {}, (), {})  # type: ignore[arg-type]


def edited(found: ReportView, part: ReportPart, text: str | None, seen: tuple[str, ...] = ()) -> ReportView:
    """The same report with the text of a section written over its draft."""
    section = ReportSection(id="x", intervention="i", section=part, text=text, edited=True, seen=seen)
    return replace(found, sections={**found.sections, part: section})


def composed(found: ReportView | None = None) -> tuple[Content, ReportState]:
    found = found or view()
    state = report_state(found)
    return compose_report(found, state, DATED), state
