"""The Informe step: sections at the left, the text in the middle, the document itself at the right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.report_state import ReportState, report_state
from concerta_desktop.documents.wording import UNKNOWN
from concerta_desktop.errors import ConcertaError
from concerta_desktop.model import ReportSection
from concerta_desktop.model.report import ReportPart, section_id
from concerta_desktop.queries.interventions import InterventionPage
from concerta_desktop.queries.report import ReportView, get_report
from concerta_desktop.queries.report_figures import spec_of
from concerta_desktop.rules.report import name_of
from concerta_desktop.services import report as services
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import ReadTx, Tx
from ui.interventions.autosave import Autosave
from ui.interventions.report.delivery import Delivery
from ui.interventions.report.head_form import HeadForm
from ui.interventions.report.inserting import NormChooser, choose_figure
from ui.interventions.report.preview_panel import WIDTH as PREVIEW_WIDTH
from ui.interventions.report.preview_panel import PreviewPanel
from ui.interventions.report.rows_dialog import RowsDialog
from ui.interventions.report.sections_panel import SectionsPanel
from ui.interventions.report.text_panel import TextPanel
from ui.interventions.step import Step
from ui.screen import Chosen
from ui.tasks import Tasks
from ui.widgets.labels import Separator
from ui.widgets.tab_order import lead_to

_ROOM_FOR_PREVIEW = 1000


_Place = tuple[str, ReportPart]
"""A section of an intervention's report."""


@dataclass(frozen=True)
class Shown:
    """One reading of the report: the data, what it makes of them, and the document to preview."""

    view: ReportView
    state: ReportState
    document: Report
    current: bool
    """It says what its last version says."""


class ReportStep(Step):
    """F6 goes from sections to text to preview; what is written is saved when the person pauses."""

    key = "informe"
    title = "Informe"
    print_title = "PDF"
    print_button = False
    shows = frozenset(
        {"technical_report", "report_section", "report_version", "attendance", "expected_person", "person"}
        | {"finding", "finding_update", "evaluation", "evaluation_response", "agenda_item", "preference"}
        | {"entity", "specialist", "intervention", "intervention_day", "convocation"}
    )

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._shown: Shown | None = None
        self._autosaves: dict[ReportPart, Autosave] = {}
        self._sent: dict[_Place, str] = {}
        self._refusals: dict[_Place, str] = {}
        self._middle = QStackedWidget(self)
        self.sections, self.head = SectionsPanel(self), HeadForm(tasks, self._middle)
        self.text, self.preview = TextPanel(self._middle), PreviewPanel(tasks, self)
        self.delivery = Delivery(tasks, self)
        self.head_actions = self.delivery.buttons
        self._build()
        self._connect()
        lead_to(self, self.sections)

    def open(self, page: InterventionPage) -> None:
        """Show this report; what is half typed stays when it is the same one."""
        if self.page is None or self.page.intervention.id != page.intervention.id:
            self.commit()
            self.text.forget()
            self.head.forget()
            self.preview.clear()
            self._wait()
            self._autosaves.clear()
        super().open(page)

    def reload(self) -> None:
        """Read data and texts again, compose the report, and draw it when it says something else."""
        if self.page is None:
            return
        intervention, now = self.page.intervention.id, self.tasks.store.now()

        def read(tx: ReadTx) -> Shown:
            view = get_report(tx, intervention, now.date())
            state = report_state(view)
            document = services.as_printed(view, state, now)
            return Shown(view, state, document, services.is_current(view, state, now.date()))

        self.tasks.read(read, self._show, owner=self, key="report")

    def go_to_field(self, name: str) -> None:
        """Go to a section by its code, or to a field of the head."""
        codes = [part.value for part in ReportPart]
        self.sections.choose(ReportPart(name) if name in codes else ReportPart.HEAD)  # type: ignore[call-arg]
        if name not in codes:
            self.head.form.focus_field(name)

    def print_document(self) -> None:
        """Ctrl+P: save it as PDF."""
        self.delivery.save("pdf")

    def commit(self) -> None:
        """Hand over what is typed and not saved yet."""
        self.text.commit()
        self.head.commit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.setVisible(self.width() >= _ROOM_FOR_PREVIEW)

    def _wait(self) -> None:
        """Until it is read nothing can be written or finalised: it would go to the report shown before."""
        self._shown = None
        self._middle.setEnabled(False)
        self.delivery.clear()

    def _build(self) -> None:
        self._middle.addWidget(self.head)
        self._middle.addWidget(self.text)
        middle = QVBoxLayout()
        middle.setContentsMargins(16, 12, 16, 12)
        middle.addWidget(self._middle)
        self.preview.setMaximumWidth(PREVIEW_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(Separator(vertical=True))
        row.addLayout(middle, 1)
        row.addWidget(self.preview)
        self._wait()

    def _connect(self) -> None:
        self.sections.part_chosen.connect(self._choose)
        self.sections.missing_chosen.connect(self._solve)
        self.text.text_edited.connect(self._save)
        self.text.redraft_wanted.connect(self._redraft)
        self.text.reviewed.connect(self._reviewed)
        self.text.other_wanted.connect(self._take_other)
        self.text.figure_opened.connect(self.open_figure)
        self.text.figure_wanted.connect(self._ask_figure)
        self.text.norm_wanted.connect(lambda: NormChooser(self.tasks, self.text.edit.insert_lines, self))
        self.preview.failed.connect(self.tasks.failed)
        self.delivery.notice.connect(self.notice)
        QShortcut(QKeySequence("F6"), self, activated=partial(self._next_pane, 1))
        QShortcut(QKeySequence("Shift+F6"), self, activated=partial(self._next_pane, -1))

    def open_figure(self, key: str) -> None:
        """Show the rows behind a figure."""
        spec, shown = spec_of(key), self._shown
        if spec is None or shown is None or self.page is None:
            return
        intervention = self.page.intervention.id
        value = shown.state.figures.get(key, UNKNOWN)
        dialog = RowsDialog(spec, value, spec.rows(shown.view.data), self)
        dialog.step_wanted.connect(lambda step: self.intervention_chosen.emit(intervention, step))
        dialog.open()

    def _show(self, shown: Shown) -> None:
        if self.page is None or shown.view.data.intervention.id != self.page.intervention.id:
            return
        before, self._shown = self._shown, shown
        self._middle.setEnabled(True)
        if before is None and self.isVisible() and not self.window().focusWidget():
            self.sections.setFocus()
        self.sections.show_statuses(shown.state.statuses)
        self.head.show_view(shown.view)
        self._show_part()
        self.delivery.show(self.page.intervention.title or "", shown.view, shown.state, current=shown.current)
        changed = before is None or before.document.blocks != shown.document.blocks
        if changed or (before and before.document.metadata.footer[:9] != shown.document.metadata.footer[:9]):
            self.preview.make(shown.document)

    def _show_part(self) -> None:
        part, shown = self.sections.current(), self._shown
        head = part is ReportPart.HEAD
        self._middle.setCurrentWidget(self.head if head else self.text)
        if not head and shown is not None:
            place = shown.view.data.intervention.id, part
            why = self._refusals.get(place)
            refused = (self._sent[place], why) if why else None
            self.text.show_part(part, shown.state, shown.view.data, refused)
            self._autosave(part).open(section_id(*place), self._base(part))

    def chosen(self) -> Chosen | None:
        part = self.sections.current()
        if self._shown is None or part is ReportPart.HEAD:
            return None
        return (ReportSection, section_id(self._shown.view.data.intervention.id, part))

    def _choose(self, part: ReportPart) -> None:
        self.commit()
        self._show_part()
        self.preview.follow(part)

    def _solve(self, part: ReportPart) -> None:
        self.sections.choose(part)
        (self.head if part is ReportPart.HEAD else self.text).setFocus()

    def _base(self, part: ReportPart) -> Base:
        if self._shown is None:
            return {}
        view = self._shown.view
        return view.bases.get(section_id(view.data.intervention.id, part), {})

    def _autosave(self, part: ReportPart) -> Autosave:
        """One for each section: a text still on its way waits with its next."""
        if part not in self._autosaves and self.page is not None:
            place = self.page.intervention.id, part
            save = partial(_save_text, *place)
            made = Autosave(self.tasks, save, lambda _field: f"Informe: {part.label}", self)
            made.saved.connect(lambda _field: self._saved(place))
            made.refused.connect(lambda _field, error: self._refused(place, error))
            self._autosaves[part] = made
        return self._autosaves[part]

    def _save(self, part: ReportPart, text: str) -> None:
        if self.page is not None:
            self._sent[self.page.intervention.id, part] = text
            self._autosave(part).keep("text", text)

    def _on_show(self, place: _Place) -> bool:
        return self.page is not None and place == (self.page.intervention.id, self.text.part)

    def _saved(self, place: _Place) -> None:
        self._refusals.pop(place, None)
        if self._on_show(place):
            self.text.saved()

    def _refused(self, place: _Place, error: Exception) -> None:
        """It waits in its section to be put right, wherever one is by now."""
        self._refusals[place] = str(error)
        if not isinstance(error, ConcertaError):
            self.tasks.failed.emit(error)
        elif self._on_show(place):
            self.text.refused(str(error))
        else:
            again = "Vuelva a esa sección: lo escrito sigue ahí."
            self.notice.emit(f"{place[1].label} no se guardó. {error} {again}")

    def unsaved(self) -> list[str]:
        """Sections of this report that hold words that could not be saved."""
        here = self.page.intervention.id if self.page else ""
        return [f"{name_of(part)}: texto sin guardar" for one, part in self._refusals if one == here]

    def _forget_typed(self, part: ReportPart) -> None:
        """Other words take its place."""
        self.text.forget()
        if self.page is not None:
            self._refusals.pop((self.page.intervention.id, part), None)

    def _redraft(self) -> None:
        if self.page is None:
            return
        intervention, part = self.page.intervention.id, self.text.part
        self._forget_typed(part)
        self.tasks.write(
            lambda tx: services.redraft(tx, intervention, part),
            owner=self,
            label=f"Volver a redactar: {part.label}",
        )

    def _take_other(self) -> None:
        """The text that another laptop wrote, in place of the one shown; Ctrl+Z brings that one back."""
        shown, part = self._shown, self.text.part
        others = shown.view.others.get(part) if shown else None
        if shown is None or not others:
            return
        intervention, text, base = shown.view.data.intervention.id, others[-1], self._base(part)
        self._forget_typed(part)
        self.tasks.write(
            lambda tx: services.save_section(tx, intervention, part, text, base),
            owner=self,
            label=f"El otro texto: {part.label}",
        )

    def _reviewed(self) -> None:
        if self.page is not None:
            intervention, part = self.page.intervention.id, self.text.part
            self.tasks.write(
                lambda tx: services.review_figures(tx, intervention, part),
                owner=self,
                label=f"Cifras leídas: {part.label}",
            )

    def _ask_figure(self) -> None:
        if self._shown is not None:
            choose_figure(self._shown.state.figures, self.text.edit.insert_figure, self)

    def _next_pane(self, by: int) -> None:
        middle = self.head if self.sections.current() is ReportPart.HEAD else self.text
        panes: list[QWidget] = [self.sections.list, middle]
        if self.preview.isVisible():
            panes.append(self.preview.view)
        here = self.focusWidget()
        place = next(
            (at for at, pane in enumerate(panes) if here and (pane is here or pane.isAncestorOf(here))), 0
        )
        panes[(place + by) % len(panes)].setFocus()


def _save_text(
    intervention: str, part: ReportPart, tx: Tx, _record: str, values: object, base: Base
) -> Base:  # fmt: skip
    text = values.get("text", "") if isinstance(values, dict) else ""
    return services.save_section(tx, intervention, part, str(text or ""), base)
