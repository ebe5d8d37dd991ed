"""The dark column at the left: where one is, and what waits elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.mark import paint_mark
from ui.widgets.pick import PickButton

WIDE, NARROW = 184, 56
NARROW_BELOW = 1200


@dataclass(frozen=True)
class SidebarItem:
    """A section: `SidebarItem("home", "Inicio", "house")`; `bottom` puts it in the group below."""

    key: str
    label: str
    icon: str
    bottom: bool = False


class Sidebar(QWidget):
    """Sections with icon, label and a count. Arrows move; `section_chosen(str)` says the key.

    Usage: `bar = Sidebar("Concerta", [SidebarItem("home", "Inicio", "house")])`; `bar.set_current("home")`;
    `bar.set_count("sync", 3)`. Call `bar.fit(window_width)` on resize: only icons under 1200 px.
    """

    section_chosen = Signal(str)

    def __init__(self, title: str, items: Sequence[SidebarItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._entries: dict[str, _Entry] = {}
        self._group = QButtonGroup(self)
        self.setAccessibleName("Secciones")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 54, 8, 8)
        column.setSpacing(2)
        for item in (one for one in items if not one.bottom):
            column.addWidget(self._add(item))
        column.addStretch(1)
        column.addSpacing(16)
        for item in (one for one in items if one.bottom):
            column.addWidget(self._add(item))
        self.fit(NARROW_BELOW)

    def set_current(self, key: str) -> None:
        """Mark where one is, without announcing it."""
        self._entries[key].mark()

    def current(self) -> str:
        """Key of the section marked, "" for none."""
        return next((key for key, entry in self._entries.items() if entry.isChecked()), "")

    def set_count(self, key: str, count: int) -> None:
        """What waits in a section; 0 shows nothing."""
        self._entries[key].set_count(count)

    def fit(self, window_width: int) -> None:
        """Labels when there is room, only icons when the window is narrow."""
        narrow = window_width < NARROW_BELOW
        self.setFixedWidth(NARROW if narrow else WIDE)
        for entry in self._entries.values():
            entry.setToolTip(paint.tip(entry.item.label if narrow else ""))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), paint.colour("sidebar"))
            paint_mark(painter, QRectF(16, 14, 26, 26))
            if self.width() == WIDE:
                paint.text(painter, QRectF(51, 14, 124, 26), self._title, font("panel"), "#FFFFFF")
            bottom = [entry for entry in self._entries.values() if entry.item.bottom]
            if bottom:
                line = bottom[0].y() - 10
                painter.fillRect(16, line, self.width() - 32, 1, paint.colour("sidebar_selected"))

    def _add(self, item: SidebarItem) -> _Entry:
        entry = _Entry(item)
        self._group.addButton(entry)
        self._entries[item.key] = entry
        entry.picked.connect(lambda: self.section_chosen.emit(item.key))
        return entry


class _Entry(PickButton):
    """One section. A radio button, so that arrows and screen readers know what it is."""

    def __init__(self, item: SidebarItem) -> None:
        super().__init__(item.label)
        self.item = item
        self._count = 0
        self.setFont(font("emphasis"))
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(item.label)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self.item.label}, {count} por atender" if count else self.item.label)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, 36)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            on = self.isChecked()
            if on or self.underMouse():
                if not on:
                    painter.setOpacity(0.5)
                paint.box(painter, area, 6, fill="sidebar_selected")
                painter.setOpacity(1)
            if on:
                paint.box(painter, QRectF(0, 8, 3, 20), 1.5, fill="sidebar_mark")
            if self.hasFocus():
                paint.box(painter, area, 6, border="sidebar_mark", width=2)
            tone = paint.colour("#FFFFFF" if on else "sidebar_text").name()
            paint_icon(painter, self.item.icon, tone, 10 if self.width() > 60 else 11, 9, 18)
            if self.width() > 60:
                self._paint_words(painter, tone)
            elif self._count:
                paint.box(painter, QRectF(self.width() - 13, 5, 8, 8), 4, fill="#F6DFA9")

    def _paint_words(self, painter: QPainter, tone: str) -> None:
        right = self.width() - 10.0
        if self._count:
            words = str(self._count)
            width = max(17, paint.text_width(words, font("header")) + 10)
            cap = QRectF(right - width, 10, width, 16)
            paint.box(painter, cap, 4, fill="#F6DFA9")
            paint.text(painter, cap, words, font("header"), "#3A2C12", align=Qt.AlignmentFlag.AlignHCenter)
            right -= width + 4
        paint.text(painter, QRectF(38, 0, right - 38, 36), self.item.label, self.font(), tone)
