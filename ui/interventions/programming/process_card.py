"""The process an intervention belongs to: its own facts, and the interventions it groups [7.3.4.8]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import AssistanceProcess
from concerta_desktop.model.fields import spec
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.intervention_list import InterventionRow
from concerta_desktop.rules.spanish_dates import month_short
from concerta_desktop.services.interventions import edit_process, remove
from concerta_desktop.store.operation import Base
from ui.interventions.autosave import Autosave
from ui.interventions.list_columns import kind_line
from ui.interventions.lookups import process_field
from ui.interventions.programming.cards import FieldsCard
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.form import Form, with_the_rest
from ui.widgets.labels import Label
from ui.widgets.lines import Lines, LineText

_ROWS = (("name", "territories"), ("baseline", "goals"))
_NONE = "Todavía no hay otras intervenciones en este proceso."


class ProcessCard(FieldsCard):
    """Usage: `card.show_process(process, base)`, `card.show_mates(rows)`. Signal: `mate_chosen(id)`.

    Its fields are shared by every intervention of the process: it says so.
    """

    mate_chosen = Signal(str)

    def __init__(self, tasks: Tasks, today: Callable[[], date], parent: QWidget) -> None:
        name = "Proceso de asistencia técnica"
        self.process = process_field(tasks, name)
        super().__init__(name, (("process",),), today=today, editors={"process": self.process}, parent=parent)
        self._tasks = tasks
        self._id = ""
        self._autosave = Autosave(tasks, edit_process, _label, self)
        self._inside = QWidget(self)
        rows = with_the_rest(AssistanceProcess, _ROWS)
        self.facts = Form(AssistanceProcess, rows, today=today, parent=self._inside)
        self._heading = Label("", "header", tone="secondary")
        self.mates = Lines("Otras intervenciones del proceso")
        self.evaluate = Button("Evaluación final…", icon="clipboard-check")
        self.remove = Button("Enviar el proceso a la papelera", kind="link", icon="trash-2")
        self._build()
        self.evaluate.clicked.connect(self._evaluate)
        self.remove.clicked.connect(self._remove)
        self.facts.edited.connect(self._autosave.keep)
        self._autosave.saved.connect(self.facts.saved)
        self._autosave.refused.connect(self._refused)

    def show_process(self, process: AssistanceProcess | None, base: Base) -> None:
        """Show the process chosen, or none; what is half typed in it stays."""
        shown = process.id if process else ""
        if shown != self._id:
            self.facts.clear_typed()
        self._id = shown
        self._inside.setVisible(process is not None)
        if not self.process.hasFocus():
            self.process.show_reference(shown or None, (process.name or "sin dato") if process else "")
        if process is not None:
            self._autosave.open(process.id, base)
            self.facts.show_values(fields_of(process))

    def show_mates(self, rows: Sequence[InterventionRow]) -> None:
        """Show the other interventions of the process, each a click away."""
        noun = "Otra intervención" if len(rows) == 1 else f"Otras {len(rows)} intervenciones"
        self._heading.setText(f"{noun} de este proceso" if rows else _NONE)
        for key, line in self.mates.show_lines({row.id: _line(row) for row in rows}).items():
            line.clicked.connect(lambda _=False, key=key: self.mate_chosen.emit(key))

    def commit(self) -> None:
        """Leaving the step is leaving its fields."""
        self.form.commit()
        self.facts.commit()

    def _build(self) -> None:
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        about = "Estos datos son del proceso: valen para todas sus intervenciones."
        column.addWidget(Label(about, "secondary", tone="secondary", wrap=True))
        column.addWidget(self.facts)
        column.addWidget(self.evaluate, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._heading)
        column.addWidget(self.mates)
        column.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignLeft)
        self._inside.hide()
        self.body.addWidget(self._inside)

    def _evaluate(self) -> None:
        """What the DGCVG says of it at its end, then the paper [7.3.4.8]."""
        from ui.instancias.report_texts import edit_evaluation

        edit_evaluation(self._tasks, self._id, self.process.text(), self.window())

    def _remove(self) -> None:
        """The interventions stay, without a process until it is brought back."""
        process, name = self._id, self.process.text() or "sin dato"
        self._tasks.write(
            lambda tx: remove(tx, AssistanceProcess, [process]),
            owner=self,
            label=f"En la papelera: {name}",
        )

    def _refused(self, field: str, error: Exception) -> None:
        if isinstance(error, UserError) and not isinstance(error, ValidationError):
            error = ValidationError(field, str(error))
        if not (isinstance(error, ValidationError) and self.facts.show_problem(error)):
            self._tasks.failed.emit(error)


def _line(row: InterventionRow) -> LineText:
    first = row.first
    return LineText(
        row.title,
        kind_line(row),
        big=f"{first.day:02d}" if first else "—",
        small=f"{month_short(first)} {first:%y}" if first else "sin fecha",
        tall=True,
    )


def _label(field: str) -> str:
    return f"Cambio en «{spec(AssistanceProcess, field).label}» del proceso"
