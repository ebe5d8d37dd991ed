"""The instruments of an instancia, and a plan with its programming and progress [7.3.3.1]."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from concerta_desktop import clock
from concerta_desktop.model import (
    Alignment,
    AwarenessAction,
    DiagnosisFigure,
    Instrument,
    PlanAction,
    PlanGoal,
    PlanYear,
    Review,
)
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.model.instancia import instancia_territory
from concerta_desktop.model.instruments import InstrumentKind
from concerta_desktop.model.territory import Level
from concerta_desktop.queries import records
from concerta_desktop.queries.catalogues import catalogue, days_off, period
from concerta_desktop.rules.instruments import (
    Facts,
    approval_deadline,
    approved_in_time,
    awareness_notices,
    facts,
    instrument_notices,
    plan_years,
)
from concerta_desktop.rules.notices import Notice
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx


@dataclass(frozen=True, slots=True)
class InstrumentsPage:
    """What an instancia has approved, what reviews say of it, and what to look at."""

    code: str
    instruments: tuple[Instrument, ...]
    facts: Mapping[InstrumentKind, Facts]
    reviews: tuple[Review, ...]
    alignments: tuple[Alignment, ...]
    awareness: tuple[AwarenessAction, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Programming:
    """One year of a plan: when it had to be approved and when it was; None = sin dato."""

    year: int
    deadline: date
    approval: PlanYear | None
    in_time: bool | None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An action with its goals by year."""

    action: PlanAction
    goals: Mapping[int, PlanGoal]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan de trabajo [Anexo 2]."""

    plan: Instrument
    years: tuple[Programming, ...]
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class DiagnosisPage:
    """A diagnóstico [Anexo 1]. `figures` in the order type, modality, variable, value."""

    instrument: Instrument
    figures: tuple[DiagnosisFigure, ...]
    names: Mapping[str, str]
    """Name of each type and modality by its code."""


def read_instruments(tx: ReadTx, code: str, today: date | None = None) -> InstrumentsPage:
    today = today or clock.today()
    instruments = instruments_of(tx, code)
    reviews = records.find(tx, Review, table_of(Review).c.instancia == code)
    ids = [one.id for one in instruments]
    alignments = records.find(tx, Alignment, table_of(Alignment).c.instrument.in_(ids)) if ids else []
    awareness = records.find(tx, AwarenessAction, table_of(AwarenessAction).c.instancia == code)
    territory = instancia_territory(code)
    level = territory.level if territory else Level.DISTRICT
    months = period(tx, "observatorio")
    return InstrumentsPage(
        code,
        tuple(instruments),
        {kind: facts(kind, instruments, reviews, today, months) for kind in InstrumentKind},
        tuple(reviews),
        tuple(alignments),
        tuple(awareness),
        (
            *instrument_notices(level, instruments, alignments, today),
            *awareness_notices(level, awareness, today.year, today),
        ),
    )


def instruments_of(tx: ReadTx, code: str) -> list[Instrument]:
    """In the order reglamento, diagnóstico, plan…, the newest version first."""
    found = records.find(tx, Instrument, table_of(Instrument).c.instancia == code)
    order = list(InstrumentKind)
    found.sort(key=lambda one: (order.index(one.kind) if one.kind else 9, -(one.version or 0)))
    return found


def read_plan(tx: ReadTx, instrument: str) -> PlanPage | None:
    """None when there is no such plan."""
    plan = records.find_living(tx, Instrument, instrument)
    if plan is None:
        return None
    table = table_of(PlanAction)
    order = (table.c.position.is_(None), table.c.position, table.c.created, table.c.id)
    actions = records.find(tx, PlanAction, table.c.instrument == instrument, order=order)
    goals: dict[str, dict[int, PlanGoal]] = defaultdict(dict)
    ids = [one.id for one in actions]
    for goal in records.find(tx, PlanGoal, table_of(PlanGoal).c.action.in_(ids)) if ids else []:
        goals[goal.action or ""][goal.year or 0] = goal
    approvals = records.find(tx, PlanYear, table_of(PlanYear).c.instrument == instrument)
    by_year = {one.year: one for one in approvals}
    off = days_off(tx)
    years = sorted({*plan_years(plan), *(year for one in goals.values() for year in one)})
    return PlanPage(
        plan,
        tuple(
            Programming(
                year,
                approval_deadline(year, off),
                by_year.get(year),
                approved_in_time(by_year.get(year), year, off),
            )
            for year in years
        ),
        tuple(PlanLine(action, goals[action.id]) for action in actions),
    )


def read_diagnosis(tx: ReadTx, instrument: str) -> DiagnosisPage | None:
    """None when there is no such diagnóstico."""
    found = records.find_living(tx, Instrument, instrument)
    if found is None:
        return None
    table = table_of(DiagnosisFigure)
    order = (table.c.violence, table.c.modality, table.c.variable, table.c.created)
    figures = records.find(tx, DiagnosisFigure, table.c.instrument == instrument, order=order)
    names = {
        entry.code: entry.name
        for which in (Catalogue.VIOLENCE, Catalogue.MODALITY)
        for entry in catalogue(tx, which)
    }
    return DiagnosisPage(found, tuple(figures), names)
