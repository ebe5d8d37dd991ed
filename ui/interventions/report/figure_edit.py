"""Running text with figures that say what the data say: each is one piece, opened with Enter or a click.

A figure is a stretch of text with its key as a property, so that screen readers and the clipboard read it;
the caret never rests inside one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFragment,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from concerta_desktop.rules.report_text import UNKNOWN, FigureRef, Piece, parse, store
from ui.theme import font
from ui.widgets.paint import colour

_KEY, _SERIAL = 0x100001, 0x100002
_MIME = "application/x-concerta-report"
_LINE = 24


class FigureEdit(QTextEdit):
    """Usage: `edit.show_text(stored, figures, stale)`; `edit.stored()`; `edit.insert_figure(key)`.

    Signals: `typed()` after each change by a person, `figure_opened(key)`, `left()` on losing the focus.
    """

    typed = Signal()
    figure_opened = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: Mapping[str, str] = {}
        self._stale: frozenset[str] = frozenset()
        self._serial, self._silent = 0, False
        self.setAccessibleName(name)
        self.setFont(font("editor"))
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.document().contentsChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_text(self, stored: str, figures: Mapping[str, str], stale: Collection[str] = ()) -> None:
        """Show a text as stored, silently. The same one with the same figures keeps caret and undo."""
        same = _settled(self.stored()) == _settled(stored) and not self.document().isEmpty()
        marks = frozenset(stale)
        if same and self._says_the_same(stored, figures) and marks == self._stale:
            self._figures = figures
            return
        place = self.textCursor().position() if same else 0
        self._figures, self._stale = figures, marks
        self._silent = True
        self.clear()
        cursor = self.textCursor()
        cursor.setBlockFormat(_block_format())
        self._insert(cursor, parse(stored))
        self.document().clearUndoRedoStacks()
        self._silent = False
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def stored(self) -> str:
        """The text as it is stored. A figure whose words somebody managed to change is words."""
        return "\n".join(store(self._pieces(block)) for block in _blocks(self))

    def insert_figure(self, key: str) -> None:
        """Put a figure where the caret is."""
        self._step_out()
        self._insert(self.textCursor(), [FigureRef(key)])
        self.setFocus()

    def insert_lines(self, text: str) -> None:
        """Put words on lines of their own, after the one with the caret."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        lead = "\n" if cursor.block().text().strip() else ""
        cursor.insertText(lead + text, _plain())
        self.setTextCursor(cursor)
        self.setFocus()

    def figure_here(self) -> str:
        """Key of the figure that is selected whole, or that the caret touches; "" for none."""
        cursor = self.textCursor()
        found = self._fragment(cursor.selectionStart()) if cursor.hasSelection() else None
        if cursor.hasSelection():
            return _key(found) if found and _span(found) == _ends(cursor) else ""
        near = self._fragment(cursor.position()) or self._fragment(cursor.position() - 1)
        return _key(near) if near else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            opened = self.figure_here() if self.textCursor().hasSelection() else ""
            if opened:
                self.figure_opened.emit(opened)
                return
            self._step_out()
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
            return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not plain and self._hop(key == Qt.Key.Key_Right):
            return
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._hop(key == Qt.Key.Key_Delete)
            self._widen()
        elif event.text():
            self._step_out()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._step_out()
        super().inputMethodEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        found = self._figure_under(event)
        if event.button() == Qt.MouseButton.LeftButton and found and not self.textCursor().hasSelection():
            self._select(found)
            self.figure_opened.emit(_key(found))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        hand = self._figure_under(event) is not None
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: the figures take its colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self.document().isEmpty():
            stored, figures, stale = self.stored(), self._figures, self._stale
            self.clear()
            self.show_text(stored, figures, stale)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Words with what the figures say, and beside them the text as stored, for pasting here."""
        data = QMimeData()
        cursor = self.textCursor()
        data.setText(cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n"))
        start, end = _ends(cursor)
        lines = [
            store(self._pieces(block, start, end))
            for block in _blocks(self)
            if block.position() <= end and start <= block.position() + block.length()
        ]
        data.setData(_MIME, "\n".join(lines).encode())
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        self._step_out()
        own = bytes(source.data(_MIME).data()).decode() if source.hasFormat(_MIME) else ""
        pieces = parse(own) if own else (source.text().replace("\r\n", "\n"),)
        self._insert(self.textCursor(), pieces)
        self.ensureCursorVisible()

    def _insert(self, cursor: QTextCursor, pieces: tuple[Piece, ...] | list[Piece]) -> None:
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for piece in pieces:
            if isinstance(piece, FigureRef):
                cursor.insertText(self._figures.get(piece.key, UNKNOWN), self._figure_format(piece.key))
            else:
                cursor.insertText(piece, _plain())
        cursor.endEditBlock()
        cursor.setCharFormat(_plain())
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(_plain())

    def _figure_format(self, key: str) -> QTextCharFormat:
        self._serial += 1
        old = key in self._stale
        made = QTextCharFormat()
        made.setProperty(_KEY, key)
        made.setProperty(_SERIAL, self._serial)
        made.setFontWeight(600)
        made.setForeground(colour("warning" if old else "accent"))
        made.setBackground(colour("warning_soft" if old else "accent_soft"))
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        return made

    def _pieces(self, block: QTextBlock, start: int = 0, end: int = 1 << 30) -> list[Piece]:
        found: list[Piece] = []
        for fragment in _fragments(block):
            key, words = _key(fragment), fragment.text()
            first, last = _span(fragment)
            whole = start <= first and last <= end
            if key and whole and words == self._figures.get(key, UNKNOWN):
                found.append(FigureRef(key))
                continue
            part = words[max(0, start - first) : max(0, end - first)].replace("\u2028", "\n")
            before = found[-1] if found else None
            if isinstance(before, str):
                found[-1] = before + part
            else:
                found.append(part)
        return found

    def _says_the_same(self, stored: str, figures: Mapping[str, str]) -> bool:
        keys = (piece.key for piece in parse(stored) if isinstance(piece, FigureRef))
        return all(self._figures.get(key, UNKNOWN) == figures.get(key, UNKNOWN) for key in keys)

    def _fragment(self, position: int) -> QTextFragment | None:
        """The figure that holds the character after `position`."""
        if position < 0:
            return None
        for fragment in _fragments(self.document().findBlock(position)):
            first, last = _span(fragment)
            if first <= position < last:
                return fragment if _key(fragment) else None
        return None

    def _hop(self, forward: bool) -> bool:
        """Select the figure on that side of the caret, if there is one."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        found = self._fragment(cursor.position() - (0 if forward else 1))
        if found is None:
            return False
        self._select(found, backwards=not forward)
        return True

    def _select(self, fragment: QTextFragment, *, backwards: bool = False) -> None:
        ends = _span(fragment)
        cursor = self.textCursor()
        cursor.setPosition(ends[1] if backwards else ends[0])
        cursor.setPosition(ends[0] if backwards else ends[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _step_out(self) -> None:
        """Before words come in: not inside a figure, and not in its dress."""
        self._widen()
        cursor = self.textCursor()
        found = None if cursor.hasSelection() else self._fragment(cursor.position())
        if found is not None and _span(found)[0] < cursor.position():
            cursor.setPosition(_span(found)[1])
            self.setTextCursor(cursor)
        if self.currentCharFormat().hasProperty(_KEY):
            self.setCurrentCharFormat(_plain())

    def _widen(self) -> None:
        """A selection takes figures whole."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return
        start, end = _ends(cursor)
        first, last = self._fragment(start), self._fragment(end)
        start = _span(first)[0] if first else start
        end = _span(last)[1] if last and _span(last)[0] < end else end
        if (start, end) != _ends(cursor):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def _figure_under(self, event: QMouseEvent) -> QTextFragment | None:
        place = self.cursorForPosition(event.position().toPoint())
        found = self._fragment(place.position()) or self._fragment(place.position() - 1)
        if found is None:
            return None
        edge = self.cursorRect(place)
        return found if abs(edge.center().x() - event.position().x()) < _LINE else None

    def _changed(self) -> None:
        if not self._silent:
            self.typed.emit()

    def sizeHint(self) -> QSize:
        """As tall as its text, so that what follows stands right below it; where there is less room, it
        scrolls."""
        return QSize(256, max(3 * _LINE, int(self.document().size().height()) + 10))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 3 * _LINE)


def _settled(text: str) -> str:
    """A text as the store keeps it."""
    return unicodedata.normalize("NFC", text).strip()


def _blocks(edit: QTextEdit) -> Iterator[QTextBlock]:
    block = edit.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def _key(fragment: QTextFragment) -> str:
    return str(fragment.charFormat().property(_KEY) or "")


def _span(fragment: QTextFragment) -> tuple[int, int]:
    return fragment.position(), fragment.position() + fragment.length()


def _ends(cursor: QTextCursor) -> tuple[int, int]:
    return cursor.selectionStart(), cursor.selectionEnd()


def _plain() -> QTextCharFormat:
    return QTextCharFormat()


def _block_format() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setBottomMargin(8)
    return made
