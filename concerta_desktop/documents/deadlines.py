"""Deadlines as a calendar file (.ics) and as a paper, each with the paragraph it comes from."""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from concerta_desktop.documents.blocks import Column, Metadata, Paragraph, Report, Table
from concerta_desktop.model.instancia import instancia_label
from concerta_desktop.rules.deadlines import Deadline
from concerta_desktop.rules.spanish_dates import numeric

_SHOWN = 40
"""Names of instancias in one event's description."""


def deadlines_file(found: Sequence[Deadline], issued: datetime) -> bytes:
    """A whole-day event for each; saved again it replaces itself."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//MIMP//Concerta//ES")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in found:
        event = Event()
        event.add("uid", f"{one.key}@concerta")
        event.add("dtstamp", issued.astimezone(UTC))
        event.add("summary", ("✓ " if one.done else "") + one.said)
        event.add("description", _description(one))
        event.add("dtstart", one.first or one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def _description(one: Deadline) -> str:
    lines = [f"Párrafo {one.paragraph} · {one.severity.label}"]
    if one.waiting:
        names = ", ".join(map(instancia_label, one.waiting[:_SHOWN]))
        more = len(one.waiting) - _SHOWN
        lines.append(f"Sin registrar: {names}" + (f" y {more} más" if more > 0 else ""))
    return "\n".join(lines)


def compose_deadlines(found: Sequence[Deadline], first: date, last: date, issued: datetime) -> Report:
    """The same as a list to print."""
    title = "Plazos"
    when = f"Del {numeric(first)} al {numeric(last)}"
    rows = tuple(
        (one.day, one.said, one.paragraph, one.severity.label, "Registrado" if one.done else "Pendiente")
        for one in found
    )
    columns = (
        Column("Fecha", "date", 1.0),
        Column("Qué vence", width=4.0, strong=True),
        Column("Párrafo", width=1.0),
        Column("Peso", width=1.1),
        Column("Cómo está", width=1.0),
    )
    table = Table(columns, rows, sheet="Plazos", empty="No vence nada en esas fechas.")
    return Report(
        title, Metadata(issued, subject=when, running=(title, when)), (Paragraph(when, "lead"), table)
    )
