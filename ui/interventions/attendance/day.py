"""What the door shows of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from concerta_desktop.queries.attendance import DoorRow, attendance_days, door_rows
from concerta_desktop.queries.interventions import days_of
from concerta_desktop.rules.door import opening_day
from concerta_desktop.store.tx import ReadTx


@dataclass(frozen=True)
class DayAtTheDoor:
    """One day, none when there is no day yet, and who is expected or came."""

    day: date | None
    days: tuple[date, ...]
    """Programmed ones, and any on which somebody signed."""
    rows: list[DoorRow]


def read_day(intervention: str, wanted: date | None, now: date, tx: ReadTx) -> DayAtTheDoor:
    """The day wanted; the one that suits now when it is not among the days of the intervention."""
    programmed = [day.day for day in days_of(tx, intervention) if day.day]
    days = tuple(sorted({*programmed, *attendance_days(tx, intervention)}))
    day = wanted if wanted in days else opening_day(programmed or days, now)
    return DayAtTheDoor(day, days, door_rows(tx, intervention, day or now))
