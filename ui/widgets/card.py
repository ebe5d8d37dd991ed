"""Surfaces: `Card` with a title row, and `ScrollColumn`, the scrolling body of a page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import current
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.labels import Label, Separator


class Card(QFrame):
    """A white surface with radius 8 and a hairline. Put things into `card.body` (a QVBoxLayout).

    Usage: `card = Card("Plazos", note="hasta noviembre"); link = card.add_link("Calendario", "calendar")`;
    `card.body.addWidget(...)`. `padding=0` when rows reach the edge: corners stay round. `rule=True` draws
    a line under the title row. `emphasis=True` is the accent-soft card with a bar at its left.
    """

    def __init__(
        self,
        title: str = "",
        *,
        note: str = "",
        padding: int = 16,
        rule: bool = False,
        emphasis: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._emphasis = emphasis
        self.title, self.note = Label(title, "card"), Label(note, "secondary", tone="secondary")
        self.body = QVBoxLayout()
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if title:
            outer.addLayout(self._title_row())
            self.setAccessibleName(title)
            if rule:
                outer.addWidget(Separator())
            else:
                self.body.setContentsMargins(padding, 0, padding, padding)
        outer.addLayout(self.body, 1)
        self._corners = _Corners(self) if padding == 0 else None

    def _title_row(self) -> QLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.note)
        row.addStretch(1)
        self.title.setMinimumHeight(28)
        self._row = row
        return row

    def add_link(self, text: str, icon: str = "", *, trailing: str = "") -> Button:
        """A link at the right of the title row; connect its `clicked`."""
        link = Button(text, kind="link", icon=icon, trailing=trailing, small=True)
        self._row.addWidget(link)
        return link

    def add_to_title(self, widget: QWidget) -> None:
        """Any widget at the right of the title row."""
        self._row.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            if not self._emphasis:
                paint.box(painter, area, 8, fill="surface", border="hairline")
                return
            paint.box(painter, area, 8, fill="accent_soft", border="accent_soft_border")
            painter.setClipRect(QRectF(0, 0, 4, self.height()))
            paint.box(painter, area, 8, fill="accent_fill")


class _Corners(QWidget):
    """Drawn over a card's children so that rows which reach the edge do not square its corners."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self.resize(self._card.size())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect())
            outside, inside = QPainterPath(), QPainterPath()
            outside.addRect(area)
            inside.addRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 7.5, 7.5)
            painter.fillPath(outside.subtracted(inside), paint.colour(current().window))
            paint.box(painter, area, 8, border="hairline")


class Scroller(QScrollArea):
    """What scrolls when there is no room for it, as at 150 % on a small screen: it never makes the window
    larger than the screen.

    Usage: `place = Scroller(parent); place.setWidget(Page(place.viewport()))`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class ScrollColumn(Scroller):
    """The body of a page: a column that scrolls only when it must. Add widgets to `column.body`.

    Usage: `column = ScrollColumn(); column.body.addWidget(card); column.body.addStretch(1)`.
    """

    def __init__(self, *, margin: int = 24, spacing: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inner = QWidget()
        self.inner.setObjectName("body")
        self.body = QVBoxLayout(self.inner)
        self.body.setContentsMargins(margin, 12, margin, margin)
        self.body.setSpacing(spacing)
        self.setWidget(self.inner)
