"""Findings as the report reads them; empty while none is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from concerta_desktop.store.tx import ReadTx


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


def finding_lines(tx: ReadTx, intervention: str) -> tuple[FindingLine, ...]:
    """Avances and nudos críticos of an intervention, those of earlier visits first."""
    return ()

