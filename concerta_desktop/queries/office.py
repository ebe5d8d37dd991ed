"""What the office's documents carry at their head: decade, name of the year, pattern of numbers [2.8]."""

from __future__ import annotations

from dataclasses import dataclass

from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.queries.catalogues import catalogue
from concerta_desktop.queries.interventions import preference
from concerta_desktop.rules.official import decade_name, number_pattern, year_name
from concerta_desktop.store.tx import ReadTx

CERTIFICATE_SHARE = "certificate_share"
"""Preference: least share of the days, in hundredths, that earns a constancia."""
USUAL_SHARE = 80
"""[propuesta] Both days of two, four of five."""


@dataclass(frozen=True, slots=True)
class Office:
    """`decade` and `year_name` without quotes, "" when there is none; the patterns of the numbers of
    reports and oficios as their catalogue has them; `certificate_share` in hundredths."""

    decade: str
    year_name: str
    report_pattern: str
    oficio_pattern: str
    certificate_share: int
    year: int


def office(tx: ReadTx, year: int) -> Office:
    """The texts in force for a document of that year."""
    names = catalogue(tx, Catalogue.YEAR_NAME)
    patterns = catalogue(tx, Catalogue.NUMBER_PATTERN)
    return Office(
        decade=decade_name(names, year),
        year_name=year_name(names, year),
        report_pattern=number_pattern(patterns, "informe"),
        oficio_pattern=number_pattern(patterns, "oficio"),
        certificate_share=certificate_share(tx),
        year=year,
    )


def certificate_share(tx: ReadTx) -> int:
    """Least share of the days that earns a constancia, in hundredths."""
    share = preference(tx, CERTIFICATE_SHARE) or ""
    return int(share) if share.isdecimal() and 1 <= int(share) <= 100 else USUAL_SHARE
