"""A list copied from Excel, looked at before anything is saved: columns, people, and what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from concerta_desktop.capture.columns import FURTHER, Meaning, Target, label_of_target
from concerta_desktop.capture.paste import Column as PastedColumn
from concerta_desktop.capture.paste import ImportPlan, plan
from concerta_desktop.errors import UserError
from concerta_desktop.rules.names import display
from concerta_desktop.services.pasting import Compared, RowState, compare
from concerta_desktop.store.tx import ReadTx
from ui.tasks import Tasks
from ui.theme import Kind
from ui.widgets.badge import BadgeText
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.checks import CheckBox
from ui.widgets.choice import ChoiceField
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.notice import InlineNotice
from ui.widgets.segmented import Choice
from ui.widgets.table import Table

UNKNOWN = "sin dato"
_TARGETS = tuple(Choice(str(target), label_of_target(target)) for target in (*Target, *FURTHER))
_BADGES: dict[RowState, tuple[Kind, str]] = {
    RowState.NEW: ("accent", "user-plus"),
    RowState.KNOWN: ("ok", "user-check"),
    RowState.THERE: ("neutral", "check"),
    RowState.CHECK: ("warning", "triangle-alert"),
    RowState.REFUSED: ("error", "circle-alert"),
}

There = Callable[[ReadTx], Collection[str]]
"""Ids of the people who are already on the list that is pasted into."""


class PasteDialog(QDialog):
    """Usage: `dialog = PasteDialog(tasks, "Pegar personas", "Convocar", there); dialog.open()`.

    Reads the clipboard, or `text`. Signal: `rows_accepted(list[Compared])`, then it closes; nothing has been
    written. Turn them into people with `services.pasting.take_people`.
    """

    rows_accepted = Signal(list)

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        verb: str,
        there: There,
        *,
        text: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._verb, self._there = tasks, verb, there
        self._text = QGuiApplication.clipboard().text() if text is None else text
        self._mapping: dict[int, Meaning] = {}
        self._compared: list[Compared] = []
        self._left_out: set[str] = set()
        self.notice = InlineNotice()
        self.headings = CheckBox("La lista trae una fila de títulos")
        self.summary = Label("", "body", tone="secondary", tabular=True)
        self.accept_button = Button(verb, kind="primary", keys="Ctrl+Enter")
        self.table = Table(
            self._columns(),
            name="Personas pegadas",
            row_id=lambda row: row[0].id,
            empty=EmptyState("No hay nada que pegar.", "Copie las celdas en Excel o Word y pulse Ctrl+V."),
        )
        self._mappers = QHBoxLayout()
        self._columns_said: list[_Mapper] = []
        self._build(title)
        self._connect()
        self.headings.set_value(True)
        QTimer.singleShot(0, self, self._read)

    def _build(self, title: str) -> None:
        strip = QWidget()
        strip.setObjectName("body")
        strip.setLayout(self._mappers)
        self._mappers.setContentsMargins(0, 0, 0, 0)
        self._mappers.setSpacing(8)
        self._mappers.setAlignment(Qt.AlignmentFlag.AlignLeft)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFixedHeight(88)
        scroll.setWidget(strip)
        card = Card(padding=0)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        cancel = Button("Cancelar")
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.summary)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.accept_button)
        head = QHBoxLayout()
        head.addWidget(Label(title, "panel"))
        head.addStretch(1)
        head.addWidget(self.headings)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Label("Qué es cada columna", "header", tone="secondary"))
        column.addWidget(scroll)
        column.addWidget(self.notice)
        column.addWidget(card, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry().size()
        self.resize(min(1120, room.width() - 60), min(620, room.height() - 60))

    def _connect(self) -> None:
        self.headings.value_changed.connect(lambda _on: self._start_over())
        self.accept_button.clicked.connect(self._accept)
        self.table.check_toggled.connect(self._toggle)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._accept)
        QShortcut(QKeySequence.StandardKey.Paste, self).activated.connect(self._paste_again)

    def _paste_again(self) -> None:
        self._text = QGuiApplication.clipboard().text()
        self._start_over()

    def _start_over(self) -> None:
        self._mapping = {}
        self._left_out = set()
        self._read()

    def _read(self) -> None:
        """Away from the window's thread: two thousand rows take a moment."""
        text, mapping, headings, there = self._text, dict(self._mapping), self.headings.value(), self._there

        def look(tx: ReadTx) -> tuple[ImportPlan, list[Compared]]:
            made = plan(text, mapping, headings=headings)
            return made, compare(tx, made.rows, there(tx))

        self._tasks.read(look, lambda both: self._show(*both), owner=self, key="plan", failed=self._refused)

    def _show(self, made: ImportPlan, compared: list[Compared]) -> None:
        self.notice.set_notice("warning" if made.doubt else "info", made.doubt)
        self._compared = compared
        self._show_columns(made.columns)
        self.headings.setVisible(made.heading_line is not None or not self.headings.value())
        self._refresh()

    def _refresh(self) -> None:
        self.table.set_rows([(item, item.id in self._left_out) for item in self._compared])
        states = [item.state for item in self._compared]
        parts = [
            f"{words} {states.count(state)}"
            for state, words in (
                (RowState.NEW, "Nuevas"),
                (RowState.KNOWN, "Conocidas"),
                (RowState.CHECK, "Por revisar"),
                (RowState.THERE, "Ya están"),
                (RowState.REFUSED, "No se pueden"),
            )
            if states.count(state)
        ]
        self.summary.setText(" · ".join(parts))
        number = len(self._wanted())
        self.accept_button.setText(f"{self._verb} {number} persona{'s' if number != 1 else ''}")
        self.accept_button.setAccessibleName(self.accept_button.text())
        self.accept_button.setEnabled(number > 0)
        self.accept_button.updateGeometry()

    def _wanted(self) -> list[Compared]:
        return [item for item in self._compared if item.takes and item.id not in self._left_out]

    def _toggle(self, row_id: str, on: bool) -> None:
        if on:
            self._left_out.discard(row_id)
        else:
            self._left_out.add(row_id)
        self._refresh()

    def _accept(self) -> None:
        wanted = self._wanted()
        if wanted:
            self.rows_accepted.emit(wanted)
            self.accept()

    def _refused(self, error: Exception) -> None:
        self._compared = []
        self._refresh()
        if isinstance(error, UserError):
            self.notice.set_notice("warning", str(error))
        else:
            self._tasks.failed.emit(error)

    def _show_columns(self, columns: tuple[PastedColumn, ...]) -> None:
        """One list per pasted column, made anew only when the columns are others."""
        if len(self._columns_said) != len(columns):
            for old in self._columns_said:
                self._mappers.removeWidget(old)
                old.deleteLater()
            self._columns_said = [_Mapper(column, self._map) for column in columns]
            for mapper in self._columns_said:
                self._mappers.addWidget(mapper)
        for mapper, column in zip(self._columns_said, columns, strict=True):
            mapper.show_column(column)

    def _map(self, index: int, target: Meaning) -> None:
        """A column is something else; whoever had that meaning loses it."""
        for other, taken in self._mapping.items():
            if taken == target != Target.IGNORE:
                self._mapping[other] = Target.IGNORE
        self._mapping[index] = target
        self._read()

    def _columns(self) -> list[Column]:
        return [
            Column("take", "", width=40, align="center", checked=lambda row: _ticked(*row)),
            Column("line", "Fila", lambda row: row[0].id, 44, "right", tone=lambda _row: "secondary"),
            Column("state", "Estado", width=124, badge=lambda row: _badge(row[0])),
            Column("name", "Apellidos y nombres", lambda row: _name(row[0]), 190, bold=lambda _row: True),
            Column("document", "Documento", lambda row: row[0].row.person.document_number or UNKNOWN, 96),
            Column("sex", "Sexo", lambda row: _sex(row[0]), 68),
            Column("entity", "Entidad", lambda row: row[0].row.person.entity_name or UNKNOWN, 160),
            Column("position", "Cargo", lambda row: row[0].row.person.position or UNKNOWN, 120),
            Column("problems", "Observaciones", lambda row: _problems(row[0]), tone=lambda _row: "warning"),
        ]


class _Mapper(QWidget):
    """One pasted column: its heading, its first cells, and what it is."""

    def __init__(self, column: PastedColumn, changed: Callable[[int, Meaning], None]) -> None:
        super().__init__()
        self.setFixedWidth(176)
        self._heading = ElidedLabel("", "badge")
        self._samples = ElidedLabel("", "secondary", tone="tertiary")
        self.target = ChoiceField(f"Columna {column.index + 1}", _TARGETS)
        self.target.value_changed.connect(lambda code: changed(column.index, code))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for widget in (self._heading, self._samples, self.target):
            rows.addWidget(widget)

    def show_column(self, column: PastedColumn) -> None:
        self._heading.setText(column.heading or f"Columna {column.index + 1}")
        self._samples.setText(", ".join(column.samples) or "vacía")
        self.target.set_value(str(column.target))
        self.target.setAccessibleName(f"{self._heading.text()}: qué es")


def _ticked(item: Compared, left_out: bool) -> bool | None:
    return not left_out if item.takes else None


def _badge(item: Compared) -> BadgeText:
    kind, icon = _BADGES[item.state]
    return BadgeText(kind, icon, item.state.label)


def _name(item: Compared) -> str:
    return display(item.row.person.surnames, item.row.person.names)


def _sex(item: Compared) -> str:
    return item.row.person.sex.label if item.row.person.sex else UNKNOWN


def _problems(item: Compared) -> str:
    return " ".join(problem.text for problem in item.row.problems)
