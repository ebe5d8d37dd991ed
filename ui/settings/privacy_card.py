"""Ajustes, the full privacy notice: what only the office knows, and the notice itself to print [2.9]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.clock import Now
from concerta_desktop.documents.render import AnyDocument, Format
from concerta_desktop.errors import ValidationError
from concerta_desktop.queries.interventions import preference
from concerta_desktop.services.documents import NOTICE_FACTS, notice_document
from concerta_desktop.services.interventions import set_preference
from concerta_desktop.store.tx import ReadTx
from ui.preview import PreviewDialog, PreviewOptions
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.inputs import TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label

_LABELS = dict(
    zip(
        NOTICE_FACTS,
        (
            "Banco de datos: nombre y código",
            "A quién se comunican",
            "Cuánto tiempo se conservan",
            "Dónde se ejercen los derechos: correo o dirección",
        ),
        strict=True,
    )
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
        self._kept: dict[str, str] = {}
        self.facts = {name: TextField(label) for name, label in _LABELS.items()}
        self.boxes = {name: LabeledField(_LABELS[name], field) for name, field in self.facts.items()}
        self.see = Button("Ver e imprimir el aviso", icon="printer", small=True)
        self._build()
        for name, field in self.facts.items():
            field.editingFinished.connect(partial(self._save, name))
        self.see.clicked.connect(self._open)

    def _build(self) -> None:
        self.body.addWidget(Label(_ABOUT, "secondary", tone="secondary", wrap=True))
        for box in self.boxes.values():
            self.body.addWidget(box)
        row = QHBoxLayout()
        row.addWidget(self.see)
        row.addStretch(1)
        self.body.addLayout(row)

    def reload(self) -> None:
        """Read them; what is being typed stays."""

        def read(tx: ReadTx) -> dict[str, str]:
            return {name: preference(tx, name) or "" for name in NOTICE_FACTS}

        self._tasks.read(read, self._show, owner=self, key="privacy")

    def _show(self, found: dict[str, str]) -> None:
        for name, text in found.items():
            busy = self.facts[name].hasFocus() or self.boxes[name].error()
            if not busy or self.facts[name].value() == self._kept.get(name, ""):
                self.facts[name].set_value(text)
        self._kept = found

    def _save(self, name: str) -> None:
        typed = self.facts[name].value()
        if typed != self._kept.get(name, ""):
            self._tasks.write(
                lambda tx: set_preference(tx, name, typed or None),
                lambda _done: self.boxes[name].set_error(""),
                owner=self,
                label=f"Cambiar «{_LABELS[name]}»",
                failed=partial(self._refused, name),
            )

    def _refused(self, name: str, error: Exception) -> None:
        if isinstance(error, ValidationError):
            self.boxes[name].set_error(" ".join(part for part in (error.what, error.todo) if part))
        else:
            self._tasks.failed.emit(error)

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
