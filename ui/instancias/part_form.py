"""The generated form of anything that belongs to an instancia; fields that do not apply stay away."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.instancia_parts import PartRow
from concerta_desktop.rules.instancia_fields import field_applies
from ui.instancias.lookups import Lookups
from ui.instancias.parts import Part
from ui.tasks import Tasks
from ui.widgets.form import Form, with_the_rest


class PartForm(QWidget):
    """`form` is the generated one. Signal: `edited(name, value)`."""

    edited = Signal(str, object)

    def __init__(self, part: Part, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = part
        self._lookups = Lookups(tasks, part.record, self)
        rows = with_the_rest(part.record, part.rows, elsewhere=part.elsewhere())
        today = lambda: tasks.store.now().date()  # noqa: E731
        self.form = Form(part.record, rows, today=today, editors=self._lookups.editors)
        self.form.edited.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self._fit()

    def of(self, instancia: str) -> None:
        """Offer what belongs to this instancia."""
        self._lookups.of(instancia)

    def show_row(self, row: PartRow, *, other: bool, keep: Collection[str] = ()) -> None:
        """Show a record; `other`: nothing half typed is kept. Fields in `keep` are being saved."""
        if other:
            self.form.clear_typed()
        values = fields_of(row.record)
        self.show_values({name: values[name] for name in values if name not in keep}, row.references)

    def show_values(self, values: Mapping[str, object], references: Mapping[str, str] = {}) -> None:
        """Show values; `references` names the records that some of them refer to."""
        self._lookups.show(references, values)
        self.form.show_values(values)
        self._fit()

    def values(self) -> dict[str, object]:
        """What stands in the fields that apply."""
        shown = self.form.values()
        return {name: value for name, value in shown.items() if field_applies(self._part.record, name, shown)}

    def _tell(self, name: str, value: object) -> None:
        self._fit()
        self.edited.emit(name, value)

    def _fit(self) -> None:
        shown = self.form.values()
        self.form.show_fields(
            [name for name in self.form.names() if field_applies(self._part.record, name, shown)]
        )
