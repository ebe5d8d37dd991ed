"""A map of marks: dots that make a country's shape, and over them signs one can point at, reach and open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from concerta_desktop.rules.map_projection import Frame, Place, fit
from ui.theme import current
from ui.widgets import paint
from ui.widgets.map_callout import draw_callout
from ui.widgets.map_picture import Look, draw_ground, draw_marks
from ui.widgets.symbols import Symbol

_MARGIN = 18.0
_REACH = 12.0
_DEEPEST, _STEP = 12.0, 1.35
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True)
class MapMark:
    """Something with a place. `kind` chooses its sign; `faded` ones stand behind the others; `share` (0 to 1)
    is an arc around it."""

    id: str
    place: Place
    kind: str
    faded: bool = False
    share: float | None = None


Told = tuple[str, tuple[str, ...]]
"""What is said of a mark: its title, and some lines."""


class MapView(QWidget):
    """Usage: `view = MapView("Mapa"); view.set_ground(places); view.set_marks(marks, kinds, radius=5.4)`.

    `tell(id)` says what a mark is when it is pointed at. Arrows go to the nearest mark that way, Enter opens
    it, + and - come closer and go back, 0 shows all; the wheel and dragging do the same. Signals:
    `mark_selected(id)`, `mark_activated(id)`. What is drawn is kept as one picture and only made anew when
    something in it changes.
    """

    mark_selected = Signal(str)
    mark_activated = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.tell: Callable[[str], Told] = lambda mark_id: (mark_id, ())
        self.avoid = QRect()
        """What lies over the map and must stay readable."""
        self._ground: tuple[Place, ...] = ()
        self._shape = QPolygonF()
        self._marks: tuple[MapMark, ...] = ()
        self._by_id: dict[str, MapMark] = {}
        self._kinds: Mapping[str, Symbol] = {}
        self._hidden: frozenset[str] = frozenset()
        self._radius = 5.4
        self._selected = self._pointed = ""
        self._zoom, self._middle = 1.0, QPointF(0.5, 0.5)
        self._pressed: QPointF | None = None
        self._dragged = False
        self._picture: QPixmap | None = None
        self._under: QPixmap | None = None
        self._drawn_in: tuple[object, ...] = ()
        self._frame: Frame | None = None
        self._spots: list[tuple[float, float, MapMark]] = []
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    # -- what it shows

    def set_ground(self, places: Sequence[Place]) -> None:
        """The dots that make the country's shape; the map is as large as they are."""
        self._ground = tuple(places)
        self._shape = QPolygonF([QPointF(x, y) for x, y in places])
        self._forget()

    def set_marks(self, marks: Sequence[MapMark], kinds: Mapping[str, Symbol], *, radius: float) -> None:
        """Show these marks, the selected one again if it is still here."""
        self._marks = tuple(sorted(marks, key=lambda mark: not mark.faded))
        self._kinds, self._radius = kinds, radius
        self._by_id = {mark.id: mark for mark in marks}
        self._pointed = ""
        if self._selected not in self._by_id:
            self._selected = ""
        self._forget_marks()

    def set_hidden(self, kinds: Collection[str]) -> None:
        """Leave out the marks of these kinds."""
        self._hidden = frozenset(kinds)
        self._forget_marks()

    def say(self, words: str) -> None:
        """What the map tells as a whole, for a screen reader."""
        self.setAccessibleName(f"{self._name}: {words}")

    def marks(self) -> list[MapMark]:
        """The marks in sight, as drawn."""
        return [mark for _x, _y, mark in self._placed()]

    def selected(self) -> str:
        """Id of the selected mark, "" for none."""
        return self._selected

    def select(self, mark_id: str) -> None:
        """Put the ring around a mark, without announcing it; "" or an unknown one takes it away."""
        found = mark_id if mark_id in self._by_id else ""
        if found != self._selected:
            self._selected = found
            self._bring_in()
            self.update()

    def spot(self, mark_id: str) -> QPointF | None:
        """Where a mark is drawn, None when it is not in sight."""
        found = next(((x, y) for x, y, mark in self._placed() if mark.id == mark_id), None)
        return QPointF(*found) if found else None

    def show_all(self) -> None:
        """The whole country again."""
        self._zoom, self._middle = 1.0, QPointF(0.5, 0.5)
        self._forget()

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Come closer, or go back with a negative number, keeping in place what lies at `at`."""
        at = at or QPointF(self.width() / 2, self.height() / 2)
        before = self._zoom
        self._zoom = min(max(before * _STEP**steps, 1.0), _DEEPEST)
        grown = self._zoom / before
        size = QPointF(self.width() * before, self.height() * before)
        off = QPointF((at.x() - self.width() / 2) / size.x(), (at.y() - self.height() / 2) / size.y())
        self._middle += off - off / grown
        self._keep_inside()
        self._forget()

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._drawn())
            self._paint_over(painter)
            if self.hasFocus():
                paint.box(painter, QRectF(self.rect()), 6, border="accent_text", width=2)

    def _paint_over(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.spot(self._selected) if self._selected else None
        if chosen is not None:
            reach = self._radius + 4.5
            area = QRectF(chosen.x() - reach, chosen.y() - reach, 2 * reach, 2 * reach)
            paint.box(painter, area, reach, border="text", width=1.8)
        told = self._pointed or (self._selected if self.hasFocus() else "")
        spot = self.spot(told) if told else None
        if spot is not None:
            title, lines = self.tell(told)
            draw_callout(painter, self.rect(), self.avoid, spot, title, lines, self._radius)

    def _drawn(self) -> QPixmap:
        """The picture of everything but the selection, made anew only when it would come out otherwise: the
        ground when it moves or its colours change, the marks over it when they do."""
        ratio = self.devicePixelRatioF()
        wanted = (self.size(), ratio, current().dark)
        if self._drawn_in != wanted:
            self._drawn_in, self._picture, self._under = wanted, None, None
        if self._under is None:
            self._under = QPixmap(self.size() * ratio)
            self._under.setDevicePixelRatio(ratio)
            self._under.fill(paint.colour("surface"))
            frame = self._framed()
            with QPainter(self._under) as painter:
                ground = QTransform(frame.scale, 0, 0, frame.scale, frame.left, frame.top).map(self._shape)
                draw_ground(painter, ground)
        if self._picture is None:
            self._picture = self._under.copy()
            look = Look(self._kinds, self._radius * min(self._zoom**0.3, 1.8), ratio)
            with QPainter(self._picture) as painter:
                draw_marks(painter, self._placed(), look)
        return self._picture

    def _framed(self) -> Frame:
        if self._frame is None:
            whole = fit(self._ground, self.width(), self.height(), _MARGIN)
            left = self.width() * (0.5 - self._middle.x() * self._zoom)
            top = self.height() * (0.5 - self._middle.y() * self._zoom)
            self._frame = Frame(
                whole.scale * self._zoom, whole.left * self._zoom + left, whole.top * self._zoom + top
            )
        return self._frame

    def _placed(self) -> list[tuple[float, float, MapMark]]:
        """Each mark in sight with its point, those faded first."""
        if not self._spots and self._marks:
            frame = self._framed()
            scale, left, top = frame.scale, frame.left, frame.top
            self._spots = [
                (mark.place[0] * scale + left, mark.place[1] * scale + top, mark)
                for mark in self._marks
                if mark.kind not in self._hidden
            ]
        return self._spots

    def _forget(self) -> None:
        """All of it lies elsewhere now."""
        self._under, self._frame = None, None
        self._forget_marks()

    def _forget_marks(self) -> None:
        self._picture, self._spots = None, []
        self.update()

    # -- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._step(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected:
            self.mark_activated.emit(self._selected)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom_here(1)
        elif key == Qt.Key.Key_Minus:
            self._zoom_here(-1)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.show_all()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None:
            self._point(self._at(at))
            return
        moved = at - self._pressed
        if self._dragged or (moved.manhattanLength() > 6 and self._zoom > 1):
            self._dragged, self._pressed = True, at
            self._middle -= QPointF(
                moved.x() / (self.width() * self._zoom), moved.y() / (self.height() * self._zoom)
            )
            self._keep_inside()
            self._forget()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged:
            return
        found = self._at(event.position())
        if found and found == self._selected:
            self.mark_activated.emit(found)
        elif found:
            self._choose(found)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def sizeHint(self) -> QSize:
        return QSize(420, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 260)

    def _zoom_here(self, steps: int) -> None:
        self.zoom(steps, self.spot(self._selected) if self._selected else None)

    def _point(self, found: str) -> None:
        if found != self._pointed:
            self._pointed = found
            self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            self.update()

    def _choose(self, mark_id: str) -> None:
        self._selected = mark_id
        self._bring_in()
        self.update()
        title, lines = self.tell(mark_id)
        said = ". ".join((title, *lines))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        self.mark_selected.emit(mark_id)

    def _step(self, right: int, down: int) -> None:
        """The nearest mark in a direction; what lies aside counts double."""
        here = self.spot(self._selected) if self._selected else None
        if here is None:
            here = QPointF(self.width() / 2, self.height() / 2)
            self._choose_nearest(here)
            return
        best, found = 0.0, ""
        for x, y, mark in self._placed():
            along = (x - here.x()) * right + (y - here.y()) * down
            aside = abs((x - here.x()) * down) + abs((y - here.y()) * right)
            far = along + 2 * aside
            if along > 0.5 and aside <= 2 * along and not mark.faded and (not found or far < best):
                best, found = far, mark.id
        if found:
            self._choose(found)

    def _choose_nearest(self, at: QPointF) -> None:
        found = self._at(at, reach=10_000)
        if found:
            self._choose(found)

    def _at(self, at: QPointF, reach: float = _REACH) -> str:
        """The mark nearest to a point, one of the ámbito before another; "" when none is near."""
        best, found = reach * reach, ""
        for x, y, mark in self._placed():
            far = (x - at.x()) ** 2 + (y - at.y()) ** 2 + (30 if mark.faded else 0)
            if far < best:
                best, found = far, mark.id
        return found

    def _bring_in(self) -> None:
        """Move so that the selected mark is in sight."""
        spot = self.spot(self._selected) if self._selected and self._zoom > 1 else None
        if spot is not None and not self.rect().adjusted(20, 20, -20, -20).contains(spot.toPoint()):
            self._middle += QPointF(
                (spot.x() - self.width() / 2) / (self.width() * self._zoom),
                (spot.y() - self.height() / 2) / (self.height() * self._zoom),
            )
            self._keep_inside()
            self._forget()

    def _keep_inside(self) -> None:
        half = 0.5 / self._zoom
        self._middle = QPointF(
            min(max(self._middle.x(), half), 1 - half), min(max(self._middle.y(), half), 1 - half)
        )
