"""A received matriz looked at before it is imported: what each column is, what each row brings, which cell is
wrong. Nothing is recorded until it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from concerta_desktop.capture.matriz import MatrizPlan, plan_matriz
from concerta_desktop.capture.matriz_columns import MatrizColumn, find_headings, guess
from concerta_desktop.capture.workbook import Grid, read_workbook
from concerta_desktop.errors import UserError
from concerta_desktop.model.instancia import instancia_label
from concerta_desktop.services.matriz_import import ComparedLine, LineState, compare, take_matriz
from concerta_desktop.store.tx import ReadTx
from ui.tasks import Tasks
from ui.widgets.badge import BadgeText, KeyChip
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceField
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.notice import InlineNotice
from ui.widgets.numbers import thousands
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table

_BADGES: dict[LineState, BadgeText] = {
    LineState.NEW: BadgeText("accent", "plus", LineState.NEW.label),
    LineState.CHANGES: BadgeText("info", "pencil", LineState.CHANGES.label),
    LineState.SAME: BadgeText("ok", "check", LineState.SAME.label),
    LineState.ASKS: BadgeText("warning", "circle-help", LineState.ASKS.label),
    LineState.REFUSED: BadgeText("error", "x", LineState.REFUSED.label),
}
_TARGETS = [Choice(column.value, column.label) for column in MatrizColumn]
_ALL, _TAKEN, _WRONG = "all", "taken", "wrong"


@dataclass(frozen=True)
class _Row:
    """A line as the table shows it."""

    compared: ComparedLine
    left_out: bool

    @property
    def id(self) -> str:
        return str(self.compared.line.line)


@dataclass(frozen=True)
class _Read:
    grid: Grid
    plan: MatrizPlan | None
    lines: list[ComparedLine]
    refusal: UserError | None = None


class ImportDialog(QDialog):
    """Usage: `ImportDialog(tasks, path, parent).open()`. Signal: `imported(int)`: how many instancias."""

    imported = Signal(int)

    def __init__(self, tasks: Tasks, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Importar matriz")
        self._tasks, self._path = tasks, path
        self._grid: Grid | None = None
        self._mapping: list[MatrizColumn] | None = None
        self._answers: dict[int, str] = {}
        self._left_out: set[str] = set()
        self._lines: list[ComparedLine] = []
        self._mappers: list[_Mapper] = []
        self._build()
        self._connect()
        QTimer.singleShot(0, self, self._read)

    # -- reading

    def _read(self, sheet: str = "") -> None:
        """Away from the window's thread: two thousand rows take a moment."""
        path, grid, mapping, answers = self._path, self._grid, self._mapping, dict(self._answers)
        today = self._tasks.store.now().date()

        def look(tx: ReadTx) -> _Read:
            found = grid if grid is not None and not sheet else read_workbook(path, sheet)
            try:
                made = plan_matriz(found, today, mapping)
            except UserError as error:
                return _Read(found, None, [], error)
            return _Read(found, made, compare(tx, made.lines, today, answers))

        self.summary.setText("Leyendo…")
        self._tasks.read(look, self._show, owner=self, key="plan", failed=self._refused)

    def _show(self, read: _Read) -> None:
        self._grid, self._lines = read.grid, read.lines
        headings = read.plan.headings if read.plan else find_headings(read.grid)[1] if read.grid.rows else ()
        columns = read.plan.columns if read.plan else tuple(self._mapping or guess(headings))
        self._show_columns(headings, columns, read.grid)
        self.sheet.set_choices([Choice(name, name) for name in read.grid.sheets])
        self.sheet.set_value(read.grid.sheet)
        self._sheet_row.setVisible(len(read.grid.sheets) > 1)
        if read.refusal is not None:
            self.notice.set_notice("warning", str(read.refusal))
        else:
            self.notice.set_notice("info", " ".join(read.plan.notes) if read.plan else "")
        self._refresh()
        self.table.setFocus()

    def _refused(self, error: Exception) -> None:
        self._lines = []
        self._refresh()
        if isinstance(error, UserError) or hasattr(error, "safe"):
            self.notice.set_notice("error", str(error))
        else:
            self._tasks.failed.emit(error)

    def _refresh(self) -> None:
        states = [line.state for line in self._lines]
        wanted = {
            _ALL: lambda _line: True,
            _TAKEN: lambda line: line.takes,
            _WRONG: lambda line: line.state in (LineState.ASKS, LineState.REFUSED) or line.line.problems,
        }[self.which.value() or _ALL]
        rows = [_Row(line, str(line.line.line) in self._left_out) for line in self._lines if wanted(line)]
        self.table.set_rows(rows)
        parts = [
            f"{state.label}: {thousands(states.count(state))}" for state in LineState if states.count(state)
        ]
        self.summary.setText(" · ".join(parts) or "Ninguna fila")
        self._asking.setVisible(LineState.ASKS in states)
        number = len(self._wanted())
        words = f"Importar {thousands(number)} {'fila' if number == 1 else 'filas'}"
        self.accept_button.setText(words)
        self.accept_button.setAccessibleName(words)
        self.accept_button.setEnabled(number > 0)
        self.accept_button.updateGeometry()

    # -- deciding

    def _wanted(self) -> list[ComparedLine]:
        return [line for line in self._lines if line.takes and str(line.line.line) not in self._left_out]

    def _toggle(self, row_id: str, on: bool) -> None:
        if on:
            self._left_out.discard(row_id)
        else:
            self._left_out.add(row_id)
        self._refresh()

    def _map(self, place: int, column: MatrizColumn) -> None:
        """A column is something else; whoever had that meaning loses it."""
        mapping = [mapper.column() for mapper in self._mappers]
        for other, taken in enumerate(mapping):
            if other != place and taken is column and column is not MatrizColumn.IGNORE:
                mapping[other] = MatrizColumn.IGNORE
        mapping[place] = column
        self._mapping = mapping
        self._answers = {}
        self._read()

    def _choose_sheet(self, sheet: str | None) -> None:
        if sheet and self._grid and sheet != self._grid.sheet:
            self._mapping, self._answers, self._left_out = None, {}, set()
            self._read(sheet)

    def _ask(self, row_id: str, place: QPoint | None = None) -> None:
        """Which of the territories that a row fits is meant."""
        line = next((one.line for one in self._lines if str(one.line.line) == row_id), None)
        if line is None or len(line.codes) < 2:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code in line.codes:
            menu.addAction(instancia_label(code), lambda code=code: self._answer(line.line, code))
        at = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        menu.popup(place or self.table.viewport().mapToGlobal(at))

    def _answer(self, line: int, code: str) -> None:
        self._answers[line] = code
        self._read()

    def _accept(self) -> None:
        wanted = self._wanted()
        if not wanted:
            return
        self.accept_button.setEnabled(False)
        number = len(wanted)
        self._tasks.write(
            lambda tx: take_matriz(tx, wanted),
            self._done,
            owner=self,
            label=f"Importar la matriz: {number} {'fila' if number == 1 else 'filas'}",
            risk="import",
            failed=self._refused,
        )

    def _done(self, number: int) -> None:
        self.imported.emit(number)
        self.accept()

    # -- building

    def _build(self) -> None:
        self.notice = InlineNotice()
        self.summary = Label("", "body", tone="secondary", tabular=True)
        self.accept_button = Button("Importar", kind="primary", keys="Ctrl+Enter")
        self.accept_button.setEnabled(False)
        self.sheet = ChoiceField("Hoja")
        self.which = Segmented(
            "Filas",
            [Choice(_ALL, "Todas"), Choice(_TAKEN, "Por importar"), Choice(_WRONG, "Con observaciones")],
            small=True,
        )
        self.which.set_value(_ALL)
        empty = EmptyState("Ninguna fila.", "Indique arriba qué es cada columna, o elija otro archivo.")
        self.table = Table(_columns(), name="Filas de la matriz", empty=empty)
        self._strip = QHBoxLayout()
        column = QVBoxLayout(self)
        card = Card(padding=0)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(Label("Qué es cada columna", "header", tone="secondary"))
        column.addWidget(self._scroll())
        column.addWidget(self.notice)
        column.addWidget(card, 1)
        column.addLayout(self._foot())
        lead_to(self, self.table)
        room = self.screen().availableGeometry().size()
        self.resize(min(1180, room.width() - 60), min(660, room.height() - 60))

    def _head(self) -> QHBoxLayout:
        self._sheet_row = QWidget()
        sheet = QHBoxLayout(self._sheet_row)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.addWidget(Label("Hoja", "secondary", tone="secondary"))
        sheet.addWidget(self.sheet)
        head = QHBoxLayout()
        head.addWidget(Label(f"Importar «{self._path.name}»", "panel"))
        head.addStretch(1)
        head.addWidget(self._sheet_row)
        head.addWidget(self.which)
        return head

    def _foot(self) -> QHBoxLayout:
        cancel = Button("Cancelar")
        cancel.clicked.connect(self.reject)
        self._asking = KeyChip("Enter", "elegir territorio")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.summary)
        foot.addWidget(self._asking)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.accept_button)
        return foot

    def _scroll(self) -> QScrollArea:
        strip = QWidget()
        strip.setObjectName("body")
        strip.setLayout(self._strip)
        self._strip.setContentsMargins(0, 0, 0, 0)
        self._strip.setSpacing(8)
        self._strip.setAlignment(Qt.AlignmentFlag.AlignLeft)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFixedHeight(90)
        scroll.setWidget(strip)
        return scroll

    def _connect(self) -> None:
        self.accept_button.clicked.connect(self._accept)
        self.which.value_changed.connect(lambda _which: self._refresh())
        self.sheet.value_changed.connect(self._choose_sheet)
        self.table.check_toggled.connect(self._toggle)
        self.table.row_activated.connect(self._ask)
        self.table.menu_requested.connect(self._ask)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._accept)

    def _show_columns(self, headings: Sequence[str], columns: Sequence[MatrizColumn], grid: Grid) -> None:
        """One list per column, made anew only when there are more or fewer."""
        if len(self._mappers) != len(columns):
            for old in self._mappers:
                self._strip.removeWidget(old)
                old.deleteLater()
            self._mappers = [_Mapper(place, self._map) for place in range(len(columns))]
            for mapper in self._mappers:
                self._strip.addWidget(mapper)
        for place, (mapper, column) in enumerate(zip(self._mappers, columns, strict=True)):
            heading = headings[place] if place < len(headings) else ""
            mapper.show_column(heading, _samples(grid, place), column)


class _Mapper(QWidget):
    """One column of the file: its heading, its first cells, and what it is."""

    def __init__(self, place: int, changed: Callable[[int, MatrizColumn], None]) -> None:
        super().__init__()
        self.setFixedWidth(186)
        self._place = place
        self._heading = ElidedLabel("", "badge")
        self._samples = ElidedLabel("", "secondary", tone="tertiary")
        self.target = ChoiceField(f"Columna {place + 1}", _TARGETS)
        self.target.value_changed.connect(lambda code: changed(place, MatrizColumn(code)))  # type: ignore[call-arg]
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for widget in (self._heading, self._samples, self.target):
            rows.addWidget(widget)

    def column(self) -> MatrizColumn:
        """What it is now."""
        return MatrizColumn(self.target.value() or MatrizColumn.IGNORE.value)  # type: ignore[call-arg]

    def show_column(self, heading: str, samples: str, column: MatrizColumn) -> None:
        self._heading.setText(heading or f"Columna {self._place + 1}")
        self._samples.setText(samples or "vacía")
        self.target.set_value(column.value)
        self.target.setAccessibleName(f"{self._heading.text()}: qué es")


def _samples(grid: Grid, place: int) -> str:
    """The first few values under a heading."""
    found: list[str] = []
    first = find_headings(grid)[0] + 1
    for row in grid.rows[first : first + 40]:
        value = row.cells[place] if place < len(row.cells) else None
        text = "" if value is None else " ".join(str(value).split())
        if text and text not in found:
            found.append(text[:30])
        if len(found) == 3:
            break
    return ", ".join(found)


def _columns() -> list[Column]:
    return [
        Column(
            "take",
            "",
            width=40,
            align="center",
            checked=lambda row: not row.left_out if row.compared.takes else None,
            sortable=False,
        ),
        Column(
            "line", "Fila", lambda row: row.id, 52, "right", tone=lambda _row: "secondary", sortable=False
        ),
        Column("state", "Qué pasa", width=150, badge=lambda row: _BADGES[row.compared.state], sortable=False),
        Column("place", "Instancia", _place, 240, bold=lambda _row: True, sortable=False),
        Column("brings", "Qué trae, o qué está mal", _brings, tone=_tone, sortable=False),
    ]


def _place(row: _Row) -> str:
    line = row.compared.line
    return instancia_label(line.codes[0]) if len(line.codes) == 1 else line.said or "sin dato"


def _brings(row: _Row) -> str:
    problems = " · ".join(str(problem) for problem in row.compared.line.problems)
    changes = " · ".join(
        f"{label}: {after}" if before == "sin dato" else f"{label}: {before} → {after}"
        for label, before, after in row.compared.differences
    )
    return " · ".join(part for part in (problems, changes) if part)


def _tone(row: _Row) -> str:
    if row.compared.state is LineState.REFUSED:
        return "error"
    return "warning" if row.compared.line.problems else "text"
