"""What headquarters remarked and waits for an answer: a line each, which leads to the intervention."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.queries.remarks import RemarkRow
from ui.widgets.notice import InlineNotice

_MOST = 2
_LONG = 140


class Remarked(QWidget):
    """Signal: `chosen(id)` of the intervention."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notices: list[InlineNotice] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 0, 24, 12)
        self._column.setSpacing(6)
        self.hide()

    def show_remarks(self, rows: Sequence[RemarkRow]) -> None:
        for notice in self.notices:
            self._column.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
        shown, others = rows[:_MOST], len(rows) - _MOST
        self.notices = [self._line(row, others if row is shown[-1] else 0) for row in shown]
        self.setVisible(bool(self.notices))

    def _line(self, row: RemarkRow, others: int) -> InlineNotice:
        text = " ".join(row.text.split())
        text = text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
        more = f" (y {others} más)" if others > 0 else ""
        notice = InlineNotice(
            "warning", f"Observado por la sede: {row.title}. {text}{more}", action="Ver la intervención"
        )
        notice.action_triggered.connect(lambda: self.chosen.emit(row.intervention))
        self._column.addWidget(notice)
        return notice
