"""The findings of a visit as a list under three headings, with what narrows and orders it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from concerta_desktop.queries.findings import FindingRow
from concerta_desktop.text import fold, sort_key
from ui.interventions.matrix import words
from ui.theme import font
from ui.widgets import paint
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceField
from ui.widgets.columns import Column, GroupRow
from ui.widgets.empty import EmptyState
from ui.widgets.inputs import SearchField
from ui.widgets.notes import Note
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table

_NOTHING = (
    "Todavía no hay hallazgos.",
    "Ctrl+N anota un nudo crítico y Ctrl+Mayús+N un avance. Lo pendiente de visitas anteriores llega solo.",
)
_FILTERS = (("all", "Todo"), ("nudos", "Nudos"), ("advances", "Avances"))
_ORDERS: dict[str, tuple[str, Callable[[FindingRow], tuple[object, ...]]]] = {
    "place": ("Por instancia", lambda row: (not row.finding.place, sort_key(row.place))),
    "about": (
        "Por función",
        lambda row: (not row.finding.about, sort_key(row.finding.about or "")),
    ),
    "number": ("Por número", lambda _row: ()),
}
_RESPONSIBLE, _ROOM_FOR_RESPONSIBLE, _ROOM_FOR_SEARCH = 2, 600, 700


class MatrixList(QWidget):
    """Usage: `listed.show_rows(rows, today)`; `listed.say("1 nudo sin responsable ni plazo")`.

    Signals: `chosen(id)` ("" = none), `opened(id)` (Enter), `delete_asked()`.
    """

    chosen = Signal(str)
    opened = Signal(str)
    delete_asked = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FindingRow] = []
        self._empty = EmptyState(*_NOTHING)
        self.table = _Keys(_columns(today), name="Avances y nudos críticos", row_height=40, empty=self._empty)
        self.filter = Segmented("Qué se muestra", [Choice(key, label) for key, label in _FILTERS], small=True)
        self.filter.set_value("all")
        orders = [Choice(key, label) for key, (label, _) in _ORDERS.items()]
        self.order = ChoiceField("Orden", orders, small=True)
        self.order.set_value("place")
        self.search = SearchField("Buscar un hallazgo", placeholder="Buscar", small=True)
        self.note = Note("", "circle-alert", "warning")
        self._build()
        self._connect()

    def show_rows(self, rows: Sequence[FindingRow]) -> None:
        """Show these findings, those of earlier visits first; what is chosen stays chosen."""
        self._rows = list(rows)
        counts = {key: sum(_is(row, key) for row in rows) for key, _ in _FILTERS}
        self.filter.set_choices([Choice(key, f"{label} {counts[key]}") for key, label in _FILTERS])
        self._fill()

    def say(self, note: str) -> None:
        """What should be known of the whole; "" says nothing."""
        self.note.show_words(note, "circle-alert", "warning")
        self.note.setMinimumWidth(24 + paint.text_width(note, font("secondary")) if note else 0)
        self._make_room()

    def ids(self) -> list[str]:
        """Ids in the order shown."""
        return [row.id for row in self.table.rows()]

    def reveal(self, row_id: str) -> None:
        """Choose a finding, with the filters out of its way."""
        if row_id not in self.ids():
            self.filter.set_value("all")
            self.search.set_value("")
            self._fill()
        self.table.select(row_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """On a narrow window the list keeps what identifies a nudo; the panel has the rest."""
        self.table.setColumnHidden(_RESPONSIBLE, self.width() < _ROOM_FOR_RESPONSIBLE)
        self.search.setVisible(self.width() >= _ROOM_FOR_SEARCH)
        self.note.setVisible(bool(self.note.text()) and self.width() >= _ROOM_FOR_RESPONSIBLE)

    def _build(self) -> None:
        self.search.setFixedWidth(112)
        self.order.setFixedWidth(132)
        above = QWidget()
        above.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        above.setMinimumWidth(self.filter.sizeHint().width() + 140)
        tools = QHBoxLayout(above)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(8)
        for widget in (self.filter, self.order):
            tools.addWidget(widget)
        tools.addWidget(self.search)
        tools.addStretch(1)
        tools.addWidget(self.note, 0, Qt.AlignmentFlag.AlignVCenter)
        card = Card(padding=0)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(above)
        column.addWidget(card, 1)
        lead_to(self, self.table)
        self.say("")

    def _connect(self) -> None:
        self.filter.value_changed.connect(lambda _key: self._fill())
        self.order.value_changed.connect(lambda _key: self._fill())
        self.search.value_changed.connect(lambda _text: self._fill())
        self.search.down_pressed.connect(self.table.setFocus)
        self.table.row_selected.connect(self.chosen)
        self.table.row_activated.connect(self.opened)
        self.table.delete_pressed.connect(self.delete_asked)

    def _fill(self) -> None:
        typed, key = fold(self.search.value()).split(), self.filter.value()
        shown = [row for row in self._rows if _is(row, key) and _speaks_of(row, typed)]
        by = _ORDERS[self.order.value() or "place"][1]
        shown.sort(key=lambda row: (*by(row), row.finding.number or 100_000, row.code))
        if self._rows:
            self._empty.set_words("Nada coincide.", "Elija «Todo» o borre lo escrito en la búsqueda.")
        else:
            self._empty.set_words(*_NOTHING)
        self.table.set_rows(_grouped(shown))


class _Keys(Table):
    """Tells of Supr."""

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


def _grouped(rows: Sequence[FindingRow]) -> list[FindingRow | GroupRow]:
    carried = [row for row in rows if row.carried]
    fresh = [row for row in rows if not row.carried and not row.advance]
    advances = [row for row in rows if row.advance]
    pending = sum(row.pending for row in carried)
    note = f"{pending} sin actualizar en esta visita" if pending else ""
    groups = (
        (
            GroupRow(
                "carried", "Vienen de visitas anteriores", str(len(carried)), note, "history", "warning"
            ),
            carried,
        ),
        (
            GroupRow(
                "fresh", "Nudos críticos de esta visita", str(len(fresh)), "", "triangle-alert", "error"
            ),
            fresh,
        ),
        (GroupRow("advances", "Avances", str(len(advances)), "", "trending-up", "ok"), advances),
    )
    return [line for heading, group in groups if group for line in (heading, *group)]


def _is(row: FindingRow, key: str) -> bool:
    return key not in {"nudos", "advances"} or row.advance is (key == "advances")


def _speaks_of(row: FindingRow, typed: Sequence[str]) -> bool:
    finding = row.finding
    parts = (row.code, finding.text, finding.about, row.place, finding.responsible)
    text = fold(" ".join(part for part in parts if part))
    return all(word in text for word in typed)


def _columns(today: Callable[[], date]) -> list[Column]:
    def missing(row: FindingRow, name: str) -> bool:
        return name in row.lacks

    def responsible(row: FindingRow) -> str:
        return row.finding.responsible or words.UNKNOWN

    def due_tone(row: FindingRow) -> str:
        if words.late_text(row, today()):
            return "error"
        return "warning" if missing(row, "due") else "text" if row.finding.due else "tertiary"

    def responsible_tone(row: FindingRow) -> str:
        return "warning" if missing(row, "responsible") else "text" if row.finding.responsible else "neutral"

    return [
        Column(
            "code", "N.°", lambda row: row.code or "nuevo", 58, tone=lambda _row: "secondary", sortable=False
        ),
        Column(
            "text",
            "Hallazgo y función o instrumento",
            words.text_line,
            secondary=words.subject_line,
            bold=lambda row: bool(row.finding.text),
            tone=lambda row: "text" if row.finding.text else "warning",
            sortable=False,
        ),
        Column(
            "responsible",
            "Responsable",
            responsible,
            138,
            icon=lambda row: "circle-alert" if missing(row, "responsible") else "",
            tone=responsible_tone,
            sortable=False,
        ),
        Column(
            "due",
            "Plazo",
            words.due_text,
            118,
            secondary=lambda row: words.late_text(row, today()),
            tone=due_tone,
            sortable=False,
        ),
        Column(
            "state",
            "Estado",
            lambda row: words.NOT_APPLICABLE if row.advance else "",
            112,
            badge=words.standing_badge,
            tone=lambda _row: "tertiary",
            sortable=False,
        ),
    ]
