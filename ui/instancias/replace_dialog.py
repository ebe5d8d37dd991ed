"""Replacing who represents a member [7.3.2.11]: the former concludes the day on which the new one begins."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.model.directory import Mandate
from concerta_desktop.queries.instancia_parts import PartRow
from concerta_desktop.services.instancia_directory import replace_mandate
from ui.instancias.lookups import Lookups
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.form import Form

_ROWS = (("person",), ("start", "end"), ("document",))
_HOW = (
    "La designación anterior concluye el día en que empieza la nueva, con el mismo documento. Hasta entonces "
    "sigue representando [7.3.2.11]."
)


class ReplaceDialog(FormDialog):
    """Usage: `ReplaceDialog(tasks, row, parent).open()`. Signal: `replaced()`."""

    replaced = Signal()

    def __init__(self, tasks: Tasks, row: PartRow, parent: QWidget | None = None) -> None:
        who = row.references.get("person") or "quien representa"
        kind = row.record.kind.label.lower() if row.record.kind else ""
        title = f"Reemplazar a {who} ({kind})" if kind else f"Reemplazar a {who}"
        super().__init__(title, accept="Reemplazar", subtitle=_HOW, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._mandate, self._who, self._busy = tasks, row.id, who, False
        lookups = Lookups(tasks, Mandate, self)
        today = lambda: tasks.store.now().date()  # noqa: E731
        self.form = Form(Mandate, _ROWS, today=today, editors=lookups.editors)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.form.show_values({"start": today()})
        self.form.focus_field("person")

    def submit(self) -> bool:
        """Keep it; the dialog closes when it is kept, and says at its field what is wrong otherwise."""
        if self._busy or self.form.focus_field(self.form.problem()):
            return False
        values = {name: value for name, value in self.form.values().items() if value is not None}
        person, day = values.pop("person", None), values.pop("start", None)
        document = values.pop("document", None)
        self._busy = True
        self._tasks.write(
            lambda tx: replace_mandate(tx, self._mandate, person, day, document, values),  # type: ignore[arg-type] - it says at its field what is missing
            lambda _id: self._done(),
            owner=self,
            label=f"Reemplazar a {self._who}",
            failed=self._refused,
        )
        return False

    def _done(self) -> None:
        self.accept()
        self.replaced.emit()

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, ValidationError) and self.form.show_problem(error):
            self.form.focus_field(error.field)
        elif isinstance(error, ConcertaError):
            self.show_error(str(error))
        else:
            self._tasks.failed.emit(error)
