"""What happened, one thing under another: a dot for each, joined by a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import font
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

_LEFT = 24


@dataclass(frozen=True)
class Happening:
    """`when` in bold, then `what`; below, `said`. `tone` colours the dot; the words say the same. One with a
    `key` can be chosen; a `hollow` one has not happened; `file` names what proves it, to be opened."""

    when: str
    what: str
    said: str = ""
    tone: str = "neutral"
    key: str = ""
    hollow: bool = False
    file: str = ""

    def words(self) -> str:
        """All of it, for a screen reader."""
        return f"{self.when}: {self.what}. {self.said}".strip()


class Timeline(QWidget):
    """Usage: `line = Timeline("Historia"); line.show_all([Happening("05/03/2026", "Registrado")])`.

    Signals: `chosen(key)`: one with a key was clicked, or Enter pressed on it; `file_asked(key)`: its file.
    """

    chosen = Signal(str)
    file_asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: tuple[Happening, ...] = ()
        self._entries: list[_Entry] = []

    def shown(self) -> tuple[Happening, ...]:
        """What it tells now, in order."""
        return self._shown

    def first(self) -> QWidget | None:
        """The first one that can be chosen."""
        return next((entry for entry in self._entries if entry.focusPolicy() != Qt.FocusPolicy.NoFocus), None)

    def show_all(self, happenings: Sequence[Happening]) -> None:
        """Tell of these, in this order."""
        if tuple(happenings) == self._shown:
            return
        self._shown = tuple(happenings)
        for old in self._entries:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        last = len(happenings) - 1
        self._entries = [_Entry(one, last=place == last) for place, one in enumerate(happenings)]
        for entry in self._entries:
            self._column.addWidget(entry)
            entry.chosen.connect(self.chosen)
            entry.file_asked.connect(self.file_asked)


class _Entry(QWidget):
    chosen = Signal(str)
    file_asked = Signal(str)

    def __init__(self, happening: Happening, *, last: bool) -> None:
        super().__init__()
        self._one, self._last = happening, last
        if happening.key:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(happening.words())
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, 18, 0, 0 if last else 8)
        column.setSpacing(0)
        if happening.said:
            column.addWidget(Label(happening.said, "secondary", tone="secondary", wrap=True))
        if happening.file:
            see = Button(happening.file, kind="link", icon="paperclip", small=True, tooltip="Abrir")
            see.clicked.connect(lambda: self.file_asked.emit(happening.key))
            column.addWidget(see, 0, Qt.AlignmentFlag.AlignLeft)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if not self._last:
                painter.fillRect(QRectF(6, 18, 1.5, self.height() - 16), paint.colour("button_border"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._one.hollow:
                painter.setPen(QPen(paint.colour(self._one.tone), 1.5))
                painter.setBrush(paint.colour("surface"))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(paint.colour(self._one.tone))
            painter.drawEllipse(QPointF(7, 9), 5, 5)
            area = QRectF(_LEFT, 0, self.width() - _LEFT, 18)
            face = font("header", tabular=True)
            area.setLeft(area.x() + paint.text(painter, area, self._one.when, face))
            tone = "secondary" if self._one.hollow else "text"
            paint.text(painter, area, f" · {self._one.what}", font("secondary"), tone)
            if self.hasFocus():
                paint.box(
                    painter, QRectF(self.rect()).adjusted(18, -1, 0, 0), 4, border="accent_text", width=2
                )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._one.key:
            self.chosen.emit(self._one.key)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._one.key:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._one.key:
            self.chosen.emit(self._one.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
