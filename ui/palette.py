"""Ctrl+K: one line that finds commands, sections, interventions, people and territories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from concerta_desktop.text import fold
from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.inputs import SearchField

Index = QModelIndex | QPersistentModelIndex
ROW, SHOWN, WIDTH, DELAY_MS = 40, 10, 520, 60


_TRY = "Pruebe con un apellido, un número de documento, un distrito o un comando."


@dataclass(frozen=True)
class Entry:
    """Something to go to or to do. `kind` is said at the right; `keys` is drawn as a key cap."""

    kind: str
    id: str
    title: str
    subtitle: str = ""
    icon: str = ""
    keys: str = ""


LookUp = Callable[[str, Callable[[Sequence[Entry]], None]], None]
"""Finds in the store what is typed, later: `look_up(text, tell)`."""


class Palette(QObject):
    """Hangs a list under `field`. Signal: `chosen(Entry)`. `commands()` gives what can be done now."""

    chosen = Signal(object)

    def __init__(
        self, field: SearchField, window: QWidget, commands: Callable[[], Sequence[Entry]], look_up: LookUp
    ) -> None:
        super().__init__(window)
        self._field, self._commands, self._look_up = field, commands, look_up
        self._before: QWidget | None = None
        self.list = _List(window)
        self._model = _Entries(self)
        self.list.setModel(self._model)
        self.list.clicked.connect(self._take)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._ask)
        field.value_changed.connect(lambda _text: self._typed())
        field.installEventFilter(self)

    def open(self) -> None:
        """Ctrl+K: go to the line, remembering where one was."""
        if not self._field.hasFocus():
            self._before = QApplication.focusWidget()
        self._field.setFocus()
        self._field.selectAll()
        self._typed()

    def close(self) -> None:
        """Take the list away and go back to where one was."""
        self._hide()
        self._field.clear()
        if self._field.hasFocus() and self._before is not None:
            self._before.setFocus()

    def entries(self) -> list[Entry]:
        """What is being offered."""
        return list(self._model.entries) if self.list.isVisible() else []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._hide()
        elif event.type() == QEvent.Type.MouseButtonPress and not self.list.isVisible():
            self._typed()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        if event.key() in steps:
            if self.list.isVisible():
                self._go_to(self.list.currentIndex().row() + steps[Qt.Key(event.key())])
            else:
                self._typed()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex())
            return True
        return False

    def _typed(self) -> None:
        words = fold(self._field.text()).split()
        commands = [entry for entry in self._commands() if _speaks_of(entry, words)]
        self._show(commands)
        if words:
            self._timer.start()

    def _ask(self) -> None:
        text = self._field.text()
        commands = list(self._model.entries[: self._model.commands])
        self._look_up(text, lambda found: self._add(text, commands, found))

    def _add(self, text: str, commands: list[Entry], found: Sequence[Entry]) -> None:
        if text == self._field.text() and self._field.hasFocus():
            place = self.list.currentIndex().row()
            if text.strip() and not commands and not found:
                found = [Entry("", "", f"Nada coincide con «{text.strip()}».", _TRY, "search")]
            self._show(commands, found)
            self._go_to(max(place, 0))

    def _show(self, commands: Sequence[Entry], found: Sequence[Entry] = ()) -> None:
        self._model.show(commands, found)
        count = self._model.rowCount()
        self.list.setVisible(bool(count))
        if count:
            self.list.drop(self._field, count)
            self._go_to(0)

    def _go_to(self, place: int) -> None:
        last = self._model.rowCount() - 1
        index = self._model.index(min(max(place, 0), last), 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid() and self.list.isVisible():
            entry = self._model.entries[index.row()]
            if not entry.id:  # it only says that there is nothing
                return
            self.close()
            self.chosen.emit(entry)

    def _hide(self) -> None:
        self._timer.stop()
        self.list.hide()


def _speaks_of(entry: Entry, words: Sequence[str]) -> bool:
    title = fold(entry.title).split()
    return all(any(part.startswith(word) for part in title) for word in words)


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self.commands = 0

    def show(self, commands: Sequence[Entry], found: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries, self.commands = (*commands, *found), len(commands)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (entry.kind, entry.title, entry.subtitle, entry.keys)
            return ", ".join(part for part in parts if part)
        return None


class _List(QListView):
    """Lies over the window, under the line; never takes the focus, so that typing goes on."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("popup")
        self.setAccessibleName("Resultados de la búsqueda")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setItemDelegate(_Lines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def drop(self, field: QWidget, count: int) -> None:
        self.resize(WIDTH, min(count, SHOWN) * ROW + 10)
        right = field.mapTo(self._window, QPoint(field.width(), field.height() + 4))
        self.move(right - QPoint(WIDTH, 0))
        self.raise_()


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Entries):
            return
        entry, area = model.entries[index.row()], QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint.box(painter, area, 4, fill="accent_soft")
            bar = QRectF(area.x(), area.y() + 6, 3, area.height() - 12)
            painter.fillRect(bar, paint.colour("accent_text"))
        middle = area.center().y()
        if entry.icon:
            paint_icon(painter, entry.icon, "secondary", area.x() + 12, round(middle - 8))
        right = area.right() - 10
        if entry.keys:
            width = paint.key_cap_width(entry.keys)
            paint.key_cap(painter, right - width, middle, entry.keys)
        else:
            width = paint.text_width(entry.kind, font("secondary"))
            line = QRectF(right - width, area.y(), width, ROW)
            paint.text(painter, line, entry.kind, font("secondary"), "tertiary")
        line = QRectF(area.x() + 40, middle - 16 if entry.subtitle else middle - 8, 0, 16)
        line.setRight(right - width - 12)
        paint.text(painter, line, entry.title, font("emphasis"))
        below = QRectF(line.x(), middle + 1, line.width(), 16)
        paint.text(painter, below, entry.subtitle, font("secondary", tabular=True), "secondary")
        painter.restore()
