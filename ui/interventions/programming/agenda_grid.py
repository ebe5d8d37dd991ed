"""The agenda: typed as in a spreadsheet. Enter goes down, Tab right, Alt+arrows move a theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from concerta_desktop.model import AgendaItem
from ui.interventions.programming.agenda_model import FIELDS, ROLE_PROBLEM, THEME, TITLES, AgendaModel
from ui.theme import font
from ui.widgets import paint
from ui.widgets.badge import KeyChip
from ui.widgets.columns import Column
from ui.widgets.labels import Label, Separator
from ui.widgets.notes import Note
from ui.widgets.tab_order import lead_to
from ui.widgets.table_header import TableHeader

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {"day": 84, "start": 64, "minutes": 56, "facilitator": 170}
_FURTHER = 120
"""Of a column that was declared since."""
_ROW, _HEAD = 32, 30
_KEYS = (("Enter", "siguiente"), ("Alt+↑↓", "mover"), ("Supr", "quitar"), ("Ctrl+V", "pegar líneas"))


class AgendaGrid(QWidget):
    """Usage: `grid.show_items(items, days)`.

    Signals: `cell_edited(id, field, value)`, `line_added(key, values)` (answer with `confirm` or `refuse`),
    `removed(ids)`, `reordered(ids)`, `pasted(text, after_id)`.
    """

    cell_edited = Signal(str, str, object)
    line_added = Signal(str, object)
    removed = Signal(list)
    reordered = Signal(list)
    pasted = Signal(str, str)

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = AgendaModel(today, self)
        self.view = _View(self.model)
        self._total = Label("", "secondary", tone="secondary", tabular=True)
        self._problem = Note("", "circle-alert", "error")
        self._problem.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(12)
        foot.addWidget(self._total)
        foot.addStretch(1)
        for cap, does in _KEYS:
            foot.addWidget(KeyChip(cap, does))
        wrong = QHBoxLayout()
        wrong.setContentsMargins(16, 0, 16, 0)
        wrong.addWidget(self._problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.view)
        column.addLayout(wrong)
        column.addWidget(Separator())
        column.addLayout(foot)
        lead_to(self, self.view)
        self.model.cell_edited.connect(self.cell_edited)
        self.model.line_added.connect(self.line_added)
        self.model.problem_changed.connect(self._say_problem)
        self.view.removed.connect(self.removed)
        self.view.reordered.connect(self.reordered)
        self.view.pasted.connect(self.pasted)

    def show_items(self, items: Sequence[AgendaItem], days: Sequence[date]) -> None:
        """Show the agenda as it is kept."""
        self.model.show_items(items, days)
        self.view.fit()
        self.view.follow()
        minutes = self.model.minutes()
        count = "1 tema" if len(items) == 1 else f"{len(items)} temas"
        spent = f"{minutes // 60} h" + (f" {minutes % 60:02} min" if minutes % 60 else "")
        self._total.setText(f"{count} · {spent}" if minutes else count if items else "Sin temas todavía")

    def confirm(self, key: str, item: str) -> None:
        """A line added was kept."""
        self.model.confirm(key, item)

    def refuse(self, key: str, field: str, message: str) -> None:
        """A line or cell was refused."""
        self.model.refuse(key, field, message)

    def focus_empty(self) -> None:
        """Go to the line that is ready for a new theme."""
        self.view.setFocus()
        self.view.setCurrentIndex(self.model.index(self.model.rowCount() - 1, THEME))

    def _say_problem(self, message: str) -> None:
        self._problem.show_words(message, "circle-alert", "error")
        self._problem.setVisible(bool(message))


class _View(QTableView):
    removed = Signal(list)
    reordered = Signal(list)
    pasted = Signal(str, str)

    def __init__(self, model: AgendaModel) -> None:
        super().__init__()
        self._model = model
        self._moved = ""
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName("Agenda")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setFont(font("body", tabular=True))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self._dress_header()
        self.fit()
        model.rowsInserted.connect(self.fit)
        model.rowsRemoved.connect(self.fit)

    def fit(self, *_rows: object) -> None:
        """As high as its rows: the page scrolls, not the grid."""
        self.setFixedHeight(_HEAD + _ROW * self._model.rowCount())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        row = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            self.pasted.emit(text, self._model.key_at(row))
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(row, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and self._model.key_at(row):
            self.removed.emit([self._model.key_at(row)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() != QAbstractItemView.State.EditingState:  # the editor lets the key through
                self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Tab and self._at_end():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter keeps the cell and goes down; on the line that is ready, to the next one's theme."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        super().closeEditor(editor, hint)
        entered = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        if entered and not self._model.first_problem() and row + 1 < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row + 1, column))

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if self.hasFocus() and self.currentIndex().isValid():
            with QPainter(self.viewport()) as painter:
                area = QRectF(self.visualRect(self.currentIndex()))
                paint.box(painter, area, 2, border="accent_text", width=2)

    def _dress_header(self) -> None:
        header = TableHeader(tuple(Column(name, title) for name, title in zip(FIELDS, TITLES, strict=True)))
        header.setSectionsClickable(False)
        self.setHorizontalHeader(header)
        for place, name in enumerate(FIELDS):
            if place == THEME:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(place, _WIDTHS.get(name, _FURTHER))

    def _move(self, row: int, step: int) -> None:
        keys = self._model.keys()
        key = self._model.key_at(row)
        if key and 0 <= keys.index(key) + step < len(keys):
            place = keys.index(key)
            keys.insert(place + step, keys.pop(place))
            self._moved = key
            self.reordered.emit(keys)

    def follow(self) -> None:
        """Stay on the theme that was moved, once it is in its new place."""
        row, self._moved = self._model.row_of(self._moved) if self._moved else -1, ""
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, max(self.currentIndex().column(), 0)))

    def _at_end(self) -> bool:
        index = self.currentIndex()
        return index.row() == self._model.rowCount() - 1 and index.column() == len(TITLES) - 1


class _Cells(QStyledItemDelegate):
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setFont(font("body", tabular=True))
        line.setAccessibleName(f"{TITLES[index.column()]}, fila {index.row() + 1}")
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """A reload never takes what is being typed."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = QRectF(option.rect)
        painter.save()
        problem = index.data(ROLE_PROBLEM)
        if problem:
            painter.fillRect(area, paint.colour("error_soft"))
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, paint.colour("accent_soft"))
        painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), paint.colour("hairline"))
        words, tone = str(index.data() or ""), "error" if problem else "text"
        if not words and index.row() == index.model().rowCount() - 1 and index.column() == THEME:
            words, tone = "Escriba un tema", "tertiary"
        inside = area.adjusted(9, 0, -6, 0)
        align = Qt.AlignmentFlag.AlignLeft
        if FIELDS[index.column()] == "minutes":
            align = Qt.AlignmentFlag.AlignRight
        paint.text(painter, inside, words, self.parent().font(), tone, align=align)  # type: ignore[attr-defined]
        painter.restore()
