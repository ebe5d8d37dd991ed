"""Where the commands of the Intervención menu lead."""

from __future__ import annotations

from datetime import date

from concerta_desktop.store.tx import ReadTx


def next_stop(tx: ReadTx, what: str, today: date, author: str) -> tuple[str, str] | None:
    """(intervention, step) to open: "door" = where people are being registered, "next" = the next trip."""
    from concerta_desktop.queries.home import home_view
    from concerta_desktop.rules.completeness import Step

    view = home_view(tx, today, author)
    if what == "door":
        return (view.door.id, Step.ATTENDANCE.value) if view.door else None
    return (view.trip.row.id, "") if view.trip else None
