"""People and entities that may have been recorded twice: both side by side, and a person decides."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QWidget

from concerta_desktop.progress import Progress
from concerta_desktop.services import comparisons
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx, Tx
from sync import duplicates
from sync.duplicates import Facing, Pair, Side
from ui.rounds import Round
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.checks import RadioButton
from ui.widgets.columns import Column
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty import EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_LIST = 400
_WIDEST = 16_777_215
"""As wide as Qt lets a widget be."""


class DuplicatesView(QWidget):
    """At the left the pairs, at the right both records. `merged`: those that were merged, to separate.

    Signals: `decided()` after something changed, `counted(int)` after the list was read.
    """

    decided = Signal()
    counted = Signal(int)

    def __init__(
        self, tasks: Tasks, told: Round, *, merged: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tasks, self.round, self._merged = tasks, told, merged
        self._stays = QButtonGroup(self)
        self._build()
        self._connect()
        lead_to(self, self.table)

    def _build(self) -> None:
        self.all_button = Button("Fusionar todos los que no dejan duda…", icon="list-checks")
        self.apart_button = Button("Son distintos")
        self.merge_button = Button("Fusionar", kind="primary", icon="git-merge")
        self.separate_button = Button("Separar", kind="primary", icon="scissors")
        deciding = (self.all_button, self.apart_button, self.merge_button)
        self.buttons = (self.separate_button,) if self._merged else deciding
        empty = (
            EmptyState("No hay nada fusionado.", "Lo que se fusione se podrá separar aquí.")
            if self._merged
            else EmptyState(
                "No hay posibles duplicados.",
                "Las personas o entidades que dos equipos registren por separado aparecerán aquí.",
            )
        )
        name = "Fusionados" if self._merged else "Posibles duplicados"
        self.table = Table(_columns(), name=name, row_id=_row_id, row_height=48, empty=empty)
        self.card = TableCard(self.table, keys=(("↑", ""), ("↓", "recorrer")))
        self.both = ScrollColumn(margin=0, spacing=12)
        self.both.body.setContentsMargins(0, 0, 0, 0)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(16)
        sides.addWidget(self.card)
        sides.addWidget(self.both, 1)

    def _connect(self) -> None:
        self.table.row_selected.connect(lambda _id: self._read_both())
        self.all_button.clicked.connect(self.merge_all)
        self.apart_button.clicked.connect(self.tell_apart)
        self.merge_button.clicked.connect(self.merge)
        self.separate_button.clicked.connect(self.separate)

    def reload(self) -> None:
        read = duplicates.merged if self._merged else duplicates.waiting
        self.tasks.read(read, self._show, owner=self, key="pairs")

    def merge(self) -> None:
        """Both are one: the one chosen stays."""
        pair: Pair | None = self.table.current_row()
        button = self._stays.checkedButton()
        if pair is None or button is None:
            return
        kept = str(button.property("record"))
        other = pair.other if kept == pair.one else pair.one
        self._decide(
            lambda tx: comparisons.merge_same(tx, pair.kind, kept, other),
            f"Fusionado: {pair.title}. Se puede separar en «Fusionados».",
        )

    def tell_apart(self) -> None:
        """They are two, and nobody asks again."""
        pair: Pair | None = self.table.current_row()
        if pair is not None:
            self._decide(
                lambda tx: comparisons.tell_apart(tx, pair.kind, pair.one, pair.other),
                f"Son distintos: {pair.title}. No se volverá a preguntar.",
            )

    def separate(self) -> None:
        """They were two after all."""
        pair: Pair | None = self.table.current_row()
        if pair is not None:
            self._decide(
                lambda tx: comparisons.separate(tx, pair.comparison),
                f"Separado: {pair.title}. Cada registro quedó como estaba.",
            )

    def merge_all(self) -> None:
        """Those of which document and name, or name and territory, agree."""
        due = [pair for pair in self.table.rows() if pair.alike]
        question = f"¿Fusionar los {len(due)} que coinciden en documento y nombre, o en nombre y territorio?"
        consequence = "Queda el más antiguo, con lo que le faltaba del otro. Cada uno se puede separar."
        if not due or not ConfirmDialog(question, consequence, "Fusionar", danger=False, parent=self).exec():
            return

        def work(store: Store, progress: Progress) -> int:
            return duplicates.merge_alike(store, due, progress)

        self.round.run("Fusionando", work, lambda count: self._said(f"Fusionados: {count}."))

    def _decide(self, write: Callable[[Tx], None], words: str) -> None:
        def work(store: Store, _progress: Progress) -> None:
            with store.write() as tx:
                write(tx)

        self.round.run("Guardando", work, lambda _none: self._said(words))

    def _said(self, words: str) -> str:
        self.decided.emit()
        return words

    def _show(self, pairs: list[Pair]) -> None:
        self.table.set_rows(pairs)
        self.card.setMinimumWidth(_LIST if pairs else 0)
        self.card.setMaximumWidth(_LIST if pairs else _WIDEST)
        self.both.setVisible(bool(pairs))
        if pairs and self.table.current_row() is None:
            self.table.select(_row_id(pairs[0]))
        for button in self.buttons:
            button.setEnabled(bool(pairs))
        self.all_button.setEnabled(any(pair.alike for pair in pairs))
        self.counted.emit(len(pairs))
        self._read_both()

    def _read_both(self) -> None:
        pair: Pair | None = self.table.current_row()

        def read(tx: ReadTx) -> Facing | None:
            return duplicates.face(tx, pair) if pair else None

        self.tasks.read(read, self._show_both, owner=self, key="both")

    def _show_both(self, facing: Facing | None) -> None:
        body = self.both.body
        empty(body)
        for button in self._stays.buttons():
            self._stays.removeButton(button)
        if facing is not None:
            body.addWidget(self._compared(facing))
        body.addStretch(1)

    def _compared(self, facing: Facing) -> Card:
        card = Card(facing.pair.title, note=facing.pair.reason or facing.pair.kind.label, rule=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, side in enumerate((facing.one, facing.other), start=1):
            self._head(grid, column, side, kept=column == 1)
        row = 2
        for label, left, right in zip(facing.labels, facing.one.values, facing.other.values, strict=True):
            if left == right == "sin dato":
                continue
            differ = left != right
            grid.addWidget(Label(label, "secondary", tone="secondary", wrap=True), row, 0, _TOP)
            for column, text in enumerate((left, right), start=1):
                tone = "secondary" if text == "sin dato" else "text"
                grid.addWidget(
                    Label(text, "emphasis" if differ else "body", tone=tone, wrap=True), row, column, _TOP
                )
            row += 1
        card.body.addLayout(grid)
        return card

    def _head(self, grid: QGridLayout, column: int, side: Side, *, kept: bool) -> None:
        where = f"{side.author} · {side.when:%d/%m/%Y %H:%M}"
        where += "" if side.device == side.author else f" · equipo de {side.device}"
        if self._merged:
            grid.addWidget(Label("Queda" if kept else "Se unió a ella", "card"), 0, column)
        else:
            button = RadioButton("Queda esta")
            button.setProperty("record", side.record_id)
            button.setAccessibleName(f"Queda la que registró {where}")
            button.setChecked(kept)
            self._stays.addButton(button)
            grid.addWidget(button, 0, column)
        grid.addWidget(Label(where, "secondary", tone="secondary", wrap=True), 1, column, _TOP)


_TOP = Qt.AlignmentFlag.AlignTop


def _row_id(pair: Pair) -> str:
    return f"{pair.one} {pair.other}"


def _columns() -> list[Column]:
    return [
        Column(
            "title",
            "Registro",
            lambda pair: pair.title,
            secondary=lambda pair: " · ".join(part for part in (pair.kind.label, pair.reason) if part),
            icon=lambda pair: "user" if pair.kind == "person" else "building-2",
            bold=lambda _pair: True,
            sortable=False,
        )
    ]
