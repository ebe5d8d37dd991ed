"""The record marked in the list, ready to be put right; every field is saved when it is left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Person
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.directory import EntityCard, Likeness, PersonCard
from ui.directory.like_notice import LikeNotice
from ui.directory.record_form import RecordForm
from ui.directory.tabs import Tab
from ui.tasks import Tasks
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.labels import Label, Separator
from ui.widgets.lines import Lines
from ui.widgets.notice import InlineNotice

WIDTH = 372


class RecordPanel(Card):
    """Usage: `panel.show_card(card)`; `panel.clear()` when nothing is marked.

    Signals: `edited(name, value)`, `related_chosen(id)`, `other_asked(id)`, `keep_asked()`,
    `history_asked()`, `rights_asked()`, `delete_asked()`, `left()` (Esc or "Volver").
    """

    edited = Signal(str, object)
    related_chosen = Signal(str)
    other_asked = Signal(str)
    keep_asked = Signal()
    history_asked = Signal()
    rights_asked = Signal()
    delete_asked = Signal()
    left = Signal()

    def __init__(self, tab: Tab[Any], tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setAccessibleName(f"Detalle de la {tab.one}")
        self._tab = tab
        self._id = ""
        self._title = Label("", "panel", wrap=True)
        self._about = Label("", "secondary", tone="secondary", wrap=True)
        self._doubt = InlineNotice("warning")
        self.like = LikeNotice(f"Ver esa {tab.one}")
        self.fields = RecordForm(tab, tasks)
        self._heading = Label("", "header", tone="secondary", wrap=True)
        self.related = Lines(tab.many)
        self._inside = QWidget(self)
        self.back = Button("Volver", icon="arrow-left")
        self._build()
        self._connect()
        self.clear()

    def show_card(self, card: PersonCard | EntityCard, keep: Collection[str] = ()) -> None:
        """Show a record, or the same one as it stands now: what is half typed, and the fields in `keep`,
        stay then."""
        other = card.record.id != self._id
        self._id = card.record.id
        if other:
            self.like.clear()
            self._scroll.verticalScrollBar().setValue(0)
        self._title.setText(card.title)
        self._about.setText(self._tab.about(card))
        self.fields.show_card(card, other=other, keep=() if other else keep)
        self._doubt.set_notice("warning", self._tab.doubt(fields_of(card.record)))
        heading, lines = self._tab.related(card)
        self._heading.setText(heading)
        for key, line in self.related.show_lines(lines).items():
            line.clicked.connect(lambda _=False, key=key: self.related_chosen.emit(key))
        self._inside.show()

    def clear(self) -> None:
        """Nothing is marked."""
        self._id = ""
        self._inside.hide()

    def current_id(self) -> str:
        """Id of the record shown, "" for none."""
        return self._id

    def show_likeness(self, name: str, found: Sequence[Likeness]) -> None:
        """Tell whom a change of the field `name` would repeat; it waits for an answer."""
        self.like.show_likeness(found, "No se ha guardado el cambio.")
        self.fields.form.show_problem(ValidationError(name, "Sin guardar: vea el aviso de arriba."))
        self._scroll.verticalScrollBar().setValue(0)

    def show_problem(self, error: ValidationError) -> bool:
        """Put a refusal at its field; False when it is not here."""
        return self.fields.form.show_problem(error)

    def focus_first(self) -> None:
        """Begin to put it right."""
        self.fields.form.focus_field(self.fields.form.names()[0])

    def set_alone(self, *, alone: bool) -> None:
        """Alone on a narrow window it takes all the width and offers the way back."""
        self.back.setVisible(alone)
        self.setMinimumWidth(0 if alone else WIDTH)
        self.setMaximumWidth(16_777_215 if alone else WIDTH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        column = ScrollColumn(margin=0, spacing=0, parent=self._inside)
        column.body.setContentsMargins(0, 14, 0, 16)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 0, 16, 0)
        inside.setSpacing(2)
        inside.addWidget(self._title)
        inside.addWidget(self._about)
        inside.addSpacing(8)
        for widget in (self._doubt, self.like, self.fields):
            inside.addWidget(widget)
            inside.addSpacing(6)
        inside.addSpacing(8)
        inside.addWidget(self._heading)
        inside.addSpacing(6)
        column.body.addLayout(inside)
        column.body.addWidget(self.related)
        column.body.addStretch(1)
        self._scroll = column
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(column, 1)
        whole.addWidget(Separator())
        whole.addLayout(self._build_actions())
        self.body.addWidget(self._inside)

    def _build_actions(self) -> QHBoxLayout:
        self.history_button = Button("Ver historia", icon="history")
        self.rights_button = IconButton("shield-check", "Derechos sobre sus datos")
        self.rights_button.setVisible(self._tab.record is Person)
        self.trash_button = IconButton("trash-2", "Enviar a la papelera (Supr)")
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.history_button)
        row.addStretch(1)
        row.addWidget(self.rights_button)
        row.addWidget(self.trash_button)
        return row

    def _connect(self) -> None:
        self.fields.edited.connect(self.edited)
        self.like.other_asked.connect(self.other_asked)
        self.like.keep_asked.connect(self.keep_asked)
        self.history_button.clicked.connect(self.history_asked)
        self.rights_button.clicked.connect(self.rights_asked)
        self.trash_button.clicked.connect(self.delete_asked)
        self.back.clicked.connect(self.left)
