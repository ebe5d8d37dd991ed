"""One contact noted: how, when, with whom, what was said [B.3, 34]."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.model import ContactNote
from concerta_desktop.model.values import fields_of
from concerta_desktop.services.convocation import save_contact
from concerta_desktop.store.operation import Base
from ui.form_draft import FormDraft
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.form import Form, with_the_rest

_ROWS = (("means", "day", "at"), ("who", "office"), ("with_gds",), ("said",))


class ContactDialog(FormDialog):
    """A new contact, or one put right. `offered` fills a new one: today, and with whom one spoke last."""

    def __init__(
        self,
        tasks: Tasks,
        intervention: str,
        note: ContactNote | None,
        offered: Mapping[str, object],
        base: Base | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Corregir contacto" if note else "Anotar contacto", accept="Guardar", width=640, parent=parent
        )
        self._tasks, self._intervention = tasks, intervention
        self._note, self._base, self._saving = note, base, False
        rows = with_the_rest(ContactNote, _ROWS, elsewhere=("intervention",))
        self.form = Form(ContactNote, rows, today=lambda: tasks.store.now().date(), stretch={"means": 2})
        self.form.show_values(fields_of(note) if note else offered)
        self.body.addWidget(self.form)
        self.form.focus_field("means" if note is None else "said")
        key = f"contact:{note.id if note else f'new:{intervention}'}"
        FormDraft(self, tasks, key, ("intervenciones", "open_intervention", intervention, "convocatoria"))

    def submit(self) -> bool:
        """Keep it; the dialog closes when it is kept, and says at its field what is wrong otherwise."""
        if self._saving or self.form.focus_field(self.form.problem()):
            return False
        values, intervention = self.form.values(), self._intervention
        note, base = self._note.id if self._note else None, self._base
        self._saving = True
        self._tasks.write(
            lambda tx: save_contact(tx, intervention, note, values, base),
            lambda _id: self.accept(),
            owner=self,
            label=f"Contacto con {values['who'] or 'sin dato'}",
            failed=self._refused,
        )
        return False

    def _refused(self, error: Exception) -> None:
        self._saving = False
        if isinstance(error, ValidationError) and self.form.show_problem(error):
            self.form.focus_field(error.field)
        elif isinstance(error, ConcertaError):
            self.show_error(str(error))
        else:
            self._tasks.failed.emit(error)
