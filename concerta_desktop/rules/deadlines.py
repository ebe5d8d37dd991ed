"""What falls due in a year [7.3.3, 7.3.4], computed, each with its paragraph and how much it weighs (K3).

A deadline of many instancias is one line that says how many wait. What the text does not state is a setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from concerta_desktop.model.followup import ReportPeriod
from concerta_desktop.rules.calendar import AS_THE_LAW, DaysOff, last_business_day
from concerta_desktop.rules.followup import period_end
from concerta_desktop.rules.notices import Severity


@dataclass(frozen=True, slots=True)
class Deadline:
    """`key` names it for ever, so that a calendar file saved again replaces its event.

    `waiting`: codes of the instancias that have not done it, as far as anybody knows; `total` 0 = of nobody
    in particular. `first`: when a stretch begins that ends on `day`.
    """

    key: str
    day: date
    title: str
    paragraph: str
    severity: Severity = Severity.ADVISORY
    first: date | None = None
    waiting: tuple[str, ...] = ()
    total: int = 0
    about: str = ""
    """Id of the record it speaks of: an intervention, a mandate, an agreement."""
    done: bool = False

    @property
    def said(self) -> str:
        """Its title, with how many wait: "Plan de trabajo 2027 aprobado: 12 de 20 sin registrar"."""
        if not self.total:
            return self.title
        if not self.waiting:
            return f"{self.title}: registrado en las {self.total}"
        return f"{self.title}: {len(self.waiting)} de {self.total} sin registrar"


@dataclass(frozen=True, slots=True)
class YearState:
    """What is recorded of the created instancias, by their codes."""

    all: frozenset[str]
    local: frozenset[str]
    """IPC and IDC: whom paragraphs 7.3.3.3 and 7.3.4.2 to 7.3.4.6 name (K2)."""
    plan_approved: frozenset[str]
    """The programming of the following year."""
    reported: dict[ReportPeriod, frozenset[str]]
    awareness: frozenset[str]
    encounter: bool = False
    """A macro-regional encounter was programmed in the fourth quarter."""


def year_deadlines(year: int, state: YearState, off: DaysOff = AS_THE_LAW, grace: int = 0) -> list[Deadline]:
    """Those of every instancia in a year, in order. `grace`: days after a semester's close [a setting]."""
    found: list[Deadline] = []
    for period, label, paragraph in (
        (ReportPeriod.FIRST, f"Reporte del primer semestre de {year}", "7.3.4.2"),
        (ReportPeriod.ANNUAL, f"Informe anual de seguimiento {year}", "7.3.4.6"),
    ):
        day = period_end(year, period) + timedelta(days=grace)
        done = state.reported.get(period, frozenset())
        if period is ReportPeriod.ANNUAL:  # the report of the second semester may stand in its place
            done |= state.reported.get(ReportPeriod.SECOND, frozenset())
        found.append(_of(f"{period.value}-{year}", day, label, paragraph, state.local, done))
    found.append(
        _of(
            f"25-noviembre-{year}",
            date(year, 11, 25),
            "Acción por el 25 de noviembre",
            "7.3.3.3",
            state.local,
            state.awareness,
        )
    )
    found.append(
        _of(
            f"plan-{year + 1}",
            last_business_day(year, 11, off),
            f"Plan de trabajo {year + 1} aprobado",
            "7.3.3.1-4",
            state.local,
            state.plan_approved,
            Severity.NORM,
        )
    )
    found.append(
        Deadline(
            f"encuentros-{year}",
            date(year, 12, 31),
            f"Encuentros macrorregionales {year}",
            "7.3.4.11",
            first=date(year, 10, 1),
            done=state.encounter,
        )
    )
    return sorted(found, key=lambda one: one.day)


def _of(
    key: str,
    day: date,
    title: str,
    paragraph: str,
    whom: frozenset[str],
    done: frozenset[str],
    severity: Severity = Severity.ADVISORY,
) -> Deadline:
    waiting = tuple(sorted(whom - done))
    settled = bool(whom) and not waiting
    return Deadline(key, day, title, paragraph, severity, None, waiting, len(whom), done=settled)
