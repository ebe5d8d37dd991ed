"""An intervention as a calendar file (.ics): one event for each day, for any calendar program.

Hours go in universal time, which every program turns into its own. It names nobody invited.
"""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from concerta_desktop.clock import LIMA
from concerta_desktop.documents.wording import UNKNOWN
from concerta_desktop.model.choices import InterventionState, Modality
from concerta_desktop.queries.call_documents import CallData

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Slot:
    """When one event is; dates for a whole day, of which `end` is the one after."""

    key: str
    count: str
    start: date | datetime
    end: date | datetime | None


def calendar_file(data: CallData, issued: datetime) -> bytes:
    """The file. A day without hours, and the period of a MOOC, are whole days."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//MIMP//Concerta//ES")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    cancelled = data.intervention.state is InterventionState.CANCELLED
    for slot in _slots(data):
        event = Event()
        event.add("uid", f"{data.intervention.id}-{slot.key}@concerta")
        event.add("dtstamp", issued.astimezone(UTC))
        event.add("summary", (data.intervention.title or UNKNOWN) + slot.count)
        event.add("description", _description(data))
        event.add("location", _location(data))
        event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
        event.add("dtstart", slot.start)
        if slot.end:
            event.add("dtend", slot.end)
        calendar.add_component(event)
    return calendar.to_ical()


def _slots(data: CallData) -> Iterable[_Slot]:
    """Days in order. Each has its date as a key, so that a file saved again replaces its events."""
    days = data.activity.days
    for day in days:
        key, count = f"{day.date:%Y%m%d}", f" (día {day.number} de {len(days)})" if len(days) > 1 else ""
        if day.starts is None:
            yield _Slot(key, count, day.date, day.date + _DAY)
            continue
        start = datetime.combine(day.date, day.starts, LIMA).astimezone(UTC)
        end = datetime.combine(day.date, day.ends, LIMA).astimezone(UTC) if day.ends else None
        yield _Slot(key, count, start, end)
    if not days and data.dates:
        yield _Slot("periodo", "", data.dates[0], data.dates[-1] + _DAY)


def _location(data: CallData) -> str:
    it = data.intervention
    remote = " · ".join(part for part in (it.platform, it.link) if part)
    if it.modality is Modality.VIRTUAL:
        return remote or UNKNOWN
    return it.venue or UNKNOWN


def _description(data: CallData) -> str:
    it = data.intervention
    lines = [data.activity.type, data.activity.modality]
    if it.modality in (Modality.VIRTUAL, Modality.MIXED):
        lines.append(f"Enlace: {it.link or UNKNOWN}")
    themes = [f"- {item.theme}" for item in data.agenda if item.theme]
    lines += ["Agenda:", *themes] if themes else []
    return "\n".join(line for line in lines if line)
