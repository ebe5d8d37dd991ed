"""What the fields of a person look up while one types: the entity, and the cargos seen in it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from concerta_desktop.model import Entity
from concerta_desktop.queries import people
from concerta_desktop.services.people import entity_for
from concerta_desktop.text import fold
from ui.tasks import Tasks
from ui.widgets.completer import Completer, Suggestion
from ui.widgets.form import Form
from ui.widgets.reference_field import ReferenceField


class PersonLookups(QObject):
    """Usage: `lookups = PersonLookups(tasks, owner)`; `Form(..., editors=lookups.editors())`;
    `lookups.attach(form)`."""

    def __init__(self, tasks: Tasks, owner: QWidget) -> None:
        super().__init__(owner)
        self._tasks, self._owner = tasks, owner
        self.entity = ReferenceField("Entidad", creates="Crear la entidad", placeholder="Escriba y elija")
        self.entity.asked.connect(self._search_entities)
        self.entity.create_asked.connect(self._create_entity)
        self._positions: Completer | None = None

    def editors(self) -> dict[str, QWidget]:
        return {"entity": self.entity}

    def attach(self, form: Form) -> None:
        """Offer cargos in the form's own field."""
        line = form.editor("position")
        if isinstance(line, QLineEdit):
            self._positions = Completer(line, least=2)
            self._positions.asked.connect(self._search_positions)

    def _search_entities(self, typed: str) -> None:
        self._tasks.read(
            lambda tx: people.search_entities(tx, typed),
            self._offer_entities,
            owner=self._owner,
            key="entity",
        )

    def _offer_entities(self, found: list[Entity]) -> None:
        self.entity.suggest(
            [Suggestion(one.id, one.short_name or one.name or "", one.name or "") for one in found]
        )

    def _create_entity(self, name: str) -> None:
        self._tasks.write(
            lambda tx: entity_for(tx, name),
            lambda made: self._take_entity(made, name),
            owner=self._owner,
            label=f"Crear la entidad «{name}»",
        )

    def _take_entity(self, made: str | None, name: str) -> None:
        if made:
            self.entity.show_reference(made, name)
            self.entity.value_changed.emit(made)

    def _search_positions(self, typed: str) -> None:
        entity = self.entity.value()
        self._tasks.read(
            lambda tx: people.positions_of(tx, entity, 60),
            lambda found: self._offer_positions(typed, found),
            owner=self._owner,
            key="position",
        )

    def _offer_positions(self, typed: str, found: list[str]) -> None:
        wanted = fold(typed)
        if self._positions is not None:
            fitting = [one for one in found if wanted in fold(one) and one != typed]
            self._positions.suggest([Suggestion(one, one) for one in fitting[:8]])
