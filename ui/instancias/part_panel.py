"""The record marked in a list of an instancia, ready to be put right; each field is saved when left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.fields import spec
from concerta_desktop.model.sessions import SessionAttendance
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.instancia_parts import PartRow
from concerta_desktop.services.instancia_parts import edit_part
from concerta_desktop.services.instancias import remove
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx
from ui.history_dialog import HistoryDialog
from ui.instancias.part_dialog import Children
from ui.instancias.part_form import PartForm
from ui.instancias.parts import CARRIED, Part
from ui.instancias.session_lists import AttendanceList, CarriedList
from ui.interventions.autosave import Autosave
from ui.tasks import Tasks
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.labels import Label, Separator
from ui.widgets.segmented import Choice, Segmented

_DATA = Choice("data", "Datos")
_LEAST = 440
"""px: two fields side by side."""


class PartPanel(Card):
    """Usage: `panel.show_row(instancia, row)`; `panel.clear()`. Signal: `failed(Exception)`."""

    failed = Signal(object)

    def __init__(self, part: Part, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setMinimumWidth(_LEAST)
        self.setAccessibleName(f"Detalle: {part.record.META.label}")
        self._part, self._tasks = part, tasks
        self._row: PartRow | None = None
        self._under_way: set[str] = set()
        self._title = Label("", "panel", wrap=True)
        self.fields = PartForm(part, tasks)
        self.children_lists = [_made(tasks, child) for child in part.children]
        self.tabs = Segmented("Partes", [_DATA], small=True)
        self.tabs.set_value(_DATA.key)
        self._inside = QWidget()
        self._autosave = Autosave(tasks, self._save, self._label, self)
        self._build()
        self.tabs.value_changed.connect(self._turn)
        self.fields.edited.connect(self._edited)
        self._autosave.saved.connect(self._saved)
        self._autosave.refused.connect(self._refused)
        self.clear()

    def show_row(self, instancia: str, row: PartRow) -> None:
        """Show a record, or the same one as it stands now; what is half typed then stays."""
        other = self._row is None or self._row.id != row.id
        if other:
            self._under_way.clear()
            self._scroll.verticalScrollBar().setValue(0)
            self.fields.of(instancia)
        self._row = row
        self._title.setText(self._part.line(row).title)
        self._autosave.open(row.id, row.base)
        self.fields.show_row(row, other=other, keep=self._under_way)
        fitting = [one for one in self.children_lists if one.part.when(row.record)]
        for children in fitting:
            children.of(instancia, row.id)
        self.tabs.set_choices([_DATA, *(Choice(one.part.title(), one.part.title()) for one in fitting)])
        self.tabs.setVisible(bool(fitting))
        if not self.tabs.value():
            self.tabs.set_value(_DATA.key)
        self._turn(self.tabs.value())
        self._inside.show()

    def clear(self) -> None:
        """Nothing is marked."""
        self._row = None
        self._inside.hide()

    def commit(self) -> None:
        """What is half typed is saved, as when its field is left."""
        self.fields.form.commit()

    def focus_first(self) -> None:
        """Begin to put it right."""
        self.tabs.set_value(_DATA.key)
        self._turn(_DATA.key)
        self.fields.form.focus_field(self.fields.form.names()[0])

    def show_history(self) -> None:
        if self._row is not None:
            HistoryDialog(self._tasks, self._part.record, self._row.id, self).open()

    def delete(self) -> None:
        """Into the trash; it can be undone."""
        if self._row is not None:
            record, record_id = self._part.record, self._row.id
            self._tasks.write(
                lambda tx: remove(tx, record, record_id),
                owner=self,
                label=f"En la papelera: {self._part.line(self._row).title}",
            )

    def _build(self) -> None:
        self._scroll = ScrollColumn(margin=16, spacing=8, parent=self)
        self._scroll.body.addWidget(self.fields)
        self._scroll.body.addStretch(1)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._scroll)
        for children in self.children_lists:
            page = ScrollColumn(margin=0, spacing=0, parent=self._pages)
            page.body.addWidget(children)
            page.body.addStretch(1)
            self._pages.addWidget(page)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        history = Button("Ver historia", icon="history")
        trash = IconButton("trash-2", "Enviar a la papelera (Supr)")
        history.clicked.connect(self.show_history)
        trash.clicked.connect(self.delete)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.addWidget(history)
        foot.addStretch(1)
        foot.addWidget(trash)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        column.addWidget(Separator())
        column.addLayout(foot)
        self.body.addWidget(self._inside)

    def _turn(self, key: str) -> None:
        titles = [one.part.title() for one in self.children_lists]
        self._pages.setCurrentIndex(titles.index(key) + 1 if key in titles else 0)

    def _edited(self, name: str, value: object) -> None:
        if self._row is not None and fields_of(self._row.record)[name] != value:
            self._under_way.add(name)
            self._autosave.keep(name, value)

    def _save(self, tx: Tx, record_id: str, values: Mapping[str, object], base: Base) -> Base:
        return edit_part(tx, self._part.record, record_id, values, base)

    def _label(self, name: str) -> str:
        title = self._part.line(self._row).title if self._row else self._part.record.META.label
        return f"Cambiar «{spec(self._part.record, name).label}» de {title}"

    def _saved(self, name: str) -> None:
        self._under_way.discard(name)
        self.fields.form.saved(name)

    def _refused(self, name: str, error: Exception) -> None:
        self._under_way.discard(name)
        if not (isinstance(error, ValidationError) and self.fields.form.show_problem(error)):
            self.failed.emit(error)


def _made(tasks: Tasks, part: Part) -> Children | AttendanceList | CarriedList:
    """A list generated from its declaration, or one of the two made by hand."""
    if part is CARRIED:
        return CarriedList(tasks, part)
    return AttendanceList(tasks, part) if part.record is SessionAttendance else Children(tasks, part)
