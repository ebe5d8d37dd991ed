"""The head of a page: breadcrumb or not, title, subtitle, badges, and the actions at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.badge import Badge, BadgeText
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel
from ui.widgets.layouts import empty


class PageHeader(QWidget):
    """60 px high.

    Usage: `head = PageHeader("Intervenciones", subtitle="47 de 212"); head.add_action(button)`.
    With a `breadcrumb` ("Intervenciones", "2026") the title sits under it, and `breadcrumb_clicked(int)`
    tells which part was chosen. `subtitle_below=True` puts the subtitle under the title.
    """

    breadcrumb_clicked = Signal(int)

    def __init__(
        self,
        title: str,
        *,
        subtitle: str = "",
        breadcrumb: Sequence[str] = (),
        subtitle_below: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(64 if breadcrumb else 60)
        self._title = ElidedLabel(title, "title")
        self._subtitle = ElidedLabel(subtitle, "secondary", tone="secondary")
        self._parts: tuple[str, ...] = ()
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(0)
        self._badges, self._actions = QHBoxLayout(), QHBoxLayout()
        self._actions.setSpacing(8)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 2, 24, 2)
        outer.setSpacing(16)
        outer.addLayout(self._build_words(subtitle_below), 1)
        outer.addLayout(self._actions)
        self.set_breadcrumb(breadcrumb)

    def _build_words(self, subtitle_below: bool) -> QVBoxLayout:
        words, line = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(0)
        line.setSpacing(10)
        line.addWidget(self._title)
        line.addLayout(self._badges)
        if not subtitle_below:
            line.addWidget(self._subtitle)
        line.addStretch(1)
        words.addStretch(1)
        words.addLayout(self._crumbs)
        words.addLayout(line)
        if subtitle_below:
            words.addWidget(self._subtitle)
        words.addStretch(1)
        return words

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def set_breadcrumb(self, parts: Sequence[str]) -> None:
        """Replace the way that leads here; the same one keeps the keyboard if it has it."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        _empty(self._crumbs)
        for place, part in enumerate(parts):
            if place:
                self._crumbs.addWidget(_Chevron())
            crumb = _Crumb(part)
            crumb.clicked.connect(lambda _=False, place=place: self.breadcrumb_clicked.emit(place))
            self._crumbs.addWidget(crumb)
        if parts:
            self._crumbs.addStretch(1)
        self.setFixedHeight(64 if parts else 60)

    def set_badges(self, badges: Sequence[BadgeText]) -> None:
        """Replace the badges after the title."""
        _empty(self._badges)
        for badge in badges:
            self._badges.addWidget(Badge(badge.kind, badge.icon, badge.text))

    def add_action(self, widget: QWidget) -> None:
        """Append a button at the right."""
        self._actions.addWidget(widget)


class _Crumb(Button):
    """One part of the way, small and quiet until pointed at."""

    def __init__(self, text: str) -> None:
        super().__init__(text, kind="link", small=True)
        self.setFont(font("secondary"))
        self.setFixedHeight(18)

    def _padding(self) -> int:
        return 0

    def _tone(self) -> str:
        return "accent_text" if self.underMouse() or self.hasFocus() else "secondary"

    def _paint_frame(self, painter: QPainter) -> None:
        if self.hasFocus():
            paint.box(painter, QRectF(0, self.height() - 2, self.width(), 2), 0, fill="accent_text")


class _Chevron(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(20, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_icon(painter, "chevron-right", "tertiary", 4, 3, 12)


def _empty(layout: QHBoxLayout) -> None:
    empty(layout)
    layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)
