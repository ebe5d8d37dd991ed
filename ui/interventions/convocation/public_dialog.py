"""Whom the type of intervention sends for, by Cuadro 2: a checklist over the directory [B.3]."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.model import Intervention
from concerta_desktop.queries.public import Invited, PublicGroup, public_of
from concerta_desktop.rules.convocation import in_a_row
from concerta_desktop.rules.oficio import served
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.columns import Column, GroupRow
from ui.widgets.dialogs import FormDialog
from ui.widgets.empty import EmptyState
from ui.widgets.notes import Note
from ui.widgets.table import Table

_UNKNOWN = "sin dato"
_NOWHERE = ("Falta a quién atiende.", "Elija los territorios y el tipo en Programación.")
_NOBODY = ("El directorio no tiene entidades de estos territorios.", "Regístrelas en Directorio.")


class PublicDialog(FormDialog):
    """Each participant of the Cuadro with who answers to it. Emits `people_chosen(ids)` and closes.

    Those already convoked are ticked and stay; a participant without anybody says so.
    """

    people_chosen = Signal(list)

    def __init__(self, tasks: Tasks, intervention: Intervention, parent: QWidget | None = None) -> None:
        kind = intervention.type.label if intervention.type else "este tipo"
        super().__init__(
            "A quiénes convocar según el Cuadro 2",
            accept="Agregar",
            subtitle=f"{kind}. Es una propuesta por cargo y entidad: marque a quién corresponde.",
            width=860,
            parent=parent,
        )
        self._groups: Sequence[PublicGroup] = ()
        self._ticked: set[str] = set()
        known = any(served(intervention)) and intervention.type is not None
        self._empty = EmptyState(*(_NOBODY if known else _NOWHERE))
        self.table = Table(
            self._columns(), name="Público según el Cuadro 2", row_id=_row_id, empty=self._empty
        )
        self.table.setMinimumHeight(400)
        self.lacking = Note(icon="circle-alert", tone="warning")
        card = Card(padding=0)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self.lacking, 1)
        self.all = Button("Marcar todas", kind="link")
        under.addWidget(self.all, alignment=Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(under)
        self.table.check_toggled.connect(self._tick)
        self.all.clicked.connect(self._tick_all)
        tasks.read(lambda tx: public_of(tx, intervention), self._show, owner=self, key="public")

    def submit(self) -> bool:
        """Hand over who is ticked and not there yet, in the order of the list."""
        rows = [one for group in self._groups for one in group.people]
        chosen = [one.id for one in rows if one.id in self._ticked and not one.convoked]
        if not chosen:
            self.show_error("Marque a quién convocar: con Espacio o con un clic en la casilla.")
            return False
        self.people_chosen.emit(list(dict.fromkeys(chosen)))
        return True

    def _columns(self) -> list[Column]:
        def name(row: tuple[str, Invited]) -> str:
            return row[1].person.full_name

        return [
            Column("tick", "", width=40, checked=lambda row: _on(row[1], self._ticked), sortable=False),
            Column("name", "Apellidos y nombres", name, bold=lambda _row: True, sortable=False),
            Column("position", "Cargo", lambda row: row[1].person.position or _UNKNOWN, 230, sortable=False),
            Column(
                "entity", "Entidad", lambda row: row[1].person.entity_name or _UNKNOWN, 180, sortable=False
            ),
            Column(
                "there",
                "Convocatoria",
                lambda row: "Ya está" if row[1].convoked else "—",
                width=116,
                icon=lambda row: "circle-check" if row[1].convoked else "",
                tone=lambda row: "ok" if row[1].convoked else "secondary",
                sortable=False,
            ),
        ]

    def _show(self, groups: Sequence[PublicGroup]) -> None:
        self._groups = groups
        nobody = [group.title for group in groups if not group.people]
        words = f"Sin nadie en el directorio: {'; '.join(nobody[:4])}" if nobody else ""
        more = f" y {len(nobody) - 4} más" if len(nobody) > 4 else ""
        self.lacking.show_words(f"{words}{more}." if words else "", "circle-alert", "warning")
        self.lacking.setVisible(bool(nobody))
        self._fill()
        self.table.setFocus()

    def _fill(self) -> None:
        self.table.set_rows([line for group in self._groups for line in _lines(group)])
        self.table.viewport().update()
        fresh = self._fresh()
        ticked = len(self._ticked & fresh)
        self.all.setVisible(bool(fresh))
        self.all.setText("Quitar marcas" if fresh <= self._ticked else "Marcar todas")
        self.accept_button.setText(f"Agregar {ticked}" if ticked else "Agregar")
        self.accept_button.updateGeometry()

    def _fresh(self) -> set[str]:
        """Who is not convoked yet."""
        return {one.id for group in self._groups for one in group.people if not one.convoked}

    def _tick_all(self) -> None:
        fresh = self._fresh()
        self._ticked = self._ticked - fresh if fresh <= self._ticked else self._ticked | fresh
        self.show_error("")
        self._fill()

    def _tick(self, row: str, on: bool) -> None:
        person = row.rpartition("/")[2]
        self._ticked ^= {person} if on != (person in self._ticked) else set()
        self.show_error("")
        self._fill()


def _lines(group: PublicGroup) -> Iterable[GroupRow | tuple[str, Invited]]:
    there = sum(one.convoked for one in group.people)
    count = f"{there} de {len(group.people)} convocadas" if group.people else "nadie en el directorio"
    icon, tone = ("circle-check", "ok") if there and not group.without else ("circle-alert", "warning")
    note = f"nadie de {in_a_row(group.without)}" if group.without else ""
    yield GroupRow(group.id, group.title, count, note, icon=icon, tone=tone)
    for one in group.people:
        yield group.id, one


def _row_id(row: tuple[str, Invited]) -> str:
    return f"{row[0]}/{row[1].id}"


def _on(one: Invited, ticked: set[str]) -> bool:
    return one.convoked or one.id in ticked
