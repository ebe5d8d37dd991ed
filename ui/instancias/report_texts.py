"""What a person writes of a report that is drafted from the records: put right before its PDF is seen.

Of the yearly situation report [7.3.4.9-10], and of the evaluation at the end of a process [7.3.4.8].
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from concerta_desktop.documents.render import AnyDocument
from concerta_desktop.model.fields import Record
from concerta_desktop.model.followup import (
    ProcessEvaluation,
    SituationReport,
    process_evaluation_id,
    situation_report_id,
)
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import records
from concerta_desktop.services.followup import evaluate_process, save_situation
from concerta_desktop.services.instancia_documents import process_document
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import ReadTx, Tx
from ui.form_draft import FormDraft
from ui.instancias.printing import Printable, open_preview, situation
from ui.kept_dialog import KeptDialog
from ui.tasks import Tasks
from ui.widgets.form import Form, with_the_rest

Save = Callable[[Tx, Mapping[str, object], Base], Base]
_SITUATION = (
    ("conclusions",),
    ("advice",),
    ("delivered_on", "included_on"),
    ("presented_on", "committee_on"),
    ("published_on", "published_at"),
)
_PROCESS = (("day", "report"), ("quantitative",), ("qualitative",), ("goals_reached",), ("proposal",))


class ReportTextsDialog(KeptDialog):
    """`kept` follows when what was written is saved: then the report can be seen."""

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        record: type[Record],
        record_id: str,
        rows: Sequence[Sequence[str]],
        save: Save,
        owner: str,
        parent: QWidget,
    ) -> None:
        about = "Lo demás del informe sale de lo registrado. Vacío sale como «sin dato»."
        super().__init__(tasks, title, accept="Guardar y ver", subtitle=about, parent=parent)
        self._save, self._title = save, title
        self._before: Mapping[str, object] = {}
        self._base: Base = {}
        today = lambda: tasks.store.now().date()  # noqa: E731
        self.hold(Form(record, with_the_rest(record, rows, elsewhere=(owner,)), today=today))
        self.half = FormDraft(self, tasks, f"{record.META.name}:{record_id}", ())
        self.accept_button.setEnabled(False)

        def read(tx: ReadTx) -> tuple[Record | None, Base]:
            return records.find_living(tx, record, record_id), seen(tx, record_id)

        tasks.read(read, lambda found: self._fill(*found), owner=self)

    def work(self, values: Mapping[str, object]) -> Callable[[Tx], object]:
        said = self.form.values()
        changed = {name: value for name, value in said.items() if value != (self._before.get(name) or None)}
        base = {name: self._base[name] for name in changed if name in self._base}
        return lambda tx: self._save(tx, changed, base) if changed else None

    def label(self, values: Mapping[str, object]) -> str:
        return f"Textos: {self._title}"

    def _fill(self, found: Record | None, base: Base) -> None:
        self._before, self._base = fields_of(found) if found else {}, base
        self.form.show_values(self._before)
        self.half.rest()
        self.accept_button.setEnabled(True)
        self.form.focus_field(self.form.names()[0])


def edit_situation(tasks: Tasks, parent: QWidget) -> ReportTextsDialog:
    """Ask for the texts of this year's situation report, then show it."""
    report, year = situation(tasks.store.now()), tasks.store.now().year
    dialog = ReportTextsDialog(
        tasks,
        f"{report.title} {year}",
        SituationReport,
        situation_report_id(year),
        _SITUATION,
        lambda tx, values, base: save_situation(tx, year, values, base),
        "year",
        parent,
    )
    dialog.kept.connect(lambda _base: open_preview(tasks, report.title, (report,), "", parent))
    dialog.open()
    return dialog


def edit_evaluation(tasks: Tasks, process: str, name: str, parent: QWidget) -> ReportTextsDialog:
    """Ask for the texts of the evaluation of a process, then show it."""
    title = "Evaluación final del proceso"
    now = tasks.store.now()

    def compose(tx: ReadTx) -> AnyDocument:
        return process_document(tx, process, now)

    note = "La línea de base, las metas, las intervenciones del proceso y lo que se escribió [7.3.4.8]."
    report = Printable(title, note, compose, ("pdf", "docx"))
    dialog = ReportTextsDialog(
        tasks,
        title,
        ProcessEvaluation,
        process_evaluation_id(process),
        _PROCESS,
        lambda tx, values, base: evaluate_process(tx, process, values, base),
        "process",
        parent,
    )
    dialog.kept.connect(lambda _base: open_preview(tasks, title, (report,), name, parent))
    dialog.open()
    return dialog
