"""A new intervention in half a minute, without the mouse: title, type, when, where, for whom."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.model import Intervention
from concerta_desktop.model.choices import InterventionType, Modality
from concerta_desktop.rules.cuadros import objective_for, participants_for
from concerta_desktop.rules.interventions import field_applies, has_door
from concerta_desktop.services.interventions import create_intervention
from ui.form_draft import FormDraft
from ui.interventions.programming.days_editor import DaysEditor
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.form import Form
from ui.widgets.labels import Label

_ROWS = (
    ("title",),
    ("type", "modality", "approach"),
    ("encounter",),
    ("period_start", "period_end"),
    ("visitor", "visited"),
)
_MORE = (("venue",), ("platform", "link"), ("territories", "instancias"), ("objective",), ("participants",))


class NewInterventionDialog(FormDialog):
    """Emits `created(id)` once it is kept. The type brings objective and participants, which can be edited.

    `day` is offered as its date, as when it was begun from the calendar.
    """

    created = Signal(str)

    def __init__(self, tasks: Tasks, *, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Nueva intervención", accept="Crear", width=760, parent=parent)
        self._tasks = tasks
        self._saving = False
        today = lambda: tasks.store.now().date()  # noqa: E731
        self.form = Form(Intervention, _ROWS, today=today, stretch={"type": 2})
        self.more = Form(Intervention, _MORE, today=today)
        self.days = DaysEditor(today=today)
        self._days_label = Label("Días", "header")
        for widget in (self.form, self._days_label, self.days, self.more):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.form.edited.connect(self._edited)
        self.form.show_values({"modality": Modality.IN_PERSON})
        if day is not None:
            self.days.offer(day)
        self._show_what_applies()
        self.form.focus_field("title")
        half = FormDraft(self, tasks, "intervention:new", ("intervenciones", "new_intervention"))
        half.recovered.connect(self._show_what_applies)

    def submit(self) -> bool:
        """Keep it; the dialog closes when it is kept, and says at its field what is wrong otherwise."""
        self.days.commit()
        if self._saving or self._wrong():
            return False
        values = {name: value for name, value in self._values().items() if value is not None}
        title, kind = values.pop("title", None), values.pop("type", None)
        if not title:
            self._refused(ValidationError("title", "Falta «Título».", todo="Escríbalo para crearla."))
            return False
        if not isinstance(kind, InterventionType):
            self._refused(ValidationError("type", "Falta «Tipo».", todo="Elíjalo para crearla."))
            return False
        days = [(line.day, line.start, line.end) for line in self.days.values() if line.day]
        days = days if has_door(kind) else []
        self._saving = True
        self._tasks.write(
            lambda tx: create_intervention(tx, str(title), kind, days, **values),
            self._done,
            owner=self,
            label=f"Creada: {title}",
            failed=self._refused,
        )
        return False

    def _values(self) -> dict[str, object]:
        shown = self.form.values() | self.more.values()
        kind, modality = shown["type"], shown["modality"]
        return {name: value for name, value in shown.items() if field_applies(name, kind, modality)}  # type: ignore[arg-type]

    def _edited(self, name: str, value: object) -> None:
        if name == "type" and isinstance(value, InterventionType):
            texts = self.more.values()
            self.more.show_values(
                {
                    "objective": objective_for(value, texts["objective"]),  # type: ignore[arg-type]
                    "participants": participants_for(value, texts["participants"]),  # type: ignore[arg-type]
                }
            )
            if value is InterventionType.MOOC:
                self.form.show_values({"modality": Modality.VIRTUAL})
        if name in ("type", "modality"):
            self._show_what_applies()

    def _show_what_applies(self) -> None:
        shown = self.form.values()
        kind, modality = shown["type"], shown["modality"]
        for form in (self.form, self.more):
            names = [name for name in form.names() if field_applies(name, kind, modality)]  # type: ignore[arg-type]
            if not kind:  # fields of one type only wait for the type
                names = [name for name in names if name not in ("encounter", "visitor", "visited")]
                names = [name for name in names if not name.startswith("period_")]
            form.show_fields(names)
        with_door = has_door(kind)  # type: ignore[arg-type]
        self._days_label.setVisible(with_door)
        self.days.setVisible(with_door)

    def _wrong(self) -> bool:
        for form in (self.form, self.more):
            if form.focus_field(form.problem()):
                return True
        if self.days.isVisible() and self.days.problem():
            self.days.focus_first()
            return True
        return False

    def _done(self, intervention: str) -> None:
        self.accept()
        self.created.emit(intervention)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        if isinstance(error, ValidationError):
            for form in (self.form, self.more):
                if form.show_problem(error):
                    form.focus_field(error.field)
                    return
            if self.days.isVisible() and self.days.refuse(error):
                return
        if isinstance(error, ConcertaError):
            self.show_error(str(error))
        else:
            self._tasks.failed.emit(error)
