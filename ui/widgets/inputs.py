"""Plain text: one line, a search line, and an area that grows.

Every field of the kit has `value()`, `set_value(value)`, `value_changed(object)` (only when a person changes
it), `problem()` and `problem_changed(str)`: what is wrong with what was typed, "" when nothing is.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.theme import font, icon, paint_icon
from ui.widgets import paint
from ui.widgets.labels import Label

_BEFORE_SEARCH = 40
"""Where the words of a search line begin, after its magnifying glass, and the air after them."""


class TextField(QLineEdit):
    """One line of text. Usage: `TextField("Nombre", placeholder="Apellidos y nombres")`.

    `value_changed(str)` follows every change typed, or dictated to a voice program, which presses no key.
    `door=True` is the big line of the queue; its `hint` and bar code stand at the right.
    `takes_lists`: cells copied from Excel do not fall into the line; it says `list_pasted()`.
    """

    value_changed = Signal(object)
    problem_changed = Signal(str)
    list_pasted = Signal()
    takes_lists = False

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        hint: str = "",
        small: bool = False,
        door: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("small", small)
        self.setProperty("door", door)
        self.setFont(font("door" if door else "secondary" if small else "body", tabular=tabular or door))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(64)
        self._problem, self._hint, self._door = "", hint, door
        self._by_program, self._typed = False, ""
        self.textEdited.connect(self._typing)
        self.textEdited.connect(self._tell)
        self.textChanged.connect(self._notice_dictation)

    def setText(self, text: str) -> None:
        """Show a text; the program's own are not announced."""
        self._by_program = True
        super().setText(text)
        self._by_program = False

    def clear(self) -> None:
        """Empty it, as `setText` does."""
        self._by_program = True
        super().clear()
        self._by_program = False

    def value(self) -> str:
        """What is typed, without outer spaces."""
        return self.text().strip()

    def set_value(self, value: str | None) -> None:
        """Show a value without announcing it."""
        self.setText(value or "")
        if not self.hasFocus():
            self.setCursorPosition(0)  # a long value shows its beginning
        self.set_problem("")

    def problem(self) -> str:
        """What is wrong, "" when nothing is."""
        return self._problem

    def set_problem(self, message: str) -> None:
        """Mark as wrong, keeping what was typed; "" clears."""
        if message != self._problem:
            self._problem = message
            mark_invalid(self, bool(message))
            self.problem_changed.emit(message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pastes = self.takes_lists and event.matches(QKeySequence.StandardKey.Paste)
        if pastes and _is_list(QGuiApplication.clipboard().text()):
            self.list_pasted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Sent here by the program, one goes on typing where the value ends."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.OtherFocusReason and not self.hasSelectedText():
            self.setCursorPosition(len(self.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._door:
            with QPainter(self) as painter:
                self._paint_hint(painter)

    def _paint_hint(self, painter: QPainter) -> None:
        """The bar code and the hint, each while what is typed leaves room for it."""
        right = self.width() - 39
        width = paint.text_width(self._hint, font("secondary"))
        typed = paint.text_width(self.text(), self.font()) + 32
        if right > typed:
            paint_icon(painter, "scan-barcode", "secondary", right, round(self.height() / 2 - 11), 22)
        if right - 8 - width > typed:
            area = QRectF(right - 8 - width, 0, width, self.height())
            paint.text(painter, area, self._hint, font("secondary"), "tertiary")

    def _tell(self, text: str) -> None:
        self.set_problem("")
        self.value_changed.emit(self.value())

    def _typing(self, text: str) -> None:
        self._typed = text

    def _notice_dictation(self, text: str) -> None:
        """Qt tells of accessible editing as of the program's own, and what is dictated would not be saved."""
        if not self._by_program and text != self._typed:
            self.textEdited.emit(text)
        self._typed = ""


class SearchField(TextField):
    """A line with a magnifying glass and a cross that clears it; Esc clears too.

    Usage: `SearchField("Buscar intervención", placeholder="Título, lugar o persona", keys="Ctrl+F")`.
    `value_changed(str)` follows typing and clearing; arrow down emits `down_pressed()`, for the list below.
    """

    down_pressed = Signal()

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        keys: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder=placeholder, small=small, parent=parent)
        self._keys = keys
        self.addAction(icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(icon("x", "secondary"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText("Borrar la búsqueda")
        self._clear.setToolTip("Borrar la búsqueda")
        self._clear.setVisible(False)
        self._clear.triggered.connect(self._wipe)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._wipe()
        elif event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        x = self.width() - paint.key_cap_width(self._keys) - 7 if self._keys else 0
        if x > _BEFORE_SEARCH + paint.text_width(self.placeholderText(), self.font()) and not self.text():
            with QPainter(self) as painter:
                paint.key_cap(painter, x, self.height() / 2, self._keys)

    def _wipe(self) -> None:
        self.clear()
        self.value_changed.emit("")


class TextArea(QPlainTextEdit):
    """Text of several lines that grows with what is written; Tab leaves it.

    Usage: `TextArea("Objetivo", lines=2, max_lines=8, limit=2000)`. Near the limit it counts; past it,
    it says so and keeps what was typed.
    """

    value_changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        lines: int = 2,
        max_lines: int = 8,
        limit: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines, self._max_lines, self._limit = lines, max(lines, max_lines), limit
        self._problem, self._silent = "", False
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFont(font("body"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._counter = Label("", "small", tone="secondary", tabular=True, parent=self)
        self._counter.hide()
        self.textChanged.connect(self._changed)
        self._fit()

    def value(self) -> str:
        """What is typed, without outer spaces."""
        return self.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        """Show a value without announcing it."""
        self._silent = True
        self.setPlainText(value or "")
        self._silent = False

    def problem(self) -> str:
        """What is wrong, "" when nothing is."""
        return self._problem

    def set_problem(self, message: str) -> None:
        """Mark as wrong, keeping what was typed; "" clears."""
        if message != self._problem:
            self._problem = message
            mark_invalid(self, bool(message))
            self.problem_changed.emit(message)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _changed(self) -> None:
        count = len(self.toPlainText().strip())
        over = bool(self._limit) and count > self._limit
        self.set_problem(f"Tiene {count} caracteres y el límite es {self._limit}." if over else "")
        self._counter.setVisible(bool(self._limit) and count > self._limit * 0.8)
        self._counter.setText(f"{count} de {self._limit}")
        self._counter.set_tone("error" if over else "secondary")
        self._fit()
        if not self._silent:
            self.value_changed.emit(self.value())

    def _fit(self) -> None:
        counter = 18 if self._counter.isVisibleTo(self) else 0
        self.setViewportMargins(0, 0, 0, counter)
        step = self.fontMetrics().lineSpacing()
        wanted = int(self.document().size().height())
        lines = max(self._lines, min(wanted, self._max_lines))
        self.setFixedHeight(max(32, lines * step + 16) + counter)
        self._counter.adjustSize()
        bar = self.verticalScrollBar().width() if wanted > lines else 0
        self._counter.move(self.width() - self._counter.width() - 10 - bar, self.height() - 19)


class LinesArea(TextArea):
    """Several short texts, one a line; its value is a tuple."""

    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        """The lines with something in them."""
        lines = (line.strip() for line in self.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    def set_value(self, value: Sequence[str] | None) -> None:  # type: ignore[override]
        """Show them without announcing it."""
        super().set_value("\n".join(value or ()))


def _is_list(text: str) -> bool:
    """Whether a text has several cells: copied from one cell of Excel, it only ends in a line end."""
    return any(mark in text.strip("\r\n") for mark in "\t\r\n")


def mark_invalid(field: QWidget, invalid: bool) -> None:
    """Give a control the error border, or take it away."""
    field.setProperty("invalid", invalid)
    field.style().unpolish(field)
    field.style().polish(field)
