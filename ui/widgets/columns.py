"""What a table shows: a list of `Column`, declared by the screen, read by the model and the delegate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ui.widgets.badge import BadgeText
from ui.widgets.paint import StepState
from ui.widgets.symbols import Symbol

Align = Literal["left", "right", "center"]
Row = Any
"""Any frozen read model; columns know its fields, the table does not."""


@dataclass(frozen=True)
class Column:
    """One column. Only `key`, `title` and `text` are needed; every hook receives the row.

    Usage: `Column("name", "Apellidos y nombres", lambda row: row.name, bold=lambda row: row.present)`.
    `width` in px, 0 takes the rest. `secondary` is a second line. `icon` is a Lucide name before the text;
    `tone` a colour role for both; `symbol` a sign of its own shape and colour instead of the icon. `badge`
    and `marks` are drawn instead of the text; with `marks`, the text goes under them. `checked` draws a tick
    box (None: no box) and the table emits `check_toggled`. `sort` is said by the header: the screen sorts.
    An `optional` column is not shown until somebody asks for it.
    """

    key: str
    title: str
    text: Callable[[Row], str] = lambda _row: ""
    width: int = 0
    align: Align = "left"
    secondary: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None
    symbol: Callable[[Row], Symbol] | None = None
    tone: Callable[[Row], str] | None = None
    bold: Callable[[Row], bool] | None = None
    badge: Callable[[Row], BadgeText | None] | None = None
    marks: Callable[[Row], Sequence[StepState]] | None = None
    checked: Callable[[Row], bool | None] | None = None
    tooltip: Callable[[Row], str] | None = None
    sortable: bool = True
    optional: bool = False


@dataclass(frozen=True)
class GroupRow:
    """A line among the rows that heads those under it: 30 px, never chosen, skipped by the arrows.

    Usage: `table.set_rows([GroupRow("new", "Nudos críticos de hoy", "4"), *rows])`.
    """

    id: str
    title: str
    count: str = ""
    note: str = ""
    icon: str = ""
    tone: str = "secondary"
    """Of the icon."""

    def said(self) -> str:
        """All of it, for a screen reader."""
        return " · ".join(part for part in (self.title, self.count, self.note) if part)


def plain(column: Column, row: Row) -> str:
    """Everything a cell says, as words: for copying, for the tooltip and for a screen reader."""
    parts: list[str] = []
    if column.checked is not None and (state := column.checked(row)) is not None:
        parts.append("sí" if state else "no")
    if column.badge is not None and (badge := column.badge(row)) is not None:
        parts.append(badge.text)
    if column.marks is not None and (marks := column.marks(row)):
        parts.append(f"{sum(mark == 'done' for mark in marks)} de {len(marks)} pasos completos")
    parts.append(column.text(row))
    if column.secondary is not None:
        parts.append(column.secondary(row))
    return " · ".join(part for part in parts if part)
