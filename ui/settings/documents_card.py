"""Ajustes, official documents: who earns a constancia; their heads are in the catalogues [2.8]."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.queries.office import CERTIFICATE_SHARE, certificate_share
from concerta_desktop.services.office import set_office_text
from ui.tasks import Tasks
from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.typed_fields import IntField

_ABOUT = (
    "El nombre del año, el del decenio y el patrón de los números están en «Catálogos…», con su fuente. El "
    "número lo da el sistema documental."
)
_SHARE = "Asistencia mínima para la constancia"


class DocumentsCard(Card):
    """Saved as it is left."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Informes, oficios y constancias", parent=parent)
        self._tasks = tasks
        self.share = IntField(_SHARE, low=1, high=100)
        self._build()
        self.share.value_changed.connect(self._save_share)

    def reload(self) -> None:
        """Read what is in force; what is being typed stays."""
        self._tasks.read(certificate_share, self._show, owner=self, key="share")

    def _build(self) -> None:
        self.share.setFixedWidth(64)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.share)
        line.addWidget(Label("% de los días", "body", tone="secondary"))
        line.addStretch(1)
        self.body.addWidget(Label(_SHARE, "secondary", tone="secondary"))
        self.body.addLayout(line)
        self.body.addWidget(Label(_ABOUT, "secondary", tone="secondary", wrap=True))

    def _show(self, share: int) -> None:
        if not self.share.hasFocus():
            self.share.set_value(share)

    def _save_share(self, share: int | None) -> None:
        text = "" if share is None else str(share)
        self._tasks.write(
            lambda tx: set_office_text(tx, CERTIFICATE_SHARE, text), owner=self, label=f"Cambiar «{_SHARE}»"
        )
