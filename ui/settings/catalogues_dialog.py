"""The catalogues: each entry with its source and whether it was verified; corrected, added, retired."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from concerta_desktop.errors import ConcertaError
from concerta_desktop.model import CatalogueEntry
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.queries.catalogues import CatalogueLine, catalogue_lines
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.services.catalogues import (
    FIXED,
    add_entry,
    back_to_shipped,
    retire_entry,
    save_entry,
)
from concerta_desktop.store.tx import ReadTx, Tx
from ui.history_dialog import HistoryDialog
from ui.kept_dialog import KeptDialog
from ui.tasks import Tasks
from ui.widgets.badge import BadgeText
from ui.widgets.buttons import Button
from ui.widgets.choice import ChoiceField
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.form import Form
from ui.widgets.notice import InlineNotice
from ui.widgets.segmented import Choice
from ui.widgets.table_dialog import TableDialog
from ui.widgets.yes_no import YesNoField

_CHOICES = (
    Choice("composicion:region", "Composición de la IRC"),
    Choice("composicion:province", "Composición de la IPC"),
    Choice("composicion:district", "Composición de la IDC"),
    *(Choice(one.value, one.label) for one in Catalogue if one is not Catalogue.COMPOSITION),
)
_OWN_FIELDS: Mapping[Catalogue, tuple[tuple[str, ...], ...]] = {
    Catalogue.COMPOSITION: (("minimum", "maximum"), ("civil_society",)),
    Catalogue.PERIOD: (("number",),),
    Catalogue.DAY_OFF: (("day",),),
    Catalogue.NORM: (("title",),),
    Catalogue.YEAR_NAME: (("first_year", "last_year"),),
    Catalogue.NUMBER_PATTERN: (("pattern",),),
}
_VERIFIED = BadgeText("ok", "circle-check", "Verificada")
_TO_VERIFY = BadgeText("warning", "circle-alert", "Por verificar")


def _value(row: CatalogueLine) -> str:
    """How many, how much or when."""
    known = row.values
    day, low, high, number = (known.get(name) for name in ("day", "minimum", "maximum", "number"))
    if day is not None:
        return numeric(day)  # type: ignore[arg-type] - the field of a date
    if known.get("first_year"):
        return " a ".join(str(known[name]) for name in ("first_year", "last_year") if known.get(name))
    if number is not None:
        return str(number)
    if low is None and high is None:
        return ""
    return str(low) if low == high else f"{low or 0} a {high if high is not None else 'sin tope'}"


def _source_tone(row: CatalogueLine) -> str:
    return "neutral" if row.retired else "secondary"


def _badge(row: CatalogueLine) -> BadgeText:
    return _VERIFIED if row.verified else _TO_VERIFY


def _origin(row: CatalogueLine) -> str:
    if row.retired:
        return "Ya no se usa"
    if not row.own:
        return "Con Concerta"
    return "Corregida" if row.shipped else "Agregada"


_COLUMNS = (
    Column(
        "name",
        "Entrada",
        lambda row: row.text("name"),
        bold=lambda _row: True,
        tone=lambda row: "neutral" if row.retired else "text",
        secondary=lambda row: " · ".join(part for part in (row.text("title"), row.text("pattern")) if part),
        sortable=False,
    ),
    Column("value", "Valor", _value, 100, sortable=False),
    Column("source", "Fuente", lambda row: row.text("source"), 210, tone=_source_tone, sortable=False),
    Column("verified", "Norma vigente", width=132, badge=_badge, sortable=False),
    Column("origin", "De dónde viene", _origin, 118, sortable=False),
)


class CataloguesDialog(TableDialog):
    """Usage: `CataloguesDialog(tasks, parent).open()`."""

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(
            "Catálogos",
            _COLUMNS,
            name="Entradas",
            noun=("entrada", "entradas"),
            empty=EmptyState("Ninguna entrada.", "Agregue la primera, con su fuente.", icon="book-open"),
            size=QSize(980, 600),
            row_height=46,
            parent=parent,
        )
        self._tasks = tasks
        self.which = ChoiceField("Catálogo", _CHOICES)
        self.which.set_value(_CHOICES[0].key)
        self.said = InlineNotice("error", closable=True)
        self.said.closed.connect(lambda: self.said.set_notice("error", ""))
        self.layout().insertWidget(1, self.which)  # type: ignore[union-attr] - it has one since it was built
        self.layout().insertWidget(2, self.said)  # type: ignore[union-attr]
        self.add_button = Button("Agregar…", icon="plus")
        self.edit_button = Button("Corregir…", kind="link", icon="pencil")
        self.back_button = Button("Volver al original", kind="link", icon="rotate-ccw")
        self.retire_button = Button("Quitar", kind="link", icon="trash-2")
        self.history_button = Button("Versiones", kind="link", icon="history")
        for button, act in (
            (self.add_button, self.add),
            (self.edit_button, self.edit),
            (self.back_button, self.back),
            (self.retire_button, self.retire),
            (self.history_button, self.show_history),
        ):
            button.clicked.connect(act)
            self.add_foot(button)
        self.which.value_changed.connect(lambda _key: self.reload())
        self.table.row_activated.connect(lambda _id: self.edit())
        self.table.row_selected.connect(lambda _id: self._fit_buttons())
        tasks.changed.connect(self._note_change)
        self.reload()

    def reload(self) -> None:
        which, level = self._chosen()

        def read(tx: ReadTx) -> list[CatalogueLine]:
            return catalogue_lines(tx, which, level)

        self._tasks.read(read, self._show, owner=self, key="lines")

    def add(self) -> None:
        """One more, in a window."""
        EntryDialog(self._tasks, *self._chosen(), None, self).open()

    def edit(self) -> None:
        """Correct the one marked."""
        line = self._marked()
        if line is not None:
            EntryDialog(self._tasks, *self._chosen(), line, self).open()

    def back(self) -> None:
        """As it travels with the program."""
        line, (which, _level) = self._marked(), self._chosen()
        if line is not None:
            self._write(
                lambda tx: back_to_shipped(tx, which, line.code), f"Original de «{line.text('name')}»"
            )

    def retire(self) -> None:
        """No longer offered."""
        line, (which, _level) = self._marked(), self._chosen()
        if line is not None:
            self._write(lambda tx: retire_entry(tx, which, line.code), f"Quitar «{line.text('name')}»")

    def show_history(self) -> None:
        """Who changed what of it."""
        line = self._marked()
        if line is not None:
            HistoryDialog(self._tasks, CatalogueEntry, line.id, self).open()

    def _chosen(self) -> tuple[Catalogue, str]:
        """The catalogue and the level."""
        name, _, level = (self.which.value() or "").partition(":")
        return Catalogue(name), level  # type: ignore[call-arg]

    def _marked(self) -> CatalogueLine | None:
        return self.table.current_row()

    def _write(self, work: Callable[[Tx], object], label: str) -> None:
        done = lambda _none: self.said.set_notice("error", "")  # noqa: E731
        self._tasks.write(work, done, owner=self, label=label, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ConcertaError):
            self.said.set_notice("error", str(error))
        else:
            self._tasks.failed.emit(error)

    def _show(self, rows: Sequence[CatalogueLine]) -> None:
        marked, focused = self.table.current_id(), self.which.hasFocus()
        self.show_rows(rows)
        if rows:
            self.table.select(marked if marked in {row.id for row in rows} else rows[0].id)
        if focused:
            self.which.setFocus()
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Only what can be done with the one marked."""
        line, fixed = self._marked(), self._chosen()[0] in FIXED
        self.add_button.setEnabled(not fixed)
        self.edit_button.setEnabled(line is not None)
        self.back_button.setVisible(bool(line and line.own and line.shipped))
        self.retire_button.setEnabled(bool(line and not line.retired and not fixed))
        self.history_button.setEnabled(bool(line and line.own))

    def _note_change(self, types: frozenset[str]) -> None:
        if CatalogueEntry.META.name in types:
            self.reload()


class EntryDialog(KeptDialog):
    """An entry of a catalogue; `line` None = a new one."""

    def __init__(
        self, tasks: Tasks, which: Catalogue, level: str, line: CatalogueLine | None, parent: QWidget
    ) -> None:
        super().__init__(
            tasks,
            "Corregir" if line else "Agregar",
            accept="Guardar" if line else "Agregar",
            subtitle=f"{which.label}. Diga de dónde sale: lo que nadie verificó se muestra «por verificar».",
            parent=parent,
        )
        self._which, self._level, self._line = which, level, line
        today = lambda: tasks.store.now().date()  # noqa: E731
        rows = (("name",), *_OWN_FIELDS.get(which, ()), ("source",), ("verified",))
        rows = (*rows, ("verified_on", "verified_by"), ("notes",))
        editors: dict[str, QWidget] = {
            "verified": YesNoField("Verificada con la norma vigente"),
            "civil_society": YesNoField("Es de la sociedad civil"),
        }
        form = Form(CatalogueEntry, rows, today=today, editors=editors)
        self.hold(form)
        if line is not None:
            form.show_values(line.values)
        form.focus_field("name")

    def work(self, values: Mapping[str, Any]) -> Callable[[Tx], object]:
        which, line, level = self._which, self._line, self._level
        said = self.form.values()
        if line is None:
            return lambda tx: add_entry(tx, which, {**values, "level": level})
        changed = {name: value for name, value in said.items() if value != (line.values.get(name) or None)}
        both = {name: said[name] for name in ("minimum", "maximum") if name in said and changed}
        return lambda tx: save_entry(tx, which, line.code, {**both, **changed})

    def label(self, values: Mapping[str, object]) -> str:
        return f"{'Corregir' if self._line else 'Agregar'} «{values.get('name') or ''}»"
