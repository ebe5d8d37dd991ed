"""A month on a grid, with what happens each day. Monday first, Spanish names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from concerta_desktop.rules.spanish_dates import MONTHS, WEEKDAYS
from ui.theme import font
from ui.widgets import paint
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.day_cell import CalendarEvent, DayCell
from ui.widgets.labels import Label
from ui.widgets.tab_order import lead_to

WEEKS = 6


class MonthCalendar(Card):
    """Usage: `MonthCalendar(today=clock.today)`; `calendar.set_events(events)`.

    Arrows move by day, PgUp and PgDn by month, Home to today, Tab goes through the events of the month.
    Signals: `event_activated(str)`, `day_activated(date)` (Enter or double click on a day) and
    `month_changed(date)` with its first day, to load that month.
    """

    event_activated = Signal(str)
    day_activated = Signal(object)
    month_changed = Signal(object)

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self._today = today
        self._day = today()
        self._events: tuple[CalendarEvent, ...] = ()
        self._title = Label("", "card")
        self.body.setSpacing(0)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.addLayout(self._build_head())
        self.body.addWidget(_WeekdayRow())
        grid = QGridLayout()
        grid.setSpacing(0)
        self._cells = [DayCell() for _ in range(7 * WEEKS)]
        for place, cell in enumerate(self._cells):
            grid.addWidget(cell, place // 7, place % 7)
            cell.event_activated.connect(self.event_activated)
            cell.day_activated.connect(self.day_activated)
            cell.day_wanted.connect(self._go)
            cell.key_moved.connect(self._move)
        self.body.addLayout(grid, 1)
        self._fill()

    def set_events(self, events: Sequence[CalendarEvent]) -> None:
        """Show these events; those of other months are kept for when one turns the page."""
        self._events = tuple(events)
        self._fill()

    def month(self) -> date:
        """First day of the month shown."""
        return self._day.replace(day=1)

    def day(self) -> date:
        """The day that is marked."""
        return self._day

    def show_day(self, day: date) -> None:
        """Turn to the month of a day and mark it."""
        turned = day.replace(day=1) != self.month()
        self._day = day
        self._fill()
        if turned:
            self.month_changed.emit(self.month())

    def turn(self, months: int) -> None:
        """Turn pages forwards or back, keeping the day of the month where it exists."""
        count = self._day.year * 12 + self._day.month - 1 + months
        first = date(count // 12, count % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.show_day(first.replace(day=min(self._day.day, last.day)))

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 8)
        head.setSpacing(6)
        back = IconButton("chevron-left", "Mes anterior (RePág)", small=True)
        on = IconButton("chevron-right", "Mes siguiente (AvPág)", small=True)
        now = Button("Hoy", small=True)
        back.clicked.connect(lambda: self.turn(-1))
        on.clicked.connect(lambda: self.turn(1))
        now.clicked.connect(lambda: self.show_day(self._today()))
        head.addWidget(self._title)
        head.addStretch(1)
        for button in (now, back, on):
            head.addWidget(button)
        return head

    def _fill(self) -> None:
        first = self.month()
        self._title.setText(f"{MONTHS[first.month - 1].capitalize()} de {first.year}")
        start = first - timedelta(days=first.weekday())
        for place, cell in enumerate(self._cells):
            day = start + timedelta(days=place)
            events = [one for one in self._events if one.start <= day <= one.end]
            cell.show_day(
                day,
                events,
                outside=day.month != first.month,
                today=day == self._today(),
                chosen=day == self._day,
            )
        lead_to(self, self._day_cell())

    def _go(self, day: date) -> None:
        self.show_day(day)
        self._focus_day()

    def _move(self, key: int) -> None:
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        if key in days:
            self.show_day(self._day + timedelta(days=days[Qt.Key(key)]))
        elif key == Qt.Key.Key_Home:
            self.show_day(self._today())
        else:
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        self._focus_day()

    def _focus_day(self) -> None:
        self._day_cell().setFocus()

    def _day_cell(self) -> DayCell:
        return next(cell for cell in self._cells if cell.day == self._day)


class _WeekdayRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(28)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), paint.colour("subtle"))
            painter.fillRect(0, 0, self.width(), 1, paint.colour("hairline"))
            step = self.width() / 7
            for place, name in enumerate(WEEKDAYS):
                area = QRectF(place * step + 8, 0, step - 12, self.height())
                paint.text(painter, area, name, font("header"), "secondary")
