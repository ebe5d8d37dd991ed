"""The generated form of a tab, with what its fields look up; used by the panel and by the new dialog."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from concerta_desktop.model import Person
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.directory import EntityCard, PersonCard
from concerta_desktop.rules.addresses import address_doubt
from ui.directory.lookups import PersonLookups
from ui.directory.tabs import Tab
from ui.tasks import Tasks
from ui.widgets.form import Form, with_the_rest


class RecordForm(QWidget):
    """`form` is the generated one. Signal: `edited(name, value)`."""

    edited = Signal(str, object)

    def __init__(self, tab: Tab[Any], tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = PersonLookups(tasks, self) if tab.record is Person else None
        editors = self._lookups.editors() if self._lookups else {}
        today = lambda: tasks.store.now().date()  # noqa: E731
        rows = with_the_rest(tab.record, tab.fields)
        self.form = Form(tab.record, rows, today=today, editors=editors, stretch=tab.stretch)
        if self._lookups:
            self._lookups.attach(self.form)
        self.form.edited.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def show_card(self, card: PersonCard | EntityCard, *, other: bool, keep: Collection[str] = ()) -> None:
        """Show a record; `other`: it is not the one shown before, so nothing half typed is kept. The fields
        in `keep` are on their way to be saved and stay as they are."""
        if other:
            self.form.clear_typed()
        values = fields_of(card.record)
        self.show_values({name: values[name] for name in values if name not in keep}, card.references)
        if isinstance(card.record, Person):
            doubt = address_doubt(card.record.email, "ahí no le llegarán las invitaciones")
            self.form.box("email").set_doubt(doubt)

    def show_values(self, values: Mapping[str, object], references: Mapping[str, str] = {}) -> None:
        """Show values; `references` names the records that some of them refer to."""
        if self._lookups and "entity" in values and not self._lookups.entity.hasFocus():
            entity = values.get("entity")
            self._lookups.entity.show_reference(str(entity) if entity else None, references.get("entity", ""))
        self.form.show_values(values)
        for name in values:
            line = self.form.editor(name) if name in self.form.names() else None
            if isinstance(line, QLineEdit) and not line.hasFocus():
                line.setCursorPosition(0)  # a long text shows its beginning
