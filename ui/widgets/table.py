"""The table every list uses. `Table(columns)` alone, or `TableCard(columns)` with toolbar and footer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.widgets import paint
from ui.widgets.clipboard import rows_mime
from ui.widgets.columns import Column, GroupRow, Row, plain
from ui.widgets.empty import EmptyState
from ui.widgets.table_delegate import RowDelegate
from ui.widgets.table_header import TableHeader
from ui.widgets.table_model import RowTableModel

FLASH_MS = 4000
GROUP_HEIGHT = 30


class Table(QTableView):
    """Rows that are chosen with arrows and opened with Enter.

    Usage: `table = Table(columns, name="Intervenciones", row_height=46); table.set_rows(rows)`.
    Signals carry the row's id: `row_selected(str)` ("" for none), `row_activated(str)` (Enter, double click),
    `check_toggled(str, bool)` (click or Space; the screen changes the data), `menu_requested(str, QPoint)`
    with a global point, and `sort_requested(key, descending)`. A reload keeps the selection by id. A
    `GroupRow` among the rows heads those under it.
    """

    row_selected = Signal(str)
    row_activated = Signal(str)
    check_toggled = Signal(str, bool)
    menu_requested = Signal(str, QPoint)
    sort_requested = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str,
        row_height: int = 32,
        row_id: Callable[[Row], str] = attrgetter("id"),
        multi: bool = False,
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = RowTableModel(columns, row_id, self)
        self._delegate = RowDelegate(self._model, self)
        self._head = TableHeader(self._model.columns, self)
        self._reloading = False
        self._grouped = False
        self._build(name, row_height, multi)
        self._empty = empty
        if empty is not None:
            empty.setParent(self.viewport())
        self._connect()

    def _build(self, name: str, row_height: int, multi: bool) -> None:
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(self._head)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(min(row_height, GROUP_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(row_height)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if multi else mode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for place, column in enumerate(self._model.columns):
            resize = QHeaderView.ResizeMode
            self._head.setSectionResizeMode(place, resize.Interactive if column.width else resize.Stretch)
            if column.width:
                self.setColumnWidth(place, column.width)
            self.setColumnHidden(place, column.optional)

    def _connect(self) -> None:
        self.activated.connect(lambda index: self.row_activated.emit(self._model.id_at(index.row())))
        self._head.sort_requested.connect(self.sort_requested)
        self.customContextMenuRequested.connect(self._menu)
        self.selectionModel().currentRowChanged.connect(self._tell_selected)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the selected ones stay selected, and the nearest one if the current is gone."""
        current, place = self.current_id(), self.currentIndex().row()
        chosen = self.selected_ids()
        self._reloading = True
        self._model.set_rows(rows)
        self._reloading = False
        self._fit_groups()
        if current and self._model.place_of(current) < 0:
            nearest = self._model.id_at(self._model.nearest(place))
            self.select(nearest)
            self.row_selected.emit(nearest)
        else:
            self._restore(current, chosen)
        self._lay_empty()

    def rows(self) -> list[Row]:
        """The rows shown, in order, without the headings of groups."""
        return self._model.rows()

    def current_id(self) -> str:
        """Id of the current row, "" for none."""
        return self._model.id_at(self.currentIndex().row())

    def current_row(self) -> Row | None:
        """The current row itself."""
        return self._model.row_at(self.currentIndex().row())

    def selected_ids(self) -> list[str]:
        """Ids of the selected rows, in the order shown."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.id_at(place) for place in places]

    def select(self, row_id: str) -> None:
        """Make a row current and bring it into view; `row_selected` follows."""
        place = self._model.place_of(row_id)
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self._model.index(place, 0))

    def flash(self, row_id: str) -> None:
        """Show a row just registered on the ok-soft ground for four seconds."""
        self._delegate.flashing.add(row_id)
        QTimer.singleShot(0, self, lambda: self._paint_again(row_id))  # with the row put in, not before it
        QTimer.singleShot(FLASH_MS, self, lambda: self._unflash(row_id))

    def set_sorted(self, key: str, *, descending: bool = False) -> None:
        """Show the order the rows come in."""
        self._head.set_sorted(key, descending=descending)

    def column_actions(self, owner: QWidget) -> list[QAction]:
        """Entries that show or hide the optional columns, for a menu."""
        return self._head.column_actions(owner)

    def copy_selected(self) -> None:
        """Put the selected rows on the clipboard, as text and as a table for Excel."""
        rows = [self._model.row_at(self._model.place_of(row_id)) for row_id in self.selected_ids()]
        shown = [it for place, it in enumerate(self._model.columns) if not self.isColumnHidden(place)]
        cells = [[plain(column, row) for column in shown] for row in rows]
        if cells:
            QGuiApplication.clipboard().setMimeData(rows_mime(cells))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.key() == Qt.Key.Key_Space and self._toggle_current():
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current_id():
                self.row_activated.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._toggle(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_empty()

    def focusInEvent(self, event: QFocusEvent) -> None:
        fresh = not self.currentIndex().isValid()  # Qt makes the first row current without selecting it
        super().focusInEvent(event)
        if fresh and (first := self._model.nearest(0)) >= 0:
            self.selectRow(first)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self.viewport()) as painter:
                paint.box(painter, QRectF(self._focus_rect()), 2, border="accent_text", width=2)

    def _focus_rect(self) -> QRect:
        index = self.currentIndex()
        if not index.isValid():
            return self.viewport().rect()
        area = self.visualRect(index)
        return QRect(0, area.y(), self.viewport().width(), area.height())

    def _toggle_current(self) -> bool:
        places = [place for place, column in enumerate(self._model.columns) if column.checked is not None]
        return bool(places) and self._toggle(self._model.index(self.currentIndex().row(), places[0]))

    def _toggle(self, index: QModelIndex) -> bool:
        row = self._model.row_at(index.row())
        column = self._model.columns[index.column()]
        if isinstance(row, GroupRow):
            return False
        state = column.checked(row) if column.checked is not None and row is not None else None
        if state is None:
            return False
        self.check_toggled.emit(self._model.id_at(index.row()), not state)
        return True

    def _tell_selected(self, index: QModelIndex) -> None:
        if not self._reloading:
            self.row_selected.emit(self._model.id_at(index.row()))

    def _fit_groups(self) -> None:
        """Headings are 30 px high; rows that took the place of one are as high as the others again."""
        if self._model.grouped or self._grouped:
            usual = self.verticalHeader().defaultSectionSize()
            for place in range(self._model.rowCount()):
                self.setRowHeight(place, GROUP_HEIGHT if self._model.is_group(place) else usual)
        self._grouped = self._model.grouped

    def _restore(self, current: str, chosen: Sequence[str]) -> None:
        self._reloading = True
        flags = QItemSelectionModel.SelectionFlag
        place = self._model.place_of(current)
        if place >= 0 and self.current_id() != current:
            self.selectionModel().setCurrentIndex(self._model.index(place, 0), flags.NoUpdate)
        if self.selected_ids() != list(chosen):  # a row that moved left its mark on the one now there
            self.selectionModel().clearSelection()
        for row_id in chosen:
            found = self._model.place_of(row_id)
            if found >= 0:
                self.selectionModel().select(self._model.index(found, 0), flags.Select | flags.Rows)
        self._reloading = False

    def _unflash(self, row_id: str) -> None:
        self._delegate.flashing.discard(row_id)
        self._paint_again(row_id)

    def _paint_again(self, row_id: str) -> None:
        place = self._model.place_of(row_id)
        if place >= 0:
            area = self.visualRect(self._model.index(place, 0))
            self.viewport().update(0, area.y(), self.viewport().width(), area.height())

    def _menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.isValid() and not self._model.is_group(index.row()):
            self.menu_requested.emit(self._model.id_at(index.row()), self.viewport().mapToGlobal(point))

    def _lay_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(self._model.rowCount() == 0)
