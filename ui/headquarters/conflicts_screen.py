"""Conflictos: what two people wrote of the same thing, or recorded twice, side by side; a person decides."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.progress import Progress
from concerta_desktop.store.store import Store
from sync import conflicts
from sync.conflicts import Conflict, Option
from ui.headquarters.duplicates_view import DuplicatesView
from ui.headquarters.inbox_screen import ALL
from ui.headquarters.remarks_view import RemarksView
from ui.rounds import Round
from ui.screen import Screen
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.checks import RadioButton
from ui.widgets.columns import Column
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_FIELDS, _DUPLICATES, _MERGED, _REMARKS = "fields", "duplicates", "merged", "remarks"
_TABS = (
    (_FIELDS, "Campos"),
    (_DUPLICATES, "Posibles duplicados"),
    (_MERGED, "Fusionados"),
    (_REMARKS, "Observaciones"),
)
_WIDEST = 16_777_215
"""As wide as Qt lets a widget be."""


@dataclass(frozen=True)
class _Disputed:
    """A record with the fields that wait."""

    record_id: str
    title: str
    kind: str
    fields: tuple[Conflict, ...]


class ConflictsScreen(Screen):
    """At the left the records, at the right their fields with every value: who wrote it, when and where."""

    shows = ALL

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._groups: dict[str, QButtonGroup] = {}
        self._shown = ""
        self._build()
        self._connect()
        lead_to(self, self.table)

    def _build(self) -> None:
        self.head = PageHeader("Conflictos")
        self.all_button = Button("Decidir todos por lo más reciente…", icon="list-checks")
        self.later_button = Button("Dejar para después")
        self.accept_button = Button("Aceptar y seguir", kind="primary", keys="Ctrl+Enter")
        self.round = Round(self.tasks)
        self.duplicates = DuplicatesView(self.tasks, self.round)
        self.merged = DuplicatesView(self.tasks, self.round, merged=True)
        self.remarks = RemarksView(self.tasks, self.round)
        self._actions = {
            _FIELDS: (self.all_button, self.later_button, self.accept_button),
            _DUPLICATES: self.duplicates.buttons,
            _MERGED: self.merged.buttons,
            _REMARKS: self.remarks.buttons,
        }
        for buttons in self._actions.values():
            for button in buttons:
                self.head.add_action(button)
        self.which = Segmented("Ver", _choices({}), small=True)
        self.which.set_value(_FIELDS)
        self._counts: dict[str, int] = {}
        empty = EmptyState("No hay nada que decidir.", "Lo que dos equipos escriban distinto aparecerá aquí.")
        self.table = Table(
            _columns(), name="Conflictos", row_id=lambda row: row.record_id, row_height=48, empty=empty
        )
        self.card = TableCard(self.table, keys=(("↑", ""), ("↓", "recorrer")))
        self.fields = ScrollColumn(margin=0, spacing=12)
        shown = QWidget()
        sides = QHBoxLayout(shown)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(16)
        sides.addWidget(self.card)
        sides.addWidget(self.fields, 1)
        self.pages = QStackedWidget()
        for page in (shown, self.duplicates, self.merged, self.remarks):
            self.pages.addWidget(page)
        around = QVBoxLayout()
        around.setContentsMargins(24, 0, 24, 20)
        around.setSpacing(8)
        choice = QHBoxLayout()
        choice.addWidget(self.which)
        choice.addStretch(1)
        around.addLayout(choice)
        around.addWidget(self.round)
        around.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(around, 1)

    def _connect(self) -> None:
        self.table.row_selected.connect(lambda _id: self._show_fields())
        self.accept_button.clicked.connect(self.accept)
        self.later_button.clicked.connect(self._next)
        self.all_button.clicked.connect(self.decide_all)
        self.which.value_changed.connect(self.show_page)
        self.duplicates.counted.connect(lambda count: self._count(_DUPLICATES, count))
        self.remarks.counted.connect(lambda count: self._count(_REMARKS, count))
        self.remarks.opened.connect(lambda found: self.intervention_chosen.emit(found, ""))
        for view in (self.duplicates, self.merged, self.remarks):
            view.decided.connect(lambda: self.tasks.changed.emit(ALL))
        self.show_page(_FIELDS)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(self.accept)

    def reload(self) -> None:
        self.tasks.read(conflicts.conflicts, self._show, owner=self, key="conflicts")
        self.duplicates.reload()
        self.merged.reload()
        self.remarks.reload()

    def show_page(self, which: object) -> None:
        """Fields that wait, possible duplicates, what was merged, or remarks."""
        self.which.set_value(str(which))
        self.pages.setCurrentIndex(list(self._actions).index(str(which)))
        for key, buttons in self._actions.items():
            for button in buttons:
                button.setVisible(key == which)

    def accept(self) -> None:
        """Let the values chosen of this record stand; fields without a choice go on waiting."""
        row: _Disputed | None = self.table.current_row()
        if row is None:
            return
        chosen: list[tuple[Conflict, str]] = []
        for one in row.fields:
            button = self._groups[one.field].checkedButton()
            if button is not None:
                chosen.append((one, str(button.property("op_id"))))
        self._decide(chosen)

    def decide_all(self) -> None:
        """All alike: what was written last."""
        every = [one for row in self.table.rows() for one in row.fields]
        question = f"¿Decidir los {len(every)} campos por lo que se escribió al final?"
        consequence = "Los otros valores quedan en la historia de cada registro."
        if every and ConfirmDialog(question, consequence, "Decidir", danger=False, parent=self).exec():
            self._decide([(one, conflicts.newest(one)) for one in every])

    def _decide(self, chosen: list[tuple[Conflict, str]]) -> None:
        if not chosen:
            self.round.say("info", "Elija primero qué valor queda.")
            return

        def work(store: Store, _progress: Progress) -> int:
            return conflicts.decide(store, chosen)

        def done(count: int) -> str:
            self.tasks.changed.emit(ALL)
            return f"Decidido: {count} {'campo' if count == 1 else 'campos'}. El otro queda en la historia."

        self.round.run("Guardando", work, done)

    def _next(self) -> None:
        ids = [row.record_id for row in self.table.rows()]
        if ids:
            place = ids.index(self.table.current_id()) if self.table.current_id() in ids else -1
            self.table.select(ids[(place + 1) % len(ids)])

    def _show(self, found: list[Conflict]) -> None:
        groups: dict[tuple[str, str], list[Conflict]] = {}
        for one in found:
            groups.setdefault((one.record_type, one.record_id), []).append(one)
        rows = [_Disputed(key[1], all_[0].title, all_[0].kind, tuple(all_)) for key, all_ in groups.items()]
        self._shown = ""
        self.table.set_rows(rows)
        self.card.setMinimumWidth(400 if rows else 0)
        self.card.setMaximumWidth(400 if rows else _WIDEST)
        self.fields.setVisible(bool(rows))
        if rows and self.table.current_row() is None:
            self.table.select(rows[0].record_id)
        self._count(_FIELDS, len(found))
        for button in (self.all_button, self.later_button, self.accept_button):
            button.setEnabled(bool(rows))
        self._show_fields()

    def _count(self, which: str, count: int) -> None:
        self._counts[which] = count
        self.which.set_choices(_choices(self._counts))

    def _show_fields(self) -> None:
        row: _Disputed | None = self.table.current_row()
        shown = row.record_id if row else ""
        if shown and shown == self._shown:
            return
        self._shown = shown
        self._groups.clear()
        body = self.fields.body
        empty(body)
        for one in row.fields if row else ():
            body.addWidget(self._field(one))
        body.addStretch(1)

    def _field(self, conflict: Conflict) -> Card:
        card = Card(conflict.label, note=f"{conflict.kind} · {conflict.title}", rule=True)
        group = self._groups[conflict.field] = QButtonGroup(card)
        for option in conflict.options:
            button = RadioButton(_short(option.text))
            button.setProperty("op_id", option.op_id)
            button.setAccessibleName(f"{conflict.label}: {option.text}. {_source(option)}")
            group.addButton(button)
            card.body.addWidget(button)
            if len(option.text) > len(_short(option.text)):
                card.body.addWidget(Label(option.text, "body", wrap=True))
            card.body.addWidget(Label(f"      {_source(option)}", "secondary", tone="secondary"))
        return card


def _choices(counts: dict[str, int]) -> list[Choice]:
    return [Choice(key, f"{label} {counts.get(key) or ''}".strip()) for key, label in _TABS]


def _columns() -> list[Column]:
    return [
        Column(
            "title",
            "Registro",
            lambda row: row.title,
            secondary=lambda row: row.kind,
            icon=lambda _row: "git-compare",
            bold=lambda _row: True,
            sortable=False,
        ),
        Column(
            "fields", "Campos", lambda row: ", ".join(one.label for one in row.fields), 140, sortable=False
        ),
    ]


def _source(option: Option) -> str:
    shown = " · es el que se muestra" if option.shown else ""
    where = "" if option.device == option.author else f" · equipo de {option.device}"
    return f"{option.author} · {option.when:%d/%m/%Y %H:%M}{where}{shown}"


def _short(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 90 else f"{line[:88]}…"
