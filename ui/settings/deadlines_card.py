"""Ajustes, plazos: what the Lineamientos leave open: how the two days of the link are counted [B.3]."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from concerta_desktop.queries.interventions import LINK_BUSINESS_DAYS, counts_business_days
from concerta_desktop.services.interventions import set_preference
from ui.tasks import Tasks
from ui.widgets.card import Card
from ui.widgets.labeled import LabeledField
from ui.widgets.segmented import Choice, Segmented

_WAYS = (Choice("calendar", "Días calendario"), Choice("business", "Días hábiles"))
_HELP = "La norma pide dos días antes y no dice cuáles."


class DeadlinesCard(Card):
    """Saved as it is chosen."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Plazos", parent=parent)
        self._tasks = tasks
        self.link = Segmented("Envío del enlace de una sesión virtual", _WAYS)
        self.body.addWidget(LabeledField("Envío del enlace de una sesión virtual", self.link, help=_HELP))
        self.link.value_changed.connect(self._save)

    def reload(self) -> None:
        """Read how they are counted."""
        self._tasks.read(counts_business_days, self._show, owner=self, key="deadlines")

    def _show(self, business: bool) -> None:
        self.link.set_value("business" if business else "calendar")

    def _save(self, way: str) -> None:
        text = "1" if way == "business" else None
        self._tasks.write(
            lambda tx: set_preference(tx, LINK_BUSINESS_DAYS, text),
            owner=self,
            label="Cambiar cómo se cuentan los dos días del enlace",
        )
