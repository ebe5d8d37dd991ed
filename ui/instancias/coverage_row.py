"""Coverage by level with its denominators [7.1, 2.3]: three cards side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.model.territory import Level
from concerta_desktop.queries.instancias import InstanciaRow, coverage_by_level
from concerta_desktop.rules.instancias import capital_districts
from ui.instancias.coverage_card import CoverageCard
from ui.widgets.numbers import thousands


class CoverageRow(QWidget):
    """Signal: `level_chosen(Level | None)`: a card pressed; pressed again, all levels."""

    level_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {level: CoverageCard(level) for level in Level}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for level, card in self.cards.items():
            row.addWidget(card)
            card.clicked.connect(lambda on=False, level=level: self.level_chosen.emit(level if on else None))

    def show_rows(self, rows: Sequence[InstanciaRow], *, capitals: bool) -> None:
        """Coverage among these; `capitals`: the capital districts are counted too."""
        found = coverage_by_level(rows, capitals=capitals)
        for level, card in self.cards.items():
            card.show_coverage(found[level], _left_out(level, capitals=capitals))

    def check(self, level: Level | None) -> None:
        """Mark the level that the list shows."""
        for each, card in self.cards.items():
            card.setChecked(each is level)


def _left_out(level: Level, *, capitals: bool) -> str:
    """What the denominator counts, and what not."""
    if level is Level.REGION:
        return "Jurisdicciones regionales: Lima Metropolitana va aparte del Gobierno Regional de Lima."
    if level is Level.PROVINCE:
        return "La provincia de Lima se cuenta entre las regiones, como Lima Metropolitana."
    if capitals:
        return "Se cuentan también los distritos capital de provincia."
    left_out = thousands(len(capital_districts()))
    return f"No se cuentan los {left_out} distritos capital: los gobierna la municipalidad provincial."
