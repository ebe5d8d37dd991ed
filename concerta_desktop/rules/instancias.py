"""How far an instancia has come, and what share of them exists [A.1.i, 7.1, 2.3]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from concerta_desktop.model.instancias import (
    InstanciaState,
    MechanismOutcome,
    Milestone,
    MilestoneKind,
    PriorMechanism,
)
from concerta_desktop.model.territory import Level, Territory, all_territories, find
from concerta_desktop.rules.notices import Notice

WORKING_MONTHS = 12
"""An instancia works when it held a session in so many months [propuesta]; a setting."""

CREATED = frozenset({InstanciaState.ORDINANCE, InstanciaState.INSTALLED, InstanciaState.WORKING})
"""It exists by ordinance."""

_ORDER = {state: place for place, state in enumerate(InstanciaState)}
_REACHED = {
    MilestoneKind.ORDINANCE: InstanciaState.ORDINANCE,
    MilestoneKind.AMENDED: InstanciaState.ORDINANCE,
    MilestoneKind.COPY_SENT: InstanciaState.ORDINANCE,
    MilestoneKind.COPY_RECEIVED: InstanciaState.ORDINANCE,
    MilestoneKind.INSTALLED: InstanciaState.INSTALLED,
    MilestoneKind.ACTA: InstanciaState.INSTALLED,
    MilestoneKind.ACTA_SENT: InstanciaState.INSTALLED,
    MilestoneKind.ACTA_RECEIVED: InstanciaState.INSTALLED,
    MilestoneKind.WORKING: InstanciaState.INSTALLED,
}
Happened = tuple[MilestoneKind, date | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded of one instancia. None = nobody has said."""

    prior: bool | None = None
    reported: InstanciaState | None = None
    milestones: tuple[Happened, ...] = ()
    last_session: date | None = None
    reported_on: date | None = None


NOTHING_KNOWN = Known()


def state_of(known: Known, today: date, months: int = WORKING_MONTHS) -> InstanciaState:
    """The furthest that what is recorded proves; an old matriz's report counts until a milestone says more.

    A milestone with no date happened; one still to come did not. An ordinance that was repealed takes
    everything before it away. It works while a session, or somebody who saw it, is no older than `months`.
    """
    happened = [(kind, day) for kind, day in known.milestones if day is None or day <= today]
    ended = [day for kind, day in happened if kind is MilestoneKind.ENDED]
    since = max((day for day in ended if day), default=date.max) if ended else date.min
    standing = [(kind, day) for kind, day in happened if not ended or (day and day > since)]
    reached = [_REACHED[kind] for kind, _ in standing if kind in _REACHED]
    if known.reported and not ended:
        old = known.reported_on is not None and not _recent(known.reported_on, today, months)
        stale = known.reported is InstanciaState.WORKING and old
        reached.append(InstanciaState.INSTALLED if stale else known.reported)
    best = max(reached, key=_ORDER.__getitem__, default=InstanciaState.UNKNOWN)
    if best is InstanciaState.INSTALLED:
        seen = [day for kind, day in standing if kind is MilestoneKind.WORKING]
        working = any(_recent(day, today, months) for day in (*seen, known.last_session))
        return InstanciaState.WORKING if working else best
    return best if best in CREATED else _before(known, best, ended=bool(ended))


def _before(known: Known, best: InstanciaState, *, ended: bool) -> InstanciaState:
    """Without an ordinance: what is known of a mechanism before it."""
    if known.prior or best is InstanciaState.PRIOR:
        return InstanciaState.PRIOR
    return InstanciaState.NOTHING if known.prior is False or ended else best


def _recent(day: date | None, today: date, months: int) -> bool:
    if day is None or day > today:
        return False
    return (today.year - day.year) * 12 + today.month - day.month <= months


def creation_notices(
    milestones: Iterable[Milestone], mechanisms: Iterable[PriorMechanism], today: date
) -> list[Notice]:
    """What the creation of an instancia lacks, as far as it is recorded [7.3.2.3-13]; nothing blocks."""
    happened = {one.kind: one for one in milestones if not one.day or one.day <= today}
    if MilestoneKind.ENDED in happened:
        return []
    found: list[Notice] = []
    for done, lacks, text, paragraph in _FOLLOWS:
        if done in happened and not lacks.intersection(happened):
            found.append(Notice(text, paragraph, about=happened[done].id))
    ordinance, installed = happened.get(MilestoneKind.ORDINANCE), happened.get(MilestoneKind.INSTALLED)
    early = ordinance and installed and ordinance.day and installed.day and installed.day < ordinance.day
    if early and installed:
        found.append(Notice("La instalación es anterior a la ordenanza.", "7.3.2.12", about=installed.id))
    for one in mechanisms:
        if ordinance and one.outcome in (None, MechanismOutcome.PENDING):
            text = f"«{one.name}»: no consta si se adecuó o culminó."
            found.append(Notice(text, "7.3.2.3", about=one.id))
        if one.report_asked and not one.report_received:
            text = f"«{one.name}»: se pidió su informe final y no consta que se recibiera."
            found.append(Notice(text, "7.3.2.4", about=one.id))
    return found


_K = MilestoneKind
_FOLLOWS = (
    (
        _K.ORDINANCE,
        {_K.COPY_SENT, _K.COPY_RECEIVED},
        "No consta que se enviara la copia fedateada de la ordenanza a la ST-CMAN.",
        "7.3.2.7",
    ),
    (
        _K.COPY_SENT,
        {_K.COPY_RECEIVED},
        "La copia fedateada de la ordenanza se envió y no consta que la ST-CMAN la recibiera.",
        "7.3.2.7",
    ),
    (
        _K.INSTALLED,
        {_K.ACTA, _K.ACTA_SENT, _K.ACTA_RECEIVED},
        "No consta el acta de instalación suscrita.",
        "7.3.2.13",
    ),
    (
        _K.ACTA,
        {_K.ACTA_SENT, _K.ACTA_RECEIVED},
        "No consta que se enviara copia del acta de instalación a la ST-CMAN.",
        "7.3.2.13",
    ),
)
"""(what happened, what should follow, what is said when it is not recorded, paragraph)."""


@cache
def capital_districts() -> frozenset[str]:
    """Districts that the provincial municipality itself runs: code 01 of their province [2.3, memoria]."""
    return frozenset(
        one.code for one in all_territories() if one.level is Level.DISTRICT and one.code.endswith("01")
    )


def eligible(code: str, *, capitals: bool = False) -> bool:
    """Whether a territory is counted among those that may have an instancia of its own.

    Capital districts count only when `capitals`; Lima's province is Lima Metropolitana, counted as a region.
    """
    if find(code) is None:
        return False
    return code != "1501" and (capitals or code not in capital_districts())


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of those that may exist do [7.1]. `unknown` are neither created nor not created."""

    eligible: int
    created: int
    unknown: int
    by_state: Mapping[InstanciaState, int]

    @property
    def missing(self) -> int:
        return self.eligible - self.created - self.unknown

    @property
    def percent(self) -> float | None:
        """Created among the eligible; None = none is eligible."""
        return 100 * self.created / self.eligible if self.eligible else None


def coverage(states: Iterable[InstanciaState]) -> Coverage:
    """Of the states of all eligible territories."""
    counts = dict.fromkeys(InstanciaState, 0)
    for state in states:
        counts[state] += 1
    created = sum(counts[state] for state in CREATED)
    return Coverage(sum(counts.values()), created, counts[InstanciaState.UNKNOWN], counts)


def ladder(territory: Territory) -> tuple[str, ...]:
    """Codes of the territories it lies in and its own: region, province, district."""
    parent = find(territory.parent)
    return (*ladder(parent), territory.code) if parent else (territory.code,)
