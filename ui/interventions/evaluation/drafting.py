"""A form half entered, kept in the store so that it survives a crash, a lock or another screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from concerta_desktop.rules.evaluation import Form
from concerta_desktop.rules.evaluation_entry import HalfEntered
from concerta_desktop.store import drafts
from concerta_desktop.store.drafts import Draft
from ui.interventions.evaluation.entry_card import Sheet
from ui.tasks import Tasks

_KEEP_MS = 300
_TITLE = "Formulario de evaluación"


class SheetDraft(QObject):
    """Usage: `draft.open(intervention)`, `draft.keep_soon()` at each key, `draft.load(done)`."""

    def __init__(self, tasks: Tasks, sheet: Callable[[], Sheet], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._sheet, self._owner = tasks, sheet, parent
        self.key = ""
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._timer.timeout.connect(self.keep)

    def open(self, intervention: str) -> None:
        """The drafts of this intervention; what was about to be kept of another one is kept now."""
        self.flush()
        self.key = f"evaluation:{intervention}"

    def keep_soon(self) -> None:
        self._timer.start()

    def flush(self) -> None:
        """Keep at once what waits."""
        if self._timer.isActive():
            self._timer.stop()
            self.keep()

    def stop(self) -> None:
        """What waits is no longer wanted: it has been saved as a form."""
        self._timer.stop()

    def keep(self) -> None:
        """Keep what is entered so far, or forget it when it was emptied."""
        sheet, key = self._sheet(), self.key
        place = ("intervenciones", "open_intervention", key.partition(":")[2], "evaluacion")
        if not key:
            return
        if sheet.begun:
            values = {
                "asked": [question.key for question in sheet.form.questions],
                "answers": list(sheet.half.answers),
                "comments": list(sheet.comments),
                "group": sheet.group,
            }
            self._tasks.write(
                lambda tx: drafts.save(tx, key, values, _TITLE, place), owner=self._owner, here=True
            )
        else:
            self.forget()

    def forget(self) -> None:
        key = self.key
        self._tasks.write(lambda tx: drafts.discard(tx, key), owner=self._owner, here=True)


def restored(draft: Draft, form: Form) -> Sheet:
    """What was half entered, under the questions that are asked now."""
    values = draft.values
    known = dict(zip(values.get("asked", ()), values.get("answers", ()), strict=False))
    half = HalfEntered(tuple(known.get(question.key) for question in form.questions))
    return Sheet(
        form, half.at(half.first_missing), tuple(values.get("comments", ())), values.get("group", "")
    )
