"""The blank form and the summary, beside their preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.clock import Now
from concerta_desktop.documents.render import AnyDocument, Format
from concerta_desktop.paths import safe_name
from concerta_desktop.services.documents import evaluation_document, form_document
from concerta_desktop.store.tx import ReadTx
from ui.preview import PreviewDialog, PreviewOptions
from ui.tasks import Tasks
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label
from ui.widgets.segmented import Choice, Segmented


class EvaluationOptions(PreviewOptions):
    """The form to be answered before, or what was answered after."""

    def __init__(self, tasks: Tasks, intervention: str, title: str, *, summary: bool) -> None:
        super().__init__()
        self._now: Now = tasks.store.now
        self._intervention, self._title = intervention, title
        choices = [Choice("form", "Formulario en blanco"), Choice("summary", "Resumen")]
        self.document = Segmented("Documento", choices)
        self.document.set_value("summary" if summary else "form")
        self.per_page = Segmented("Por hoja", [Choice("2", "Dos por hoja"), Choice("1", "Uno por hoja")])
        self.per_page.set_value("2")
        self._build()

    def _build(self) -> None:
        self._form, self._summary = QWidget(), QWidget()
        form, summary = QVBoxLayout(self._form), QVBoxLayout(self._summary)
        for column in (form, summary):
            column.setContentsMargins(0, 8, 0, 0)
            column.setSpacing(8)
        form.addWidget(LabeledField("Por hoja A4", self.per_page))
        note = "Si dos no caben en una hoja, sale uno. Indique abajo cuántas copias."
        form.addWidget(Label(note, "secondary", tone="secondary", wrap=True))
        note = "Los comentarios salen tal como se escribieron, en orden alfabético y sin decir de quién son."
        summary.addWidget(Label(note, "secondary", tone="secondary", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.document, self._form, self._summary):
            column.addWidget(widget)
        for field in (self.document, self.per_page):
            field.value_changed.connect(self._follow)
        self._follow()

    def compose(self) -> Callable[[ReadTx], AnyDocument]:
        if self.document.value() == "summary":
            return partial(_summary, self._intervention, self._now)
        return partial(_form, self._intervention, self._now, int(self.per_page.value()))

    def formats(self) -> Sequence[Format]:
        return ("pdf", "docx")

    def file_name(self) -> str:
        kind = "Evaluación" if self.document.value() == "summary" else "Formulario de evaluación"
        return safe_name(f"{kind} {self._title}")

    def _follow(self, *_: object) -> None:
        summary = self.document.value() == "summary"
        self._form.setVisible(not summary)
        self._summary.setVisible(summary)
        self.changed.emit()


def evaluation_preview(
    tasks: Tasks, intervention: str, title: str, parent: QWidget, *, summary: bool = False
) -> PreviewDialog:
    """The preview of an intervention's blank form, or of what was answered."""
    options = EvaluationOptions(tasks, intervention, title, summary=summary)
    return PreviewDialog(tasks, "Evaluación", options, parent)


def _summary(intervention: str, now: Now, tx: ReadTx) -> AnyDocument:
    return evaluation_document(tx, intervention, now())


def _form(intervention: str, now: Now, per_page: int, tx: ReadTx) -> AnyDocument:
    return form_document(tx, intervention, now(), per_page)
