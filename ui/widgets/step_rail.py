"""The steps of a page, side by side: how far each is, and which one is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.paint import StepState
from ui.widgets.pick import PickButton
from ui.widgets.tab_order import lead_to

_SAID = {"empty": "sin iniciar", "started": "empezado", "done": "completo"}


@dataclass(frozen=True)
class RailStep:
    """One step: `RailStep("attendance", "Asistencia", "27 presentes", "started")`."""

    key: str
    title: str
    note: str = ""
    state: StepState = "empty"


class StepRail(QWidget):
    """52 px high. Arrows move between steps; `step_chosen(str)` says the key.

    `step_entered()` follows when one wants to go on in the step: chosen with the mouse, or Enter on it.

    Usage: `rail = StepRail(steps)`; `rail.set_current("attendance")`; `rail.set_steps(steps)` when counts
    change.
    """

    step_chosen = Signal(str)
    step_entered = Signal()

    def __init__(self, steps: Sequence[RailStep], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(52)
        self.setAccessibleName("Pasos")
        self._cells: dict[str, _Cell] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 1, 16, 1)
        self._row.setSpacing(0)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[RailStep]) -> None:
        """Show how far each step is; the cells are made once, while the keys stay the same."""
        if [step.key for step in steps] != list(self._cells):
            for old in self._cells.values():
                self._row.removeWidget(old)
                old.deleteLater()
            self._cells = {step.key: self._add(step.key) for step in steps}
        for place, step in enumerate(steps, 1):
            self._cells[step.key].show_step(step, place)

    def set_current(self, key: str) -> None:
        """Mark the open step, without announcing it."""
        self._cells[key].mark()
        lead_to(self, self._cells[key])

    def current(self) -> str:
        """Key of the open step, "" for none."""
        return next((key for key, cell in self._cells.items() if cell.isChecked()), "")

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), paint.colour("surface"))
            painter.fillRect(0, 0, self.width(), 1, paint.colour("hairline"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, paint.colour("hairline"))

    def _add(self, key: str) -> _Cell:
        cell = _Cell()
        cell.picked.connect(lambda: self.step_chosen.emit(key))
        cell.entered.connect(self.step_entered)
        self._row.addWidget(cell, 1)
        return cell


class _Cell(PickButton):
    """One step, as a radio button: arrows and screen readers already know it."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._step, self._place = RailStep("", ""), 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_step(self, step: RailStep, place: int) -> None:
        self._step, self._place = step, place
        self.setText(step.title)
        self.setAccessibleName(f"{place}. {step.title}: {step.note or _SAID[step.state]}")
        self.setAccessibleDescription(_SAID[step.state])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 50)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 50)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.isChecked() and self.rect().contains(event.position().toPoint()):
            self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            on = self.isChecked()
            if on:
                painter.fillRect(0, self.height() - 3, self.width(), 3, paint.colour("accent_text"))
            if self.hasFocus():
                paint.box(painter, QRectF(self.rect()), 6, border="accent_text", width=2)
            self._paint_mark(painter, QPointF(19, 24), on)
            area = QRectF(39, 8, self.width() - 43, 16)
            paint.text(painter, area, self._step.title, font("strong"), "accent_text" if on else "text")
            note = self._step.note or _SAID[self._step.state]
            paint.text(painter, area.translated(0, 16), note, font("secondary", tabular=True), "secondary")

    def _paint_mark(self, painter: QPainter, centre: QPointF, on: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = self._step.state
        fill = "accent_fill" if on else {"done": "ok_soft", "started": "warning_soft"}.get(state, "surface")
        line = "accent_fill" if on else {"done": "ok", "started": "warning"}.get(state, "input_border")
        painter.setBrush(paint.colour(fill))
        painter.setPen(QPen(paint.colour(line), 1.25))
        painter.drawEllipse(centre, 10.4, 10.4)
        place = QRectF(centre.x() - 11, centre.y() - 11, 22, 22)
        if on or state == "empty":
            tone = "on_accent" if on else "secondary"
            align = Qt.AlignmentFlag.AlignHCenter
            paint.text(painter, place, str(self._place), font("header"), tone, align=align)
        else:
            name = "check" if state == "done" else "minus"
            paint_icon(painter, name, line, centre.x() - 7, centre.y() - 7, 14)
