"""The head of the report: to whom, from whom, about what; the number when the document system gives it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.documents.report_state import author_of
from concerta_desktop.documents.technical_report import subject_of
from concerta_desktop.errors import ValidationError
from concerta_desktop.model import TechnicalReport
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.report import ReportView
from concerta_desktop.services.report import save_head
from ui.interventions.autosave import Autosave
from ui.tasks import Tasks
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.form import Form, with_the_rest
from ui.widgets.labels import Label
from ui.widgets.tab_order import lead_to

_ROWS = (
    ("recipient_name", "recipient_position"),
    ("author_name", "author_position"),
    ("subject",),
    ("cited",),
    ("expediente", "dated", "number"),
)
_NO_NAME = "Falta el nombre: el informe diría «sin dato». Lo demás queda guardado."


class HeadForm(QWidget):
    """Usage: `form.show_view(view)`. Each field is saved on leaving it. Signal: `saved()`."""

    saved = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._autosave = Autosave(tasks, save_head, lambda field: f"Encabezado del informe: {field}", self)
        rows = with_the_rest(TechnicalReport, _ROWS, elsewhere=("intervention",))
        self.form = Form(TechnicalReport, rows, today=lambda: tasks.store.now().date())
        self._build()
        self.form.edited.connect(self._autosave.keep)
        self._autosave.refused.connect(self._refused)
        self._autosave.saved.connect(self._kept)
        lead_to(self, self.form.editor("recipient_name"))

    def show_view(self, view: ReportView) -> None:
        """Show the head; what is half typed stays. What is blank says in grey what the report will say."""
        intervention = view.data.intervention.id
        self._autosave.open(intervention, view.bases.get(view.head.id, {}))
        self.form.show_values(fields_of(view.head))
        name, cargo = author_of(view)
        for field, words in (
            ("author_name", name),
            ("author_position", cargo),
            ("subject", subject_of(view)),
            ("recipient_name", "Quien dirige la DPVLV"),
            ("recipient_position", "Director/a de la Dirección de Políticas…"),
        ):
            self.form.editor(field).setPlaceholderText(words)  # type: ignore[attr-defined]
        lacks = bool(view.head.recipient_position) and not view.head.recipient_name
        self.form.box("recipient_name").set_doubt(_NO_NAME if lacks else "")

    def commit(self) -> None:
        """Leaving the section is leaving its fields."""
        self.form.commit()

    def forget(self) -> None:
        """Another report is about to be shown."""
        self.form.clear_typed()

    def _build(self) -> None:
        card = Card("Encabezado")
        note = "El número queda en blanco para el sistema documental; anótelo aquí cuando lo tenga."
        card.body.addWidget(Label(note, "secondary", tone="secondary", wrap=True))
        card.body.addWidget(self.form)
        scroll = ScrollColumn(margin=0, parent=self)
        scroll.body.setContentsMargins(0, 0, 0, 12)
        scroll.body.addWidget(card)
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _kept(self, field: str) -> None:
        self.form.saved(field)
        self.saved.emit()

    def _refused(self, field: str, error: Exception) -> None:
        if not (isinstance(error, ValidationError) and self.form.show_problem(error)):
            self._tasks.failed.emit(error)
