"""Progress of a plan and the journey of its reports [7.3.4.1-7]. What nobody said is None, never zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from concerta_desktop.model.followup import (
    JourneyStep,
    PoiActivity,
    PoiSubject,
    ReportPeriod,
    ReportStep,
)
from concerta_desktop.model.instruments import PlanGoal
from concerta_desktop.model.territory import Level
from concerta_desktop.rules.notices import Notice

JOURNEY: Mapping[Level, tuple[JourneyStep, ...]] = {
    Level.DISTRICT: (JourneyStep.PROVINCE, JourneyStep.REGION, JourneyStep.CMAN, JourneyStep.DPVLV),
    Level.PROVINCE: (JourneyStep.REGION, JourneyStep.CMAN, JourneyStep.DPVLV),
    Level.REGION: (JourneyStep.CMAN, JourneyStep.DPVLV),
}
"""[7.3.4.4-7] An IRC's report goes straight to the ST-CMAN: the text names only IPC and IDC (K2)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal and what was done of it."""

    goal: int | None
    done: int | None

    @property
    def percent(self) -> float | None:
        """Done of the goal; None when either is not known, or the goal is nothing."""
        if self.done is None or not self.goal:
            return None
        return 100 * self.done / self.goal


def progress(goal: PlanGoal | None, period: ReportPeriod) -> Progress:
    """Of one action in a semester, or in the whole year."""
    if goal is None:
        return Progress(None, None)
    if period is ReportPeriod.FIRST:
        return Progress(goal.first_goal, goal.first_done)
    if period is ReportPeriod.SECOND:
        return Progress(goal.second_goal, goal.second_done)
    return Progress(
        _sum(goal.first_goal, goal.second_goal),
        _sum(goal.first_done, goal.second_done),
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """Of all actions with a goal in the period. `average` counts no action above 100 % [propuesta]."""

    programmed: int
    reported: int
    reached: int
    average: float | None


def summarise(found: Iterable[Progress]) -> Summary:
    programmed = [one for one in found if one.goal]
    known = [one.percent for one in programmed if one.percent is not None]
    reached = sum(percent >= 100 for percent in known)
    average = sum(min(percent, 100.0) for percent in known) / len(known) if known else None
    return Summary(len(programmed), len(known), reached, average)


def period_end(year: int, period: ReportPeriod) -> date:
    """When a period closes [7.3.4.2-6]."""
    return date(year, 6, 30) if period is ReportPeriod.FIRST else date(year, 12, 31)


def next_step(level: Level, steps: Sequence[ReportStep]) -> JourneyStep | None:
    """To whom a report goes now; None when it has arrived at the DPVLV."""
    sent = {one.step for one in steps if one.sent}
    return next((step for step in JOURNEY[level] if step not in sent), None)


def journey_notices(level: Level, steps: Sequence[ReportStep]) -> list[Notice]:
    """Steps out of order, sent and never received, received before they were sent."""
    found: list[Notice] = []
    by_step = {one.step: one for one in steps}
    gone: list[JourneyStep] = []
    for step in JOURNEY[level]:
        one = by_step.get(step)
        if one is None or not one.sent:
            gone.append(step)
            continue
        if gone:
            names = ", ".join(missing.label for missing in gone)
            text = f"Se envió a {step.label} sin que conste su envío a {names}."
            found.append(Notice(text, "7.3.4.4", about=one.id))
            gone = []
        if one.received and one.received < one.sent:
            text = f"{step.label}: consta recibido antes de enviarse."
            found.append(Notice(text, "7.3.4.4", about=one.id))
    return found


def poi_notices(year: int, activities: Iterable[PoiActivity]) -> list[Notice]:
    """What the POI of a year should include and does not, as far as it is recorded [DC3]."""
    found = {one.subject for one in activities if one.year == year}
    if not found:
        return []
    return [
        Notice(f"El POI {year} no tiene actividades de {subject.label.lower()}.", "DC3")
        for subject in PoiSubject
        if subject not in found
    ]


def _sum(first: int | None, second: int | None) -> int | None:
    return None if first is None and second is None else (first or 0) + (second or 0)
