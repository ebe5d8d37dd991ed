"""The lists of Inicio: what waits to be closed and what comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concerta_desktop.queries.home import Closing, Upcoming
from concerta_desktop.rules.deadlines import Deadline
from concerta_desktop.rules.spanish_dates import month_short, relative
from ui.deadlines import is_late, line_of
from ui.home import words
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.labels import Label
from ui.widgets.lines import Lines, LineText

_SOON_DAYS = 7
_DEADLINES = 12


class ListCard(Card):
    """A card of rows that scroll when the window is low. `row_chosen(str)` carries the row's key."""

    row_chosen = Signal(str)
    all_requested = Signal()

    def __init__(self, title: str, nothing: str, least: int, parent: QWidget | None = None) -> None:
        super().__init__(title, note=" ", padding=0, parent=parent)
        self.see_all = self.add_link("Ver todas", trailing="chevron-right")
        self.see_all.setAccessibleName(f"{title}: ver todas")
        self.see_all.clicked.connect(self.all_requested)
        self._lines = Lines(title)
        self._nothing = Label(nothing, "body", tone="secondary", wrap=True)
        self._nothing.setContentsMargins(16, 8, 16, 16)
        column = ScrollColumn(margin=0, spacing=0, parent=self)
        column.body.setContentsMargins(0, 0, 0, 0)
        for widget in (self._lines, self._nothing):
            column.body.addWidget(widget)
        column.body.addStretch(1)
        column.setMinimumHeight(least)
        self.body.setContentsMargins(1, 0, 1, 1)
        self.body.addWidget(column)

    def show_texts(self, texts: dict[str, LineText], note: str) -> None:
        """Show these rows; without any, the sentence that says so."""
        self.note.setText(note)
        self.see_all.setVisible(bool(texts))
        self._nothing.setVisible(not texts)
        for key, line in self._lines.show_lines(texts).items():
            line.clicked.connect(lambda _=False, key=key: self.row_chosen.emit(key))


class ClosingCard(ListCard):
    """What is over and still lacks something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Por cerrar", "Nada por cerrar: lo ejecutado está completo.", 92, parent)

    def show_closing(self, closing: Closing, today: date) -> None:
        texts = {
            item.row.id: LineText(
                item.row.title,
                words.lacks(item),
                big=f"{item.row.last:%d/%m}",
                right=relative(item.row.last, today),
            )
            for item in closing.rows
            if item.row.last
        }
        note = f"{closing.total} de {closing.held} ejecutadas en 12 meses" if closing.held else ""
        self.show_texts(texts, note)


class DeadlinesCard(ListCard):
    """What falls due, what is late first; each says whether it binds or advises."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Plazos", "Nada vence en los próximos tres meses.", 130, parent)

    def show_deadlines(self, found: Sequence[Deadline], today: date) -> None:
        open_ones = [one for one in found if not one.done]
        late = sum(is_late(one, today) for one in open_ones)
        note = f"{late} vencido{'s' if late != 1 else ''}" if late else ""
        self.show_texts({one.key: line_of(one, today) for one in open_ones[:_DEADLINES]}, note)
        self.note.set_tone("error" if late else "secondary")


class UpcomingCard(ListCard):
    """What comes after the next one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Próximas", "No hay otras intervenciones programadas.", 168, parent)

    def show_upcoming(self, items: tuple[Upcoming, ...], total: int, today: date) -> None:
        texts = {item.row.id: self._text(item, today) for item in items}
        self.show_texts(texts, words.count(total, "intervención", "intervenciones") if total else "")

    @staticmethod
    def _text(item: Upcoming, today: date) -> LineText:
        day = item.day
        near = day is None or (day - today).days <= _SOON_DAYS
        return LineText(
            item.row.title,
            words.whom(item.row),
            lead=words.coming(item, today),
            lead_tone="warning" if near else "secondary",
            big=f"{day.day:02d}" if day else "",
            small=month_short(day) if day else "",
            icon="" if day else "calendar-clock",
            tall=True,
        )
