"""The one table model: frozen rows and a list of columns. Passive, and testable without a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets import paint
from ui.widgets.columns import Column, GroupRow, Row, plain

Index = QModelIndex | QPersistentModelIndex
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class RowTableModel(QAbstractTableModel):
    """Shows `rows` by `columns`; `row_id` names a row across reloads.

    Usage: `model = RowTableModel(columns); model.set_rows(rows)`. A reload touches only what changed.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        row_id: Callable[[Row], str] = attrgetter("id"),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._row_id = row_id
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self.grouped = False
        """Whether there are headings among the rows: without them, ten thousand need no look at each."""

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows, telling the view only of the stretch that differs."""
        new = list(rows)
        id_of = self._id_of if GroupRow in set(map(type, new)) else self._row_id
        old_ids, new_ids = list(self._places), [id_of(row) for row in new]
        first = _common(old_ids, new_ids)
        last = _common(old_ids[first:][::-1], new_ids[first:][::-1])
        if first == last == 0 and old_ids and new_ids:
            self.beginResetModel()
            self._take(new, new_ids)
            self.endResetModel()
            return
        before = self._rows
        self._splice(before, new, first, last)
        self._take(new, new_ids)
        kept = [*range(first), *range(len(new) - last, len(new))]
        shift = len(before) - len(new)
        changed = [place for place in kept if new[place] != before[place + (shift if place >= first else 0)]]
        if changed:
            end = self.index(max(changed), len(self.columns) - 1)
            self.dataChanged.emit(self.index(min(changed), 0), end)

    def rows(self) -> list[Row]:
        """The rows, in order, without the headings of groups."""
        return [row for row in self._rows if not isinstance(row, GroupRow)] if self.grouped else [*self._rows]

    def row_at(self, place: int) -> Row | None:
        """The row shown at `place`, or None."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def id_at(self, place: int) -> str:
        """Id of the row at `place`, "" when there is none."""
        row = self.row_at(place)
        return "" if row is None else self._id_of(row)

    def is_group(self, place: int) -> bool:
        """Whether the row at `place` heads a group."""
        return isinstance(self.row_at(place), GroupRow)

    def nearest(self, place: int) -> int:
        """The row at `place`, or the nearest one that is no heading; -1 when there is none."""
        if not self.grouped:
            return min(max(place, 0), len(self._rows) - 1)
        rows = [other for other in range(len(self._rows)) if not self.is_group(other)]
        return min(rows, key=lambda other: abs(other - place), default=-1)

    def place_of(self, row_id: str) -> int:
        """Where the row with that id is, -1 when it is not shown."""
        return self._places.get(row_id, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if isinstance(row, GroupRow):
            said = index.column() == 0 and role in _WORDS
            return row.said() if said else None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return plain(column, row)
        if role == Qt.ItemDataRole.ToolTipRole and column.tooltip is not None:
            return paint.tip(column.tooltip(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.CheckStateRole and column.checked is not None:
            state = column.checked(row)
            return None if state is None else Qt.CheckState.Checked if state else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.grouped and self.is_group(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def _id_of(self, row: Row) -> str:
        return f"\x00{row.id}" if isinstance(row, GroupRow) else self._row_id(row)

    def _splice(self, old: list[Row], new: list[Row], first: int, last: int) -> None:
        """Take out the stretch of `old` that is not in `new`, then put in that of `new`."""
        old_end, new_end = len(old) - last, len(new) - last
        tail = old[old_end:]
        if old_end > first:
            self.beginRemoveRows(QModelIndex(), first, old_end - 1)
            self._rows = old[:first] + tail
            self.endRemoveRows()
        if new_end > first:
            self.beginInsertRows(QModelIndex(), first, new_end - 1)
            self._rows = old[:first] + new[first:new_end] + tail
            self.endInsertRows()

    def _take(self, rows: list[Row], ids: list[str]) -> None:
        self._rows = rows
        self.grouped = GroupRow in set(map(type, rows))
        self._places = {row_id: place for place, row_id in enumerate(ids)}


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items from the start are the same."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))
