"""The agenda as a grid to type in: themes kept, themes on their way, and an empty line always ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from concerta_desktop.model import AgendaItem
from concerta_desktop.model.fields import Choice, Kind, spec, specs
from concerta_desktop.rules.spanish_dates import weekday_short
from ui.widgets import paint
from ui.widgets.parse import parse_value

Index = QModelIndex | QPersistentModelIndex
_CELLS = (Kind.TEXT, Kind.INTEGER, Kind.BOOLEAN, Kind.DATE, Kind.TIME, Kind.CHOICE)
_FIRST = ("day", "start", "minutes", "theme", "facilitator")
_ELSEWHERE = (*_FIRST, "intervention", "position")
FIELDS = (
    *_FIRST,
    *(
        field.name
        for field in specs(AgendaItem)
        if field.name not in _ELSEWHERE and field.kind in _CELLS and not field.facts.refers_to
    ),
)
"""The columns: those of every agenda, and under no name of ours any field declared since."""
TITLES = tuple("Min" if name == "minutes" else spec(AgendaItem, name).label for name in FIELDS)
ROLE_PROBLEM = Qt.ItemDataRole.UserRole + 1
THEME = FIELDS.index("theme")
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


@dataclass
class Line:
    """A row. `key` is the id of the theme, "+n" while it is being kept, "" for the empty one."""

    key: str
    values: dict[str, object] = field(default_factory=dict[str, object])
    wrong: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """Field -> (what was typed, why it cannot be)."""


class AgendaModel(QAbstractTableModel):
    """Signals: `cell_edited(key, field, value)`, `line_added(key, values)`, `problem_changed(text)`."""

    cell_edited = Signal(str, str, object)
    line_added = Signal(str, object)
    problem_changed = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._days: tuple[date, ...] = ()
        self._lines = [Line("")]
        self._made = 0

    def show_items(self, items: Sequence[AgendaItem], days: Sequence[date]) -> None:
        """Show the themes kept; what is on its way or refused stays."""
        self._days = tuple(days)
        known = {line.key: line for line in self._lines}
        fresh: list[Line] = []
        for item in items:
            line = known.get(item.id) or Line(item.id)
            line.values = {name: getattr(item, name) for name in FIELDS}
            fresh.append(line)
        fresh += [line for line in self._lines if line.key.startswith("+")]
        fresh.append(self._lines[-1])
        self._splice(fresh)

    def confirm(self, key: str, item: str) -> None:
        """A line on its way was kept under this id."""
        line = self.line_of(key)
        if line is not None:
            line.key = item

    def refuse(self, key: str, name: str, message: str) -> None:
        """A value was refused: it stays as typed, with the reason."""
        line = self.line_of(key)
        if line is None:
            return
        if key.startswith("+"):  # nothing of it was kept: it is the empty line again
            self._lines.remove(line)
            self._lines[-1] = Line("", line.values, line.wrong)
            line = self._lines[-1]
            self.layoutChanged.emit()
        name = name if name in FIELDS else "theme"
        line.wrong[name] = (self._written(name, line.values.get(name)), message)
        self._tell(line)

    def line_of(self, key: str) -> Line | None:
        return next((line for line in self._lines if line.key == key), None)

    def key_at(self, row: int) -> str:
        """Id of the theme of a row, "" for the empty line and those on their way."""
        key = self._lines[row].key if 0 <= row < len(self._lines) else ""
        return "" if key.startswith("+") else key

    def row_of(self, key: str) -> int:
        return next((row for row, line in enumerate(self._lines) if line.key == key), -1)

    def keys(self) -> list[str]:
        """Ids of the themes kept, in order."""
        return [line.key for line in self._lines if line.key and not line.key.startswith("+")]

    def minutes(self) -> int:
        """The sum of the durations known."""
        return sum(int(str(line.values.get("minutes") or 0)) for line in self._lines)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(FIELDS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, name = self._lines[index.row()], FIELDS[index.column()]
        typed, problem = line.wrong.get(name, ("", ""))
        if role == Qt.ItemDataRole.DisplayRole:
            return typed or self._written(name, line.values.get(name))
        if role == Qt.ItemDataRole.EditRole:
            return typed or self._written(name, line.values.get(name), editing=True)
        if role == ROLE_PROBLEM:
            return problem
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return paint.tip(problem) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITLES[index.column()]}: {self._written(name, line.values.get(name)) or 'sin dato'}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line, name = self._lines[index.row()], FIELDS[index.column()]
        typed = str(value or "").strip()
        before = line.wrong.pop(name, None)
        if before is None and typed == self._written(name, line.values.get(name), editing=True):
            return False
        try:
            read = self._read(name, typed)
        except ValueError as error:
            line.wrong[name] = (typed, str(error))
            self._tell(line)
            return False
        line.values[name] = read
        self._tell(line)
        if line.key == "":
            self._add(line)
        elif not line.key.startswith("+"):
            self.cell_edited.emit(line.key, name, read)
        return True

    def first_problem(self) -> str:
        """Why something typed cannot be, "" when nothing is wrong."""
        return next((why for line in self._lines for _typed, why in line.wrong.values()), "")

    def _add(self, line: Line) -> None:
        """The empty line has a theme: it goes to be kept, and another empty one follows it."""
        if not line.values.get("theme") or line.wrong:
            return
        self._made += 1
        line.key = f"+{self._made}"
        last = len(self._lines)
        self.beginInsertRows(QModelIndex(), last, last)
        self._lines.append(Line(""))
        self.endInsertRows()
        self.line_added.emit(
            line.key, {name: value for name, value in line.values.items() if value is not None}
        )

    def _read(self, name: str, typed: str) -> object:
        if name == "day" and typed.isdecimal() and 1 <= int(typed) <= len(self._days):
            return self._days[int(typed) - 1]
        return parse_value(spec(AgendaItem, name), typed, self._days[0] if self._days else self._today())

    def _written(self, name: str, value: object, *, editing: bool = False) -> str:
        if isinstance(value, date):
            if value in self._days:
                number = self._days.index(value) + 1
                return str(number) if editing else f"{number} · {weekday_short(value)}"
            return f"{value:%d/%m/%Y}"
        if isinstance(value, time):
            return f"{value:%H:%M}"
        if isinstance(value, bool):
            return "Sí" if value else "No"
        if isinstance(value, Choice):
            return value.label
        return "" if value is None else str(value)

    def _tell(self, line: Line) -> None:
        row = self._lines.index(line)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(FIELDS) - 1))
        self.problem_changed.emit(self.first_problem())

    def _splice(self, fresh: list[Line]) -> None:
        """Move only the stretch that differs, so that the cell being typed in stays."""
        old, new = [line.key for line in self._lines], [line.key for line in fresh]
        first = _common(old, new)
        last = _common(old[first:][::-1], new[first:][::-1])
        if len(old) - last > first:
            self.beginRemoveRows(QModelIndex(), first, len(old) - last - 1)
            del self._lines[first : len(old) - last]
            self.endRemoveRows()
        if len(new) - last > first:
            self.beginInsertRows(QModelIndex(), first, len(new) - last - 1)
            self._lines[first:first] = fresh[first : len(new) - last]
            self.endInsertRows()
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(FIELDS) - 1))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))
