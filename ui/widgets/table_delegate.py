"""Paints a cell: one or two lines, icon, badge, step marks, tick box; no widget per cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from concerta_desktop.store.pause import drawing
from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.columns import Column, GroupRow, Row, plain
from ui.widgets.symbols import draw_symbol
from ui.widgets.table_model import RowTableModel

PADDING = 8
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


class RowDelegate(QStyledItemDelegate):
    """Draws the cells of a `RowTableModel`; rows in `flashing` have the ok-soft ground."""

    def __init__(self, model: RowTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.flashing: set[str] = set()
        self._body = font("body", tabular=True)
        self._bold = font("emphasis", tabular=True)
        self._small = font("secondary", tabular=True)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = self._model.row_at(index.row())
        if row is None:
            return
        drawing()
        painter.save()
        if isinstance(row, GroupRow):
            self._group(painter, option, row)
            painter.restore()
            return
        self._ground(painter, option, index)
        column = self._model.columns[index.column()]
        area = QRectF(option.rect).adjusted(PADDING, 0, -PADDING, -1)
        if column.checked is not None:
            self._check(painter, area, column, row)
        elif column.badge is not None and (badge := column.badge(row)) is not None:
            paint.badge(painter, area, badge.kind, badge.icon, badge.text)
        elif column.marks is not None:
            self._marks(painter, area, column, row)
        else:
            self._lines(painter, area, column, row)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The tooltip says what was declared; else the whole cell, when it does not fit."""
        row = self._model.row_at(index.row()) if index.isValid() else None
        if event.type() != QEvent.Type.ToolTip or row is None or isinstance(row, GroupRow):
            return False
        column = self._model.columns[index.column()]
        words = column.tooltip(row) if column.tooltip is not None else ""
        if not words and self.cut(column, row, option.rect):
            words = plain(column, row)
        QToolTip.showText(event.globalPos(), paint.tip(words), view)
        return True

    def cut(self, column: Column, row: Row, rect: QRect) -> bool:
        """Whether something of the cell is hidden by "…"."""
        signed = column.symbol is not None or (column.icon is not None and column.icon(row))
        room = rect.width() - 2 * PADDING - (20 if signed else 0)
        lines = [(column.text(row), self._bold)]
        if column.secondary is not None:
            lines.append((column.secondary(row), self._small))
        if column.badge is not None and (badge := column.badge(row)) is not None:
            return paint.badge_width(badge.text, badge.icon) > room
        return any(paint.text_width(words, face) > room for words, face in lines)

    def _group(self, painter: QPainter, option: QStyleOptionViewItem, group: GroupRow) -> None:
        """The heading of a group, as wide as the table: each cell paints its own stretch of it."""
        rect, view = option.rect, option.widget
        painter.setClipRect(rect)
        painter.fillRect(rect, paint.colour("subtle"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, paint.colour("hairline"))
        left, width = 0, rect.right()
        if isinstance(view, QTableView):
            left, width = -view.horizontalOffset(), view.horizontalHeader().length()
        area = QRectF(left + PADDING, rect.y(), width - 2 * PADDING, rect.height() - 1)
        if group.icon:
            paint_icon(painter, group.icon, group.tone, area.x(), round(area.center().y() - 7), 14)
            area.setLeft(area.x() + 21)
        note = f"· {group.note}" if group.note else ""
        for words, face, tone in (
            (group.title, font("header"), "text"),
            (group.count, self._small, "secondary"),
            (note, self._small, "secondary"),
        ):
            area.setLeft(area.x() + paint.text(painter, area, words, face, tone) + 8)

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect
        if self._model.id_at(index.row()) in self.flashing:
            painter.fillRect(rect, paint.colour("ok_soft"))
        elif selected:
            painter.fillRect(rect, paint.colour("accent_soft"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, paint.colour("hairline"))
        if selected and index.column() == 0:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), paint.colour("accent_text"))

    def _check(self, painter: QPainter, area: QRectF, column: Column, row: Row) -> None:
        state = column.checked(row) if column.checked is not None else None
        if state is None:
            return
        left = area.x() if column.align == "left" else round(area.center().x() - 8)
        paint.check_box(painter, QRectF(left, round(area.center().y() - 8), 16, 16), checked=state)

    def _marks(self, painter: QPainter, area: QRectF, column: Column, row: Row) -> None:
        words = column.text(row)
        middle = area.center().y()
        states = column.marks(row) if column.marks is not None else ()
        paint.step_marks(painter, area.x(), middle - 8 if words else middle, states)
        tone = column.tone(row) if column.tone is not None else "secondary"
        paint.text(painter, QRectF(area.x(), middle, area.width(), 16), words, self._small, tone)

    def _lines(self, painter: QPainter, area: QRectF, column: Column, row: Row) -> None:
        tone = column.tone(row) if column.tone is not None else "text"
        align = _ALIGN[column.align]
        words = column.text(row)
        face = self._bold if column.bold is not None and column.bold(row) else self._body
        second = column.secondary(row) if column.secondary is not None else ""
        middle = area.center().y()
        first = QRectF(area.x(), middle - 16, area.width(), 16) if second else area
        icon = column.icon(row) if column.icon is not None else ""
        if icon:
            paint_icon(painter, icon, tone, first.x(), round(first.center().y() - 7), 14)
            first.setX(first.x() + 20)
        elif column.symbol is not None:
            draw_symbol(painter, QPointF(first.x() + 7, first.center().y()), 6, column.symbol(row))
            first.setX(first.x() + 20)
        paint.text(painter, first, words, face, tone, align=align)
        if second:
            below = QRectF(first.x(), middle, first.width(), 16)
            paint.text(painter, below, second, self._small, "secondary", align=align)
