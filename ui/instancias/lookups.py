"""What the fields of an instancia's records look up: people, entities, and records of the same instancia."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from concerta_desktop.model.attached import FIELD
from concerta_desktop.model.fields import Kind, Record, specs
from concerta_desktop.queries import people
from concerta_desktop.queries.instancia_parts import choices, seats
from concerta_desktop.rules.names import split_name
from concerta_desktop.services.people import entity_for, save_person
from concerta_desktop.store.tx import ReadTx, Tx
from ui.instancias.file_field import FileField
from ui.tasks import Tasks
from ui.widgets.choice import ChoiceField
from ui.widgets.completer import Suggestion
from ui.widgets.reference_field import ReferenceField
from ui.widgets.segmented import Choice
from ui.widgets.yes_no import YesNoField


class Lookups(QObject):
    """Usage: `lookups = Lookups(tasks, Mandate, owner)`; `Form(..., editors=lookups.editors)`;
    `lookups.of(code)` when an instancia is opened; `lookups.show(references, values)` with each record."""

    def __init__(self, tasks: Tasks, record: type[Record], owner: QWidget) -> None:
        super().__init__(owner)
        self._tasks, self._owner = tasks, owner
        self.editors: dict[str, QWidget] = {}
        self._lists: dict[str, tuple[ChoiceField, str]] = {}
        for field in specs(record):
            referred = field.facts.refers_to
            if referred in ("person", "entity"):
                self.editors[field.name] = self._searched(field.label, referred)
            elif referred or field.name == "seat":
                chooser = ChoiceField(field.label, optional=True)
                self._lists[field.name] = (chooser, referred or field.name)
                self.editors[field.name] = chooser
            elif field.kind is Kind.BOOLEAN:
                self.editors[field.name] = YesNoField(field.label)
            elif field.name == FIELD:
                self.editors[field.name] = FileField(tasks, field.label)

    def of(self, instancia: str) -> None:
        """Offer the records of this instancia."""
        for name, (_chooser, referred) in self._lists.items():
            self._tasks.read(
                partial(_choices, referred, instancia),
                partial(self._offer, name),
                owner=self._owner,
                key=f"choices:{name}",
            )

    def show(self, references: Mapping[str, str], values: Mapping[str, object]) -> None:
        """Name the people and entities that a record refers to."""
        for name, editor in self.editors.items():
            if isinstance(editor, ReferenceField) and name in values and not editor.hasFocus():
                value = values[name]
                editor.show_reference(str(value) if value else None, references.get(name, ""))

    def _searched(self, label: str, referred: str) -> ReferenceField:
        what = "la persona" if referred == "person" else "la entidad"
        field = ReferenceField(label, creates=f"Crear {what}", placeholder="Escriba y elija")
        search = _people if referred == "person" else _entities
        create = _new_person if referred == "person" else _new_entity
        field.asked.connect(
            lambda typed: self._tasks.read(
                partial(search, typed), field.suggest, owner=self._owner, key=f"search:{label}"
            )
        )
        field.create_asked.connect(
            lambda typed: self._tasks.write(
                partial(create, typed),
                lambda made: self._take(field, made, typed),
                owner=self._owner,
                label=f"Crear «{typed}» en el directorio",
            )
        )
        return field

    def _take(self, field: ReferenceField, made: str | None, title: str) -> None:
        if made:
            field.show_reference(made, title)
            field.value_changed.emit(made)

    def _offer(self, name: str, found: list[tuple[str, str]]) -> None:
        chooser = self._lists[name][0]
        chosen = chooser.value()
        chooser.set_choices([Choice(key, title) for key, title in found])
        chooser.set_value(chosen)


def _choices(referred: str, instancia: str, tx: ReadTx) -> list[tuple[str, str]]:
    if referred == "seat":
        return seats(tx, instancia)
    return choices(tx, referred, instancia)


def _people(typed: str, tx: ReadTx) -> list[Suggestion]:
    return [
        Suggestion(
            row.id, row.full_name, " · ".join(part for part in (row.entity_name, row.position) if part)
        )
        for row in people.search_people(tx, typed, 20)
    ]


def _entities(typed: str, tx: ReadTx) -> list[Suggestion]:
    found = people.search_entities(tx, typed)
    return [Suggestion(one.id, one.name or "", one.short_name or "") for one in found]


def _new_person(typed: str, tx: Tx) -> str:
    name = split_name(typed)
    return save_person(tx, None, {"surnames": name.surnames or None, "names": name.names or None})


def _new_entity(typed: str, tx: Tx) -> str | None:
    return entity_for(tx, typed)
