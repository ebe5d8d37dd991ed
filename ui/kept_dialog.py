"""A form in a window whose fields are kept by one action, which can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.store.tx import Tx
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.form import Form


class KeptDialog(FormDialog):
    """Subclass it: `hold` the form; `work` makes what is written from what stands in its fields, `label`
    names the action.

    What is wrong is said at its field, else above the buttons, with what was typed kept. Signal:
    `kept(object)`: it was written; what `work` returned.
    """

    kept = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        *,
        accept: str = "Guardar",
        subtitle: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, accept=accept, subtitle=subtitle, width=600, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._busy = tasks, False

    def hold(self, form: Form) -> None:
        """The form it is about, once, at the end of `__init__`."""
        self.form = form
        self.body.addWidget(form)
        self.body.addStretch(1)

    def work(self, values: Mapping[str, object]) -> Callable[[Tx], object]:
        """What to write; `values` are the fields that hold something. Raises `ConcertaError`."""
        raise NotImplementedError

    def label(self, values: Mapping[str, object]) -> str:
        """What can be undone."""
        raise NotImplementedError

    def submit(self) -> bool:
        """Keep it; the dialog closes when it is kept."""
        if self._busy or self.form.focus_field(self.form.problem()):
            return False
        values = {name: value for name, value in self.form.values().items() if value is not None}
        try:
            work, label = self.work(values), self.label(values)
        except ConcertaError as error:
            self._refused(error)
            return False
        self._busy = True
        self.show_error("")
        self._tasks.write(work, self._done, owner=self, label=label, failed=self._refused)
        return False

    def _done(self, result: object) -> None:
        self.accept()
        self.kept.emit(result)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        say_refusal(self, self.form, self._tasks, error)


def say_refusal(dialog: FormDialog, form: Form, tasks: Tasks, error: Exception) -> None:
    """Say why a form was not kept: at its field, else above the buttons; ours, as every fault of ours."""
    if isinstance(error, ValidationError) and form.show_problem(error):
        form.focus_field(error.field)
    elif isinstance(error, ConcertaError):
        dialog.show_error(str(error))
    else:
        tasks.failed.emit(error)
