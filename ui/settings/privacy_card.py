"""Ajustes, the full privacy notice: what only the office knows, and the notice itself to print [2.9]."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.clock import Now
from concerta_desktop.documents.render import AnyDocument, Format
from concerta_desktop.queries.interventions import preference
from concerta_desktop.services.documents import NOTICE_FACTS, notice_document
from concerta_desktop.store.tx import ReadTx
from ui.preview import PreviewDialog, PreviewOptions
from ui.settings.text_lines import TextLines
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label

_LABELS = (
    "Banco de datos: nombre y código",
    "A quién se comunican",
    "Cuánto tiempo se conservan",
    "Dónde se ejercen los derechos: correo o dirección",
)
_ABOUT = (
    "El pie de la hoja remite a este aviso, que se pone en la mesa de registro. El texto es una propuesta: "
    "revíselo con su oficina de asesoría jurídica. Lo que falte aquí sale como una línea para llenar a mano."
)


class PrivacyCard(Card):
    """Each value is saved as it is left."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Aviso de privacidad completo", parent=parent)
        self._tasks = tasks
        texts = {name: (label, "") for name, label in zip(NOTICE_FACTS, _LABELS, strict=True)}
        self.texts = TextLines(tasks, texts)
        self.see = Button("Ver e imprimir el aviso", icon="printer", small=True)
        self.body.addWidget(Label(_ABOUT, "secondary", tone="secondary", wrap=True))
        self.body.addWidget(self.texts)
        row = QHBoxLayout()
        row.addWidget(self.see)
        row.addStretch(1)
        self.body.addLayout(row)
        self.see.clicked.connect(self._open)

    def reload(self) -> None:
        """Read them; what is being typed stays."""

        def read(tx: ReadTx) -> dict[str, str]:
            return {name: preference(tx, name) or "" for name in NOTICE_FACTS}

        self._tasks.read(read, self.texts.show_texts, owner=self, key="privacy")

    def _open(self) -> None:
        PreviewDialog(self._tasks, "Aviso de privacidad", _Options(self._tasks.store.now), self).open()


class _Options(PreviewOptions):
    """Of no intervention in particular: it serves any desk."""

    def __init__(self, now: Now) -> None:
        super().__init__()
        self._now = now

    def compose(self) -> Callable[[ReadTx], AnyDocument]:
        now = self._now
        return lambda tx: notice_document(tx, "", now())

    def formats(self) -> Sequence[Format]:
        return ("pdf", "docx")

    def file_name(self) -> str:
        return "Aviso de privacidad"
