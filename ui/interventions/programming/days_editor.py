"""Dates and hours, a line per day; Ctrl+D adds the following day with the same hours."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import InterventionDay
from concerta_desktop.rules.checks import check_hours
from concerta_desktop.rules.spanish_dates import WEEKDAYS
from ui.widgets.buttons import Button, IconButton
from ui.widgets.form import Form, with_the_rest
from ui.widgets.labels import Label
from ui.widgets.notes import Note
from ui.widgets.typed_fields import DateField, TimeField

Today = Callable[[], date]
_DATE, _TIME = 150, 92
_FURTHER = with_the_rest(InterventionDay, (), elsewhere=("intervention", "day", "start", "end"))
"""Fields of a day declared since: asked under its hours."""


@dataclass(frozen=True)
class DayValue:
    """One line. `key` is the id of the day, "" while it is only on screen."""

    key: str
    day: date | None = None
    start: time | None = None
    end: time | None = None
    further: Mapping[str, object] = dataclasses.field(default_factory=dict[str, object])
    """What else is declared of a day."""


class DaysEditor(QWidget):
    """Usage: `editor.show_days(values)`; `editor.values()`.

    Signals: `day_edited(DayValue)` when a line that makes sense was left, `day_removed(DayValue)`.
    `show_problem(key, error)` puts a refusal at its line; what was typed stays. `further`: asks all that is
    declared of a day, not only when it is.
    """

    day_edited = Signal(object)
    day_removed = Signal(object)

    def __init__(self, *, today: Today, further: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._further = today, further
        self._lines: list[_Line] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(6)
        self._total = Label("", "secondary", tone="secondary", tabular=True)
        self.add_button = Button("Agregar día", kind="link", icon="plus", keys="Ctrl+D", small=True)
        self.add_button.clicked.connect(self.add_next)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        foot.addWidget(self._total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(_Heads())
        column.addLayout(self._box)
        column.addLayout(foot)
        scope = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+D"), self, activated=self.add_next, context=scope)
        self.show_days([])

    def show_days(self, days: Sequence[DayValue]) -> None:
        """Show the days kept; lines being typed or refused stay as they are, and one is always ready."""
        by_key = {line.key: line for line in self._lines}
        drafts = [line for line in self._lines if not line.key and line.touched()]
        shown: list[_Line] = []
        for value in days:
            line = by_key.pop(value.key, None) if value.key else None
            if line is None:  # what was typed on a ready line came back with its id
                line = next((draft for draft in drafts if draft.value().day == value.day), None)
                if line is not None:
                    drafts.remove(line)
            line = line or self._new_line()
            line.show_value(value)
            shown.append(line)
        shown += drafts or ([] if shown else [self._spare()])
        for line in self._lines:
            if line not in shown:
                self._box.removeWidget(line)
                line.hide()
                line.deleteLater()
        self._lines = shown
        for place, line in enumerate(shown):
            self._box.removeWidget(line)
            self._box.insertWidget(place, line)
            line.show()  # at once: Tab passes over what the layout has yet to show
        self._say_total()

    def values(self) -> list[DayValue]:
        """The lines with a day, in the order shown."""
        return [line.value() for line in self._lines if line.value().day]

    def half_typed(self) -> list[list[str]]:
        """Each line as it is typed."""
        return [line.half_typed() for line in self._lines if line.touched()]

    def take_half_typed(self, lines: list[list[str]]) -> None:
        """Lines typed earlier, on screen only until they are saved."""
        self.show_days([])
        for texts in lines:
            line = next((one for one in self._lines if not one.touched()), None) or self._append()
            line.take_half_typed(texts)
        self._say_total()

    def problem(self) -> str:
        """The first thing wrong, "" when nothing is."""
        return next((line.problem() for line in self._lines if line.problem()), "")

    def commit(self) -> None:
        """Read what is being typed."""
        for line in self._lines:
            line.commit()

    def add_next(self) -> None:
        """One more day: the one after the last, with its hours."""
        self.commit()
        last = next((line.value() for line in reversed(self._lines) if line.value().day), None)
        empty = next((line for line in self._lines if not line.value().day), None)
        line = empty or self._append()
        if last and last.day:
            line.show_value(DayValue("", last.day + timedelta(days=1), last.start, last.end))
            self.day_edited.emit(line.value())
        line.focus()
        self._say_total()

    def offer(self, day: date) -> None:
        """Write a date on the line that is ready."""
        self._spare().show_value(DayValue("", day))

    def show_problem(self, key: str, error: UserError) -> None:
        """Say at its line why it was not kept."""
        line = next((line for line in self._lines if line.key == key), None)
        if line is not None:
            line.show_problem(error)

    def refuse(self, error: ValidationError) -> bool:
        """Say it at the day that is listed twice, or at the first, and go there; False: not about days."""
        if error.field not in ("day", "start", "end"):
            return False
        days = [line.value().day for line in self._lines]
        twice = (line for place, line in enumerate(self._lines) if days[place] in days[:place])
        line = next(twice, self._lines[0])
        line.show_problem(error)
        line.focus()
        return True

    def focus_first(self) -> None:
        """Go to the day with a problem, else to the first, or to its hours when the date is there."""
        wrong = (line for line in self._lines if line.problem())
        unfinished = (line for line in self._lines if not line.complete())
        line = next(wrong, None) or next(unfinished, self._lines[0])
        line.focus()

    def _spare(self) -> _Line:
        return next((line for line in self._lines if not line.key), None) or self._new_line()

    def _append(self) -> _Line:
        line = self._new_line()
        self._lines.append(line)
        self._box.addWidget(line)
        return line

    def _new_line(self) -> _Line:
        line = _Line(self._today, further=self._further)
        line.edited.connect(lambda: self._tell(line))
        line.checked.connect(self._say_total)
        line.removed.connect(lambda: self._remove(line))
        return line

    def _tell(self, line: _Line) -> None:
        self._say_total()
        if line.key or line.value().day:
            self.day_edited.emit(line.value())

    def _remove(self, line: _Line) -> None:
        value = line.value()
        if value.key:
            self.day_removed.emit(value)
            return
        self._lines.remove(line)
        self._box.removeWidget(line)
        line.hide()
        line.deleteLater()
        if not self._lines:
            self.show_days([])
        self._say_total()

    def _say_total(self) -> None:
        values = self.values()
        minutes = sum(_minutes(value) for value in values)
        if not values:
            self._total.setText("")
            return
        said = f"{minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")
        if any(line.hours_problem() for line in self._lines):
            said = "corrija las horas"
        known = all(value.start and value.end for value in values)
        days = "1 día" if len(values) == 1 else f"{len(values)} días"
        self._total.setText(f"{days} · {said}" if known else f"{days} · falta alguna hora")


class _Heads(QWidget):
    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for words, width in (("Fecha", _DATE), ("Desde", _TIME), ("Hasta", _TIME)):
            label = Label(words, "secondary", tone="secondary")
            label.setFixedWidth(width)
            row.addWidget(label)
        row.addStretch(1)


class _Line(QWidget):
    edited = Signal()
    checked = Signal()
    removed = Signal()

    def __init__(self, today: Today, *, further: bool) -> None:
        super().__init__()
        self.key = ""
        self._further = Form(InterventionDay, _FURTHER if further else (), today=today)
        self._further.edited.connect(lambda _name, _value: self._changed(None))
        self._said = ""
        self._day = DateField("Fecha", today=today)
        self._start, self._end = TimeField("Desde"), TimeField("Hasta")
        self._weekday = Label("", "secondary", tone="secondary")
        self._remove = IconButton("x", "Quitar este día", kind="ghost")
        self._problem = Note("", "circle-alert", "error")
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, width in ((self._day, _DATE), (self._start, _TIME), (self._end, _TIME)):
            field.setFixedWidth(width)
            field.value_changed.connect(self._changed)
            field.problem_changed.connect(lambda _text: self._recheck())
            row.addWidget(field)
        self._remove.clicked.connect(self.removed)
        row.addWidget(self._weekday)
        row.addStretch(1)
        row.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._further)
        self._further.setVisible(bool(self._further.names()))
        column.addWidget(self._problem)

    def value(self) -> DayValue:
        further = self._further.values()
        return DayValue(self.key, self._day.value(), self._start.value(), self._end.value(), further)

    def complete(self) -> bool:
        value = self.value()
        return bool(value.day and value.start and value.end)

    def touched(self) -> bool:
        return any(self.half_typed())

    def half_typed(self) -> list[str]:
        return [field.half_typed() for field in (self._day, self._start, self._end)]

    def take_half_typed(self, texts: list[str]) -> None:
        for field, text in zip((self._day, self._start, self._end), texts, strict=True):
            field.take_half_typed(text)

    def show_value(self, value: DayValue) -> None:
        """Show a day kept. While something of the line is refused, all of it stays as it was typed."""
        self.key = value.key
        if self.problem():
            return
        if _free(self._day):
            self._day.set_value(value.day)
        for field, kept in ((self._start, value.start), (self._end, value.end)):
            if _free(field):
                field.set_value(kept)
        self._further.show_values(value.further)
        self._recheck()

    def commit(self) -> None:
        for field in (self._day, self._start, self._end):
            field.commit()
        self._further.commit()

    def focus(self) -> None:
        fields = (self._day, self._start, self._end)
        field = next((one for one in fields if one.problem() or not one.text()), self._day)
        field = self._end if self.hours_problem() else field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def problem(self) -> str:
        fields = (self._day, self._start, self._end)
        return next((field.problem() for field in fields if field.problem()), "")

    def show_problem(self, error: UserError) -> None:
        if isinstance(error, ValidationError) and self._further.show_problem(error):
            return
        name = error.field if isinstance(error, ValidationError) else "day"
        field = {"start": self._start, "end": self._end}.get(name, self._day)
        field.set_problem(str(error))

    def hours_problem(self) -> str:
        """Why these hours cannot be, "" when they can."""
        try:
            check_hours(self._start.value(), self._end.value())
        except ValidationError as error:
            return str(error)
        return ""

    def _recheck(self) -> None:
        """Both hours are marked, since either may be the wrong one; and cleared together."""
        before, self._said = self._said, self.hours_problem()
        for field in (self._start, self._end):
            if field.problem() in ("", before):
                field.set_problem(self._said)
        self._say()
        self.checked.emit()

    def _changed(self, _value: object) -> None:
        for field in (self._day, self._start, self._end):  # a refusal of before speaks of other values
            if field.value() is not None:
                field.set_problem("")
        self._recheck()
        if not self.problem():
            self.edited.emit()

    def _say(self) -> None:
        day = self._day.value()
        self._weekday.setText(WEEKDAYS[day.weekday()] if day else "")
        self._problem.show_words(self.problem(), "circle-alert", "error")
        self._problem.setVisible(bool(self.problem()))


def _minutes(value: DayValue) -> int:
    if not (value.start and value.end):
        return 0
    start, end = (datetime.combine(date.min, moment) for moment in (value.start, value.end))
    return max(int((end - start).total_seconds()) // 60, 0)


def _free(field: DateField | TimeField) -> bool:
    """Whether a reload may write into it: nothing refused and nothing half typed would be lost."""
    return not field.problem() and not (field.hasFocus() and field.isModified())
