"""Rows of a card: each whole row is one button, reached with Tab and opened with Enter or a click."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.pressed import PaintedButton


@dataclass(frozen=True)
class LineText:
    """What a row says: a title and, under it, `second`.

    At its left `big` stands (a date), over `small` when there is one; or an `icon`. `right` stands at the
    right of the title, or with `link` of the whole row, drawn as a link. `lead` begins the second line in
    the colour `lead_tone`; what follows it goes to the right.
    """

    title: str
    second: str = ""
    lead: str = ""
    lead_tone: str = "secondary"
    big: str = ""
    small: str = ""
    icon: str = ""
    icon_tone: str = "warning"
    right: str = ""
    link: bool = False
    tall: bool = False

    def said(self) -> str:
        """All of it, for a screen reader."""
        date = f"{self.big} {self.small}".strip()
        return ". ".join(part for part in (date, self.title, self.lead, self.second, self.right) if part)


class Line(PaintedButton):
    """One row: 36 px high with one line of text, 46 with two, 60 when `tall`."""

    def __init__(self, text: LineText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = text
        self.setAccessibleName(text.said())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(60 if text.tall else 46 if text.second else 36)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def text_shown(self) -> LineText:
        return self._said

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            painter.fillRect(QRectF(0, 0, area.width(), 1), paint.colour("hairline"))
            if self.underMouse() or self.isDown():
                painter.fillRect(area.adjusted(0, 1, 0, 0), paint.colour("subtle"))
            left = self._paint_left(painter, area)
            words = QRectF(left, 0, area.width() - left - 16, area.height())
            taken = self._paint_right(painter, words)
            if self._said.link:
                words.setRight(words.right() - taken)
                taken = 0
            self._paint_words(painter, words, taken)
            if self.hasFocus():
                paint.box(painter, area.adjusted(2, 2, -2, -1), 6, border="accent_text", width=2)

    def _paint_left(self, painter: QPainter, area: QRectF) -> float:
        """Draws the date or the icon; returns where the words begin."""
        said, middle = self._said, area.center().y()
        if said.small:
            centre = Qt.AlignmentFlag.AlignHCenter
            above, below = QRectF(6, middle - 20, 52, 20), QRectF(6, middle + 2, 52, 16)
            paint.text(painter, above, said.big, font("panel", tabular=True), align=centre)
            paint.text(painter, below, said.small, font("secondary"), "secondary", align=centre)
            return 64
        if said.big:
            place = QRectF(16, 0, 44, area.height())
            paint.text(painter, place, said.big, font("body", tabular=True), "secondary")
            return 66
        if said.icon:
            paint_icon(painter, said.icon, said.icon_tone, 24 if said.tall else 16, middle - 8, 16)
            return 64 if said.tall else 42
        return 16

    def _paint_right(self, painter: QPainter, area: QRectF) -> float:
        """Draws what stands at the right; returns the room it takes from the words."""
        said = self._said
        if not said.right:
            return 0
        face = font("emphasis" if said.link else "secondary", tabular=True)
        width = paint.text_width(said.right, face)
        if said.link:
            place = QRectF(area.right() - 22 - width, 0, width + 2, area.height())
            paint.text(painter, place, said.right, face, "accent_text")
            paint_icon(painter, "chevron-right", "accent_text", area.right() - 16, area.center().y() - 8, 16)
            return width + 34
        top = area.center().y() - 19
        paint.text(painter, QRectF(area.right() - width, top, width + 2, 18), said.right, face, "secondary")
        return width + 12

    def _paint_words(self, painter: QPainter, area: QRectF, taken: float) -> None:
        """Title and second line; `taken` is what stands at the right of the title."""
        said, middle = self._said, area.center().y()
        room = area.width() - taken
        if not said.second:
            paint.text(painter, area, said.title, font("body"))
            self._tell_whole(paint.text_width(said.title, font("body")) > area.width())
            return
        paint.text(painter, QRectF(area.x(), middle - 19, room, 18), said.title, font("emphasis"))
        below = QRectF(area.x(), middle + 1, area.width(), 16)
        face = font("secondary", tabular=True)
        align = Qt.AlignmentFlag.AlignLeft
        if said.lead:
            below.setLeft(below.x() + paint.text(painter, below, said.lead, face, said.lead_tone) + 16)
            align = Qt.AlignmentFlag.AlignRight
        paint.text(painter, below, said.second, face, "secondary", align=align)
        long = paint.text_width(said.title, font("emphasis")) > room
        self._tell_whole(long or paint.text_width(said.second, face) > below.width())

    def _tell_whole(self, cut: bool) -> None:
        """A tooltip with what was cut."""
        said = self._said
        words = "\n".join(part for part in (said.title, said.second) if part) if cut else ""
        if paint.tip(words) != self.toolTip():
            self.setToolTip(paint.tip(words))


class Lines(QWidget):
    """Rows under one another. `show_lines` keeps the focus on the row with the same key."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._lines: dict[str, Line] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def lines(self) -> dict[str, Line]:
        """The rows shown, by key, in order."""
        return dict(self._lines)

    def show_lines(self, texts: dict[str, LineText]) -> dict[str, Line]:
        """Show these rows and return them, by the same keys, for their `clicked`."""
        focused = next((key for key, line in self._lines.items() if line.hasFocus()), None)
        for old in self._lines.values():
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = {key: Line(text) for key, text in texts.items()}
        for line in self._lines.values():
            self._column.addWidget(line)
        if focused is not None and focused in self._lines:
            self._lines[focused].setFocus()
        return dict(self._lines)
