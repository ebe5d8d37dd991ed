"""Several people at once: those who came before to these territories, or everybody of an entity."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.queries.attendance import earlier_people
from concerta_desktop.queries.convocation import people_of_entity
from concerta_desktop.queries.people import PersonRow
from concerta_desktop.text import fold
from ui.interventions.lookups import entity_field
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.columns import Column
from ui.widgets.dialogs import FormDialog
from ui.widgets.empty import EmptyState
from ui.widgets.inputs import SearchField
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.table import Table

_SOURCES = (
    Choice("before", "De estos territorios", "history"),
    Choice("entity", "De una entidad", "building-2"),
)
UNKNOWN = "sin dato"


class SeveralDialog(FormDialog):
    """A list to tick. Emits `people_chosen(ids)` and closes."""

    people_chosen = Signal(list)

    def __init__(
        self, tasks: Tasks, intervention: str, territories: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__("Agregar varias personas", accept="Agregar", width=820, parent=parent)
        self._tasks, self._intervention, self._territories = tasks, intervention, territories
        self._rows: list[PersonRow] = []
        self._ticked: set[str] = set()
        self._source = Segmented("De dónde", _SOURCES)
        self._source.set_value("before")
        self._entity = entity_field(tasks, "Entidad")
        self._entity.hide()
        self._search = SearchField("Buscar en la lista", placeholder="Buscar nombre o entidad")
        self._all = Button("Marcar todas", kind="link")
        self._empty = EmptyState("")
        self.table = Table(self._columns(), name="Personas para convocar", empty=self._empty)
        self.table.setMinimumHeight(320)
        self._lay_out()
        self._connect()
        self._read()

    def submit(self) -> bool:
        """Hand over who is ticked, in the order of the list."""
        chosen = [row.id for row in self._rows if row.id in self._ticked]
        if not chosen:
            self.show_error("Marque a quién convocar: con Espacio o con un clic en la casilla.")
            return False
        self.people_chosen.emit(chosen)
        return True

    def _columns(self) -> list[Column]:
        return [
            Column("tick", "", width=40, checked=lambda row: row.id in self._ticked, sortable=False),
            Column(
                "name",
                "Apellidos y nombres",
                lambda row: row.full_name,
                bold=lambda _row: True,
                sortable=False,
            ),
            Column("entity", "Entidad", lambda row: row.entity_name or UNKNOWN, width=210, sortable=False),
            Column("position", "Cargo", lambda row: row.position or UNKNOWN, width=210, sortable=False),
        ]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._source)
        top.addWidget(self._entity, 1)
        top.addWidget(self._search, 1)
        top.addWidget(self._all)
        self.body.addLayout(top)
        card = Card(padding=0)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)

    def _connect(self) -> None:
        self._source.value_changed.connect(self._switch)
        self._entity.value_changed.connect(lambda _id: self._read())
        self._search.value_changed.connect(lambda _text: self._fill())
        self._search.down_pressed.connect(self.table.setFocus)
        self.table.check_toggled.connect(self._tick)
        self._all.clicked.connect(self._tick_all)

    def _switch(self, source: str) -> None:
        self._entity.setVisible(source == "entity")
        (self._entity if source == "entity" else self.table).setFocus()
        self._read()

    def _read(self) -> None:
        intervention, entity, territories = self._intervention, self._entity.value(), self._territories
        if self._source.value() == "before":
            self._tasks.read(
                lambda tx: earlier_people(tx, intervention, territories), self._show, owner=self, key="people"
            )
        elif entity:
            self._tasks.read(
                lambda tx: people_of_entity(tx, intervention, entity), self._show, owner=self, key="people"
            )
        else:
            self._show([])

    def _show(self, rows: Sequence[PersonRow]) -> None:
        self._rows = list(rows)
        self._ticked &= {row.id for row in rows}
        self._say_empty()
        self._fill()

    def _say_empty(self) -> None:
        if self._source.value() == "entity":
            chosen = bool(self._entity.value())
            line = "O ya están todas convocadas." if chosen else "Escriba su nombre y elíjala de la lista."
            self._empty.set_words("Sin personas de esa entidad." if chosen else "Elija la entidad.", line)
        elif not self._territories:
            self._empty.set_words("Falta a quién atiende.", "Elija los territorios en Programación.")
        else:
            self._empty.set_words(
                "Nadie más de estos territorios en el directorio.",
                "Aparecen quienes vinieron antes y las personas de sus entidades.",
            )

    def _fill(self) -> None:
        words = fold(self._search.value()).split()
        shown = [row for row in self._rows if _speaks_of(row, words)]
        self.table.set_rows(shown)
        self.table.viewport().update()
        ticked = len(self._ticked)
        self.accept_button.setText(f"Agregar {ticked}" if ticked else "Agregar")
        self.accept_button.updateGeometry()
        everything = bool(shown) and all(row.id in self._ticked for row in shown)
        self._all.setText("Quitar marcas" if everything else "Marcar todas")

    def _tick(self, row: str, on: bool) -> None:
        self._ticked ^= {row} if on != (row in self._ticked) else set()
        self.show_error("")
        self._fill()

    def _tick_all(self) -> None:
        shown = {row.id for row in self.table.rows()}
        self._ticked = self._ticked - shown if shown <= self._ticked else self._ticked | shown
        self._fill()


def _speaks_of(row: PersonRow, words: Sequence[str]) -> bool:
    text = fold(f"{row.full_name} {row.entity_name or ''} {row.position or ''}")
    return all(word in text for word in words)
