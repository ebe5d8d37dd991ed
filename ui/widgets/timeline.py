"""What happened, one thing under another: a dot for each, joined by a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import font
from ui.widgets import paint
from ui.widgets.labels import Label

_LEFT = 24


@dataclass(frozen=True)
class Happening:
    """`when` in bold, then `what`; below, `said`. `tone` colours the dot; the words say the same."""

    when: str
    what: str
    said: str = ""
    tone: str = "neutral"

    def words(self) -> str:
        """All of it, for a screen reader."""
        return f"{self.when}: {self.what}. {self.said}".strip()


class Timeline(QWidget):
    """Usage: `line = Timeline("Historia"); line.show_all([Happening("05/03/2026", "Registrado")])`."""

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


class _Entry(QWidget):
    def __init__(self, happening: Happening, *, last: bool) -> None:
        super().__init__()
        self._one, self._last = happening, last
        self.setAccessibleName(happening.words())
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, 18, 0, 0 if last else 8)
        column.setSpacing(0)
        if happening.said:
            column.addWidget(Label(happening.said, "secondary", tone="secondary", wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if not self._last:
                painter.fillRect(QRectF(6, 18, 1.5, self.height() - 16), paint.colour("button_border"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paint.colour(self._one.tone))
            painter.drawEllipse(QPointF(7, 9), 5, 5)
            area = QRectF(_LEFT, 0, self.width() - _LEFT, 18)
            face = font("header", tabular=True)
            area.setLeft(area.x() + paint.text(painter, area, self._one.when, face))
            paint.text(painter, area, f" · {self._one.what}", font("secondary"), "text")
