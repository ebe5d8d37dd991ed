"""One choice among few, all in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.pick import PickButton
from ui.widgets.tab_order import lead_to


@dataclass(frozen=True)
class Choice:
    """Something to choose: `Choice("done", "Presentes 27", icon="circle-check")`."""

    key: str
    label: str
    icon: str = ""


class Segmented(QWidget):
    """Segments side by side; Tab reaches the chosen one, arrows move.

    Usage: `Segmented("Vista", [Choice("list", "Lista", "list"), Choice("month", "Calendario", "calendar")])`.
    `value()`, `set_value(key)`, `value_changed(str)` (only when a person changes it). `small` is 28 px high,
    `tall` 52 px. `set_value("")` leaves none chosen.
    """

    value_changed = Signal(object)

    def __init__(
        self,
        name: str,
        choices: Sequence[Choice],
        *,
        small: bool = False,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._height = 52 if tall else 28 if small else 32
        self._name, self._small = name, small
        self._segments: dict[str, _Segment] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._height)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the segments, or only their words; what was chosen stays chosen while it exists."""
        if [choice.key for choice in choices] == list(self._segments):
            for choice in choices:
                self._segments[choice.key].show_choice(choice)
            return
        chosen = self.value()
        former = list(self._segments.values())
        for old in former:
            self._row.removeWidget(old)
            old.deleteLater()
        self._segments = {}
        for place, choice in enumerate(choices):
            segment = _Segment(self._height, first=place == 0, last=place == len(choices) - 1)
            segment.setFont(font("badge", tabular=True) if self._small else font("emphasis", tabular=True))
            segment.show_choice(choice)
            segment.setAccessibleDescription(self._name)
            segment.picked.connect(lambda key=choice.key: self.value_changed.emit(key))
            self._segments[choice.key] = segment
            self._row.addWidget(segment)
        for one, following in pairwise([*former[-1:], *self._segments.values()]):
            QWidget.setTabOrder(one, following)  # new segments would come last in the window
        self.set_value(chosen)

    def value(self) -> str:
        """Key of the chosen segment, "" for none."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def set_value(self, key: str | None) -> None:
        """Choose without announcing it."""
        for one, segment in self._segments.items():
            segment.setAutoExclusive(False)
            segment.mark(one == key)
            segment.setAutoExclusive(True)
        if self._segments:
            lead_to(self, self._segments.get(key or "") or next(iter(self._segments.values())))


class _Segment(PickButton):
    """A radio button drawn as a segment: arrows and screen readers already know it."""

    def __init__(self, height: int, *, first: bool, last: bool) -> None:
        super().__init__()
        self._first, self._last = first, last
        self._choice = Choice("", "")
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._take_proxy)

    def show_choice(self, choice: Choice) -> None:
        self._choice = choice
        self.setText(choice.label)
        self.setAccessibleName(choice.label)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        icon = 24 if self._choice.icon else 0
        padding = 28 if self.height() == 52 else 22
        return QSize(paint.text_width(self._choice.label, self.font()) + icon + padding, self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect())
            wide = area.adjusted(0 if self._first else -8, 0, 0 if self._last else 8, 0)
            painter.setClipRect(area)
            on = self.isChecked()
            paint.box(painter, wide, 6, fill="accent_soft" if on else "surface", border="input_border")
            if not self._first:
                painter.fillRect(QRectF(0, 1, 1, area.height() - 2), paint.colour("button_border"))
            if self.hasFocus():
                paint.box(painter, area, 6, border="accent_text", width=2)
            self._paint_words(painter, area, "accent_text" if on else "secondary")

    def _paint_words(self, painter: QPainter, area: QRectF, tone: str) -> None:
        if not self.isEnabled():
            tone = "tertiary"
        icon = 24 if self._choice.icon else 0
        words = paint.text_width(self._choice.label, self.font())
        x = max((area.width() - words - icon) / 2, 4)
        if icon:
            paint_icon(painter, self._choice.icon, tone, round(x), round(area.center().y() - 8), 16)
            x += icon
        place = QRectF(x, 0, area.width() - x - 2, area.height())
        paint.text(painter, place, self._choice.label, self.font(), tone)

    def _take_proxy(self, on: bool) -> None:
        parent = self.parentWidget()
        if on and isinstance(parent, Segmented):
            lead_to(parent, self)
