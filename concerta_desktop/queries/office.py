"""What the office's documents carry at their head: decade, name of the year, pattern of numbers [2.8]."""

from __future__ import annotations

from dataclasses import dataclass

from concerta_desktop.queries.interventions import preference
from concerta_desktop.rules.official import NUMBER_PATTERN, decade_name, year_name
from concerta_desktop.store.tx import ReadTx

DECADE_NAME = "decade_name"
"""Preference: name of the decade, without quotes."""
YEAR_NAME = "year_name:"
"""Preference: name of a year; the year follows."""
REPORT_NUMBER_PATTERN = "report_number_pattern"
"""Preference: see `rules.official.NUMBER_PATTERN`."""
CERTIFICATE_SHARE = "certificate_share"
"""Preference: least share of the days, in hundredths, that earns a constancia."""
USUAL_SHARE = 80
"""[propuesta] Both days of two, four of five."""


@dataclass(frozen=True, slots=True)
class Office:
    """`decade` and `year_name` without quotes, "" when there is none; `certificate_share` in hundredths."""

    decade: str = ""
    year_name: str = ""
    number_pattern: str = NUMBER_PATTERN
    certificate_share: int = USUAL_SHARE
    year: int = 0


def office(tx: ReadTx, year: int) -> Office:
    """The texts in force for a document of that year."""
    share = preference(tx, CERTIFICATE_SHARE) or ""
    return Office(
        decade=preference(tx, DECADE_NAME) or decade_name(year),
        year=year,
        year_name=preference(tx, f"{YEAR_NAME}{year}") or year_name(year),
        number_pattern=preference(tx, REPORT_NUMBER_PATTERN) or NUMBER_PATTERN,
        certificate_share=int(share) if share.isdecimal() and 1 <= int(share) <= 100 else USUAL_SHARE,
    )
