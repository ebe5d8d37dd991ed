"""One day of the month calendar and the events on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from concerta_desktop.rules.spanish_dates import MONTHS, WEEKDAYS
from ui.theme import Kind, current, font, paint_icon
from ui.widgets import paint
from ui.widgets.pressed import PaintedButton

CHIP = 20


@dataclass(frozen=True)
class CalendarEvent:
    """Something on one or more days: `CalendarEvent("i-1", day, day, "Taller Huanta", "info", "send")`."""

    id: str
    start: date
    end: date
    title: str
    kind: Kind = "neutral"
    icon: str = ""


class DayCell(QFrame):
    """A day: its number, up to as many events as fit, and how many more there are."""

    event_activated = Signal(str)
    day_activated = Signal(object)
    day_wanted = Signal(object)
    key_moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.day = date.min
        self._outside = self._today = self._chosen = False
        self._events: list[CalendarEvent] = []
        self._chips: list[_EventChip] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 26, 5, 3)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(72, 54)

    def show_day(
        self, day: date, events: list[CalendarEvent], *, outside: bool, today: bool, chosen: bool
    ) -> None:
        self.day, self._outside, self._today, self._chosen = day, outside, today, chosen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        name = f"{WEEKDAYS[day.weekday()]} {day.day} de {MONTHS[day.month - 1]} de {day.year}"
        self.setAccessibleName(f"{name}, {len(events)} eventos" if events else name)
        if events != self._events:
            self._events = events
            self._make_chips()
        self.update()

    def resizeEvent(self, event: QEvent) -> None:
        self._make_chips()

    def _make_chips(self) -> None:
        for chip in self._chips:
            self._column.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        room = max((self.height() - 28) // (CHIP + 2), 1)
        shown = self._events if len(self._events) <= room else self._events[: max(room - 1, 0)]
        self._chips = [_EventChip(one.title, one.kind, one.icon) for one in shown]
        for chip, one in zip(self._chips, shown, strict=True):
            chip.clicked.connect(lambda _=False, key=one.id: self.event_activated.emit(key))
        if rest := self._events[len(shown) :]:
            more = _EventChip(f"{len(rest)} más" if shown else f"{len(rest)} eventos", "neutral", "")
            more.setToolTip(paint.tip("\n".join(one.title for one in rest)))
            more.clicked.connect(lambda: self.day_activated.emit(self.day))
            self._chips.append(more)
        for place, chip in enumerate(self._chips):
            self._column.insertWidget(place, chip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Home,
        )
        if event.key() in moves:
            self.key_moved.emit(event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_activated.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QEvent) -> None:
        self.day_wanted.emit(self.day)

    def mouseDoubleClickEvent(self, event: QEvent) -> None:
        self.day_activated.emit(self.day)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            if self._outside:
                painter.fillRect(area, paint.colour("subtle"))
            painter.fillRect(QRectF(0, 0, area.width(), 1), paint.colour("hairline"))
            painter.fillRect(QRectF(area.width() - 1, 0, 1, area.height()), paint.colour("hairline"))
            number = QRectF(6, 4, 22, 20)
            if self._today:
                paint.box(painter, number, 10, fill="accent_fill")
            if self.hasFocus():
                paint.box(painter, area, 4, border="accent_text", width=2)
            elif self._chosen:
                paint.box(painter, area, 4, border="accent_soft_border", width=2)
            tone = current().on_accent if self._today else "tertiary" if self._outside else "text"
            face = font("badge", tabular=True)
            paint.text(painter, number, str(self.day.day), face, tone, align=Qt.AlignmentFlag.AlignHCenter)


class _EventChip(PaintedButton):
    """An event within its day: icon and words on the soft ground of its state."""

    def __init__(self, title: str, kind: Kind, icon: str) -> None:
        super().__init__(title)
        self._kind: Kind = kind
        self._icon = icon
        self.setFixedHeight(CHIP)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.setToolTip(paint.tip(title))

    def sizeHint(self) -> QSize:
        return QSize(40, CHIP)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            border = "accent_text" if self.hasFocus() else ""
            paint.box(painter, area, 4, fill=current().soft(self._kind), border=border, width=2)
            x = 6
            if self._icon:
                paint_icon(painter, self._icon, self._kind, x, 4, 12)
                x += 16
            paint.text(
                painter, area.adjusted(x, 0, -3, 0), self.text(), font("small", weight=500), self._kind
            )
