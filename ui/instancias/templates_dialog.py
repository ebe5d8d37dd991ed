"""The user's Word templates: loaded, replaced, removed; for an instancia, filled with what is known of it.

A template is tried before it is kept, and what is wrong with it is said here, with the words where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from concerta_desktop.documents.blocks import Rendered
from concerta_desktop.documents.render import save
from concerta_desktop.errors import ConcertaError
from concerta_desktop.model import DocumentTemplate
from concerta_desktop.model.instancia import instancia_label
from concerta_desktop.model.values import fields_of
from concerta_desktop.paths import safe_name
from concerta_desktop.services.templates import (
    add_template,
    draft,
    edit_template,
    list_templates,
    remove_template,
    replace_template,
)
from concerta_desktop.store.access import AccessKind, note
from concerta_desktop.store.tx import Tx
from ui.kept_dialog import KeptDialog
from ui.save_dialog import ask_file, ask_target
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.choice import ChoiceField
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.form import Form
from ui.widgets.notice import InlineNotice
from ui.widgets.segmented import Choice
from ui.widgets.table_dialog import TableDialog

LEVELS = (Choice("region", "Regional"), Choice("province", "Provincial"), Choice("district", "Distrital"))
_NONE = (
    "Todavía no hay plantillas.",
    "Cargue un .docx con marcas como {{ instancia.nombre }} o {{ ordenanza.numero }}: Concerta las llena.",
    "Cargar plantilla…",
)
_COLUMNS = (
    Column(
        "name",
        "Plantilla",
        lambda row: row.name or "",
        bold=lambda _row: True,
        secondary=lambda row: " · ".join(part for part in (row.file_name, row.source) if part),
        sortable=False,
    ),
    Column("kind", "Qué redacta", lambda row: row.kind.label if row.kind else "", 190, sortable=False),
    Column("level", "Nivel", lambda row: _level(row.level), 110, sortable=False),
)


class TemplatesDialog(TableDialog):
    """Usage: `TemplatesDialog(tasks, code, parent).open()`; `code` "" = only to keep them."""

    def __init__(self, tasks: Tasks, code: str, parent: QWidget) -> None:
        empty = EmptyState(*_NONE, icon="file-plus")
        super().__init__(
            f"Redactar para {instancia_label(code)}" if code else "Plantillas de Word",
            _COLUMNS,
            name="Plantillas",
            noun=("plantilla", "plantillas"),
            empty=empty,
            size=QSize(900, 480),
            row_height=46,
            parent=parent,
        )
        self._tasks, self._code = tasks, code
        self.choose_file: Callable[[], Path | None] = self._ask_file
        self.choose_target: Callable[[str], Path | None] = self._ask_target
        self.said = InlineNotice("error", closable=True)
        self.said.closed.connect(lambda: self.said.set_notice("error", ""))
        self.layout().insertWidget(1, self.said)  # type: ignore[union-attr] - it has one since it was built
        self.draft_button = Button("Redactar y guardar…", kind="primary", icon="file-down")
        self.load_button = Button("Cargar…", icon="file-plus")
        self.replace_button = Button("Reemplazar archivo…", kind="link", icon="file-up")
        self.edit_button = Button("Corregir datos…", kind="link", icon="pencil")
        self.remove_button = Button("Quitar", kind="link", icon="trash-2")
        self.draft_button.setVisible(bool(code))
        for button, act in (
            (self.draft_button, self.draft),
            (self.load_button, self.load),
            (self.replace_button, self.replace),
            (self.edit_button, self.edit),
            (self.remove_button, self.remove),
        ):
            button.clicked.connect(act)
            self.add_foot(button)
        empty.action_triggered.connect(self.load)
        self.table.row_activated.connect(lambda _id: self.draft() if code else self.edit())
        tasks.changed.connect(self._note_change)
        self.reload()

    def reload(self) -> None:
        code = self._code
        self._tasks.read(lambda tx: list_templates(tx, code), self._show, owner=self, key="templates")

    def load(self) -> None:
        """A new one: which file, then what it is."""
        path = self.choose_file()
        if path is not None:
            TemplateDialog(self._tasks, path, self).open()

    def edit(self) -> None:
        """What is said of the one marked."""
        row = self._marked()
        if row is not None:
            TemplateDialog(self._tasks, row, self).open()

    def replace(self) -> None:
        """Another file in the place of the one marked."""
        row, path = self._marked(), None
        if row is not None and (path := self.choose_file()) is not None:
            store, template = self._tasks.store, row.id
            self._write(
                lambda tx: replace_template(store, tx, template, path),
                f"Reemplazar la plantilla «{row.name}»",
            )

    def remove(self) -> None:
        """Into the trash; it can be undone."""
        row = self._marked()
        if row is not None:
            self._write(lambda tx: remove_template(tx, row.id), f"En la papelera: plantilla «{row.name}»")

    def draft(self) -> None:
        """The one marked, filled with what is known of the instancia."""
        row = self._marked()
        if row is None:
            return
        target = self.choose_target(safe_name(f"{row.name} {instancia_label(self._code)}"))
        if target is not None:
            store, code = self._tasks.store, self._code

            def fill(tx: Tx) -> Rendered:
                note(tx, AccessKind.SAVED, f"Plantilla para {code}")
                made = draft(store, tx, row.id, code, store.now())
                save(made.data, target)
                return made

            self._tasks.write(
                fill, lambda made: self._say_drafted(made, target), owner=self, failed=self._refused
            )

    def _write(self, work: Callable[[Tx], None], label: str) -> None:
        self._tasks.write(
            work,
            lambda _none: self.said.set_notice("error", ""),
            owner=self,
            label=label,
            failed=self._refused,
        )

    def _say_drafted(self, made: Rendered, target: Path) -> None:
        words = " ".join((f"Guardado: {target.name}.", *made.warnings))
        self.said.set_notice("warning" if made.warnings else "ok", words)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ConcertaError):
            self.said.set_notice("error", str(error))
        else:
            self._tasks.failed.emit(error)

    def _show(self, rows: Sequence[DocumentTemplate]) -> None:
        marked = self.table.current_id()
        self.show_rows(rows)
        if rows:
            self.table.select(marked if marked in {row.id for row in rows} else rows[0].id)
        for button in (self.draft_button, self.replace_button, self.edit_button, self.remove_button):
            button.setEnabled(bool(rows))

    def _marked(self) -> DocumentTemplate | None:
        return self.table.current_row()

    def _ask_file(self) -> Path | None:
        return ask_file(self, "Cargar plantilla", "Word (*.docx)")

    def _ask_target(self, name: str) -> Path | None:
        return ask_target(self, "Guardar borrador", name, ".docx", "Word")

    def _note_change(self, types: frozenset[str]) -> None:
        if DocumentTemplate.META.name in types:
            self.reload()


class TemplateDialog(KeptDialog):
    """What is said of a template: of a file about to be kept, or of one kept."""

    def __init__(self, tasks: Tasks, about: Path | DocumentTemplate, parent: QWidget) -> None:
        fresh = isinstance(about, Path)
        super().__init__(
            tasks,
            "Cargar plantilla" if fresh else "Plantilla",
            accept="Cargar" if fresh else "Guardar",
            subtitle=about.name if fresh else about.file_name or "",
            parent=parent,
        )
        self._about = about
        level = ChoiceField("Nivel", LEVELS, optional=True)
        rows = (("name",), ("kind", "level"), ("source",))
        today = lambda: tasks.store.now().date()  # noqa: E731
        self.hold(Form(DocumentTemplate, rows, today=today, editors={"level": level}))
        self.form.show_values({"name": about.stem} if fresh else fields_of(about))
        self.form.focus_field("kind" if fresh else "name")

    def work(self, values: Mapping[str, object]) -> Callable[[Tx], object]:
        about, store = self._about, self._tasks.store
        if isinstance(about, DocumentTemplate):
            said = self.form.values()
            return lambda tx: edit_template(tx, about.id, said)
        return lambda tx: add_template(store, tx, about, {"kind": None, **values})

    def label(self, values: Mapping[str, object]) -> str:
        done = "Cargar" if isinstance(self._about, Path) else "Corregir"
        return f"{done} la plantilla «{values.get('name') or ''}»"


def _level(code: str | None) -> str:
    return next((one.label for one in LEVELS if one.key == code), "Todos")
