"""The preview of the oficio: nothing to choose, PDF and Word to keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from concerta_desktop.documents.render import AnyDocument, Format
from concerta_desktop.services.documents import oficio_document
from concerta_desktop.store.tx import ReadTx
from ui.preview import PreviewOptions
from ui.tasks import Tasks
from ui.widgets.notes import Note

_WORDS = (
    "El número queda en blanco hasta anotarlo en «Envío». La firma digital la pone el sistema documental."
)


class OficioOptions(PreviewOptions):
    """What the preview of one intervention's oficio is about."""

    def __init__(self, tasks: Tasks, intervention: str, government: str, name: str) -> None:
        super().__init__()
        self._tasks, self._intervention, self._government, self._name = tasks, intervention, government, name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Note(_WORDS))

    def compose(self) -> Callable[[ReadTx], AnyDocument]:
        intervention, government, now = self._intervention, self._government, self._tasks.store.now()
        return lambda tx: oficio_document(tx, intervention, now, government)

    def formats(self) -> Sequence[Format]:
        return ("pdf", "docx")

    def file_name(self) -> str:
        return self._name
