"""A Likert chart: one bar of five parts for each question, repainted whenever somebody answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, font
from ui.widgets import paint

PITCH, BAR = 55, 24
_LEGEND = 26
_INK, _PAPER = "#1E1829", "#FFFFFF"
_GROUNDS = ("#A95614", "#E9B77C", "#D9D4E1", "#A583D2", "#5A2D91")
_FIGURES = (_PAPER, _INK, _INK, _INK, _PAPER)
_MIDDLE_DARK, _FIGURE_DARK = "#4B4358", "#F0ECF6"


@dataclass(frozen=True)
class LikertBar:
    """`counts` from worst to best; `mean` as it reads; `note` beside the label when answers are missing."""

    label: str
    counts: tuple[int, ...]
    mean: str
    note: str = ""


class LikertChart(QWidget):
    """Usage: `chart = LikertChart(("1 Malo", …, "5 Excelente")); chart.set_bars([LikertBar(…)])`."""

    def __init__(self, series: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series = tuple(series)
        self._bars: tuple[LikertBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Valoración por aspecto")

    def set_bars(self, bars: Sequence[LikertBar]) -> None:
        """Show these; only what is painted changes while their number stays."""
        grown = len(bars) != len(self._bars)
        self._bars = tuple(bars)
        said = [f"{bar.label}: {bar.mean} {bar.note}".strip() for bar in self._bars]
        self.setAccessibleDescription(". ".join(said))
        if grown:
            self.updateGeometry()
        self.update()

    def bars(self) -> tuple[LikertBar, ...]:
        """What is shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        return QSize(400, PITCH * len(self._bars) + _LEGEND)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            faces = font("emphasis"), font("secondary"), font("strong", tabular=True)
            figure = font("header", tabular=True)
            for place, bar in enumerate(self._bars):
                top = place * PITCH
                label, note, mean = faces
                right = paint.text_width(bar.mean, mean) + 8
                area = QRectF(0, top, self.width() - right, 20)
                used = paint.text(painter, area, bar.label, label)
                if bar.note:
                    rest = area.adjusted(used + 4, 0, 0, 0)
                    paint.text(painter, rest, f"· {bar.note}", note, "secondary")
                whole = QRectF(0, top, self.width(), 20)
                paint.text(painter, whole, bar.mean, mean, align=Qt.AlignmentFlag.AlignRight)
                painter.setFont(figure)
                self._paint_bar(painter, bar, top + 22)
            self._paint_legend(painter, len(self._bars) * PITCH + 2)

    def _paint_bar(self, painter: QPainter, bar: LikertBar, top: float) -> None:
        total, x = sum(bar.counts), 0.0
        if not total:
            painter.fillRect(QRectF(0, top, self.width(), BAR), paint.colour("track"))
            return
        for place, count in enumerate(bar.counts):
            width = self.width() * count / total
            if not count:
                continue
            last = x + width >= self.width() - 0.5
            part = QRectF(round(x), top, max(round(x + width) - round(x) - (0 if last else 1), 1), BAR)
            painter.fillRect(part, QColor(_ground(place)))
            if part.width() > 16:
                painter.setPen(QColor(_figure(place)))
                painter.drawText(part, int(Qt.AlignmentFlag.AlignCenter), str(count))
            x += width

    def _paint_legend(self, painter: QPainter, top: float) -> None:
        face = font("secondary", tabular=True)
        widths = [paint.text_width(name, face) + 17 for name in self._series]
        gap = (self.width() - sum(widths)) / max(len(widths) - 1, 1)
        if gap < 6:
            face = font("small", tabular=True)
            widths = [paint.text_width(name, face) + 15 for name in self._series]
            gap = max((self.width() - sum(widths)) / max(len(widths) - 1, 1), 2)
        x = 0.0
        for place, (name, width) in enumerate(zip(self._series, widths, strict=True)):
            painter.fillRect(QRectF(x, top + 2, 12, 12), QColor(_ground(place)))
            paint.text(painter, QRectF(x + 16, top, width, 16), name, face)
            x += width + min(gap, 16)


def _ground(place: int) -> str:
    return _MIDDLE_DARK if place == 2 and current().dark else _GROUNDS[place]


def _figure(place: int) -> str:
    return _FIGURE_DARK if place == 2 and current().dark else _FIGURES[place]
