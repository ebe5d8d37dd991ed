"""What a reference field offers while one types, looked up in the store off the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from concerta_desktop.model import AssistanceProcess, Entity
from concerta_desktop.queries import people as directory
from concerta_desktop.queries import records
from concerta_desktop.services.interventions import save_process
from concerta_desktop.services.people import entity_for
from concerta_desktop.store.tx import ReadTx, Tx
from ui.tasks import Tasks
from ui.widgets.completer import Suggestion
from ui.widgets.reference_field import ReferenceField

LookUp = Callable[[ReadTx, str], list[Suggestion]]
Create = Callable[[Tx, str], Suggestion]


class Lookup(QObject):
    """Answers a `ReferenceField`, and makes what it asks for. It lives as long as the field."""

    def __init__(
        self, field: ReferenceField, tasks: Tasks, look_up: LookUp, create: Create, noun: str
    ) -> None:
        super().__init__(field)
        self._field, self._tasks = field, tasks
        self._look_up, self._create, self._noun = look_up, create, noun
        field.asked.connect(self._ask)
        field.create_asked.connect(self._make)

    def _ask(self, typed: str) -> None:
        self._tasks.read(
            lambda tx: self._look_up(tx, typed), self._field.suggest, owner=self._field, key="suggestions"
        )

    def _make(self, typed: str) -> None:
        self._tasks.write(
            lambda tx: self._create(tx, typed),
            self._made,
            owner=self._field,
            label=f"{self._noun}: {typed}",
            failed=lambda error: self._field.set_problem(str(error)),
        )

    def _made(self, made: Suggestion) -> None:
        self._field.show_reference(made.id, made.title)
        self._field.value_changed.emit(made.id)


def entity_field(tasks: Tasks, name: str) -> ReferenceField:
    """A field over the entities of the directory, with a new one made in place."""
    field = ReferenceField(name, creates="Crear la entidad", placeholder="Escriba parte del nombre")
    Lookup(field, tasks, _entities, _new_entity, "Entidad creada")
    return field


def process_field(tasks: Tasks, name: str) -> ReferenceField:
    """A field over the assistance processes, with a new one made in place."""
    field = ReferenceField(name, creates="Crear el proceso", placeholder="Escriba parte del nombre")
    Lookup(field, tasks, _processes, _new_process, "Proceso creado")
    return field


def entity_title(entity: Entity | None) -> str:
    return (entity.short_name or entity.name or "sin dato") if entity else ""


def entity_suggestion(entity: Entity) -> Suggestion:
    """An entity as lists offer it: its short name over its whole name."""
    kind = entity.kind.label if entity.kind else ""
    whole = entity.name if entity.short_name else ""
    return Suggestion(entity.id, entity_title(entity), " · ".join(part for part in (whole, kind) if part))


def _entities(tx: ReadTx, typed: str) -> list[Suggestion]:
    return [entity_suggestion(entity) for entity in directory.search_entities(tx, typed, limit=12)]


def _new_entity(tx: Tx, typed: str) -> Suggestion:
    return Suggestion(entity_for(tx, typed) or "", typed)


def _processes(tx: ReadTx, typed: str) -> list[Suggestion]:
    found = records.search(tx, AssistanceProcess, typed, 12)
    return [Suggestion(process.id, process.name or "sin dato") for process in found]


def _new_process(tx: Tx, typed: str) -> Suggestion:
    return Suggestion(save_process(tx, None, {"name": typed}), typed)
