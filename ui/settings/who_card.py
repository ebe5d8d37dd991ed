"""Ajustes, who works here: heads every document."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from concerta_desktop import clock
from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Specialist
from concerta_desktop.model.fields import spec
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import records
from concerta_desktop.rules.addresses import address_doubt
from concerta_desktop.services.setup import save_specialist
from ui.first_run.page import WHO_ROWS
from ui.first_run.scope import ScopePicker
from ui.tasks import Tasks
from ui.widgets.card import Card
from ui.widgets.form import Form, with_the_rest


class WhoCard(Card):
    """Each field is saved as it is left; what is refused stays typed, with the reason."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Quién trabaja en este equipo", note="encabeza los documentos", parent=parent)
        self._tasks = tasks
        rows = with_the_rest(Specialist, WHO_ROWS)
        self.form = Form(Specialist, rows, today=clock.today, editors={"scope": ScopePicker()})
        self.form.edited.connect(self._save)
        self.body.addWidget(self.form)

    def reload(self) -> None:
        """Read who it is."""
        author = self._tasks.store.author
        self._tasks.read(lambda tx: records.get(tx, Specialist, author), self._show, owner=self, key="who")

    def _show(self, who: Specialist | None) -> None:
        if who is not None:
            self.form.show_values(fields_of(who))
            doubt = address_doubt(who.email, "los borradores de correo saldrán sin remitente")
            self.form.box("email").set_doubt(doubt)

    def _save(self, name: str, value: object) -> None:
        self._tasks.write(
            lambda tx: save_specialist(tx, {name: value}),
            lambda _result: self.form.saved(name),
            owner=self,
            label=f"Cambiar «{spec(Specialist, name).label}»",
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        if not (isinstance(error, ValidationError) and self.form.show_problem(error)):
            self._tasks.failed.emit(error)
