"""Remarks of headquarters above the steps of an intervention, and the dialogs that write and answer them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.model import Remark
from concerta_desktop.queries.remarks import RemarkRow, remarks_of
from concerta_desktop.services import remarks
from concerta_desktop.store.tx import Tx
from ui.kept_dialog import say_refusal
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog
from ui.widgets.form import Form
from ui.widgets.notice import InlineNotice

_MOST = 3
"""Lines above the steps; the others come when these are closed."""


class RemarksBand(QWidget):
    """A line for each remark that is not closed; nothing otherwise. At headquarters each can be closed, on a
    laptop each can be marked as attended."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._central = tasks.store.identity.kind == "central"
        self.notices: list[InlineNotice] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 0, 24, 8)
        self._column.setSpacing(6)
        self.hide()

    def read(self, intervention: str) -> None:
        """Show those of one intervention."""
        self._tasks.read(lambda tx: remarks_of(tx, intervention), self._show, owner=self, key="remarks")

    def _show(self, rows: list[RemarkRow]) -> None:
        for notice in self.notices:
            self._column.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
        self.notices = [self._line(row) for row in rows[:_MOST]]
        self.setVisible(bool(self.notices))

    def _line(self, row: RemarkRow) -> InlineNotice:
        who = f" ({row.author}, {row.day:%d/%m/%Y})" if row.author else f" ({row.day:%d/%m/%Y})"
        text = f"Observado por la sede{who}: {row.text}"
        if row.attended:
            text += f"\nAtendida. {row.answer}".rstrip()
        action = "" if row.attended else "Marcar atendida…"
        if self._central:
            action = "Conforme" if row.attended else "Retirar"
        notice = InlineNotice("info" if row.attended else "warning", text, action=action)
        notice.action_triggered.connect(lambda: self._act(row))
        self._column.addWidget(notice)
        return notice

    def _act(self, row: RemarkRow) -> None:
        if self._central:
            label = "Observación conforme" if row.attended else "Observación retirada"
            self._tasks.write(lambda tx: remarks.close(tx, row.id), owner=self, label=f"{label}: {row.title}")
        else:
            answer_remark(self._tasks, row, self)


def write_remark(tasks: Tasks, intervention: str, title: str, parent: QWidget) -> RemarkDialog:
    """Ask headquarters for the remark, and keep it."""
    return RemarkDialog(
        tasks,
        "Observar la intervención",
        ("text", "Observar", f"Observada: {title}"),
        lambda tx, text: remarks.write_remark(tx, intervention, text),
        parent,
    )


def answer_remark(tasks: Tasks, row: RemarkRow, parent: QWidget) -> RemarkDialog:
    """Ask the specialist for an answer, which may be none, and mark it as attended."""
    return RemarkDialog(
        tasks,
        "Marcar atendida",
        ("answer", "Marcar atendida", f"Observación atendida: {row.title}"),
        lambda tx, text: remarks.attend(tx, row.id, text or None),
        parent,
    )


class RemarkDialog(FormDialog):
    """One text, opened at once; it closes when the text is kept."""

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        asked: tuple[str, str, str],
        write: Callable[[Tx, str], object],
        parent: QWidget,
    ) -> None:
        self._field, accept, self._label = asked
        super().__init__(title, accept=accept, width=560, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._write, self._busy = tasks, write, False
        self.form = Form(Remark, ((self._field,),), today=lambda: tasks.store.now().date())
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.form.focus_field(self._field)
        self.open()

    def submit(self) -> bool:
        if self._busy or self.form.focus_field(self.form.problem()):
            return False
        self._busy = True
        text = str(self.form.values().get(self._field) or "")
        self._tasks.write(
            lambda tx: self._write(tx, text),
            lambda _id: self.accept(),
            owner=self,
            label=self._label,
            failed=self._refused,
        )
        return False

    def _refused(self, error: Exception) -> None:
        self._busy = False
        say_refusal(self, self.form, self._tasks, error)
