"""Ajustes, the matriz: the functions and instruments a finding may be about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.queries.interventions import preference
from concerta_desktop.rules.finding_subjects import PREFERENCE, SHIPPED
from concerta_desktop.services.interventions import set_preference
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.inputs import TextArea
from ui.widgets.labeled import LabeledField

_LONGEST = 5000
_HELP = "Una por línea: «Instrumento: Plan de trabajo» o «Función: Presupuesto». Se puede escribir otra."


class MatrixCard(Card):
    """The list is saved as it is left; the usual one can always be brought back."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Matriz de avances y nudos críticos", parent=parent)
        self._tasks = tasks
        self._kept = SHIPPED
        self.subjects = TextArea("Funciones e instrumentos", lines=6, max_lines=16, limit=_LONGEST)
        self._box = LabeledField("Funciones e instrumentos", self.subjects, help=_HELP)
        self._usual = Button("Volver a la lista usual", kind="link", icon="rotate-ccw", small=True)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._usual)
        self.body.addWidget(self._box)
        self.body.addLayout(line)
        self.subjects.installEventFilter(self)
        self._usual.clicked.connect(lambda: self._write(None, "Volver a la lista usual"))

    def reload(self) -> None:
        """Read the list; what is being typed stays."""
        self._tasks.read(lambda tx: preference(tx, PREFERENCE), self._show, owner=self, key="subjects")

    def save(self) -> None:
        """What is typed is offered in every matriz from now on."""
        typed = self.subjects.value()
        if typed != self._kept and not self.subjects.problem():
            self._write(typed or None, "Cambiar las funciones e instrumentos")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.save()
        return False

    def _show(self, found: str | None) -> None:
        self._usual.setVisible(bool(found))
        self._kept = found or SHIPPED
        if not self.subjects.hasFocus():
            self.subjects.set_value(self._kept)

    def _write(self, text: str | None, label: str) -> None:
        self._tasks.write(
            lambda tx: set_preference(tx, PREFERENCE, text), owner=self, label=label, failed=self._refused
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ValidationError):
            self._box.set_error(str(error))
        else:
            self._tasks.failed.emit(error)
