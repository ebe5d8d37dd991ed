"""The month: every day that an intervention really takes, not the span between its first and last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.model.choices import InterventionType
from concerta_desktop.queries.intervention_list import InterventionRow, days_by_intervention
from concerta_desktop.rules.deadlines import Deadline
from concerta_desktop.store.tx import ReadTx
from ui.deadlines import PREFIX, event_of, read_deadlines
from ui.interventions.progress import state_badge
from ui.tasks import Tasks
from ui.widgets.card import Scroller
from ui.widgets.month_calendar import CalendarEvent, MonthCalendar
from ui.widgets.tab_order import lead_to

_MARGIN = timedelta(days=45)
"""The page shows days of the months before and after."""


class MonthView(QWidget):
    """Usage: `view.show_rows(rows)` with the filtered list. Signals: `event_activated(id)`,
    `deadline_activated()`."""

    event_activated = Signal(str)
    deadline_activated = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._rows: dict[str, InterventionRow] = {}
        self.calendar = MonthCalendar(today=lambda: tasks.store.now().date())
        self.calendar.event_activated.connect(self._activated)
        self.calendar.month_changed.connect(lambda _month: self._read())
        place = Scroller(self)
        place.setWidget(self.calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(place)
        lead_to(self, self.calendar)

    def _activated(self, key: str) -> None:
        if key.startswith(PREFIX):
            self.deadline_activated.emit()
        else:
            self.event_activated.emit(key)

    def show_rows(self, rows: Sequence[InterventionRow]) -> None:
        """Show these interventions; their days are read month by month."""
        self._rows = {row.id: row for row in rows}
        self._read()

    def _read(self) -> None:
        month = self.calendar.month()
        first, last = month - _MARGIN, month + 2 * _MARGIN
        author, today = self._tasks.store.author, self._tasks.store.now().date()

        def read(tx: ReadTx) -> tuple[dict[str, list[date]], list[Deadline]]:
            return days_by_intervention(tx, first, last), read_deadlines(tx, author, first, last, today)

        self._tasks.read(read, lambda found: self._show(*found), owner=self, key="days")

    def _show(self, days: dict[str, list[date]], deadlines: list[Deadline]) -> None:
        month = self.calendar.month()
        events: list[CalendarEvent] = []
        for row in self._rows.values():
            if row.type is InterventionType.MOOC:
                if row.first and row.last and row.first < month + 2 * _MARGIN and row.last > month - _MARGIN:
                    events.append(_event(row, row.first, row.last))
            elif row.id in days:
                events += [_event(row, start, end) for start, end in runs(days[row.id])]
        events += [event_of(one) for one in deadlines]
        self.calendar.set_events(sorted(events, key=lambda one: (one.start, one.title)))


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days that follow one another, as (first, last): 12, 13 and 15 are two runs."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] <= timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _event(row: InterventionRow, start: date, end: date) -> CalendarEvent:
    badge = state_badge(row.state)
    return CalendarEvent(row.id, start, end, row.title, badge.kind, badge.icon)
