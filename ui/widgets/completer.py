"""Suggestions under a line while one types, blind to accents."""

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
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from concerta_desktop.text import fold
from ui.theme import font
from ui.widgets import paint

Index = QModelIndex | QPersistentModelIndex
ROW = 42
DELAY_MS = 60


@dataclass(frozen=True)
class Suggestion:
    """Something to choose: `Suggestion("p-1", "Ñahui Quispe, Saturnina", "MD de Luricocha · Gerenta")`."""

    id: str
    title: str
    subtitle: str = ""


Search = Callable[[str], Sequence[Suggestion]]
"""What finds suggestions for a text; called on the UI thread, so it must be quick or read a cache."""


def search_in(suggestions: Sequence[Suggestion], limit: int = 50) -> Search:
    """A search over a fixed list: each word typed begins a word of title or subtitle."""
    folded = [(fold(f"{one.title} {one.subtitle}").split(), one) for one in suggestions]

    def search(text: str) -> list[Suggestion]:
        typed = fold(text).split()
        found = [
            one
            for words, one in folded
            if all(any(word.startswith(part) for word in words) for part in typed)
        ]
        return found[:limit]

    return search


class Completer(QObject):
    """Hangs on a `QLineEdit`: arrows choose, Enter or a click takes, Esc closes.

    Usage: `completer = Completer(field, search)`; signal `chosen(Suggestion)`. With `fill=True` the title is
    written into the line. Results that arrive later: leave `search` out, connect `asked(str)`, and call
    `suggest(list)`. `free=True` is for text that need not be any of them: nothing is chosen until an arrow is
    pressed, so that Enter and Tab leave what was typed.
    """

    chosen = Signal(object)
    asked = Signal(str)

    def __init__(
        self,
        line: QLineEdit,
        search: Search | None = None,
        *,
        fill: bool = True,
        least: int = 1,
        free: bool = False,
    ) -> None:
        super().__init__(line)
        self._free = free
        self._line, self._search, self._fill, self._least = line, search, fill, least
        self._looked = self._shown = ""
        self._take_next = False
        self._model = _Suggestions(self)
        self._popup = _Popup(line)
        self._popup.setModel(self._model)
        self._popup.clicked.connect(self._take)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.look)
        line.textEdited.connect(lambda _text: self._timer.start())
        line.installEventFilter(self)

    def look(self) -> None:
        """Search for what is typed now."""
        text = self._line.text().strip()
        if len(text) < self._least:
            self.close()
            return
        self._looked = text
        self.asked.emit(text)
        if self._search is not None:
            self.suggest(self._search(text))

    def suggest(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these, the first one ready to take; none closes the list."""
        self._model.show_all(suggestions)
        self._shown = self._looked
        if not suggestions or not self._line.isVisible():
            self.close()
            return
        self._popup.drop(self._line, len(suggestions))
        self._popup.setCurrentIndex(QModelIndex() if self._free else self._model.index(0, 0))
        if self._take_next and not self._stale():
            self._take(self._model.index(0, 0))

    def suggestions(self) -> list[Suggestion]:
        """What is being offered."""
        return list(self._model.items) if self._popup.isVisible() else []

    def close(self) -> None:
        """Take the list away."""
        self._timer.stop()
        self._take_next = False
        self._popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.close()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if not self._popup.isVisible():
            if event.key() == Qt.Key.Key_Down and len(self._line.text().strip()) >= self._least:
                self.look()
                return True
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        if event.key() in steps:
            last = self._model.rowCount() - 1
            place = min(max(self._popup.currentIndex().row() + steps[Qt.Key(event.key())], 0), last)
            self._popup.setCurrentIndex(self._model.index(place, 0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            if self._free and not self._popup.currentIndex().isValid():
                self.close()
                return False
            return self._accept(by_tab=event.key() == Qt.Key.Key_Tab)
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        return False

    def _stale(self) -> bool:
        """Whether more was typed since what is shown was looked for."""
        return self._shown != self._line.text().strip()

    def _accept(self, *, by_tab: bool) -> bool:
        """Take what is marked, never the answer to less than what is typed; True when the key is used up."""
        if self._stale():
            self._timer.stop()
            self.look()
        if not self._popup.isVisible():
            return False
        if self._stale():  # the answer is still on its way
            if by_tab:
                self.close()
            else:
                self._take_next = True
            return not by_tab
        self._take(self._popup.currentIndex())
        return not by_tab

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        taken = self._model.items[index.row()]
        self.close()
        if self._fill:
            self._line.setText(taken.title)
        self.chosen.emit(taken)


class _Suggestions(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: tuple[Suggestion, ...] = ()

    def show_all(self, items: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.title}, {item.subtitle}" if item.subtitle else item.title
        return None


class _Popup(QListView):
    """The list under the line; it never takes the focus, so that typing goes on."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("popup")
        self.setAccessibleName("Sugerencias")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setItemDelegate(_Lines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def drop(self, line: QLineEdit, count: int) -> None:
        height = min(count, 7) * ROW + 10
        self.resize(max(line.width(), 320), height)
        place = line.mapToGlobal(QPoint(0, line.height() + 2))
        if place.y() + height > line.screen().availableGeometry().bottom():
            place = line.mapToGlobal(QPoint(0, -height - 2))
        self.move(place)
        self.show()


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        item = model.items[index.row()] if isinstance(model, _Suggestions) else Suggestion("", "")
        area = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint.box(painter, area, 4, fill="accent_soft")
            painter.fillRect(
                QRectF(area.x(), area.y() + 6, 3, area.height() - 12), paint.colour("accent_text")
            )
        middle = area.center().y()
        line = QRectF(area.x() + 10, middle - 16 if item.subtitle else middle - 8, area.width() - 20, 16)
        paint.text(painter, line, item.title, font("emphasis"))
        below = QRectF(line.x(), middle + 1, line.width(), 16)
        paint.text(painter, below, item.subtitle, font("secondary", tabular=True), "secondary")
        painter.restore()
