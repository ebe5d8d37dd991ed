"""Ajustes, official documents: what stands at their head, their number, who earns a constancia [2.8]."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.queries.office import (
    CERTIFICATE_SHARE,
    DECADE_NAME,
    REPORT_NUMBER_PATTERN,
    YEAR_NAME,
    Office,
    office,
)
from concerta_desktop.services.office import set_office_text
from ui.tasks import Tasks
from ui.widgets.card import Card
from ui.widgets.inputs import TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label
from ui.widgets.typed_fields import IntField

_USUAL = "Vacío vuelve al de costumbre."
_PATTERN_HELP = "Se reemplazan {número}, {año}, {unidad} y {siglas}. El sistema documental da el número."
_SHARE = "Asistencia mínima para la constancia"


class DocumentsCard(Card):
    """Each value is saved as it is left."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Informes, oficios y constancias", parent=parent)
        self._tasks = tasks
        self._year = tasks.store.now().year
        self._kept: dict[str, str] = {}
        self.lines = {
            DECADE_NAME: TextField("Nombre del decenio"),
            f"{YEAR_NAME}{self._year}": TextField(f"Nombre del año {self._year}"),
            REPORT_NUMBER_PATTERN: TextField("Número del informe"),
        }
        self.share = IntField(_SHARE, low=1, high=100)
        self._boxes = {
            name: LabeledField(
                line.accessibleName(), line, help=_PATTERN_HELP if name == REPORT_NUMBER_PATTERN else _USUAL
            )
            for name, line in self.lines.items()
        }
        self._build()
        for name, line in self.lines.items():
            line.editingFinished.connect(partial(self._save_line, name))
        self.share.value_changed.connect(self._save_share)

    def reload(self) -> None:
        """Read what is in force; what is being typed stays."""
        year = self._year
        self._tasks.read(lambda tx: office(tx, year), self._show, owner=self, key="office")

    def _build(self) -> None:
        for box in self._boxes.values():
            self.body.addWidget(box)
        self.share.setFixedWidth(64)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.share)
        line.addWidget(Label("% de los días", "body", tone="secondary"))
        line.addStretch(1)
        self.body.addWidget(Label(_SHARE, "secondary", tone="secondary"))
        self.body.addLayout(line)

    def _show(self, found: Office) -> None:
        self._kept = dict(zip(self.lines, (found.decade, found.year_name, found.number_pattern), strict=True))
        for name, line in self.lines.items():
            if not (line.hasFocus() or line.problem()):
                line.set_value(self._kept[name])
        if not self.share.hasFocus():
            self.share.set_value(found.certificate_share)

    def _save_line(self, name: str) -> None:
        line = self.lines[name]
        if line.value() != self._kept.get(name):
            self._write(name, line.value(), f"Cambiar «{line.accessibleName()}»")

    def _save_share(self, share: int | None) -> None:
        self._write(CERTIFICATE_SHARE, "" if share is None else str(share), f"Cambiar «{_SHARE}»")

    def _write(self, name: str, text: str, label: str) -> None:
        self._tasks.write(
            lambda tx: set_office_text(tx, name, text), owner=self, label=label, failed=self._refused
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ValidationError) and error.field in self._boxes:
            self._boxes[error.field].set_error(str(error))
        else:
            self._tasks.failed.emit(error)
