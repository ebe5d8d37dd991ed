"""The sections of the report with their marks, and what is missing to finalise it, at the left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from concerta_desktop.model.report import ReportPart
from concerta_desktop.rules.completeness import StepState
from concerta_desktop.rules.report import PartStatus
from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.card import ScrollColumn
from ui.widgets.labels import Label, Separator
from ui.widgets.layouts import empty
from ui.widgets.pressed import PaintedButton
from ui.widgets.tab_order import lead_to

WIDTH = 204
_ROW = 30
_PART, _MARK = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ICONS = {
    StepState.COMPLETE: ("circle-check", "ok", "completa"),
    StepState.STARTED: ("circle-alert", "warning", "falta algo"),
    StepState.EMPTY: ("circle-dashed", "secondary", "vacía"),
}
_CHAPTER = "II. Análisis"
_INSIDE = frozenset(
    {
        ReportPart.LEGAL_BASIS,
        ReportPart.DEVELOPMENT,
        ReportPart.PARTICIPANTS,
        ReportPart.EVALUATION,
        ReportPart.OBSTACLES,
        ReportPart.ADVANCES,
    }
)


class SectionsPanel(QWidget):
    """Usage: `panel.show_statuses(statuses)`; `panel.current()`. Signals: `part_chosen(ReportPart)`,
    `missing_chosen(ReportPart)`."""

    part_chosen = Signal(object)
    missing_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.list = _SectionList()
        self.title = Label("Secciones", "header", tone="secondary")
        self.missing_title = Label("", "header")
        self._missing = ScrollColumn(margin=0, spacing=0, parent=self)
        self._missing.body.setContentsMargins(0, 0, 0, 0)
        self._statuses: tuple[PartStatus, ...] = ()
        self._build()
        self._fill()
        self.list.currentItemChanged.connect(self._tell)
        lead_to(self, self.list)

    def current(self) -> ReportPart:
        """The section chosen."""
        return _part(self.list.currentItem()) or ReportPart.HEAD

    def choose(self, part: ReportPart) -> None:
        """Go to a section."""
        for row in range(self.list.count()):
            if _part(self.list.item(row)) is part:
                self.list.setCurrentRow(row)

    def show_statuses(self, statuses: Sequence[PartStatus]) -> None:
        """Marks, how many are complete, and what is missing."""
        if tuple(statuses) == self._statuses:
            return
        self._statuses = tuple(statuses)
        known = {status.part: status for status in statuses}
        for row in range(self.list.count()):
            item = self.list.item(row)
            part = _part(item)
            status = known.get(part) if part else None
            if status is not None:
                item.setData(_MARK, status.state)
                words = ", ".join(status.missing) or _ICONS[status.state][2]
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{status.part.label}: {words}")
                item.setToolTip(paint.tip(words if status.missing else ""))
        done = sum(status.state is StepState.COMPLETE for status in statuses)
        self.title.setText(f"Secciones · {done} de {len(statuses)}")
        self._show_missing([(one, status) for status in statuses for one in status.missing])

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 8, 10)
        column.setSpacing(4)
        self.title.setContentsMargins(10, 0, 0, 0)
        self.missing_title.setContentsMargins(10, 6, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.list)
        column.addStretch(1)
        column.addWidget(Separator())
        column.addWidget(self.missing_title)
        column.addWidget(self._missing)

    def _fill(self) -> None:
        for part in ReportPart:
            if part is ReportPart.DEVELOPMENT:
                chapter = QListWidgetItem(_CHAPTER)
                chapter.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(chapter)
            item = QListWidgetItem(part.label)
            item.setData(_PART, part)
            item.setData(_MARK, StepState.EMPTY)
            self.list.addItem(item)
        self.list.setFixedHeight(_ROW * self.list.count())
        self.list.setCurrentRow(0)

    def _show_missing(self, missing: list[tuple[str, PartStatus]]) -> None:
        empty(self._missing.body)
        for words, status in missing:
            row = _MissingRow(words, status)
            row.clicked.connect(lambda _=False, part=status.part: self.missing_chosen.emit(part))
            self._missing.body.addWidget(row)
        self._missing.body.addStretch(1)
        count = len(missing)
        self.missing_title.setText(f"Falta para finalizar ({count})" if count else "Listo para finalizar")
        self._missing.setFixedHeight(min(5, count) * _MissingRow.HEIGHT + 2)

    def _tell(self, item: QListWidgetItem | None) -> None:
        part = _part(item)
        if part is not None:
            self.part_chosen.emit(part)


def _part(item: QListWidgetItem | None) -> ReportPart | None:
    """The section of a row; None for a chapter's title. Qt hands back the code of what it was given."""
    code = item.data(_PART) if item is not None else None
    return ReportPart(code) if code else None


class _SectionList(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Secciones del informe")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_SectionDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("background: transparent;")


class _SectionDelegate(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:  # fmt: skip
        return QSize(WIDTH - 24, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        part, state = index.data(_PART), index.data(_MARK)
        view = self.parent()
        current = isinstance(view, QListWidget) and view.currentIndex().row() == index.row()
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if current:
            focused = isinstance(view, QListWidget) and view.hasFocus()
            border = "accent_text" if focused else ""
            paint.box(painter, area, 6, fill="accent_soft", border=border, width=2)
        inset = 23 if part in _INSIDE else 10
        words = area.adjusted(inset, 0, -34, 0)
        face = font("body", weight=600) if current else font("body")
        tone = "accent" if current else "secondary" if part is None else "text"
        paint.text(painter, words, str(index.data()), face, tone)
        if part is not None:
            name, mark_tone, _words = _ICONS[StepState(state)]
            paint_icon(painter, name, mark_tone, round(area.right() - 26), round(area.center().y() - 8), 16)
        painter.restore()


class _MissingRow(PaintedButton):
    HEIGHT = 24

    def __init__(self, words: str, status: PartStatus) -> None:
        super().__init__(words)
        self._empty = status.state is StepState.EMPTY
        self.setAccessibleName(f"{words}. Ir a {status.part.label}")
        self.setToolTip(paint.tip(words))
        self.setFixedHeight(self.HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: object) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            if self.underMouse() or self.hasFocus():
                border = "accent_text" if self.hasFocus() else ""
                paint.box(painter, area, 4, fill="subtle", border=border, width=2)
            icon, tone = ("circle-dashed", "secondary") if self._empty else ("circle-alert", "warning")
            paint_icon(painter, icon, tone, 10, 4, 16)
            paint.text(painter, area.adjusted(32, 0, -4, 0), self.text(), font("secondary"), "accent")
