"""The legend of a map: what each sign means and how many there are; its boxes choose what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import font
from ui.widgets import paint
from ui.widgets.labels import Label
from ui.widgets.numbers import thousands
from ui.widgets.symbols import Symbol, draw_symbol

_ROW = 22
_WIDTH = 178


@dataclass(frozen=True)
class Kind:
    """A kind of mark."""

    key: str
    label: str
    symbol: Symbol


class MapLegend(QWidget):
    """Usage: `legend = MapLegend(kinds); legend.show_counts("196 provincias", {"a": 45})`.

    Signal: `shown_changed(tuple)`: the keys that are ticked, when a person ticks or unticks one.
    """

    shown_changed = Signal(object)

    def __init__(self, kinds: Sequence[Kind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Leyenda")
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self._title = Label("", "header", tone="secondary")
        self._note = Label("", "small", tone="secondary", wrap=True)
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 0, 6)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(2)
        self.boxes = {kind.key: _Box(kind) for kind in kinds}
        for box in self.boxes.values():
            column.addWidget(box)
            box.clicked.connect(lambda: self.shown_changed.emit(self.shown()))
        column.addWidget(self._note)

    def shown(self) -> tuple[str, ...]:
        """Keys that are ticked."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def set_shown(self, keys: Sequence[str]) -> None:
        """Tick these, without announcing it; none = all."""
        for key, box in self.boxes.items():
            box.setChecked(not keys or key in keys)

    def show_counts(self, title: str, counts: Mapping[str, int], note: str = "") -> None:
        """How many of each; `note` says what to know of it."""
        self._title.setText(title)
        for key, box in self.boxes.items():
            box.set_count(counts.get(key, 0))
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its ground is not quite opaque: marks beneath it show, and its figures can be read."""
        with QPainter(self) as painter:
            painter.setOpacity(0.88)
            paint.box(painter, QRectF(self.rect()), 6, fill="surface")


class _Box(QCheckBox):
    def __init__(self, kind: Kind) -> None:
        super().__init__(kind.label)
        self._kind, self._count = kind, 0
        self.setChecked(True)
        self.setFixedHeight(_ROW)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self._kind.label}: {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH - 6, _ROW)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            middle = self.height() / 2
            mark = QRectF(3, round(middle - 7), 14, 14)
            paint.check_box(painter, mark, checked=self.isChecked())
            if self.hasFocus():
                paint.box(painter, mark.adjusted(-3, -3, 3, 3), 6, border="text", width=2)
            draw_symbol(painter, QPointF(31, middle), 6, self._kind.symbol)
            count = thousands(self._count)
            face = font("header", tabular=True)
            taken = paint.text_width(count, face)
            words = QRectF(44, 0, self.width() - 52 - taken, self.height())
            paint.text(painter, words, self._kind.label, font("secondary"))
            area = QRectF(0, 0, self.width() - 4, self.height())
            paint.text(painter, area, count, face, align=Qt.AlignmentFlag.AlignRight)
