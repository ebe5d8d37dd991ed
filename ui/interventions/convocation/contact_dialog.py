"""One contact noted: how, when, with whom, what was said [B.3, 34]."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from concerta_desktop.model import ContactNote
from concerta_desktop.model.values import fields_of
from concerta_desktop.services.convocation import save_contact
from concerta_desktop.store.operation import Base
from ui.record_dialog import RecordDialog
from ui.tasks import Tasks
from ui.widgets.form import Form, with_the_rest

_ROWS = (("means", "day", "at"), ("who", "office"), ("with_gds",), ("said",))


class ContactDialog(RecordDialog):
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
        rows = with_the_rest(ContactNote, _ROWS, elsewhere=("intervention",))
        form = Form(ContactNote, rows, today=lambda: tasks.store.now().date(), stretch={"means": 2})
        form.show_values(fields_of(note) if note else offered)
        key = note.id if note else None
        super().__init__(
            tasks,
            "Corregir contacto" if note else "Anotar contacto",
            form,
            lambda tx, values: save_contact(tx, intervention, key, values, base),
            lambda values: f"Contacto con {values['who'] or 'sin dato'}",
            draft=(
                f"contact:{key or f'new:{intervention}'}",
                ("intervenciones", "open_intervention", intervention, "convocatoria"),
            ),
            parent=parent,
        )
        form.focus_field("means" if note is None else "said")
