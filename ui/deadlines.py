"""Deadlines on screen: whose they are, a line of Inicio, an event of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from concerta_desktop.model import Specialist
from concerta_desktop.queries import records
from concerta_desktop.queries.deadlines import list_deadlines
from concerta_desktop.rules.deadlines import Deadline
from concerta_desktop.rules.notices import Severity
from concerta_desktop.rules.spanish_dates import overdue
from concerta_desktop.store.tx import ReadTx
from ui.widgets.badge import BadgeText
from ui.widgets.day_cell import CalendarEvent
from ui.widgets.lines import LineText

PREFIX = "plazo:"
"""Begins the key of a deadline among other events and lines."""
BEFORE, AFTER = timedelta(days=60), timedelta(days=365)
BADGES = {
    Severity.ADVISORY: BadgeText("neutral", "compass", Severity.ADVISORY.label),
    Severity.NORM: BadgeText("info", "landmark", Severity.NORM.label),
}


def read_deadlines(tx: ReadTx, author: str, first: date, last: date, today: date) -> list[Deadline]:
    """Those of the ámbito of whoever works here."""
    who = records.get(tx, Specialist, author) if author else None
    return list_deadlines(tx, first, last, tuple((who.scope if who else None) or ()), today)


def is_late(one: Deadline, today: date) -> bool:
    return not one.done and one.day < today


def line_of(one: Deadline, today: date) -> LineText:
    """As Inicio lists it: red only when overdue, and the word says so."""
    weight = one.severity.label.lower()
    return LineText(
        one.said,
        f"{weight} · {one.paragraph}",
        lead=overdue(one.day, today),
        lead_tone="error" if is_late(one, today) else "secondary",
        big=f"{one.day:%d/%m}",
    )


def event_of(one: Deadline) -> CalendarEvent:
    """As the calendar shows it."""
    badge = BADGES[one.severity]
    start = one.first or one.day
    return CalendarEvent(f"{PREFIX}{one.key}", start, one.day, one.said, badge.kind, badge.icon)
