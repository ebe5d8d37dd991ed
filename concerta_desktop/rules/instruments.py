"""How the instruments of an instancia stand [7.3.3.1, 1.6, K1, K7]: approved, in force, what they lack.

Unknown is None everywhere: nobody has said, which is not "no".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from concerta_desktop.model.instruments import (
    AlignedWith,
    Alignment,
    AwarenessAction,
    Instrument,
    InstrumentKind,
    InstrumentState,
    ObservatoryState,
    PlanYear,
    RegulationPart,
    Review,
    ReviewOf,
)
from concerta_desktop.model.territory import Level
from concerta_desktop.rules.calendar import AS_THE_LAW, DaysOff, last_business_day
from concerta_desktop.rules.notices import Notice, Severity
from concerta_desktop.rules.spanish_dates import numeric

OUTDATED_MONTHS = 6
"""[propuesta] A setting: catalogue "plazo"."""
LONGEST_PLAN = 3
"""Years [6.1.7; K1]."""

_DONE = (InstrumentState.FORMULATED, InstrumentState.APPROVED)
_OBSERVED = {
    ObservatoryState.NONE: InstrumentState.NONE,
    ObservatoryState.PROPOSED: InstrumentState.FORMULATED,
    ObservatoryState.APPROVED: InstrumentState.APPROVED,
    ObservatoryState.OUTDATED: InstrumentState.APPROVED,
    ObservatoryState.REPORTING: InstrumentState.APPROVED,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the twelve criteria ask of one kind of instrument [1.6]. None = sin dato."""

    exists: bool | None = None
    formulated: bool | None = None
    approved: bool | None = None
    in_force: bool | None = None
    inconsistent: bool | None = None
    implemented: bool | None = None
    """Of an observatorio."""
    reporting: bool | None = None
    """Of an observatorio: implemented and up to date."""


def state_of(instrument: Instrument) -> InstrumentState | None:
    """What is said of it, or follows from its dates and, of an observatorio, from its five states."""
    if instrument.kind is InstrumentKind.OBSERVATORY and instrument.observatory:
        return _OBSERVED[instrument.observatory]
    if instrument.approved_on:
        return InstrumentState.APPROVED
    return instrument.state or (InstrumentState.DRAFT if instrument.drafted_on else None)


def in_force(instrument: Instrument, today: date) -> bool | None:
    """Approved, and within its dates [K1]. What is approved without dates is in force."""
    state = state_of(instrument)
    if state is None:
        return None
    begun = not instrument.valid_from or instrument.valid_from <= today
    over = instrument.valid_until is not None and instrument.valid_until < today
    return state is InstrumentState.APPROVED and begun and not over


def observatory_state(
    instrument: Instrument, today: date, months: int = OUTDATED_MONTHS
) -> ObservatoryState | None:
    """One of five [K7]; one said to report whose last report is old is out of date."""
    said, last = instrument.observatory, instrument.last_report
    if said is ObservatoryState.REPORTING and last:
        age = (today.year - last.year) * 12 + today.month - last.month
        return ObservatoryState.OUTDATED if age > months else said
    return said


def facts(
    kind: InstrumentKind,
    instruments: Iterable[Instrument],
    reviews: Iterable[Review],
    today: date,
    months: int = OUTDATED_MONTHS,
) -> Facts:
    """Of the latest version of a kind; with nothing recorded, everything is sin dato."""
    found = latest(kind, instruments)
    if found is None or (state := state_of(found)) is None:
        return Facts()
    observed = observatory_state(found, today, months) if kind is InstrumentKind.OBSERVATORY else None
    unsolved = [one for one in reviews if one.of and one.of.value == kind.value and not one.solved_on]
    return Facts(
        exists=state is not InstrumentState.NONE,
        formulated=state in _DONE,
        approved=state is InstrumentState.APPROVED,
        in_force=in_force(found, today),
        inconsistent=bool(unsolved) if state is not InstrumentState.NONE else None,
        implemented=None
        if observed is None
        else observed in (ObservatoryState.OUTDATED, ObservatoryState.REPORTING),
        reporting=None if observed is None else observed is ObservatoryState.REPORTING,
    )


def latest(kind: InstrumentKind, instruments: Iterable[Instrument]) -> Instrument | None:
    """The version that stands: the highest, then the one that begins last."""
    own = [one for one in instruments if one.kind is kind]
    return max(own, key=lambda one: (one.version or 0, one.valid_from or date.min), default=None)


def missing_parts(regulation: Instrument) -> tuple[RegulationPart, ...]:
    """What a reglamento interno does not settle [6.1.9]; "otros" is nobody's duty."""
    covered = regulation.covers or ()
    return tuple(one for one in RegulationPart if one not in covered and one is not RegulationPart.OTHER)


def plan_years(plan: Instrument) -> tuple[int, ...]:
    """The years a plan runs over, each with its own programming [K1]."""
    if not plan.valid_from:
        return ()
    last = plan.valid_until or plan.valid_from
    return tuple(range(plan.valid_from.year, min(last.year, plan.valid_from.year + 9) + 1))


def approval_deadline(year: int, off: DaysOff = AS_THE_LAW) -> date:
    """When the programming of a year must be approved: last business day of November before [7.3.3.1-4]."""
    return last_business_day(year - 1, 11, off)


def approved_in_time(done: PlanYear | None, year: int, off: DaysOff = AS_THE_LAW) -> bool | None:
    """None = nobody has said when it was approved."""
    if done is None or done.approved_on is None:
        return None
    return done.approved_on <= approval_deadline(year, off)


def instrument_notices(
    level: Level, instruments: Sequence[Instrument], alignments: Sequence[Alignment], today: date
) -> list[Notice]:
    """What to look at in the instruments of an instancia; nothing blocks."""
    found: list[Notice] = []
    regulation = latest(InstrumentKind.REGULATION, instruments)
    approved = regulation.approved_on if regulation else None
    for one in instruments:
        found += _order_notices(one, approved)
        if one.kind is InstrumentKind.PLAN:
            found += _plan_notices(one, alignments, today)
    if regulation and state_of(regulation) is not InstrumentState.NONE:
        found += _regulation_notices(regulation)
    observatory = latest(InstrumentKind.OBSERVATORY, instruments)
    missing = observatory is not None and state_of(observatory) is InstrumentState.NONE
    if missing and level is Level.REGION:
        found.append(Notice("No hay observatorio regional.", "7.3.3.1-2"))
    return found


def _order_notices(one: Instrument, regulation: date | None) -> list[Notice]:
    """Diagnóstico and first plan come after the reglamento [7.3.3.1-3, -4]."""
    first_plan = one.kind is InstrumentKind.PLAN and (one.version or 1) == 1
    if not (first_plan or one.kind is InstrumentKind.DIAGNOSIS) or not one.approved_on:
        return []
    if regulation and regulation <= one.approved_on:
        return []
    name = one.kind.label if one.kind else ""
    when = f"se aprobó el {numeric(regulation)}" if regulation else "no consta como aprobado"
    paragraph = "7.3.3.1-4" if first_plan else "7.3.3.1-3"
    text = f"{name}: aprobado el {numeric(one.approved_on)}, y el reglamento {when}."
    return [Notice(text, paragraph, about=one.id)]


def _plan_notices(plan: Instrument, alignments: Sequence[Alignment], today: date) -> list[Notice]:
    found: list[Notice] = []
    if len(plan_years(plan)) > LONGEST_PLAN:
        text = f"El plan abarca más de {LONGEST_PLAN} años."
        found.append(Notice(text, "6.1.7", about=plan.id))
    if plan.approved_on and plan.approved_on <= today and not plan.copy_sent:
        text = "Plan: no consta que se enviara la copia fedateada a la ST-CMAN."
        found.append(Notice(text, "7.3.3.1-4", about=plan.id))
    if plan.copy_received and not plan.copy_forwarded:
        text = "Plan: la ST-CMAN lo recibió y no consta su copia a la DPVLV."
        found.append(Notice(text, "7.3.3.1-4", about=plan.id))
    if (plan.version or 1) > 1 and not plan.communicated_on:
        found.append(Notice("La actualización del plan no consta como comunicada.", "DC2", about=plan.id))
    for one in alignments:
        if one.instrument == plan.id and one.aligned is False and one.against:
            severity = Severity.NORM if one.against is AlignedWith.LAW else Severity.ADVISORY
            text = f"Plan: no está alineado con {one.against.label}."
            found.append(Notice(text, "A.2.iii", severity, plan.id))
    return found


def _regulation_notices(regulation: Instrument) -> list[Notice]:
    found: list[Notice] = []
    missing = missing_parts(regulation)
    if regulation.covers is not None and missing:
        names = ", ".join(part.label.lower() for part in missing)
        found.append(Notice(f"Al reglamento le falta: {names}.", "6.1.9", about=regulation.id))
    if regulation.covers_members is False:
        text = "El reglamento no fija las responsabilidades de cada integrante."
        found.append(Notice(text, "7.3.3.1", about=regulation.id))
    if regulation.approved_on and not regulation.opinion_on:
        found.append(Notice("No consta la opinión técnica del reglamento.", "7.3.3.1-1", about=regulation.id))
    return found


def awareness_notices(
    level: Level, actions: Iterable[AwarenessAction], year: int, today: date
) -> list[Notice]:
    """IPC and IDC act every year, the 25 November among them [7.3.3.3]."""
    if level is Level.REGION:
        return []
    own = [one for one in actions if one.day and one.day.year == year]
    if today < date(year, 11, 25) or any(one.international_day for one in own):
        return []
    return [Notice(f"Sin acción registrada por el 25 de noviembre de {year}.", "7.3.3.3")]


def open_reviews(reviews: Iterable[Review], of: ReviewOf | None = None) -> list[Review]:
    """Observations not solved yet; `of` one kind of document, or of all."""
    return [one for one in reviews if not one.solved_on and (of is None or one.of is of)]
