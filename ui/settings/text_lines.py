"""Short texts of the office, one a line, each saved as it is left; shared by the cards of Ajustes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.services.office import set_office_text
from ui.tasks import Tasks
from ui.widgets.inputs import TextField
from ui.widgets.labeled import LabeledField


class TextLines(QWidget):
    """Usage: `TextLines(tasks, {preference: (label, help)})`, then `show_texts({preference: text})`."""

    def __init__(
        self, tasks: Tasks, texts: Mapping[str, tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._kept: dict[str, str] = {}
        self.lines = {name: TextField(label) for name, (label, _help) in texts.items()}
        self.boxes = {
            name: LabeledField(label, self.lines[name], help=help_) for name, (label, help_) in texts.items()
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for name, box in self.boxes.items():
            column.addWidget(box)
            self.lines[name].editingFinished.connect(partial(self._save, name))

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show what is in force; what is being typed, or was refused, stays."""
        self._kept = dict(texts)
        for name, line in self.lines.items():
            if not (line.hasFocus() or line.problem() or self.boxes[name].error()):
                line.set_value(texts[name])

    def _save(self, name: str) -> None:
        line = self.lines[name]
        if line.value() != self._kept.get(name):
            text = line.value()
            self._tasks.write(
                lambda tx: set_office_text(tx, name, text),
                lambda _done: self.boxes[name].set_error(""),
                owner=self,
                label=f"Cambiar «{line.accessibleName()}»",
                failed=self._refused,
            )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ValidationError) and error.field in self.boxes:
            self.boxes[error.field].set_error(" ".join(part for part in (error.what, error.todo) if part))
        else:
            self._tasks.failed.emit(error)
