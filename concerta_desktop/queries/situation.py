"""What the DPVLV's yearly report draws from [7.3.4.9]: all instancias, instruments, sessions, reports.

A handful of queries for the whole country, however many instancias there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from concerta_desktop.model import (
    Agreement,
    AgreementUpdate,
    AssistanceProcess,
    AwarenessAction,
    Instrument,
    Intervention,
    InterventionDay,
    PlanAction,
    PlanGoal,
    PlanReport,
    PoiActivity,
    ProcessEvaluation,
    ReportStep,
    Review,
    SessionMeeting,
    SituationReport,
)
from concerta_desktop.model.followup import (
    JourneyStep,
    ReportPeriod,
    process_evaluation_id,
    situation_report_id,
)
from concerta_desktop.model.instancia import instancia_territory
from concerta_desktop.model.instruments import InstrumentKind
from concerta_desktop.model.territory import Level
from concerta_desktop.queries import records
from concerta_desktop.queries.followup import reported
from concerta_desktop.queries.instancias import (
    InstanciaRow,
    coverage_by_level,
    coverage_within,
    read_matriz,
)
from concerta_desktop.queries.intervention_list import InterventionRow, interventions_of_process
from concerta_desktop.rules.followup import Progress, Summary, poi_notices, progress, summarise
from concerta_desktop.rules.instancias import CREATED, Coverage, eligible
from concerta_desktop.rules.instruments import facts
from concerta_desktop.rules.notices import Notice
from concerta_desktop.rules.sessions import is_held, standing
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """Of the created instancias of a level. A count says how many are known to, never how many do not."""

    created: int
    instruments: Mapping[InstrumentKind, int]
    """How many have it approved (an observatorio: implemented)."""
    sessions: int
    with_sessions: int
    reports: Mapping[ReportPeriod, int]
    awareness: int
    """How many acted for the 25 November."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A year of all instancias."""

    year: int
    record: SituationReport | None
    rows: tuple[InstanciaRow, ...]
    coverage: Mapping[Level, Coverage]
    regions: Mapping[str, Coverage]
    """Provinces and districts within each region, by its code."""
    levels: Mapping[Level, LevelFigures]
    progress: Summary
    agreements: int
    met: int
    reviews_open: int
    received: int
    """Reports that reached the DPVLV."""
    interventions: int
    served: int
    """Instancias served by them."""
    poi: tuple[PoiActivity, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """A process of assistance at its end, against its baseline [7.3.4.8]."""

    process: AssistanceProcess
    evaluation: ProcessEvaluation | None
    interventions: tuple[InterventionRow, ...]


def read_situation(tx: ReadTx, year: int, today: date) -> Situation:
    """As of the end of the year, or of `today` while it lasts."""
    until = min(today, date(year, 12, 31))
    rows = read_matriz(tx, until)
    created = {row.code for row in rows if row.state in CREATED and eligible(row.place.territory)}
    updates = records.find(tx, AgreementUpdate)
    agreements = [standing(one, updates_of, until) for one, updates_of in _with_updates(tx, updates)]
    c = table_of(Review).c
    reviews = tx.connection.execute(select(c.id).where(c.deleted == 0, c.solved_on.is_(None))).all()
    served = _served(tx, year)
    poi = records.find(tx, PoiActivity, table_of(PoiActivity).c.year == year)
    return Situation(
        year,
        records.find_living(tx, SituationReport, situation_report_id(year)),
        tuple(rows),
        coverage_by_level(rows),
        coverage_within(rows, Level.REGION),
        _levels(tx, year, created, until),
        summarise(_progress(tx, year)),
        len(agreements),
        sum(one.over for one in agreements),
        len(reviews),
        _received(tx, year),
        len(served),
        len({code for codes in served for code in codes}),
        tuple(poi),
        tuple(poi_notices(year, poi)),
    )


def read_process(tx: ReadTx, process: str) -> ProcessPage | None:
    """None when there is no such process."""
    found = records.find_living(tx, AssistanceProcess, process)
    if found is None:
        return None
    evaluation = records.find_living(tx, ProcessEvaluation, process_evaluation_id(process))
    return ProcessPage(found, evaluation, tuple(interventions_of_process(tx, process)))


def _with_updates(
    tx: ReadTx, updates: Sequence[AgreementUpdate]
) -> list[tuple[Agreement, list[AgreementUpdate]]]:
    by_agreement: dict[str | None, list[AgreementUpdate]] = {}
    for one in updates:
        by_agreement.setdefault(one.agreement, []).append(one)
    return [(one, by_agreement.get(one.id, [])) for one in records.find(tx, Agreement)]


def _levels(tx: ReadTx, year: int, created: set[str], until: date) -> dict[Level, LevelFigures]:
    instruments: dict[str, list[Instrument]] = {}
    for one in records.find(tx, Instrument):
        instruments.setdefault(one.instancia or "", []).append(one)
    sessions = Counter(
        one.instancia
        for one in records.find(tx, SessionMeeting)
        if one.day and one.day.year == year and one.day <= until and is_held(one, until)
    )
    prepared = reported(tx, year)
    awareness = {
        one.instancia
        for one in records.find(tx, AwarenessAction)
        if one.day and one.day.year == year and one.international_day
    }
    found: dict[Level, LevelFigures] = {}
    for level in Level:
        own = {code for code in created if (place := instancia_territory(code)) and place.level is level}
        found[level] = LevelFigures(
            len(own),
            {
                kind: sum(_done(kind, instruments.get(code, ()), until) for code in own)
                for kind in InstrumentKind
            },
            sum(sessions[code] for code in own),
            sum(sessions[code] > 0 for code in own),
            {period: len(own & codes) for period, codes in prepared.items()},
            len(own & awareness),
        )
    return found


def _done(kind: InstrumentKind, instruments: Sequence[Instrument], until: date) -> bool:
    known = facts(kind, instruments, (), until)
    return bool(known.implemented if kind is InstrumentKind.OBSERVATORY else known.approved)


def _progress(tx: ReadTx, year: int) -> list[Progress]:
    """Of every action of that year's plans that stand."""
    goal, action, plan = table_of(PlanGoal), table_of(PlanAction), table_of(Instrument)
    query = (
        select(goal.c.id)
        .join(action, action.c.id == goal.c.action)
        .join(plan, plan.c.id == action.c.instrument)
        .where(goal.c.deleted == 0, action.c.deleted == 0, plan.c.deleted == 0, goal.c.year == year)
        .where(
            plan.c.id.not_in(select(plan.c.replaces).where(plan.c.replaces.is_not(None), plan.c.deleted == 0))
        )
    )
    ids = [row.id for row in tx.connection.execute(query)]
    return [progress(one, ReportPeriod.ANNUAL) for one in records.get_many(tx, PlanGoal, ids).values()]


def _received(tx: ReadTx, year: int) -> int:
    step, report = table_of(ReportStep).c, table_of(PlanReport).c
    query = (
        select(step.id)
        .join(table_of(PlanReport), report.id == step.report)
        .where(step.deleted == 0, report.deleted == 0, report.year == year)
        .where(step.step == JourneyStep.DPVLV.value, step.received.is_not(None))
    )
    return len(tx.connection.execute(query).all())


def _served(tx: ReadTx, year: int) -> list[tuple[str, ...]]:
    """The instancias that each intervention held that year served."""
    day = table_of(InterventionDay).c
    query = select(day.intervention).where(day.deleted == 0, day.day.startswith(f"{year}-")).distinct()
    ids = [row.intervention for row in tx.connection.execute(query) if row.intervention]
    found = records.get_many(tx, Intervention, ids).values()
    return [one.instancias or () for one in found]
