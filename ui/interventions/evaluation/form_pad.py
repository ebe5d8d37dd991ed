"""The questions of one paper form, answered by single keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from concerta_desktop.rules.evaluation import BLANK, SCALE, Form, Question
from concerta_desktop.rules.evaluation_entry import HalfEntered, empty
from ui.theme import font, paint_icon
from ui.widgets import paint

ROW, SHOWN = 60, 5
_MARKS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FormPad(QScrollArea):
    """Usage: `pad.set_form(form)`. 1 to 5 answer and go on, 0 leaves blank, Backspace goes back, arrows move.

    Signals: `changed()`, `filled()` (the last answer is there), `entered()` (Enter), `refused(str)` (a digit
    that is no answer), `left_downwards()`.
    """

    changed = Signal()
    filled = Signal()
    entered = Signal()
    refused = Signal(str)
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form(())
        self.half = HalfEntered(())
        self._rows: list[LikertRow] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inner = QWidget()
        self.inner.setObjectName("body")
        self._column = QVBoxLayout(self.inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self.inner)
        self.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._bring_into_sight())

    def set_form(self, form: Form) -> None:
        """Ask these questions; what was answered is the caller's to `put`."""
        if form.questions != self.form.questions:
            for row in self._rows:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self._rows = [LikertRow(place, one) for place, one in enumerate(form.questions)]
            for row in self._rows:
                row.marked.connect(self._mark)
                self._column.addWidget(row)
            self.setMaximumHeight(ROW * min(len(self._rows), SHOWN))
            self.updateGeometry()
        self.form = form
        self.put(empty(form))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        """Three questions at 150 % on a small screen; the others scroll."""
        return QSize(self.inner.minimumSizeHint().width(), min(ROW * 3, self.maximumHeight()))

    def put(self, half: HalfEntered) -> None:
        """Show these answers and ask the current question."""
        self.half = half
        self._show()

    def answers(self) -> tuple[int, ...]:
        """As they are kept: what has no answer is blank."""
        return tuple(BLANK if answer is None else answer for answer in self.half.answers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if event.matches(QKeySequence.StandardKey.Undo) or key == Qt.Key.Key_Backspace:
            self.back()
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in _MARKS:
            self._move(_MARKS[Qt.Key(key)])
        elif text and text in "0123456789":
            self._digit(int(text))
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is ours while there is an answer to take back; then it is the program's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if not (self.half.begun and event.matches(QKeySequence.StandardKey.Undo)):
                return super().event(event)
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.half.current >= len(self._rows):
            self.half = self.half.at(max(len(self._rows) - 1, 0))
        self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show()

    def back(self) -> None:
        """Take back the last answer."""
        self.half = self.half.back()
        self._show()
        self.changed.emit()

    def _digit(self, value: int) -> None:
        if value > len(SCALE):
            self.refused.emit(f"{value} no es una respuesta: use 1 a 5, o 0 si quedó en blanco.")
        elif self.half.current < len(self._rows):
            self._answer(value)

    def _mark(self, place: int, value: int) -> None:
        self.half = self.half.at(place)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._answer(value)

    def _answer(self, value: int) -> None:
        self.half = self.half.answer(value)
        self._show()
        self.changed.emit()
        if self.half.complete:
            self.filled.emit()

    def _move(self, step: int) -> None:
        if step > 0 and self.half.current >= len(self._rows) - 1:
            self.left_downwards.emit()
            return
        self.half = self.half.move(step)
        self._show()

    def _show(self) -> None:
        asked = self.half.current
        for place, row in enumerate(self._rows):
            row.show_answer(self.half.answers[place], asked=place == asked, focused=self.hasFocus())
        if asked < len(self._rows):
            self._bring_into_sight()
            question = self._rows[asked].question
            words = f"Pregunta {asked + 1} de {len(self._rows)}: {question.title}"
            if words != self.accessibleName():
                self.setAccessibleName(words)
                self.setAccessibleDescription(f"{question.hint}. 1 a 5 responde, 0 deja en blanco.")
                if self.hasFocus():
                    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _bring_into_sight(self) -> None:
        """Scroll to the question asked, by its number: new ones have no place before they are laid out."""
        top = self.half.current * ROW
        bar = self.verticalScrollBar()
        bar.setValue(max(min(bar.value(), top), top + ROW - self.viewport().height()))


class LikertRow(QWidget):
    """One question and its five boxes. Signal: `marked(place, value)` when a box is clicked."""

    marked = Signal(int, int)

    def __init__(self, place: int, question: Question) -> None:
        super().__init__()
        self.question = question
        self._place, self._answer = place, None
        self._asked = self._focused = False
        self.setFixedHeight(ROW)
        self.setAccessibleName(question.title)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(6)
        row.addStretch(1)
        self.boxes = [_Box(value, f"{question.title}: {value} {word}") for value, word in enumerate(SCALE, 1)]
        for box in self.boxes:
            box.clicked.connect(lambda _=False, value=box.value: self.marked.emit(self._place, value))
            row.addWidget(box)

    def show_answer(self, answer: int | None, *, asked: bool, focused: bool) -> None:
        """`answer` None = not yet; `asked`: it is the one that the keys answer."""
        if (answer, asked, focused) == (self._answer, self._asked, self._focused):
            return
        self._answer, self._asked, self._focused = answer, asked, focused
        for box in self.boxes:
            box.setChecked(box.value == answer)
        said = "sin responder" if answer is None else "en blanco" if answer == BLANK else str(answer)
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            if self._asked:
                border = "accent_text" if self._focused else "accent_soft_border"
                paint.box(painter, area, 6, fill="accent_soft", border=border, width=2)
                paint_icon(painter, "chevron-right", "accent", 12, 22, 16)
            elif self._answer is not None:
                paint_icon(painter, "check" if self._answer else "minus", "ok", 12, 22, 16)
            left = 36
            width = self.boxes[0].x() - left - 8
            blank = self._answer == BLANK
            top = 13 if self.question.hint or blank else 20
            paint.text(painter, QRectF(left, top, width, 18), self.question.title, font("strong"))
            hint = "En blanco" if blank else self.question.hint
            tone = "warning" if blank else "secondary"
            paint.text(painter, QRectF(left, 31, width, 16), hint, font("secondary"), tone)


class _Box(QAbstractButton):
    """A box to mark, as on the paper: 52 x 44."""

    def __init__(self, value: int, name: str) -> None:
        super().__init__()
        self.value = value
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(52, 44)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(52, 44)

    def nextCheckState(self) -> None:
        """The form says what is marked, not the click."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area, on = QRectF(self.rect()), self.isChecked()
            if on:
                paint.box(painter, area, 6, fill="accent_fill")
            else:
                fill = "subtle" if self.underMouse() else "surface"
                paint.control_box(painter, area, fill=fill)
            tone = "on_accent" if on else "text"
            align = Qt.AlignmentFlag.AlignHCenter
            paint.text(painter, area, str(self.value), font("panel", tabular=True), tone, align=align)
