"""Reports of a plan, as Anexo 4 shows them, and their journey [7.3.4.2-7]."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from concerta_desktop.model import Instrument, PlanReport, ReportStep
from concerta_desktop.model.followup import JourneyStep, ReportPeriod
from concerta_desktop.model.instancia import instancia_territory
from concerta_desktop.model.instruments import InstrumentKind, PlanAction, PlanGoal
from concerta_desktop.model.territory import Level
from concerta_desktop.queries import records
from concerta_desktop.queries.instruments import instruments_of, read_plan
from concerta_desktop.rules.followup import (
    JOURNEY,
    Progress,
    Summary,
    journey_notices,
    next_step,
    progress,
    summarise,
)
from concerta_desktop.rules.instruments import in_force, latest, plan_years
from concerta_desktop.rules.notices import Notice
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx

_PERIODS = list(ReportPeriod)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One action of the plan in the period."""

    action: PlanAction
    goal: PlanGoal | None
    progress: Progress


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of the journey: None = it has not been sent."""

    step: JourneyStep
    record: ReportStep | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A semester or yearly report, with the plan it follows."""

    report: PlanReport
    level: Level
    plan: Instrument | None
    lines: tuple[ReportLine, ...]
    summary: Summary
    legs: tuple[Leg, ...]
    next: JourneyStep | None
    notices: tuple[Notice, ...]
    base: Base


def plan_of_year(tx: ReadTx, code: str, year: int) -> Instrument | None:
    """The plan that rules a year: approved and in force at its middle, else the latest that covers it."""
    plans = [one for one in instruments_of(tx, code) if one.kind is InstrumentKind.PLAN]
    ruling = [one for one in plans if year in plan_years(one) and in_force(one, date(year, 7, 1))]
    covering = [one for one in plans if year in plan_years(one)]
    return latest(InstrumentKind.PLAN, ruling or covering)


def list_reports(tx: ReadTx, code: str) -> list[PlanReport]:
    """The latest first."""
    found = records.find(tx, PlanReport, table_of(PlanReport).c.instancia == code)
    place = {period: number for number, period in enumerate(_PERIODS)}
    found.sort(key=lambda one: (-(one.year or 0), -place.get(one.period or ReportPeriod.FIRST, 0)))
    return found


def read_report(tx: ReadTx, report: str) -> ReportPage | None:
    """None when there is no such report."""
    found = records.find_living(tx, PlanReport, report)
    if found is None or found.period is None or found.year is None:
        return None
    plan = read_plan(tx, found.instrument) if found.instrument else None
    lines = tuple(
        ReportLine(
            line.action, line.goals.get(found.year), progress(line.goals.get(found.year), found.period)
        )
        for line in (plan.lines if plan else ())
    )
    territory = instancia_territory(found.instancia or "")
    level = territory.level if territory else Level.DISTRICT
    steps = steps_of(tx, [report]).get(report, ())
    by_step = {one.step: one for one in steps}
    return ReportPage(
        found,
        level,
        plan.plan if plan else None,
        lines,
        summarise(line.progress for line in lines),
        tuple(Leg(step, by_step.get(step)) for step in JOURNEY[level]),
        next_step(level, steps),
        tuple(journey_notices(level, steps)),
        seen(tx, report),
    )


def steps_of(tx: ReadTx, reports: Sequence[str]) -> dict[str, tuple[ReportStep, ...]]:
    table = table_of(ReportStep)
    found: dict[str, list[ReportStep]] = defaultdict(list)
    for start in range(0, len(reports), 500):
        for one in records.find(tx, ReportStep, table.c.report.in_(reports[start : start + 500])):
            found[one.report or ""].append(one)
    return {key: tuple(group) for key, group in found.items()}


def reported(tx: ReadTx, year: int) -> dict[ReportPeriod, frozenset[str]]:
    """Instancias with a prepared report, by period of a year."""
    c = table_of(PlanReport).c
    query = select(c.period, c.instancia).where(c.deleted == 0, c.year == year, c.prepared_on.is_not(None))
    found: dict[str, set[str]] = defaultdict(set)
    for period, code in tx.connection.execute(query):
        found[period].add(code)
    return {period: frozenset(found[period.value]) for period in ReportPeriod}
