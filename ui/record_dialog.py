"""One record asked for whole by its generated form; a refusal is said at its field, what was typed kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from concerta_desktop.store.tx import Tx
from ui.form_draft import FormDraft
from ui.kept_dialog import say_refusal
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.form import Form

Values = Mapping[str, object]
Save = Callable[[Tx, Values], object]


class RecordDialog(FormDialog):
    """`save(tx, values)` keeps it; `said(values)` names the action; `draft` is the key and the place under
    which what is half typed is offered back."""

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        form: Form,
        save: Save,
        said: Callable[[Values], str],
        *,
        draft: tuple[str, tuple[str, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, accept="Guardar", width=640, parent=parent)
        self.form = form
        self._tasks, self._save, self._said = tasks, save, said
        self._saving = False
        self.body.addWidget(form)
        FormDraft(self, tasks, *draft)

    def submit(self) -> bool:
        """Keep it; the dialog closes when it is kept, and says at its field what is wrong otherwise."""
        if self._saving or self.form.focus_field(self.form.problem()):
            return False
        values, save = self.form.values(), self._save
        self._saving = True
        self._tasks.write(
            lambda tx: save(tx, values),
            lambda _id: self.accept(),
            owner=self,
            label=self._said(values),
            failed=self._refused,
        )
        return False

    def _refused(self, error: Exception) -> None:
        self._saving = False
        say_refusal(self, self.form, self._tasks, error)
