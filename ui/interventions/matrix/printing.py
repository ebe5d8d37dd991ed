"""The matriz beside its preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.clock import Now
from concerta_desktop.documents.render import AnyDocument, Format
from concerta_desktop.paths import safe_name
from concerta_desktop.services.documents import matrix_document
from concerta_desktop.store.tx import ReadTx
from ui.preview import PreviewDialog, PreviewOptions
from ui.tasks import Tasks
from ui.widgets.labels import Label

_NOTE = (
    "Primero los nudos de visitas anteriores con su historia, luego los de esta visita y los avances. "
    "En Excel cada parte va en su hoja."
)


class MatrixOptions(PreviewOptions):
    """There is nothing to choose: what is recorded is what is printed."""

    def __init__(self, tasks: Tasks, intervention: str, title: str) -> None:
        super().__init__()
        self._now: Now = tasks.store.now
        self._intervention, self._title = intervention, title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Label(_NOTE, "secondary", tone="secondary", wrap=True))

    def compose(self) -> Callable[[ReadTx], AnyDocument]:
        return partial(_document, self._intervention, self._now)

    def formats(self) -> Sequence[Format]:
        return ("pdf", "xlsx", "docx")

    def file_name(self) -> str:
        return safe_name(f"Matriz {self._title}")


def matrix_preview(tasks: Tasks, intervention: str, title: str, parent: QWidget) -> PreviewDialog:
    """The preview of an intervention's matriz."""
    options = MatrixOptions(tasks, intervention, title)
    return PreviewDialog(tasks, "Matriz de avances y nudos críticos", options, parent)


def _document(intervention: str, now: Now, tx: ReadTx) -> AnyDocument:
    return matrix_document(tx, intervention, now())
