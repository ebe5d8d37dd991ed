"""What can be put into the text: a figure of the closed list, or a norm of the legal library."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import CatalogueEntry
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.queries.catalogues import catalogue
from concerta_desktop.queries.report_figures import FIGURES, FigureSpec
from concerta_desktop.rules.catalogues import Entry
from concerta_desktop.rules.completeness import STEP_LABELS, Step
from concerta_desktop.rules.norms import citation, search
from concerta_desktop.services.catalogues import add_entry
from concerta_desktop.text import fold
from ui.form_draft import FormDraft
from ui.interventions.report.chooser import Chooser
from ui.tasks import Tasks
from ui.widgets.columns import Column
from ui.widgets.dialogs import FormDialog
from ui.widgets.form import Form

_STEPS = {
    "intervencion": Step.PROGRAMMING,
    "convocados": Step.CONVOCATION,
    "participantes": Step.ATTENDANCE,
    "nudos": Step.MATRIX,
    "avances": Step.MATRIX,
    "evaluacion": Step.EVALUATION,
}


def choose_figure(
    figures: Mapping[str, str], insert: Callable[[str], None], parent: QWidget
) -> Chooser:  # fmt: skip
    """Ask which figure; `insert(key)` with the answer."""

    def look(typed: str) -> list[FigureSpec]:
        words = fold(typed).split()
        return [
            spec
            for spec in FIGURES
            if all(word in fold(f"{spec.label} {spec.key} {_comes_from(spec)}") for word in words)
        ]

    columns = (
        Column("label", "Cifra", lambda spec: spec.label, sortable=False),
        Column("from", "Viene de", _comes_from, width=140, tone=lambda _: "secondary", sortable=False),
        Column("value", "Ahora dice", lambda spec: figures[spec.key], width=210, align="right"),
    )
    dialog = Chooser(
        "Insertar cifra",
        columns,
        look,
        lambda spec: spec.key,
        placeholder="Mujeres, convocadas, nudos…",
        parent=parent,
    )
    dialog.taken.connect(lambda spec: insert(spec.key))
    dialog.open()
    return dialog


def _comes_from(spec: FigureSpec) -> str:
    """The step where its data are."""
    return STEP_LABELS[_STEPS[spec.key.partition(".")[0]]]


class NormChooser:
    """The legal library over the text; a norm that is not there can be added on the way."""

    def __init__(self, tasks: Tasks, insert: Callable[[str], None], parent: QWidget) -> None:
        self._tasks, self._parent = tasks, parent
        self._entries: tuple[Entry, ...] = ()
        columns = (
            Column(
                "name",
                "Norma",
                lambda one: one.name,
                secondary=lambda one: one.title,
                tooltip=citation,
                sortable=False,
            ),
            Column("source", "Fuente", lambda one: one.source, width=220, sortable=False),
        )
        self.dialog = Chooser(
            "Insertar norma",
            columns,
            lambda typed: search(self._entries, typed),
            lambda one: one.code,
            placeholder="30364, Ley Orgánica, capacitación…",
            adds="Agregar norma",
            row_height=46,
            parent=parent,
        )
        self.dialog.taken.connect(lambda one: insert(f"- {citation(one)}"))
        self.dialog.add_wanted.connect(self._add)
        self.dialog.open()
        self._read()

    def _read(self) -> None:
        self._tasks.read(lambda tx: catalogue(tx, Catalogue.NORM), self._show, owner=self.dialog, key="norms")

    def _show(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self.dialog.refresh()

    def _add(self, typed: str) -> None:
        form = NormForm(self._tasks, typed, self.dialog)
        form.added.connect(lambda: self._read())  # noqa: PLW0108 - the signal's argument is not ours
        form.open()


class NormForm(FormDialog):
    """A norm of one's own: how it is cited, and where it was taken from."""

    def __init__(self, tasks: Tasks, typed: str, parent: QWidget) -> None:
        about = "Queda en su biblioteca legal, con su fuente."
        super().__init__("Agregar norma", accept="Agregar", subtitle=about, parent=parent)
        self._tasks = tasks
        rows = (("name",), ("title",), ("source",))
        self.form = Form(CatalogueEntry, rows, today=lambda: tasks.store.now().date())
        self.form.show_values({"name": typed})
        self.body.addWidget(self.form)
        self.form.editor("title" if typed else "name").setFocus()
        self.added = self.accepted
        FormDraft(self, tasks, "norm:new", ())

    def submit(self) -> bool:
        """Save it, and close once it is saved."""
        values = self.form.values()
        self._tasks.write(
            lambda tx: add_entry(tx, Catalogue.NORM, values),
            lambda _id: self.accept(),
            owner=self,
            label=f"Norma: {values['name']}",
            failed=self._refused,
        )
        return False

    def _refused(self, error: Exception) -> None:
        if not (isinstance(error, ValidationError) and self.form.show_problem(error)):
            self.show_error(str(error))
