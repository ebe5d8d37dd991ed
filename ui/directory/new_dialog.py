"""A new person or entity: told whom it may repeat before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.queries.directory import Likeness
from concerta_desktop.rules.names import display
from concerta_desktop.services.directory import MayRepeat
from ui.directory.like_notice import LikeNotice
from ui.directory.record_form import RecordForm
from ui.directory.tabs import Tab
from ui.form_draft import FormDraft
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.notice import InlineNotice


class NewRecordDialog(FormDialog):
    """Emits `created(id)` once it is kept, or `other_asked(id)` when the one already there is wanted."""

    created = Signal(str)
    other_asked = Signal(str)

    def __init__(
        self, tab: Tab[Any], tasks: Tasks, values: Mapping[str, object] = {}, parent: QWidget | None = None
    ) -> None:
        super().__init__(tab.new, accept="Agregar", width=560, parent=parent)
        self._tab, self._tasks = tab, tasks
        self._accepted: frozenset[str] = frozenset()
        self._busy = False
        self.like = LikeNotice(f"Ver esa {tab.one}")
        self._doubt = InlineNotice("warning")
        self.fields = RecordForm(tab, tasks)
        for widget in (self._doubt, self.like, self.fields):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.fields.show_values(values)
        self.fields.edited.connect(self._edited)
        self.like.other_asked.connect(self._go_to_other)
        self.like.keep_asked.connect(self._keep)
        form = self.fields.form
        form.focus_field(next((name for name in form.names() if name not in values), form.names()[0]))
        if {"document_number", "surnames", "name"} & values.keys():
            self._look_alike()
        self.half = FormDraft(self, tasks, f"{tab.key}:new", ("directorio", "new_of", tab.key))

    def submit(self) -> bool:
        """Keep it; the dialog closes when it is kept, and says what stands in the way otherwise."""
        if not self._busy and not self.fields.form.focus_field(self.fields.form.problem()):
            self._write()
        return False

    def _values(self) -> dict[str, object]:
        return {name: value for name, value in self.fields.form.values().items() if value is not None}

    def _edited(self, name: str, _value: object) -> None:
        if name in self._tab.identifying:
            self._doubt.set_notice("warning", self._tab.doubt(self._values()))
            self._look_alike()

    def _look_alike(self) -> None:
        values = self._values()
        self._tasks.read(lambda tx: self._tab.like(tx, values, ""), self._tell, owner=self, key="like")

    def _tell(self, found: tuple[Likeness, ...]) -> None:
        self.like.show_likeness([one for one in found if one.id not in self._accepted])

    def _keep(self) -> None:
        """Told whom it may repeat, the person keeps it all the same."""
        self._accepted |= self.like.ids()
        self.like.clear()
        self.submit()

    def _write(self) -> None:
        self._busy = True
        values, accepted = self._values(), self._accepted
        who = str(values.get("name") or display(_text(values, "surnames"), _text(values, "names")))
        self._tasks.write(
            lambda tx: self._tab.add(tx, values, accepted),
            self._done,
            owner=self,
            label=f"Agregar «{who}»",
            failed=self._refused,
        )

    def _done(self, record_id: str) -> None:
        self.accept()
        self.created.emit(record_id)

    def _go_to_other(self, record_id: str) -> None:
        self.half.forget()
        self.reject()
        self.other_asked.emit(record_id)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, MayRepeat):
            self._tell(error.found)
        elif isinstance(error, ValidationError) and self.fields.form.show_problem(error):
            self.fields.form.focus_field(error.field)
        elif isinstance(error, ConcertaError):
            self.show_error(str(error))
        else:
            self._tasks.failed.emit(error)


def _text(values: Mapping[str, object], name: str) -> str | None:
    value = values.get(name)
    return value if isinstance(value, str) else None
