"""One item of the venue's checklist put right [B.3, 40]."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from concerta_desktop.model import EquipmentItem
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.convocation import EquipmentRow
from concerta_desktop.services.convocation import describe_equipment
from ui.record_dialog import RecordDialog
from ui.tasks import Tasks
from ui.widgets.form import Form, with_the_rest


class EquipmentDialog(RecordDialog):
    """All that is declared of an item but its name and the answer, which is given by key on the list."""

    def __init__(
        self, tasks: Tasks, intervention: str, row: EquipmentRow, parent: QWidget | None = None
    ) -> None:
        rows = with_the_rest(EquipmentItem, (("note",),), elsewhere=("intervention", "name", "state"))
        form = Form(EquipmentItem, rows, today=lambda: tasks.store.now().date())
        form.show_values(fields_of(row.record))
        super().__init__(
            tasks,
            f"Nota de «{row.name}»",
            form,
            lambda tx, values: describe_equipment(tx, intervention, row.id, values),
            lambda _values: f"Nota de «{row.name}»",
            draft=(
                f"equipment:{row.id}",
                ("intervenciones", "open_intervention", intervention, "convocatoria"),
            ),
            parent=parent,
        )
        form.focus_field("note")
