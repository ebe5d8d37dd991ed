"""One record of an instancia in a window: a new one, or one to put right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.errors import ConcertaError, ValidationError
from concerta_desktop.model.directory import Mandate
from concerta_desktop.model.fields import specs_by_name
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.instancia_parts import PartRow, part_rows
from concerta_desktop.services.instancia_directory import ToldFirst
from concerta_desktop.services.instancia_parts import add_part, edit_part
from concerta_desktop.services.instancias import remove
from ui.form_draft import FormDraft
from ui.history_dialog import HistoryDialog
from ui.instancias.part_form import PartForm
from ui.instancias.parts import Part
from ui.instancias.replace_dialog import ReplaceDialog
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.dialogs import FormDialog
from ui.widgets.labels import Label
from ui.widgets.lines import Lines


class PartDialog(FormDialog):
    """`PartDialog(tasks, part, instancia, owner, place)` is a new one; with `row` it is that one.

    `owner` is the id that the part's owner field takes; `place` where Inicio finds what was left half typed.
    Signal: `kept(id)`.
    """

    kept = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        part: Part,
        instancia: str,
        owner: str,
        place: tuple[str, ...] = (),
        *,
        row: PartRow | None = None,
        values: Mapping[str, object] = {},
        parent: QWidget | None = None,
    ) -> None:
        title = part.new if row is None else part.record.META.label
        super().__init__(title, accept="Agregar" if row is None else "Guardar", width=620, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._part, self._instancia, self._owner = tasks, part, instancia, owner
        self._row, self._busy, self._told = row, False, False
        self._lists: list[Children] = []
        self.fields = PartForm(part, tasks)
        self.fields.of(instancia)
        if part.how and row is None:
            self.body.addWidget(Label(part.how, "secondary", tone="secondary", wrap=True))
        self.body.addWidget(self.fields)
        if row is not None:
            self._build_rest(row)
        self.body.addStretch(1)
        self.fields.show_values(
            values if row is None else fields_of(row.record), row.references if row else {}
        )
        names = self.fields.form.names()
        self.fields.form.focus_field(next((name for name in names if name not in values), names[0]))
        if row is None and place:
            self.half = FormDraft(self, tasks, f"{part.record.META.name}:{owner}:new", place)

    def submit(self) -> bool:
        """Keep it; the dialog closes when it is kept, and says what stands in the way otherwise."""
        form = self.fields.form
        if not self._busy and not form.focus_field(form.problem()):
            self._busy = True
            self._write()
        return False

    def _write(self) -> None:
        part, row, values, told = self._part, self._row, self.fields.values(), self._told
        named = part.record.META.label.lower()
        if row is None:
            given = {name: value for name, value in values.items() if value not in (None, ())}
            fixed = {part.owner: self._owner}
            if "instancia" in specs_by_name(part.record):
                fixed["instancia"] = self._instancia
            self._tasks.write(
                lambda tx: add_part(tx, part.record, {**given, **fixed}, told=told),
                self._done,
                owner=self,
                label=f"Agregar {named}",
                failed=self._refused,
            )
            return
        before = fields_of(row.record)
        changed = {name: value for name, value in values.items() if (before[name] or None) != (value or None)}
        changed |= {
            name: value
            for name, value in values.items()
            if isinstance(value, bool) and before[name] is not value
        }
        if not changed:
            self._done(row.id)
            return
        base = {name: seen for name, seen in row.base.items() if name in changed}
        self._tasks.write(
            lambda tx: edit_part(tx, part.record, row.id, changed, base),
            lambda _base: self._done(row.id),
            owner=self,
            label=f"Cambiar {named}",
            failed=self._refused,
        )

    def _done(self, record_id: str) -> None:
        self.accept()
        self.kept.emit(record_id)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, ToldFirst):
            self._told = True
            self.accept_button.setText("Guardar de todos modos")
            self.accept_button.setAccessibleName("Guardar de todos modos")
        if isinstance(error, ValidationError) and self.fields.form.show_problem(error):
            self.fields.form.focus_field(error.field)
        elif isinstance(error, ConcertaError):
            self.show_error(str(error))
        else:
            self._tasks.failed.emit(error)

    def _build_rest(self, row: PartRow) -> None:
        """What belongs to it, its history and the trash."""
        self._below = QVBoxLayout()
        self._below.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(self._below)
        for child in self._part.children:
            if child.when(row.record):
                children = Children(self._tasks, child, self)
                children.of(self._instancia, row.id)
                self._lists.append(children)
                self._below.addWidget(children)
        history = Button("Ver historia", kind="link", icon="history")
        history.clicked.connect(lambda: HistoryDialog(self._tasks, self._part.record, row.id, self).open())
        if self._part.record is Mandate and not row.record.replaced_on:
            self._offer_replacement(row)
        trash = Button("Enviar a la papelera", kind="link", icon="trash-2")
        trash.clicked.connect(lambda: self._trash(row))
        self.add_foot(history)
        self.add_foot(trash)

    def _offer_replacement(self, row: PartRow) -> None:
        def ask() -> None:
            dialog = ReplaceDialog(self._tasks, row, self)
            dialog.kept.connect(lambda _id: self.accept())
            dialog.open()

        replace = Button("Reemplazar…", icon="user-plus")
        replace.clicked.connect(ask)
        self._below.addWidget(replace, 0, Qt.AlignmentFlag.AlignLeft)

    def _trash(self, row: PartRow) -> None:
        record = self._part.record
        self._tasks.write(
            lambda tx: remove(tx, record, row.id),
            lambda _none: self.accept(),
            owner=self,
            label=f"En la papelera: {record.META.label.lower()}",
        )


class Children(QWidget):
    """What belongs to a record: a heading with its button, and a line for each, opened in a window.

    Usage: `children = Children(tasks, part, parent)`; `children.of(instancia, owner)`.
    """

    def __init__(self, tasks: Tasks, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self.part = tasks, part
        self._instancia = self._owner = ""
        self._rows: dict[str, PartRow] = {}
        self._heading = Label(part.title(), "header", tone="secondary")
        self._none = Label(part.nothing, "secondary", tone="tertiary", wrap=True)
        self._none.setContentsMargins(16, 0, 16, 0)
        self.add_button = Button(part.new, kind="link", icon="plus", small=True)
        self.lines = Lines(part.title())
        self._build()
        tasks.changed.connect(self._note_change)

    def of(self, instancia: str, owner: str) -> None:
        """Show what belongs to this record."""
        self._instancia, self._owner = instancia, owner
        self.reload()

    def reload(self) -> None:
        part, owner = self.part, self._owner
        if owner:
            self._tasks.read(
                lambda tx: part_rows(tx, part.record, part.owner, owner), self._show, owner=self, key="rows"
            )

    def add(self) -> None:
        """A new one, in a window."""
        PartDialog(self._tasks, self.part, self._instancia, self._owner, parent=self.window()).open()

    def _build(self) -> None:
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self.add_button)
        head.setContentsMargins(16, 0, 8, 0)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.lines)
        self.add_button.clicked.connect(self.add)

    def _show(self, rows: list[PartRow]) -> None:
        rows = self.part.in_order(rows)
        self._rows = {row.id: row for row in rows}
        count = f" ({len(rows)})" if rows else ""
        self._heading.setText(f"{self.part.title()}{count}")
        self._none.setVisible(not rows)
        for key, line in self.lines.show_lines({row.id: self.part.line(row) for row in rows}).items():
            line.clicked.connect(lambda _=False, key=key: self._open(key))

    def _open(self, key: str) -> None:
        PartDialog(
            self._tasks, self.part, self._instancia, self._owner, row=self._rows[key], parent=self.window()
        ).open()

    def _note_change(self, types: frozenset[str]) -> None:
        if self.part.record.META.name in types:
            self.reload()
