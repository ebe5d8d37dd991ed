"""A request about one's own data noted, or its answer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from concerta_desktop.model.data_requests import DataRequest, RequestKind
from concerta_desktop.model.values import fields_of
from concerta_desktop.rules.data_rights import answer_due
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.services.data_rights import save_request
from ui.form_draft import FormDraft
from ui.kept_dialog import say_refusal
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.form import Form
from ui.widgets.notes import Note

_ROWS = (("kind", "received"), ("channel",), ("answered",), ("answer",))


class RequestDialog(FormDialog):
    """A new request of `person`, or `request` to be answered. It closes when it is kept."""

    def __init__(
        self, tasks: Tasks, person: str, request: DataRequest | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Pedido sobre sus datos", accept="Guardar", width=600, parent=parent)
        self._tasks, self._person, self._request = tasks, person, request
        self._saving = False
        self.form = Form(DataRequest, _ROWS, today=lambda: tasks.store.now().date(), stretch={"kind": 2})
        shown = fields_of(request) if request else {"received": tasks.store.now().date()}
        self.form.show_values(shown)
        self.due = Note("", "clock")
        self.body.addWidget(self.form)
        self.body.addWidget(self.due)
        self.form.edited.connect(lambda _name, _value: self._say_due())
        self._say_due()
        self.form.focus_field("answer" if request else "kind")
        FormDraft(self, tasks, f"request:{request.id if request else person}", ())

    def submit(self) -> bool:
        """Keep it; a refusal is said at its field."""
        if self._saving or self.form.focus_field(self.form.problem()):
            return False
        values = self.form.values() | {"person": self._person}
        request = self._request.id if self._request else None
        self._saving = True
        self._tasks.write(
            lambda tx: save_request(tx, request, values),
            lambda _id: self.accept(),
            owner=self,
            label="Pedido sobre datos",
            failed=self._refused,
        )
        return False

    def _say_due(self) -> None:
        shown = self.form.values()
        kind, received = shown["kind"], shown["received"]
        known = isinstance(kind, RequestKind) and received is not None
        self.due.setVisible(known and shown["answered"] is None)
        if isinstance(kind, RequestKind) and received is not None:
            due = answer_due(kind, received)  # type: ignore[arg-type]
            self.due.show_words(f"Se responde hasta el {numeric(due)} (plazo por verificar).", "clock")

    def _refused(self, error: Exception) -> None:
        self._saving = False
        say_refusal(self, self.form, self._tasks, error)
