"""States and steps as the list, the panel and the rail draw them."""

from __future__ import annotations

from collections.abc import Sequence

from concerta_desktop.rules.completeness import StepState, StepStatus
from concerta_desktop.rules.interventions import DisplayState
from ui.widgets.badge import BadgeText
from ui.widgets.paint import StepState as Mark

_BADGES = {
    DisplayState.PROGRAMMED: ("neutral", "calendar"),
    DisplayState.CONVOKED: ("info", "send"),
    DisplayState.UNDER_WAY: ("accent", "play"),
    DisplayState.TO_CLOSE: ("warning", "flag"),
    DisplayState.REPORTED: ("ok", "file-check"),
    DisplayState.RESCHEDULED: ("warning", "calendar-clock"),
    DisplayState.CANCELLED: ("neutral", "ban"),
}
_MARKS: dict[StepState, Mark] = {
    StepState.EMPTY: "empty",
    StepState.STARTED: "started",
    StepState.COMPLETE: "done",
}


def state_badge(state: DisplayState) -> BadgeText:
    """The badge of a state: always icon and word."""
    kind, icon = _BADGES[state]
    return BadgeText(kind, icon, state.label)  # type: ignore[arg-type]


def mark(status: StepStatus) -> Mark:
    """How far a step is, as the kit draws it."""
    return _MARKS[status.state]


def marks(steps: Sequence[StepStatus]) -> list[Mark]:
    return [mark(status) for status in steps]


def pending(steps: Sequence[StepStatus]) -> str:
    """The one thing to do next: the summary of the first step that lacks something, "" when none does."""
    return next((status.summary for status in steps if status.missing), "")
