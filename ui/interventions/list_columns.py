"""The columns of the list of interventions and the orders they offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from concerta_desktop.queries.intervention_list import InterventionRow
from concerta_desktop.rules.completeness import StepStatus
from concerta_desktop.rules.interventions import DisplayState
from concerta_desktop.rules.spanish_dates import days_short
from concerta_desktop.text import sort_key
from ui.interventions.progress import marks, pending, state_badge
from ui.widgets.columns import Column

Steps = Mapping[str, Sequence[StepStatus]]
_STATES = list(DisplayState)

_ORDERS: dict[str, Callable[[InterventionRow], object]] = {
    "title": lambda row: sort_key(row.title),
    "place": lambda row: (row.place == "sin dato", sort_key(row.place)),
    "state": lambda row: _STATES.index(row.state),
}


def columns(steps: Steps, today: Callable[[], date]) -> list[Column]:
    """`steps` is filled in for the rows in sight; until then a row shows no marks."""

    def when(row: InterventionRow) -> str:
        return days_short([day for day in (row.first, row.last) if day], today().year)

    def pending_tone(row: InterventionRow) -> str:
        return "warning" if row.state is DisplayState.TO_CLOSE else "secondary"

    def what_next(row: InterventionRow) -> str:
        return "" if row.state is DisplayState.CANCELLED else pending(steps.get(row.id, ()))

    return [
        Column("date", "Fecha", when, width=114, tone=lambda row: "text" if row.first else "warning"),
        Column("title", "Intervención", lambda row: row.title, secondary=kind_line, bold=lambda _row: True),
        Column("place", "Lugar", lambda row: row.place, width=100),
        Column("state", "Estado", width=134, badge=lambda row: state_badge(row.state)),
        Column(
            "steps",
            "Pasos y pendiente",
            what_next,
            width=128,
            tone=pending_tone,
            marks=lambda row: marks(steps.get(row.id, ())),
            sortable=False,
        ),
    ]


def kind_line(row: InterventionRow) -> str:
    """The second line: "AT fortalecimiento · Presencial"."""
    kind = row.type.label if row.type else "Tipo sin dato"
    return f"{kind} · {row.modality.label if row.modality else 'modalidad sin dato'}"


def in_order(rows: Sequence[InterventionRow], key: str, *, descending: bool) -> list[InterventionRow]:
    """Rows as they come (the latest first) or by a column; those without a date always lead."""
    if key == "date":
        if descending:
            return [*rows]
        return [row for row in rows if not row.first] + [row for row in reversed(rows) if row.first]
    return sorted(rows, key=_ORDERS[key], reverse=descending)  # type: ignore[arg-type]
