"""Fields that understand what is typed: `DateField`, `TimeField`, `IntField`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QWidget

from ui.theme import icon
from ui.widgets import paint
from ui.widgets.card import Card
from ui.widgets.inputs import TextField
from ui.widgets.parse import parse_date, parse_int, parse_time


class TypedField(TextField):
    """Base: reads the text when the person leaves or presses Enter, and keeps it when it makes no sense.

    `value_changed` carries the value, or None when it was emptied; nothing is announced while `problem()`.
    """

    def __init__(self, name: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder=placeholder, tabular=True, parent=parent)
        self._known: object = None
        self.editingFinished.connect(self.commit)

    def commit(self) -> bool:
        """Read what is typed; False, with the problem shown, when it makes no sense."""
        try:
            value = self._parse(self.text())
        except ValueError as problem:
            self.set_problem(str(problem))
            return False
        self.setText(self._format(value))
        self.set_problem("")
        if value != self._known:
            self._known = value
            self.value_changed.emit(value)
        return True

    def half_typed(self) -> str:
        """The text as typed: "12/0" is no date yet."""
        return self.text()

    def take_half_typed(self, text: str) -> None:
        self.setText(text)
        self.commit()

    def _tell(self, text: str) -> None:
        self.set_problem("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def _show(self, value: object) -> None:
        self._known = value
        self.setText(self._format(value))
        self.set_problem("")

    def _parse(self, text: str) -> object:
        raise NotImplementedError

    def _format(self, value: object) -> str:
        return "" if value is None else str(value)


class DateField(TypedField):
    """A day, dd/mm/yyyy. Understands 120826, 12/8/26, 12-8, "hoy"; Alt+arrow down opens the calendar.

    Usage: `DateField("Inicio", today=clock.today)`. `value() -> date | None`, `value_changed(date | None)`.
    """

    def __init__(self, name: str, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder="dd/mm/aaaa", parent=parent)
        self._today = today
        self.setMinimumWidth(112)
        action = self.addAction(icon("calendar", "secondary"), QLineEdit.ActionPosition.TrailingPosition)
        action.setText("Abrir el calendario")
        action.setToolTip("Abrir el calendario (Alt+↓)")
        action.triggered.connect(self.open_calendar)

    def value(self) -> date | None:  # type: ignore[override]
        """The day typed, None when empty or senseless."""
        try:
            return parse_date(self.text(), self._today())
        except ValueError:
            return None

    def set_value(self, value: date | None) -> None:  # type: ignore[override]
        """Show a day without announcing it."""
        self._show(value)

    def open_calendar(self) -> None:
        """Drop the month under the field."""
        popup = CalendarPopup(self.value() or self._today(), self)
        popup.day_chosen.connect(self._choose)
        popup.show_under(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _choose(self, day: object) -> None:
        self.setText(self._format(day))
        self.setFocus()
        self.commit()

    def _parse(self, text: str) -> date | None:
        return parse_date(text, self._today())

    def _format(self, value: object) -> str:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else ""


class TimeField(TypedField):
    """A time of day, hh:mm. Understands 0830, 830, 8, 3 pm.

    Usage: `TimeField("Hora de inicio")`. `value() -> time | None`, `value_changed(time | None)`.
    """

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder="hh:mm", parent=parent)

    def value(self) -> time | None:  # type: ignore[override]
        """The time typed, None when empty or senseless."""
        try:
            return parse_time(self.text())
        except ValueError:
            return None

    def set_value(self, value: time | None) -> None:  # type: ignore[override]
        """Show a time without announcing it."""
        self._show(value)

    def _parse(self, text: str) -> time | None:
        return parse_time(text)

    def _format(self, value: object) -> str:
        return value.strftime("%H:%M") if isinstance(value, time) else ""


class IntField(TypedField):
    """A whole number. Usage: `IntField("Personas esperadas", low=0, high=5000)`. `value() -> int | None`."""

    def __init__(
        self,
        name: str,
        *,
        low: int = 0,
        high: int = 1_000_000,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder=placeholder, parent=parent)
        self._low, self._high = low, high
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> int | None:  # type: ignore[override]
        """The number typed, None when empty or senseless."""
        try:
            return parse_int(self.text(), self._low, self._high)
        except ValueError:
            return None

    def set_value(self, value: int | None) -> None:  # type: ignore[override]
        """Show a number without announcing it."""
        self._show(value)

    def _parse(self, text: str) -> int | None:
        return parse_int(text, self._low, self._high)


class CalendarPopup(Card):
    """A month in Spanish, Monday first, that closes when a day is chosen: `day_chosen(date)`."""

    day_chosen = Signal(object)

    def __init__(self, shown: date, parent: QWidget) -> None:
        super().__init__(padding=6, parent=parent)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._month = QCalendarWidget()
        self._month.setLocale(QLocale(QLocale.Language.Spanish, QLocale.Country.Peru))
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._month.setMinimumSize(280, 220)
        self._dress()
        self._month.activated.connect(self._choose)
        self._month.clicked.connect(self._choose)
        self.body.addWidget(self._month)

    def show_under(self, field: QWidget) -> None:
        """Open below a field, or above it when the screen ends."""
        self.adjustSize()
        below = field.mapToGlobal(QPoint(0, field.height() + 4))
        if below.y() + self.height() > field.screen().availableGeometry().bottom():
            below = field.mapToGlobal(QPoint(0, -self.height() - 4))
        self.move(below)
        self.show()
        self._month.setFocus()

    def _dress(self) -> None:
        plain, header = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(paint.colour("text"))
        header.setForeground(paint.colour("secondary"))
        header.setBackground(paint.colour("subtle"))
        self._month.setHeaderTextFormat(header)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._month.setWeekdayTextFormat(day, plain)
        for name, arrow in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self._month.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(icon(arrow))
        self._month.setAccessibleName("Calendario")

    def _choose(self, day: QDate) -> None:
        self.day_chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()
