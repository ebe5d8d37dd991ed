"""The card of the trip that comes next: when, what, how far each step is, and what it still lacks."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from concerta_desktop.queries.home import Trip
from concerta_desktop.rules.completeness import StepState, StepStatus
from concerta_desktop.rules.interventions import DisplayState
from ui.home import words
from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.layouts import empty
from ui.widgets.lines import Lines, LineText
from ui.widgets.pressed import PaintedButton
from ui.widgets.tab_order import read_first

_MARKS = {
    StepState.EMPTY: ("circle", "secondary"),
    StepState.STARTED: ("circle-alert", "warning"),
    StepState.COMPLETE: ("circle-check", "ok"),
}
_SAID = {StepState.EMPTY: "sin iniciar", StepState.STARTED: "empezado", StepState.COMPLETE: "completo"}
_STEPS_IN_ROW = 3
_LINES = 5


class NextCard(Card):
    """Usage: `card.show_trip(trip, today)`. `step_chosen(str)`: the step where something is to be done, ""
    for where the page was left. `card.open_button` is the screen's main action."""

    step_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setAccessibleName("Lo siguiente")
        self._build()
        self.open_button.clicked.connect(lambda: self.step_chosen.emit(""))

    def _build(self) -> None:
        self._date = _DateBlock()
        self._when = Label("", "badge", tone="accent", tabular=True)
        self._title = ElidedLabel("", "panel")
        self._where = ElidedLabel("", "secondary", tone="secondary")
        self._steps = QGridLayout()
        self._steps.setSpacing(4)
        self._lacks = Label("", "badge", tone="secondary")
        self._lines = Lines("Lo que falta")
        self.open_button = Button("Abrir intervención", kind="primary", keys="Enter")
        head, named, foot = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        named.setSpacing(1)
        for label in (self._when, self._title, self._where):
            named.addWidget(label)
        head.setSpacing(16)
        head.addWidget(self._date)
        head.addLayout(named, 1)
        foot.addWidget(self.open_button)
        read_first(self.open_button)
        foot.addStretch(1)
        for layout, top, bottom in ((head, 16, 10), (self._steps, 0, 10), (foot, 12, 12)):
            layout.setContentsMargins(16 if layout is not self._steps else 10, top, 16, bottom)
        lacks = QHBoxLayout()
        lacks.setContentsMargins(16, 0, 16, 6)
        lacks.addWidget(self._lacks)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addLayout(self._steps)
        self.body.addLayout(lacks)
        self.body.addWidget(self._lines)
        self.body.addLayout(foot)

    def show_trip(self, trip: Trip, today: date) -> None:
        """Show another trip, or the same one as it stands now."""
        first, last = trip.row.first or trip.day, trip.row.last or trip.day
        self._date.show_dates(first, last)
        self._when.setText(words.when(trip, today))
        self._title.setText(trip.row.title)
        self._where.setText(words.trip_line(trip))
        self.open_button.setAccessibleName(f"Abrir intervención: {trip.row.title}")
        self._show_steps(trip.steps)
        self._show_missing(trip)

    def _show_steps(self, steps: tuple[StepStatus, ...]) -> None:
        empty(self._steps)
        for place, status in enumerate(steps):
            button = _StepButton(status)
            button.clicked.connect(lambda _=False, step=status.step.value: self.step_chosen.emit(step))
            self._steps.addWidget(button, *divmod(place, _STEPS_IN_ROW))

    def _show_missing(self, trip: Trip) -> None:
        missing = trip.missing
        under_way = trip.row.state is DisplayState.UNDER_WAY
        self._lacks.setText(("Falta" if under_way else "Falta para salir") if missing else "")
        self._lacks.setVisible(bool(missing))
        if not missing:
            done = LineText("No falta nada de lo programado.", icon="circle-check", icon_tone="ok")
            self._lines.show_lines({"": done})[""].clicked.connect(lambda: self.step_chosen.emit(""))
            return
        shown = missing if len(missing) <= _LINES else missing[: _LINES - 1]
        texts = {
            item.key: LineText(words.to_do(item), icon="circle-alert", right=words.action(item), link=True)
            for item in shown
        }
        steps = {item.key: item.step.value for item in shown}
        if len(shown) < len(missing):
            rest = len(missing) - len(shown)
            texts["rest"] = LineText(f"Y {rest} datos más", icon="ellipsis", right="Ver todo", link=True)
            steps["rest"] = missing[len(shown)].step.value
        for key, line in self._lines.show_lines(texts).items():
            line.clicked.connect(lambda _=False, step=steps[key]: self.step_chosen.emit(step))


class _DateBlock(QWidget):
    """The days in white on the accent, 54 high and at least 64 wide: a date is never cut short."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ("", "")
        self.setFixedSize(64, 54)

    def show_dates(self, first: date, last: date) -> None:
        self._words = words.date_block(first, last)
        widest = max(paint.text_width(line, self._font(line)) for line in self._words)
        self.setFixedWidth(max(64, widest + 12))
        self.setAccessibleName(" ".join(self._words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, QRectF(self.rect()), 6, fill="accent_fill")
            centre = Qt.AlignmentFlag.AlignHCenter
            for line, top, height in zip(self._words, (5, 31), (26, 16), strict=True):
                area = QRectF(0, top, self.width(), height)
                paint.text(painter, area, line, self._font(line), "on_accent", align=centre)

    def _font(self, line: str) -> QFont:
        return font("title" if line == self._words[0] else "secondary")


class _StepButton(PaintedButton):
    """A step: its mark, its name and how far it is."""

    def __init__(self, status: StepStatus) -> None:
        super().__init__()
        self._status = status
        self.setFixedHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{status.label}: {status.summary}, {_SAID[status.state]}")
        self.setToolTip(paint.tip(f"Abrir {status.label}: {status.summary}"))

    def sizeHint(self) -> QSize:
        widest = max(
            paint.text_width(self._status.label, font("emphasis")),
            paint.text_width(self._status.summary, font("small")),
        )
        return QSize(min(widest, 150) + 34, 44)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            if self.underMouse():
                paint.box(painter, area, 6, fill="subtle")
            if self.hasFocus():
                paint.box(painter, area, 6, border="accent_text", width=2)
            icon, tone = _MARKS[self._status.state]
            paint_icon(painter, icon, tone, 6, 6, 16)
            room = area.width() - 32
            paint.text(painter, QRectF(28, 5, room, 18), self._status.label, font("emphasis"))
            summary = QRectF(28, 23, room, 16)
            paint.text(painter, summary, self._status.summary, font("small", tabular=True), "secondary")
