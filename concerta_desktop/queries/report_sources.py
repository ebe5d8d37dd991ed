"""Findings as the report reads them; empty while none is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from concerta_desktop.queries.findings import FindingRow, matrix
from concerta_desktop.rules.report_text import UNKNOWN
from concerta_desktop.store.tx import ReadTx

NOT_ASKED = "—"
"""Of what an avance, or a nudo already resolved, does not need."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """An avance or a nudo crítico. `since` = date of the earlier visit that recorded it first, if any."""

    code: str
    advance: bool
    subject: str
    text: str
    cause: str = ""
    measure: str = ""
    responsible: str = ""
    due: date | None = None
    state: str = ""
    resolved: bool = False
    since: date | None = None

    @property
    def settled(self) -> bool:
        """Nobody waits for anything of it."""
        return self.advance or self.resolved

    def overdue(self, close: date | None) -> bool:
        """Whether its due date had passed when the visit closed."""
        return bool(self.due and close and self.due < close and not self.settled)


def finding_lines(tx: ReadTx, intervention: str) -> tuple[FindingLine, ...]:
    """Avances and nudos críticos of an intervention, those of earlier visits first, as at its close."""
    found = matrix(tx, intervention)
    return tuple(_line(row) for row in (*found.nudos, *found.advances)) if found else ()


def _line(row: FindingRow) -> FindingLine:
    finding = row.finding
    about = (row.place if finding.place else "", finding.about or "")
    return FindingLine(
        code=row.code,
        advance=row.advance,
        subject=" · ".join(part for part in about if part),
        text=finding.text or UNKNOWN,
        cause=finding.cause or "",
        measure=finding.measure or "",
        responsible=finding.responsible or "",
        due=finding.due,
        state=row.standing.label,
        resolved=row.resolved,
        since=row.origin.first if row.carried else None,
    )
