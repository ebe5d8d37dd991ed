"""Correcting what was written down at the door: the snapshot, and the directory only when asked."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.model import Attendance
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.queries import people as directory
from concerta_desktop.queries import records
from concerta_desktop.rules.addresses import address_problem
from concerta_desktop.rules.names import display, split_name
from concerta_desktop.services import attendance as door
from ui.form_draft import FormDraft
from ui.interventions.attendance.sensitive import SensitiveRow
from ui.interventions.attendance.walk_in import MANDATES, SEXES
from ui.tasks import Tasks
from ui.widgets.checks import CheckBox
from ui.widgets.choice import ChoiceField
from ui.widgets.completer import Completer, Suggestion
from ui.widgets.dialogs import FormDialog
from ui.widgets.inputs import TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.segmented import Choice, Segmented

_KINDS = tuple(Choice(kind.value, kind.label) for kind in DocumentType)


class CorrectionDialog(FormDialog):
    """One attendance, field by field. It closes when the store has taken the correction."""

    def __init__(
        self, tasks: Tasks, attendance: str, *, asks_sensitive: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Corregir lo anotado",
            subtitle="Cambia esta lista; el directorio queda como está, salvo que lo marque abajo.",
            width=600,
            parent=parent,
        )
        self._tasks, self._attendance = tasks, attendance
        self.name = TextField("Apellidos, Nombres")
        self.kind = ChoiceField("Tipo de documento", _KINDS, optional=True)
        self.number = TextField("N.° de documento", tabular=True)
        self.sex = Segmented("Sexo", SEXES)
        self.mandate = ChoiceField("Condición", MANDATES, optional=True)
        self.entity = TextField("Entidad")
        self.position = TextField("Cargo")
        self.email = TextField("Correo")
        self.phone = TextField("Teléfono", tabular=True)
        self.sensitive = SensitiveRow(stacked=True)
        self.directory = CheckBox("Corregir también en el directorio")
        self._entities = Completer(self.entity)
        self._entities.asked.connect(self._complete)
        self._boxes: dict[QWidget, LabeledField] = {}
        self._asks_sensitive = asks_sensitive
        self._lay_out()
        self._half = FormDraft(self, tasks, f"correction:{attendance}", ())
        tasks.read(lambda tx: records.get(tx, Attendance, attendance), self._show, owner=self)

    def _lay_out(self) -> None:
        for fields in (
            (self.name, self.sex),
            (self.kind, self.number, self.mandate),
            (self.entity, self.position),
            (self.email, self.phone),
        ):
            row = QHBoxLayout()
            row.setSpacing(12)
            for field in fields:
                box = self._boxes[field] = LabeledField(field.accessibleName(), field)
                row.addWidget(box, 0 if field is self.sex else 1)
            self.body.addLayout(row)
        self.body.addWidget(self.sensitive)
        self.sensitive.setVisible(self._asks_sensitive)
        self.body.addWidget(self.directory)
        self.body.addStretch(1)
        self.email.editingFinished.connect(self._doubt_email)

    def _show(self, signed: Attendance | None) -> None:
        if signed is None:
            self.reject()
            return
        self.name.set_value(display(signed.surnames, signed.names))
        self.kind.set_value(signed.document_type)
        self.number.set_value(signed.document_number)
        self.sex.set_value(signed.sex)
        self.mandate.set_value(signed.mandate)
        self.entity.set_value(signed.entity_name)
        self.position.set_value(signed.position)
        self.email.set_value(signed.email)
        self._doubt_email()
        self.phone.set_value(signed.phone)
        self.sensitive.show_values(signed)
        self.directory.setVisible(signed.person is not None)
        self._half.rest()
        self.name.setFocus()
        self.name.selectAll()

    def _doubt_email(self) -> None:
        """It is kept as it was signed, and said beside it when nobody can be written to there."""
        typed = self.email.value()
        problem = address_problem(typed) if typed else ""
        self._boxes[self.email].set_doubt(f"{problem.capitalize()}. Se guardará así." if problem else "")

    def submit(self) -> bool:
        """Hand it to the store; the dialog stays until it says yes."""
        name = split_name(self.name.value())
        values: dict[str, object] = {
            "surnames": name.surnames,
            "names": name.names or None,
            "document_type": self.kind.value(),
            "document_number": self.number.value() or None,
            "sex": self.sex.value() or None,
            "mandate": self.mandate.value(),
            "entity_name": self.entity.value() or None,
            "position": self.position.value() or None,
            "email": self.email.value() or None,
            "phone": self.phone.value() or None,
        }
        if self._asks_sensitive:
            values |= self.sensitive.values()
        both, attendance = self.directory.value(), self._attendance
        self._tasks.write(
            lambda tx: door.correct(tx, attendance, values, directory_too=both),
            lambda _none: self.accept(),
            owner=self,
            label=f"Corrección de {self.name.value()}",
            failed=self._refused,
        )
        return False

    def _refused(self, error: Exception) -> None:
        fields: dict[str, QWidget] = {
            "surnames": self.name,
            "names": self.name,
            "document_number": self.number,
            "name": self.entity,
            "entity_name": self.entity,
            "position": self.position,
            "email": self.email,
            "phone": self.phone,
        }
        if isinstance(error, ValidationError) and error.field in fields:
            self._boxes[fields[error.field]].set_error(str(error))
            fields[error.field].setFocus()
        elif isinstance(error, ConcertaError):
            self.show_error(str(error))
        else:
            self._tasks.failed.emit(error)

    def _complete(self, typed: str) -> None:
        self._tasks.read(
            lambda tx: [
                Suggestion(
                    one.id, one.short_name or one.name or "", (one.name or "") if one.short_name else ""
                )
                for one in directory.search_entities(tx, typed, 7)
            ],
            self._entities.suggest,
            owner=self,
            key="entity",
        )
