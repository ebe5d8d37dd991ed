"""How the Matriz step says things."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from concerta_desktop.model.findings import FindingKind
from concerta_desktop.queries.findings import FindingRow, Matrix, StoryLine
from concerta_desktop.rules.findings import Standing
from concerta_desktop.rules.spanish_dates import numeric, overdue
from ui.widgets.badge import BadgeText
from ui.widgets.timeline import Happening

UNKNOWN, NOT_APPLICABLE = "sin dato", "—"
_SHOWN = 300
"""Characters of a text that a line may need."""
_BADGES = {
    Standing.NEW: BadgeText("accent", "plus", Standing.NEW.label),
    Standing.OPEN: BadgeText("error", "circle", Standing.OPEN.label),
    Standing.IN_PROGRESS: BadgeText("warning", "circle-dot", Standing.IN_PROGRESS.label),
    Standing.RESOLVED: BadgeText("ok", "circle-check", Standing.RESOLVED.label),
}
_NOUNS = {FindingKind.OBSTACLE: "Nudo", FindingKind.ADVANCE: "Avance"}
_TONES = {Standing.OPEN: "error", Standing.IN_PROGRESS: "warning", Standing.RESOLVED: "ok"}


def standing_badge(row: FindingRow) -> BadgeText | None:
    """The state of a nudo; an avance has none."""
    return None if row.advance else _BADGES[row.standing]


def age_badge(row: FindingRow, today: date) -> BadgeText | None:
    """ "abierto hace 160 días" for what comes from before and is not solved; else its state."""
    if not row.carried or row.resolved:
        return standing_badge(row)
    days = row.age(today)
    return BadgeText("warning", "history", f"abierto hace {days} día{'' if days == 1 else 's'}")


def name_of(row: FindingRow) -> str:
    """ "Nudo N-03"; "Nudo nuevo" until it has a number."""
    noun = _NOUNS.get(row.finding.kind, "Hallazgo") if row.finding.kind else "Hallazgo"
    return f"{noun} {row.code or 'nuevo'}"


def text_line(row: FindingRow) -> str:
    """Its text on one line."""
    return " ".join((row.finding.text or "")[:_SHOWN].split()) or UNKNOWN


def subject_line(row: FindingRow) -> str:
    """ "Plan de trabajo · IPC Huanta" """
    return f"{row.finding.about or UNKNOWN} · {row.place}"


def due_text(row: FindingRow) -> str:
    due = row.finding.due
    if due is not None:
        return f"{due:%d/%m/%y}"
    return NOT_APPLICABLE if row.advance or row.resolved else UNKNOWN


def late_text(row: FindingRow, today: date) -> str:
    """ "vencido, 21 días"; "" while there is time."""
    due = row.finding.due
    return overdue(due, today) if due and due < today and not row.resolved else ""


def unassigned_note(found: Matrix) -> str:
    """ "1 nudo sin responsable ni plazo", "2 nudos sin responsable o plazo"; "" when nothing is lacking."""
    lacking = [row for row in found.nudos if row.lacks]
    if not lacking:
        return ""
    both = all(len(row.lacks) == 2 for row in lacking)
    return (
        f"{len(lacking)} nudo{'' if len(lacking) == 1 else 's'} sin responsable {'ni' if both else 'o'} plazo"
    )


def happenings(lines: Iterable[StoryLine]) -> list[Happening]:
    """The story of a nudo, the newest first."""
    return [
        Happening(
            numeric(line.day),
            ", ".join(part for part in (line.what, line.who) if part),
            line.said,
            _TONES.get(line.state, "secondary") if line.state else "secondary",
        )
        for line in lines
    ]
