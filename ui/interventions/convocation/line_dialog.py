"""One line put right: somebody's e-mail, the note of an item."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.store.tx import Tx
from ui.form_draft import FormDraft
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.inputs import TextField
from ui.widgets.labeled import LabeledField

Save = Callable[[Tx, str], object]


class LineDialog(FormDialog):
    """Asks for one text; `save(tx, text)` keeps it. A refusal is said at the field, with what was typed."""

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        label: str,
        value: str,
        save: Save,
        *,
        subtitle: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, subtitle=subtitle, width=480, parent=parent)
        self._tasks, self._title, self._save = tasks, title, save
        self.line = TextField(label)
        self.line.set_value(value)
        self.box = LabeledField(label, self.line)
        self.body.addWidget(self.box)
        self.line.returnPressed.connect(self.accept_button.click)
        self.line.setFocus()
        FormDraft(self, tasks, f"line:{title}", ())

    def submit(self) -> bool:
        """Keep it; the dialog closes when it is kept."""
        typed = self.line.value()
        self._tasks.write(
            lambda tx: self._save(tx, typed),
            lambda _done: self.accept(),
            owner=self,
            label=self._title,
            failed=self._refused,
        )
        return False

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ValidationError):
            self.box.set_error(str(error))
            self.line.setFocus()
        elif isinstance(error, ConcertaError):
            self.show_error(str(error))
        else:
            self._tasks.failed.emit(error)
