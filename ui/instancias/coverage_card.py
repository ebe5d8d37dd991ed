"""How many of those that may exist do, of one level; pressed, the list shows that level."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from concerta_desktop.model.territory import Level
from concerta_desktop.rules.instancias import Coverage
from ui.instancias.words import LEVELS, percent
from ui.theme import font
from ui.widgets import paint
from ui.widgets.numbers import thousands
from ui.widgets.pressed import PaintedButton

_HEIGHT = 84


class CoverageCard(PaintedButton):
    """Usage: `card = CoverageCard(Level.PROVINCE); card.show_coverage(found, "…what is counted")`.

    Checked while the list shows its level.
    """

    def __init__(self, level: Level, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = level
        self._title = LEVELS[level][1]
        self._coverage: Coverage | None = None
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self._title)

    def show_coverage(self, coverage: Coverage, counted: str) -> None:
        """`counted` says what the denominator leaves out."""
        self._coverage = coverage
        said = f"{self._title}: {self.words()}"
        self.setAccessibleName(said)
        self.setAccessibleDescription(counted)
        self.setToolTip(paint.tip(f"{said}.\n{counted}"))
        self.update()

    def words(self) -> str:
        """ "24 creadas de 26, 92 %, 2 sin dato" """
        found = self._coverage
        if found is None:
            return ""
        parts = (f"{found.created} creadas de {found.eligible}", percent(found), f"{found.unknown} sin dato")
        return ", ".join(parts)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint_ground(painter)
            found = self._coverage
            inside = QRectF(15, 10, self.width() - 30, 18)
            note = f"{thousands(found.unknown)} sin dato" if found else ""
            small = font("secondary", tabular=True)
            taken = paint.text_width(note, small) + 8 if note else 0
            room = inside.adjusted(0, 0, -taken, 0)
            paint.text(painter, room, self._title, font("strong"))
            paint.text(painter, inside, note, small, "secondary", align=Qt.AlignmentFlag.AlignRight)
            if found is None:
                return
            figure = QRectF(15, 30, self.width() - 30, 28)
            used = paint.text(painter, figure, thousands(found.created), font("figure22"))
            rest = QRectF(15 + used + 8, 34, self.width() - 38 - used, 24)
            of = f"de {thousands(found.eligible)} · {percent(found)}"
            paint.text(painter, rest, of, small, "secondary")
            self._paint_bar(painter, QRectF(15, 64, self.width() - 30, 7), found)

    def _paint_ground(self, painter: QPainter) -> None:
        area = QRectF(self.rect())
        hover = self.underMouse() and not self.isDown()
        border = "button_border" if hover else "hairline"
        paint.box(
            painter, area, 8, fill="surface", border="accent_soft_border" if self.isChecked() else border
        )
        if self.isChecked():
            painter.fillRect(QRectF(8, self.height() - 3, self.width() - 16, 2), paint.colour("accent_text"))
        if self.hasFocus():
            paint.box(painter, area, 8, border="accent_text", width=2)

    def _paint_bar(self, painter: QPainter, area: QRectF, found: Coverage) -> None:
        painter.fillRect(area, paint.colour("track"))
        whole = max(found.eligible, 1)
        created = round(area.width() * found.created / whole)
        unknown = round(area.width() * found.unknown / whole)
        painter.fillRect(QRectF(area.x(), area.y(), created, area.height()), paint.colour("accent_fill"))
        grey = QRectF(area.x() + created, area.y(), unknown, area.height())
        painter.fillRect(grey, paint.colour("unknown"))
