"""The Evaluación step: the pile of paper forms, one key for each answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.errors import ConcertaError
from concerta_desktop.model import EvaluationResponse
from concerta_desktop.queries.evaluation import (
    EvaluationView,
    ResponseRow,
    comments_by_question,
    evaluation_view,
    response_row,
)
from concerta_desktop.queries.interventions import InterventionPage
from concerta_desktop.rules.evaluation import DEFAULT_FORM, Question
from concerta_desktop.rules.evaluation_results import (
    Totals,
    all_questions,
    by_group,
    results,
    to_look_at,
    total,
)
from concerta_desktop.services import evaluation as services
from concerta_desktop.services.evaluation import SavedForm
from concerta_desktop.store import drafts
from concerta_desktop.store.drafts import Draft
from concerta_desktop.store.tx import ReadTx, Tx
from ui.form_draft import when
from ui.interventions.evaluation.comments_dialog import CommentsDialog
from ui.interventions.evaluation.correction import CorrectionDialog
from ui.interventions.evaluation.drafting import SheetDraft, restored
from ui.interventions.evaluation.entry_card import EntryCard, Sheet
from ui.interventions.evaluation.form_editor import FormEditor, note_of
from ui.interventions.evaluation.responses_table import ResponsesTable
from ui.interventions.evaluation.side import SidePanel
from ui.interventions.step import Step
from ui.screen import Chosen
from ui.tasks import Tasks
from ui.widgets.tab_order import lead_to

_ROOM_FOR_SIDE = 1066


class EvaluationStep(Step):
    """Forms are added up one by one: what is shown is not read again while somebody types."""

    key = "evaluacion"
    title = "Evaluación"
    print_title = "Formulario en blanco"
    shows = frozenset({"evaluation", "evaluation_form", "evaluation_response", "attendance"})

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self.view: EvaluationView | None = None
        self.rows: list[ResponseRow] = []
        self._totals = Totals()
        self._questions: tuple[Question, ...] = ()
        self._pending = 0
        self._put_aside: list[Sheet] = []
        self.entry = EntryCard(self)
        self.side = SidePanel(self)
        self.list = ResponsesTable(DEFAULT_FORM.questions, grouped=False)
        self.draft = SheetDraft(tasks, self.entry.sheet, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._left = QVBoxLayout()
        self._left.setSpacing(12)
        self._left.addWidget(self.entry)
        self._left.addWidget(self.list, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(24, 12, 24, 12)
        self._row.setSpacing(12)
        self._row.addLayout(self._left, 69)
        self._row.addWidget(self.side, 43)
        lead_to(self, self.entry.pad)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At 150 % on a small screen what was answered stands under the form, not beside it."""
        super().resizeEvent(event)
        beside = self.width() >= _ROOM_FOR_SIDE
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self.side.stand(beside=beside)

    def _connect(self) -> None:
        entry = self.entry
        entry.submitted.connect(self._enter)
        entry.changed.connect(self.draft.keep_soon)
        entry.received_given.connect(self._set_received)
        entry.received.returnPressed.connect(entry.pad.setFocus)
        entry.edit_wanted.connect(self._edit_form)
        entry.undo_wanted.connect(self.tasks.undo)
        entry.discarded.connect(self._discard)
        entry.left_downwards.connect(self._go_to_list)
        self.side.comments_wanted.connect(self._read_comments)
        self.side.summary_wanted.connect(lambda: self._preview(summary=True))
        self.tasks.action_undone.connect(self._undone)
        self._connect_list()

    def _connect_list(self) -> None:
        self.list.correct_wanted.connect(self._correct)
        self.list.remove_wanted.connect(self._remove)

    def open(self, page: InterventionPage) -> None:
        """Show this intervention; what is half entered stays while it is the same one."""
        known, self.page = self.page, page
        intervention = page.intervention.id
        if known is not None and known.intervention.id == intervention:
            return
        self.draft.open(intervention)
        self.entry.clear()
        self.entry.rest()
        self.view, self._put_aside = None, []
        self.reload()

    def reload(self) -> None:
        if self.page is not None:
            read = partial(_read, self.page.intervention.id)
            self.tasks.read(read, self._show, owner=self, key=self.view_key)

    def print_document(self) -> None:
        """Ctrl+P: the blank form, or the summary of what was answered."""
        self._preview(summary=False)

    def chosen(self) -> Chosen | None:
        chosen = self.list.table.current_id()
        return (EvaluationResponse, chosen) if chosen else None

    def go_to_field(self, name: str) -> None:
        (self.entry.received if name == "received" else self.entry.pad).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.draft.flush()

    def _show(self, view: EvaluationView) -> None:
        before, self.view = self.view, view
        self.rows = list(view.responses)
        self._totals = total(row.filled for row in view.responses)
        forms = {row.filled.form.id: row.filled.form for row in view.responses}
        self._questions = all_questions(view.form, forms.values())
        if before is None or (before.form, before.groups) != (view.form, view.groups):
            self.entry.set_form(view.form, view.groups)
            self._new_list(view)
        self._draw()
        if before is None:  # what was half entered needs to know what is asked
            key = self.draft.key
            self.tasks.read(lambda tx: drafts.load(tx, key), self._recover, owner=self, key="draft")

    def _new_list(self, view: EvaluationView) -> None:
        """The columns of the list are the questions in force."""
        old, self.list = self.list, ResponsesTable(view.form.questions, grouped=bool(view.groups))
        self._left.replaceWidget(old, self.list)
        old.hide()
        old.deleteLater()
        self._connect_list()

    def _draw(self) -> None:
        """Everything that counts, from what is at hand."""
        view = self.view
        if view is None:
            return
        entered, totals = len(self.rows), self._totals
        aspects = results(self._questions, totals.everybody.tallies)
        comments = [text for row in self.rows for text in row.filled.comments if text]
        forms = max(view.received or 0, entered)
        self.side.show_figures(entered, view.received, view.present)
        self.side.show_results(
            entered,
            aspects,
            by_group(self._questions, totals) if view.groups else (),
            to_look_at(aspects, comments, forms, view.present),
        )
        self.entry.set_number(self._next_number(), view.received)
        self.list.table.set_rows(self.rows[::-1])

    def _next_number(self) -> int:
        return max((row.number for row in self.rows), default=0) + 1 + self._pending

    def _enter(self, sheet: Sheet) -> None:
        """Save one form; the next one is already being typed."""
        if self.page is None:
            return
        intervention, key = self.page.intervention.id, self.draft.key
        answers = tuple(answer or 0 for answer in sheet.half.answers)
        self.draft.stop()
        self._pending += 1
        self.entry.set_number(self._next_number(), self.view.received if self.view else None)

        def work(tx: Tx) -> ResponseRow:
            drafts.discard(tx, key)
            form, comments, group = sheet.form, sheet.comments, sheet.group
            return response_row(
                tx, services.record_response(tx, intervention, form, answers, comments, group)
            )

        self.tasks.write(
            work,
            self._entered,
            owner=self,
            label="Formulario de evaluación",
            quiet=True,
            failed=partial(self._refused, sheet),
        )

    def _entered(self, row: ResponseRow) -> None:
        self._pending -= 1
        self.show_own()
        if all(row.id != other.id for other in self.rows):  # read meanwhile, it is there already
            self.rows.append(row)
            self._totals = self._totals.plus(row.filled)
        self._draw()
        self.list.table.flash(row.id)
        self.list.table.scrollToTop()
        if not self.entry.sheet().begun:
            self._say_entered(row)
            if self._put_aside:
                self.entry.put(self._put_aside.pop())

    def _say_entered(self, row: ResponseRow) -> None:
        view, entered = self.view, len(self.rows)
        saved = f"Formulario {row.label} guardado."
        if view and entered > view.present > 0:
            self.entry.say(
                "warning", saved, f"Hay más formularios ({entered}) que presentes ({view.present})."
            )
        elif view and view.received is not None and entered > view.received:
            self.entry.say("warning", saved, f"Se anotaron {view.received} recibidos y ya van {entered}.")
        else:
            self.entry.say("ok", saved, undo=True)

    def _refused(self, sheet: Sheet, error: Exception) -> None:
        """Not saved: it comes back to be put right; what was being typed waits its turn."""
        self._pending -= 1
        typed = self.entry.sheet()
        if typed.begun:
            self._put_aside.append(typed)
        self.entry.put(sheet)
        self.draft.keep_soon()
        self._draw()
        if isinstance(error, ConcertaError):
            self.entry.say("error", str(error))
        else:
            self.tasks.failed.emit(error)

    def _recover(self, draft: Draft | None) -> None:
        """Go on with the form that was half entered."""
        if draft is None or draft.key != self.draft.key or self.view is None or self.entry.sheet().begun:
            return
        sheet = restored(draft, self.view.form)
        if sheet.begun:
            self.entry.put(sheet)
            words = f"del {when(draft)}: siga donde quedó."
            self.entry.say("info", "Formulario a medio digitar", words, discard=True)

    def _discard(self) -> None:
        self.entry.clear()
        self.entry.rest()
        self.draft.forget()

    def _set_received(self, received: int | None) -> None:
        if self.page is None:
            return
        intervention = self.page.intervention.id
        self.tasks.write(
            lambda tx: services.set_received(tx, intervention, received),
            lambda _done: self._received_set(received),
            owner=self,
            label="Formularios recibidos",
            quiet=True,
        )

    def _received_set(self, received: int | None) -> None:
        """The forms that were typed on meanwhile are counted against it."""
        if self.view is not None:
            self.view = replace(self.view, received=received)
            self._draw()

    def _correct(self, row: ResponseRow) -> None:
        groups = self.view.groups if self.view else ()
        CorrectionDialog(self.tasks, row, groups, self).open()

    def _remove(self, row: ResponseRow) -> None:
        self.tasks.write(
            lambda tx: services.remove_response(tx, row.id),
            owner=self,
            label=f"Quitar el formulario {row.label}",
        )

    def _edit_form(self) -> None:
        if self.page is None or self.view is None:
            return
        editor = FormEditor(self.tasks, self.page.intervention.id, self.view, self)
        editor.saved.connect(self._say_form)
        editor.open()

    def _say_form(self, saved: SavedForm) -> None:
        self.entry.say("ok", note_of(saved))
        self.entry.pad.setFocus()

    def _read_comments(self) -> None:
        if self.view is None:
            return
        forms = [self.view.form, *(row.filled.form for row in self.rows)]
        CommentsDialog(comments_by_question(forms, [row.filled for row in self.rows]), self).open()

    def _go_to_list(self) -> None:
        self.list.table.setFocus()

    def _preview(self, *, summary: bool) -> None:
        from ui.interventions.evaluation.printing import evaluation_preview

        if self.page is not None:
            found = self.page.intervention
            evaluation_preview(self.tasks, found.id, found.title or "", self, summary=summary).open()

    def _undone(self, label: str) -> None:
        if self.isVisible():
            self.entry.say("", f"Deshecho: {label}.", "Ctrl+Y lo rehace.")


def _read(intervention: str, tx: ReadTx) -> EvaluationView:
    return evaluation_view(tx, intervention)
