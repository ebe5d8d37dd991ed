"""What the entry line of the door makes of a text, and which day it opens on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from concerta_desktop.model.choices import DocumentType
from concerta_desktop.rules.identity_documents import check_document, parse_scan

NEAR_DAYS = 14
"""How far from a programmed day "add today" is still worth offering."""


@dataclass(frozen=True)
class Entry:
    """A document number as it is kept, and the doubt to show beside it ("" = none)."""

    kind: DocumentType
    number: str
    doubt: str = ""


def read_entry(chosen: DocumentType, typed: str) -> Entry | None:
    """A document number from what was typed or scanned; None when it has no digit, and so is a name.

    The reader may know better than the choice: a passport's code is a passport while "DNI" is chosen.
    """
    if not any(char.isdigit() for char in typed):
        return None
    if chosen is not DocumentType.DNI:
        check = check_document(chosen, typed)
        return Entry(chosen, check.normalised, check.warning or "")
    check, scan = check_document(DocumentType.DNI, typed), parse_scan(typed)
    if scan is None or (scan.type is DocumentType.DNI and scan.number == check.normalised):
        return Entry(DocumentType.DNI, check.normalised, check.warning or "")
    again = check_document(scan.type, scan.number)
    if (
        scan.type is DocumentType.CE
        and not scan.number.startswith("00")
        and not typed.upper().startswith("C")
    ):
        doubt = f"Tiene {len(scan.number)} dígitos y no es un DNI. ¿Es un carné de extranjería?"
        return Entry(scan.type, again.normalised, doubt)
    return Entry(scan.type, again.normalised, again.warning or "")


def opening_day(days: Sequence[date], today: date) -> date | None:
    """The day the door opens on: today, else the next one, else the last; None when there is none."""
    if today in days:
        return today
    coming = [day for day in sorted(days) if day > today]
    return coming[0] if coming else max(days, default=None)


def offers_today(days: Sequence[date], today: date) -> bool:
    """Whether to offer adding today: it is not programmed, and the activity is not of another season."""
    return today not in days and (not days or min(abs((day - today).days) for day in days) <= NEAR_DAYS)
