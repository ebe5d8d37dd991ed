"""The header row of a table: subtle ground, titles, and the arrow of the order in use."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QWidget

from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.columns import Column
from ui.widgets.table_delegate import PADDING

_LEGIBLE = 180
"""px of the column that stretches."""


class TableHeader(QHeaderView):
    """30 px high; a click asks for an order: `sort_requested(key, descending)`. It does not sort.

    Its menu shows and hides the optional columns.
    """

    sort_requested = Signal(str, bool)

    def __init__(self, columns: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self._key, self._descending = "", False
        self._pressed = -1
        self.setFixedHeight(30)
        self.setMinimumSectionSize(32)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFont(font("header"))
        self.sectionClicked.connect(self._ask)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def column_actions(self, owner: QWidget) -> list[QAction]:
        """One entry for each optional column, ticked when it is on show."""
        actions: list[QAction] = []
        for place, column in enumerate(self._columns):
            if column.optional:
                action = QAction(column.title.replace("&", "&&"), owner, checkable=True)
                action.setChecked(not self.isSectionHidden(place))
                action.toggled.connect(lambda on, place=place: self._show_column(place, shown=on))
                actions.append(action)
        return actions

    def set_sorted(self, key: str, *, descending: bool = False) -> None:
        """Show by which column the rows are sorted."""
        self._key, self._descending = key, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 30)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        self.setToolTip(paint.tip(self._columns[section].title if self._cut(section) else ""))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column = self._columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, paint.colour("subtle"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, paint.colour("hairline"))
        area = QRectF(rect).adjusted(PADDING, 0, -PADDING, -1)
        sorted_here = column.key == self._key
        room = 18 if sorted_here else 0
        width = min(paint.text_width(column.title, font("header")), max(area.width() - room, 0))
        x = area.x()
        if column.align == "right":
            x = area.right() - width - room
        elif column.align == "center":
            x = area.center().x() - (width + room) / 2
        paint.text(
            painter, QRectF(x, area.y(), width, area.height()), column.title, font("header"), "secondary"
        )
        if sorted_here:
            arrow = "arrow-down" if self._descending else "arrow-up"
            paint_icon(painter, arrow, "secondary", round(x + width + 4), round(area.center().y() - 7), 14)
        painter.restore()

    def paintEvent(self, e: object) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), paint.colour("subtle"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, paint.colour("hairline"))
        super().paintEvent(e)  # type: ignore[arg-type]

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.column_actions(menu))
        if menu.actions():
            menu.popup(self.mapToGlobal(place))

    def _show_column(self, place: int, *, shown: bool) -> None:
        """A column that comes takes room from the one that stretches, as long as that one stays legible."""
        self.setSectionHidden(place, not shown)
        for stretching, column in enumerate(self._columns):
            if not column.width:
                taken = sum(self.sectionSize(n) for n in range(self.count()) if n != stretching)
                fits = self.viewport().width() - taken >= _LEGIBLE
                mode = QHeaderView.ResizeMode
                self.setSectionResizeMode(stretching, mode.Stretch if fits else mode.Interactive)
                if not fits:
                    self.resizeSection(stretching, _LEGIBLE)
        view = self.parent()
        if shown and isinstance(view, QAbstractItemView):
            view.scrollTo(self.model().index(max(view.currentIndex().row(), 0), place))

    def _ask(self, section: int) -> None:
        column = self._columns[section]
        if not column.sortable:
            return
        descending = column.key == self._key and not self._descending
        self.set_sorted(column.key, descending=descending)
        self.sort_requested.emit(column.key, descending)

    def _cut(self, section: int) -> bool:
        if section < 0:
            return False
        title = paint.text_width(self._columns[section].title, font("header"))
        return title > self.sectionSize(section) - 2 * PADDING
