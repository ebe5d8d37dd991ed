"""The cards of Inicio, in three columns; in two when the window is narrow (150 % on 1366 px)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.queries.home import HomeView
from concerta_desktop.rules.deadlines import Deadline
from ui.home.figures import DirectoryCard, YearCard
from ui.home.lists import ClosingCard, DeadlinesCard, UpcomingCard
from ui.home.next_card import NextCard
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.empty import EmptyState

_THREE_COLUMNS = 1000
_SHARES = (436, 350, 316)


class Board(ScrollColumn):
    """Usage: `board.show_view(view)`. The cards are public; the screen connects their signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.next_card = NextCard()
        self.nothing_next = EmptyState(
            "No hay ninguna intervención por venir.",
            "Programe la siguiente.",
            "Nueva intervención",
            icon="plus",
        )
        self.nothing_card = Card(padding=0)
        self.nothing_card.body.addWidget(self.nothing_next)
        self.closing = ClosingCard()
        self.upcoming = UpcomingCard()
        self.deadlines = DeadlinesCard()
        self.year, self.directory = YearCard(), DirectoryCard()
        self._columns = [QVBoxLayout() for _ in range(3)]
        self._shown_columns = 0
        across = QHBoxLayout()
        across.setSpacing(16)
        for column, share in zip(self._columns, _SHARES, strict=True):
            column.setSpacing(16)
            across.addLayout(column, share)
        self._across = across
        self.body.setContentsMargins(24, 0, 24, 20)
        self.body.addLayout(across, 1)
        self._arrange(3)

    def show_view(self, view: HomeView) -> None:
        """Show Inicio as it stands."""
        self.next_card.setVisible(view.trip is not None)
        self.nothing_card.setVisible(view.trip is None)
        if view.trip is not None:
            self.next_card.show_trip(view.trip, view.today)
        self.closing.show_closing(view.closing, view.today)
        self.upcoming.show_upcoming(view.upcoming, view.upcoming_total, view.today)
        self.year.show_year(view.year)
        self.directory.show_directory(view.directory)

    def show_deadlines(self, found: Sequence[Deadline], today: date) -> None:
        """What falls due is read apart: it looks at every instancia."""
        self.deadlines.show_deadlines(found, today)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(3 if self.viewport().width() >= _THREE_COLUMNS else 2)

    def _arrange(self, columns: int) -> None:
        """Tab follows the order of the cards, whatever the number of columns."""
        if columns == self._shown_columns:
            return
        self._shown_columns = columns
        left, middle, right = self._columns
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        right = right if columns == 3 else middle
        left.addWidget(self.next_card)
        left.addWidget(self.nothing_card)
        left.addWidget(self.closing, 1)
        middle.addWidget(self.upcoming, 1)
        middle.addWidget(self.deadlines, 1)
        right.addWidget(self.year, 1 if columns == 3 else 0)
        right.addWidget(self.directory)
        self._across.setStretch(2, _SHARES[2] if columns == 3 else 0)
        self._across.setSpacing(16)
