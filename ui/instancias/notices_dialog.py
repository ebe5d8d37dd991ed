"""What a step has to be looked at for, each with its paragraph and how much it weighs; nothing blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from concerta_desktop.rules.notices import Notice, Severity
from ui.widgets.badge import BadgeText
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.table_dialog import TableDialog

_BADGES = {
    Severity.ADVISORY: BadgeText("neutral", "compass", Severity.ADVISORY.label),
    Severity.NORM: BadgeText("info", "landmark", Severity.NORM.label),
}
_COLUMNS = (
    Column("text", "Aviso", lambda row: row.notice.text, bold=lambda _row: True, sortable=False),
    Column("severity", "Peso", width=136, badge=lambda row: _BADGES[row.notice.severity], sortable=False),
    Column("paragraph", "Párrafo", lambda row: row.notice.paragraph, 96, sortable=False),
)


@dataclass(frozen=True)
class _Row:
    id: str
    notice: Notice


class NoticesDialog(TableDialog):
    """Usage: `NoticesDialog(notices, self).open()`."""

    def __init__(self, notices: Sequence[Notice], parent: QWidget | None = None) -> None:
        super().__init__(
            "Por atender",
            _COLUMNS,
            name="Avisos",
            noun=("aviso", "avisos"),
            empty=EmptyState("Nada por atender.", "Los avisos vienen de lo que está registrado."),
            size=QSize(860, 420),
            parent=parent,
        )
        self.show_rows([_Row(str(place), notice) for place, notice in enumerate(notices)])
