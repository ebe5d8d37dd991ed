"""The forms entered, the last one on top, to be looked over and corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from concerta_desktop.model.evaluation import Aspect
from concerta_desktop.queries.evaluation import ResponseRow
from concerta_desktop.rules.evaluation import BLANK, Question
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

BLANK_SAID = "s. d."
_SHORT = {
    Aspect.METHODOLOGY: "Met.",
    Aspect.LOGISTICS: "Log.",
    Aspect.FACILITATION: "Fac.",
    Aspect.OBJECTIVES: "Obj.",
    Aspect.NEEDS: "Nec.",
}


class ResponsesTable(TableCard):
    """Signals carry the row: `correct_wanted(ResponseRow)`, `remove_wanted(ResponseRow)`."""

    correct_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(
        self, questions: Sequence[Question], *, grouped: bool, parent: QWidget | None = None
    ) -> None:
        empty = EmptyState("Todavía no hay formularios.", "Digite el primero con las teclas 1 a 5.")
        rows = _Rows(_columns(questions, grouped=grouped), name="Formularios digitados", empty=empty)
        super().__init__(rows, parent=parent)
        self.hide_footer()
        self.setMinimumHeight(62)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # the questions go first
        rows.setMinimumHeight(60)
        rows.row_activated.connect(lambda row_id: self._tell(self.correct_wanted, row_id))
        rows.correct_pressed.connect(lambda row_id: self._tell(self.correct_wanted, row_id))
        rows.remove_pressed.connect(lambda row_id: self._tell(self.remove_wanted, row_id))
        rows.menu_requested.connect(self._menu)

    def _tell(self, signal: SignalInstance, row_id: str) -> None:
        row = next((row for row in self.table.rows() if row.id == row_id), None)
        if row is not None:
            signal.emit(row)

    def _menu(self, row_id: str, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, signal in (("Corregir…\tF2", self.correct_wanted), ("Quitar\tSupr", self.remove_wanted)):
            action = QAction(words, menu)
            action.triggered.connect(lambda _=False, signal=signal: self._tell(signal, row_id))
            menu.addAction(action)
        menu.popup(place)


class _Rows(Table):
    """F2 and Enter correct, Supr takes away."""

    correct_pressed = Signal(str)
    remove_pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.correct_pressed.emit(self.current_id())
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_pressed.emit(self.current_id())
        else:
            super().keyPressEvent(event)


def _columns(questions: Sequence[Question], *, grouped: bool) -> list[Column]:
    width = 44 if len(questions) <= 6 else 38
    answers = [
        Column(
            one.key,
            short(one, place),
            _answer(one),
            width,
            "center",
            bold=lambda _row: True,
            tone=_tone(one),
            tooltip=lambda _row, title=one.title: title,
            sortable=False,
        )
        for place, one in enumerate(questions, start=1)
    ]
    group = Column("group", "Grupo", lambda row: row.filled.group or "General", 84, tone=_faint)
    return [
        Column("label", "Form.", lambda row: row.label, 52, tone=_faint, sortable=False),
        *answers,
        *([group] if grouped else []),
        Column(
            "comment",
            "Comentario",
            lambda row: " · ".join(text.replace("\n", " ") for text in row.filled.comments if text),
            tooltip=lambda row: "\n".join(text for text in row.filled.comments if text),
            sortable=False,
        ),
        Column(
            "hour",
            "Hora",
            lambda row: f"{row.entered_at:%H:%M}" if row.entered_at else "sin dato",
            76,
            "right",
            icon=lambda row: "pencil" if row.corrected_at else "",
            tone=_faint,
            tooltip=lambda row: f"Corregido: {row.reason}" if row.corrected_at else "",
            sortable=False,
        ),
    ]


def short(question: Question, place: int) -> str:
    """ "Met."; "P6" for a question of one's own."""
    return _SHORT.get(question.aspect, f"P{place}")


def _answer(question: Question) -> Callable[[ResponseRow], str]:
    def text(row: ResponseRow) -> str:
        given = answer_of(row, question)
        return "—" if given is None else BLANK_SAID if given == BLANK else str(given)

    return text


def _tone(question: Question) -> Callable[[ResponseRow], str]:
    return lambda row: {None: "secondary", BLANK: "warning"}.get(answer_of(row, question), "text")


def answer_of(row: ResponseRow, question: Question) -> int | None:
    """What was answered to a question; None when that form did not ask it."""
    for asked, answer in zip(row.filled.form.questions, row.filled.answers, strict=True):
        if asked.key == question.key:
            return answer
    return None


def _faint(_row: ResponseRow) -> str:
    return "secondary"
