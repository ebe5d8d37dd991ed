"""Ajustes, official documents: what stands at their head, their number, who earns a constancia [2.8]."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.queries.office import (
    CERTIFICATE_SHARE,
    DECADE_NAME,
    REPORT_NUMBER_PATTERN,
    YEAR_NAME,
    Office,
    office,
)
from concerta_desktop.services.office import set_office_text
from ui.settings.text_lines import TextLines
from ui.tasks import Tasks
from ui.widgets.card import Card
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
        self.texts = TextLines(
            tasks,
            {
                DECADE_NAME: ("Nombre del decenio", _USUAL),
                f"{YEAR_NAME}{self._year}": (f"Nombre del año {self._year}", _USUAL),
                REPORT_NUMBER_PATTERN: ("Número del informe", _PATTERN_HELP),
            },
        )
        self.lines = self.texts.lines
        self.share = IntField(_SHARE, low=1, high=100)
        self._build()
        self.share.value_changed.connect(self._save_share)

    def reload(self) -> None:
        """Read what is in force; what is being typed stays."""
        year = self._year
        self._tasks.read(lambda tx: office(tx, year), self._show, owner=self, key="office")

    def _build(self) -> None:
        self.body.addWidget(self.texts)
        self.share.setFixedWidth(64)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.share)
        line.addWidget(Label("% de los días", "body", tone="secondary"))
        line.addStretch(1)
        self.body.addWidget(Label(_SHARE, "secondary", tone="secondary"))
        self.body.addLayout(line)

    def _show(self, found: Office) -> None:
        texts = (found.decade, found.year_name, found.number_pattern)
        self.texts.show_texts(dict(zip(self.lines, texts, strict=True)))
        if not self.share.hasFocus():
            self.share.set_value(found.certificate_share)

    def _save_share(self, share: int | None) -> None:
        text = "" if share is None else str(share)
        self._tasks.write(
            lambda tx: set_office_text(tx, CERTIFICATE_SHARE, text), owner=self, label=f"Cambiar «{_SHARE}»"
        )
