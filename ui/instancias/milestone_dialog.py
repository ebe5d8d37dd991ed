"""Registering a milestone of any instancia [7.3.2]: what happened, when, and what proves it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.model import Milestone
from concerta_desktop.model.instancia import instancia_label
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.services.instancias import add_milestone
from ui.form_draft import FormDraft
from ui.instancias.lookups import Lookups
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.form import Form, with_the_rest

_ROWS = (("instancia",), ("kind",), ("day", "number"), ("evidence",), ("file",), ("notes",))


class MilestoneDialog(FormDialog):
    """Signal: `registered(code)` of the instancia, once it is kept."""

    registered = Signal(str)

    def __init__(
        self, tasks: Tasks, code: str, values: Mapping[str, object] = {}, parent: QWidget | None = None
    ) -> None:
        super().__init__("Registrar hito", accept="Registrar", width=600, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._busy = tasks, False
        today = lambda: tasks.store.now().date()  # noqa: E731
        self._lookups = Lookups(tasks, Milestone, self)
        rows = with_the_rest(Milestone, _ROWS)
        self.form = Form(Milestone, rows, today=today, editors=self._lookups.editors)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.form.show_values({"instancia": code or None, **values})
        self.form.focus_field("instancia" if not code else "day" if "kind" in values else "kind")
        self.half = FormDraft(self, tasks, "milestone:new", ("instancias", "register_milestone", code))

    def submit(self) -> bool:
        """Keep it; the dialog closes when it is kept, and says at its field what is wrong otherwise."""
        if self._busy or self.form.focus_field(self.form.problem()):
            return False
        values = {name: value for name, value in self.form.values().items() if value is not None}
        code, kind = str(values.pop("instancia", "") or ""), values.pop("kind", None)
        if not code:
            self._refused(ValidationError("instancia", "Falta la instancia.", todo="Elíjala de la lista."))
        elif not isinstance(kind, MilestoneKind):
            self._refused(ValidationError("kind", "Falta «Hito».", todo="Elíjalo de la lista."))
        else:
            self._busy = True
            self._tasks.write(
                lambda tx: add_milestone(tx, code, kind, values),
                lambda _id: self._done(code),
                owner=self,
                label=f"{kind.label}: {instancia_label(code)}",
                failed=self._refused,
            )
        return False

    def _done(self, code: str) -> None:
        self.accept()
        self.registered.emit(code)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, ValidationError) and self.form.show_problem(error):
            self.form.focus_field(error.field)
        elif isinstance(error, ConcertaError):
            self.show_error(str(error))
        else:
            self._tasks.failed.emit(error)
