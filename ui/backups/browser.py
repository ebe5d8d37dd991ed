"""The copies there are, and what the chosen one holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from concerta_desktop.errors import ConcertaError
from concerta_desktop.model import record_type
from concerta_desktop.rules.spanish_dates import near_moment, short_date
from concerta_desktop.services.backups import Preview
from concerta_desktop.store.backups import Copy
from ui.widgets.card import Card
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.layouts import empty
from ui.widgets.notes import Note
from ui.widgets.numbers import thousands
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_COUNTED = ("intervention", "person", "attendance", "entity", "finding", "report_version")
"""Record types told first, as far as there are any."""
_SHOWN = 5
_PREVIEW = 312


@dataclass(frozen=True)
class Row:
    """A copy in the list."""

    id: str
    copy: Copy
    when: str
    foreign: bool
    """Of another laptop."""


class CopyBrowser(QWidget):
    """A list with a preview beside it. Signals: `chosen(Copy | None)`: whoever has the key looks it up and
    calls `show_preview`; `activated(Copy)` on Enter."""

    chosen = Signal(object)
    activated = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        nothing = EmptyState("Aquí no hay copias.", "Concerta hace una cada media hora de uso.")
        self.table = Table(_columns(), name="Copias", row_height=46, empty=nothing)
        self._card = TableCard(self.table, keys=[("↑", ""), ("↓", "recorrer"), ("Enter", "restaurar")])
        self._preview = Card("Qué lleva esta copia")
        self._preview.setFixedWidth(_PREVIEW)
        self._facts, self._titles = _Pairs(), _Pairs()
        self._heading = Label("Lo último en que se trabajó", "emphasis")
        self._note = Note()
        for widget in (self._note, self._facts, self._heading, self._titles):
            self._preview.body.addWidget(widget)
        self._preview.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._card, 1)
        row.addWidget(self._preview)
        self.table.row_selected.connect(lambda _id: self._tell())
        self.table.row_activated.connect(lambda _id: self.activated.emit(self.current()))
        lead_to(self, self.table)
        self._tell()

    def show_copies(self, copies: Sequence[Copy], device: str, now: datetime, unreadable: int = 0) -> None:
        """List them; those of other laptops than `device` are marked. "" = none is ours."""
        rows = [
            Row(str(one.folder), one, near_moment(one.made, now), device not in ("", one.device))
            for one in copies
        ]
        self.table.set_rows(rows)
        noun = "copia" if len(rows) == 1 else "copias"
        totals = [(f"{len(rows)} {noun}", "secondary")]
        if unreadable:
            totals.append((f"{unreadable} que no se pueden leer", "warning"))
        self._card.footer.set_totals(totals)
        if rows and not self.table.current_id():
            self.table.select(next((row.id for row in rows if not row.foreign), rows[0].id))
        self._tell()

    def current(self) -> Copy | None:
        """The chosen copy."""
        row = self.table.current_row()
        return row.copy if row is not None else None

    def show_preview(self, copy: Copy, found: Preview | Exception, now: datetime) -> None:
        """What was found in `copy`, unless another was chosen meanwhile."""
        if copy != self.current():
            return
        if isinstance(found, ConcertaError):
            self._say(str(found), "triangle-alert", "warning")
            return
        if isinstance(found, Exception):
            raise found
        moment = found.last_change
        words = f"Último cambio: {near_moment(moment, now)}" if moment else "No tiene cambios."
        self._say(words, "clock")
        self._heading.setVisible(bool(found.interventions))
        self._titles.show_pairs([(title, _short(when, now)) for title, when in found.interventions])

    def show_note(self, words: str) -> None:
        """Say something of the chosen copy instead of what is in it."""
        self._say(words, "lock")

    def _tell(self) -> None:
        copy = self.current()
        self._heading.hide()
        self._titles.show_pairs([])
        self._facts.show_pairs(_facts(copy) if copy else [])
        self._say("Abriendo la copia…" if copy else "Elija una copia.", "loader" if copy else "info")
        self.chosen.emit(copy)

    def _say(self, words: str, icon: str, tone: str = "secondary") -> None:
        self._note.show_words(words, icon, tone)


def _columns() -> list[Column]:
    return [
        Column(
            "when",
            "Hecha",
            lambda row: row.when,
            176,
            icon=lambda row: "unplug" if row.foreign else "hard-drive",
            secondary=lambda row: "de otro equipo" if row.foreign else row.copy.folder.name,
            sortable=False,
        ),
        Column("why", "Motivo", lambda row: row.copy.why, sortable=False),
        Column("records", "Registros", lambda row: thousands(_total(row.copy)), 88, "right", sortable=False),
        Column("size", "Tamaño", lambda row: f"{row.copy.size / 1e6:.1f} MB", 84, "right", sortable=False),
    ]


def _total(copy: Copy) -> int:
    return sum(copy.counts.values())


def _short(moment: datetime, now: datetime) -> str:
    """As short as can be: the title beside it needs the room."""
    return f"{moment:%H:%M}" if moment.date() == now.date() else short_date(moment.date(), now.year)


def _facts(copy: Copy) -> list[tuple[str, str]]:
    """How many of what, the most telling first."""
    names = [name for name in dict.fromkeys((*_COUNTED, *copy.counts)) if copy.counts.get(name)]
    records = ((name, record_type(name)) for name in names[:_SHOWN])
    return [(record.META.plural, thousands(copy.counts[name])) for name, record in records if record]


class _Pairs(QWidget):
    """Lines of words with a figure or a date at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        empty(self._grid)
        for place, (words, figure) in enumerate(pairs):
            self._grid.addWidget(ElidedLabel(words), place, 0)
            self._grid.addWidget(Label(figure, "secondary", tone="secondary", tabular=True), place, 1)
        self.setVisible(bool(pairs))
