"""Creación: the milestones of an instancia, the mechanisms before it, and what is known of it [7.3.2]."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Instancia, Milestone
from concerta_desktop.model.attached import file_name
from concerta_desktop.model.fields import spec
from concerta_desktop.model.instancias import InstanciaState, MilestoneKind, instancia_id
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.instancia_parts import PartRow, part_rows
from concerta_desktop.queries.instancias import InstanciaPage, read_instancia
from concerta_desktop.rules.instancia_steps import not_recorded
from concerta_desktop.rules.notices import Notice
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.services.instancias import save_instancia
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import ReadTx, Tx
from ui.instancias.file_field import open_attached
from ui.instancias.lookups import Lookups
from ui.instancias.milestone_dialog import MilestoneDialog
from ui.instancias.part_dialog import Children, PartDialog
from ui.instancias.parts import MECHANISMS, MILESTONES
from ui.instancias.step import Step
from ui.instancias.templates_dialog import TemplatesDialog
from ui.instancias.words import PARAGRAPHS
from ui.interventions.autosave import Autosave
from ui.screen import Chosen
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.form import Form, with_the_rest
from ui.widgets.labels import Label
from ui.widgets.tab_order import lead_to
from ui.widgets.timeline import Happening, Timeline

_ROWS = (
    ("prior", "reported"),
    ("reported_on", "reported_by"),
    ("gds",),
    ("gender_mechanism",),
    ("team",),
    ("security",),
    ("notes",),
)
_NEW = "new:"


class CreationStep(Step):
    """Ctrl+N registers a milestone; each one, and each still missing, opens with Enter."""

    key = "creacion"
    title = "Creación"
    shows = frozenset({"milestone", "prior_mechanism", "instancia"})

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._shown = ""
        self._rows: dict[str, PartRow] = {}
        self._lookups = Lookups(tasks, Instancia, self)
        self.line = Timeline("Hitos")
        self.mechanisms = Children(tasks, MECHANISMS)
        today = lambda: tasks.store.now().date()  # noqa: E731
        rows = with_the_rest(Instancia, _ROWS, elsewhere=("code",))
        self.form = Form(Instancia, rows, today=today, editors=self._lookups.editors)
        self._autosave = Autosave(tasks, _save, self._label, self)
        self._build()
        self.form.edited.connect(self._autosave.keep)
        self._autosave.saved.connect(self.form.saved)
        self._autosave.refused.connect(self._refused)
        self.line.chosen.connect(self._open)
        self.line.file_asked.connect(self._open_file)

    def reload(self) -> None:
        """Show what the page was handed; the page reads again when something changes."""
        page = self.page
        if page is None:
            return
        if page.row.code != self._shown:
            self._shown = page.row.code
            self.form.clear_typed()
        self.mechanisms.of(page.row.code, page.row.code)
        self._autosave.open(page.row.code, page.base)
        facts = page.facts or Instancia(id=instancia_id(page.row.code))
        self.form.show_values(fields_of(facts))
        code = page.row.code
        self.tasks.read(
            lambda tx: part_rows(tx, Milestone, "instancia", code), self._show, owner=self, key="milestones"
        )

    @staticmethod
    def read_notices(tx: ReadTx, code: str, today: date) -> Sequence[Notice]:
        page = read_instancia(tx, code, today)
        return page.notices if page else ()

    def new(self) -> None:
        """Ctrl+N: a milestone."""
        self._register({})

    def print_document(self) -> None:
        """Ctrl+P: a draft from one of the user's templates."""
        if self.code():
            TemplatesDialog(self.tasks, self.code(), self.window()).open()

    def chosen(self) -> Chosen | None:
        return (Instancia, instancia_id(self._shown)) if self._shown else None

    def _show(self, rows: list[PartRow]) -> None:
        self._rows = {row.id: row for row in rows}
        page = self.page
        if page is None:
            return
        told = [_told(self._rows[one.id]) for one in page.milestones if one.id in self._rows]
        kinds = [one.kind for one in page.milestones if one.kind]
        lacks = not_recorded(kinds) if _expects(page) else ()
        told += [
            Happening(
                "Sin registrar",
                f"{kind.label} [{PARAGRAPHS[kind]}]" if kind in PARAGRAPHS else kind.label,
                tone="input_border",
                key=f"{_NEW}{kind.value}",
                hollow=True,
            )
            for kind in lacks
        ]
        self._none.setVisible(not rows)
        self.line.show_all(told)
        lead_to(self, self.line.first() or self.mechanisms.add_button)

    def _open(self, key: str) -> None:
        if key.startswith(_NEW):
            self._register({"kind": MilestoneKind(key.removeprefix(_NEW))})  # type: ignore[call-arg]
        elif key in self._rows:
            code, row = self.code(), self._rows[key]
            PartDialog(self.tasks, MILESTONES, code, code, row=row, parent=self.window()).open()

    def _open_file(self, key: str) -> None:
        if key in self._rows:
            open_attached(self.tasks, self._rows[key].record.file, self, self.tell)

    def _register(self, values: Mapping[str, object]) -> None:
        MilestoneDialog(self.tasks, self.code(), values, parent=self.window()).open()

    def _label(self, name: str) -> str:
        return f"Cambiar «{spec(Instancia, name).label}»"

    def _refused(self, name: str, error: Exception) -> None:
        if not (isinstance(error, ValidationError) and self.form.show_problem(error)):
            self.tell(error)

    def _build(self) -> None:
        left = Card("Hitos", parent=self)
        drafts = Button("Redactar con plantilla…", kind="link", icon="file-text", small=True, parent=left)
        drafts.setToolTip("Ctrl+P")
        drafts.clicked.connect(self.print_document)
        left.body.addWidget(drafts, 0, Qt.AlignmentFlag.AlignLeft)
        scroll = ScrollColumn(margin=0, spacing=8, parent=left)
        self._none = Label(MILESTONES.nothing, "secondary", tone="tertiary")
        scroll.body.addWidget(self._none)
        scroll.body.addWidget(self.line)
        scroll.body.addStretch(1)
        left.body.addWidget(scroll)
        right = ScrollColumn(margin=0, spacing=16, parent=self)
        right.body.setContentsMargins(0, 0, 4, 0)
        before, facts = Card(padding=0), Card("Lo que se sabe de ella")
        before.body.setContentsMargins(1, 4, 1, 12)
        before.body.addWidget(self.mechanisms)
        facts.body.addWidget(self.form)
        right.body.addWidget(before)
        right.body.addWidget(facts)
        right.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 20)
        row.setSpacing(16)
        row.addWidget(left, 6)
        row.addWidget(right, 5)
        lead_to(self, self.mechanisms.add_button)


def _save(tx: Tx, code: str, values: Mapping[str, object], base: Base) -> Base:
    return save_instancia(tx, code, values, base)


def _expects(page: InstanciaPage) -> bool:
    """Whether the way to an installed instancia is to be told: not where nothing is known at all."""
    return bool(page.milestones) or page.row.state is not InstanciaState.UNKNOWN


def _told(row: PartRow) -> Happening:
    it = row.record
    said = " · ".join(part for part in (it.number, it.evidence, it.notes) if part)
    when = numeric(it.day) if it.day else "Sin fecha"
    tone = "error" if it.kind is MilestoneKind.ENDED else "accent_text" if it.day else "warning"
    what = it.kind.label if it.kind else "sin dato"
    return Happening(when, what, " ".join(said.split()), tone, row.id, file=file_name(it.file))
