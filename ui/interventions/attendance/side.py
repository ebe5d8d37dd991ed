"""The live count at the right, readable from a metre away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from concerta_desktop.rules.attendance import UNKNOWN, Count, Counts
from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.labels import Label, Separator
from ui.widgets.pressed import PaintedButton
from ui.widgets.stats import BarStat, BigCount

WIDTH = 224
_ENTITIES = 8
"""Lines of entities: what is beyond is told in one, so that the door never waits for a long list."""


class SidePanel(QWidget):
    """Usage: `panel.show_counts(counts)`. Signal: `entity_chosen(str)`, one that nobody represents yet."""

    entity_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._absent: tuple[str, ...] = ()
        self.count = BigCount("Presentes ahora")
        self._sexes, self._levels, self._entities = _Bars(), _Bars(), _Bars()
        self._level_title = Label("Por nivel de gobierno", "header")
        self._entity_title = Label("", "header", tabular=True)
        self.absent = _AbsentLink()
        self.absent.clicked.connect(self._list_absent)
        self._build()

    def _build(self) -> None:
        top, below = Card(parent=self), Card(padding=0, parent=self)
        top.body.setContentsMargins(16, 14, 16, 14)
        top.body.addWidget(self.count)
        scroll = ScrollColumn(margin=16, spacing=6, parent=below)
        for widget in (Label("Por sexo", "header"), self._sexes, Separator()):
            scroll.body.addWidget(widget)
        for widget in (self._level_title, self._levels, self.absent, self._entity_title, self._entities):
            scroll.body.addWidget(widget)
        scroll.body.addStretch(1)
        below.body.addWidget(scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(top)
        column.addWidget(below, 1)

    def show_counts(self, counts: Counts) -> None:
        """Show who is present now."""
        walk_ins = counts.walk_ins
        parts = [f"{counts.expected_present} convocadas"] if counts.expected else []
        parts += [f"{walk_ins} sin convocar"] if walk_ins and counts.expected else []
        self.count.set_counts(
            counts.present,
            counts.expected,
            extra=walk_ins if counts.expected else 0,
            of=f"de {counts.expected} esperadas" if counts.expected else _people(counts.present),
            note=" + ".join(parts),
        )
        self._sexes.show_lines(
            counts.by_sex or (Count("Mujeres", 0, "m"), Count("Hombres", 0, "h")), counts.present
        )
        self._levels.show_lines(counts.by_level, counts.present)
        self._level_title.setVisible(bool(counts.by_level))
        self._entities.show_lines(_foremost(counts.by_entity), counts.present)
        self._entity_title.setText(f"Por entidad · {sum(_named(line) for line in counts.by_entity)}")
        self._entity_title.setVisible(bool(counts.by_entity))
        self._absent = counts.absent_entities
        self.absent.show_number(len(self._absent))

    def _list_absent(self) -> None:
        menu = QMenu(self)
        for name in self._absent:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, chosen=name: self.entity_chosen.emit(chosen))
        menu.popup(self.absent.mapToGlobal(self.absent.rect().bottomLeft()))


class _AbsentLink(PaintedButton):
    """How many entities nobody represents yet; a click lists them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(38)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_number(0)  # nothing to say until it has been counted

    def show_number(self, number: int) -> None:
        self.setText("1 entidad aún sin nadie" if number == 1 else f"{number} entidades aún sin nadie")
        self.setAccessibleName(f"{self.text()} presente: ver cuáles")
        self.setVisible(number > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            lit = self.underMouse() or self.isDown()
            border = "accent_text" if self.hasFocus() else ""
            paint.box(
                painter, QRectF(self.rect()), 6, fill="accent_soft" if lit else "", border=border, width=2
            )
            paint_icon(painter, "circle-alert", "warning", 0, 4, 16)
            for line, words in enumerate((self.text(), "presente: ver cuáles")):
                area = QRectF(22, 3 + 16 * line, self.width() - 22, 16)
                paint.text(painter, area, words, font("secondary"), "secondary")


class _Bars(QWidget):
    """Lines of a count, reused while they are the same ones."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._bars: dict[str, BarStat] = {}

    def show_lines(self, lines: Sequence[Count], total: int) -> None:
        if [line.label for line in lines] != list(self._bars):
            for bar in self._bars.values():
                self._column.removeWidget(bar)
                bar.hide()
                bar.deleteLater()
            self._bars = {line.label: BarStat(line.label, unknown=not _named(line)) for line in lines}
            for bar in self._bars.values():
                self._column.addWidget(bar)
        for line in lines:
            self._bars[line.label].set_value(line.number, total)


def _named(line: Count) -> bool:
    """Whether the line counts something known."""
    return line.label != UNKNOWN


def _foremost(lines: Sequence[Count]) -> list[Count]:
    """The entities with the most people, the others in one line, and "Sin dato" last as always."""
    named = [line for line in lines if _named(line)]
    rest = named[_ENTITIES:]
    others = [Count(f"Otras {len(rest)} entidades", sum(line.number for line in rest))] if rest[1:] else rest
    return [*named[:_ENTITIES], *others, *(line for line in lines if not _named(line))]


def _people(number: int) -> str:
    return "persona" if number == 1 else "personas"
