"""Papers about the data themselves, before they are printed or saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from concerta_desktop.documents.render import AnyDocument, Format
from concerta_desktop.services.data_rights import cargo_document, person_document
from concerta_desktop.store.tx import ReadTx
from ui.preview import PreviewDialog, PreviewOptions
from ui.tasks import Tasks


class Paper(PreviewOptions):
    """A document with no options. `subject`: the person it is about, for the register of accesses."""

    def __init__(self, make: Callable[[ReadTx], AnyDocument], name: str, subject: str = "") -> None:
        super().__init__()
        self._make, self._name, self.subject = make, name, subject

    def compose(self) -> Callable[[ReadTx], AnyDocument]:
        return self._make

    def formats(self) -> Sequence[Format]:
        return ("pdf", "docx", "xlsx")

    def file_name(self) -> str:
        return self._name


def cargo_preview(tasks: Tasks, parent: QWidget) -> PreviewDialog:
    """ "¿Qué datos llevo en este equipo?" """
    store = tasks.store
    paper = Paper(lambda tx: cargo_document(tx, store.folder, store.now()), "Datos que lleva este equipo")
    return PreviewDialog(tasks, "¿Qué datos llevo en este equipo?", paper, parent)


def person_preview(tasks: Tasks, person: str, parent: QWidget) -> PreviewDialog:
    """All that is held about one person, to hand over."""
    make = partial(_person, person, tasks)
    return PreviewDialog(tasks, "Copia de sus datos", Paper(make, "Copia de sus datos", person), parent)


def _person(person: str, tasks: Tasks, tx: ReadTx) -> AnyDocument:
    return person_document(tx, person, tasks.store.now())
