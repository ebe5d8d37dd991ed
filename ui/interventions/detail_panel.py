"""What is known of the intervention marked in the list, and its steps, one click away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from concerta_desktop.queries.interventions import InterventionPage, PreviousVisit
from concerta_desktop.rules.completeness import StepState, StepStatus
from concerta_desktop.rules.interventions import dates_of
from concerta_desktop.rules.spanish_dates import days_in_words, hours, numeric, period_in_words
from ui.interventions.progress import state_badge
from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.labels import ElidedLabel, Label, Separator
from ui.widgets.layouts import empty
from ui.widgets.pressed import PaintedButton

WIDTH = 372
_ICONS = {
    StepState.COMPLETE: ("circle-check", "ok"),
    StepState.STARTED: ("circle-alert", "warning"),
    StepState.EMPTY: ("circle", "secondary"),
}


class DetailPanel(Card):
    """Usage: `panel.show_page(page, previous)`; `panel.clear()` when nothing is marked.

    Signals: `open_asked(step)` ("" = where it was left), `print_asked()`, `delete_asked()`, `more_asked()`.
    """

    open_asked = Signal(str)
    print_asked = Signal()
    delete_asked = Signal()
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Detalle de la intervención")
        self._badge = Badge()
        self._code = Label("", "secondary", tone="secondary", tabular=True)
        self._title = Label("", "panel", wrap=True)
        self._facts = QGridLayout()
        self._steps = QVBoxLayout()
        self._previous = _Previous()
        self.more = IconButton("ellipsis", "Más acciones")
        self._inside = QWidget()
        self._assemble()
        self.clear()

    def show_page(self, page: InterventionPage, previous: PreviousVisit | None) -> None:
        """Show an intervention."""
        self._badge.set_badge(state_badge(page.state))
        self._code.setText(page.intervention.code or "sin código")
        self._title.setText(page.intervention.title or "sin dato")
        self._show_facts(facts_of(page))
        for place, status in enumerate(page.steps):
            if place >= self._steps.count():
                self._steps.addWidget(self._new_step())
            row = self._steps.itemAt(place).widget()
            if isinstance(row, _StepRow):
                row.show_status(status)
        self._previous.show_visit(previous)
        self._inside.show()

    def clear(self) -> None:
        """Nothing is marked."""
        self._inside.hide()

    def _assemble(self) -> None:
        self.body.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._badge)
        head.addStretch(1)
        head.addWidget(self._code)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(7)
        self._facts.setColumnMinimumWidth(0, 92)
        self._facts.setColumnStretch(1, 1)
        column = ScrollColumn(margin=16, spacing=0, parent=self)
        column.body.setContentsMargins(16, 14, 16, 16)
        column.body.addLayout(head)
        column.body.addSpacing(8)
        column.body.addWidget(self._title)
        column.body.addSpacing(8)
        column.body.addLayout(self._facts)
        column.body.addSpacing(12)
        column.body.addLayout(self._steps)
        column.body.addSpacing(12)
        column.body.addWidget(self._previous)
        column.body.addStretch(1)
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(column, 1)
        whole.addWidget(Separator())
        whole.addLayout(self._build_actions())
        self.body.addWidget(self._inside)

    def _build_actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        open_ = Button("Abrir")
        sheet = Button("Imprimir hoja", icon="printer")
        trash = IconButton("trash-2", "Enviar a la papelera (Supr)")
        open_.clicked.connect(lambda: self.open_asked.emit(""))
        sheet.clicked.connect(self.print_asked)
        trash.clicked.connect(self.delete_asked)
        self.more.clicked.connect(self.more_asked)
        row.addWidget(open_)
        row.addWidget(sheet)
        row.addStretch(1)
        row.addWidget(self.more)
        row.addWidget(trash)
        return row

    def _show_facts(self, facts: list[tuple[str, str]]) -> None:
        empty(self._facts)
        for place, (label, words) in enumerate(facts):
            name = Label(label, "secondary", tone="secondary")
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(name, place, 0)
            tone = "neutral" if words == "sin dato" else "text"
            self._facts.addWidget(Label(words, "body", tone=tone, wrap=True, tabular=True), place, 1)

    def _new_step(self) -> _StepRow:
        row = _StepRow()
        row.clicked.connect(lambda: self.open_asked.emit(row.key))
        return row


def facts_of(page: InterventionPage) -> list[tuple[str, str]]:
    """Label and words of what is known, "sin dato" where it is not."""
    it = page.intervention
    form = " · ".join(part.label.lower() for part in (it.approach,) if part)
    modality = it.modality.label if it.modality else "sin dato"
    host = (page.host.short_name or page.host.name) if page.host else None
    who = dict.fromkeys(item.facilitator for item in page.agenda if item.facilitator)
    facts = [
        ("Fecha", when_of(page)),
        ("Lugar", it.venue or it.platform or "sin dato"),
        ("Tipo", it.type.label if it.type else "sin dato"),
        ("Modalidad", f"{modality} · {form}" if form else modality),
        ("Anfitriona", host or "sin dato"),
        ("Facilitan", ", ".join(who) or "sin dato"),
    ]
    return facts if page.process is None else [*facts, ("Proceso", page.process.name or "sin dato")]


def when_of(page: InterventionPage) -> str:
    """ "11 y 12 de agosto de 2026", and the hours below when every day has the same; a MOOC has a period."""
    dates = dates_of(page.intervention, page.days)
    if not page.days and len(dates) == 2:
        return period_in_words(*dates)
    spans = {(day.start, day.end) for day in page.days if day.start or day.end}
    said = f"\n{hours(*spans.pop())}" if len(spans) == 1 else ""
    return days_in_words(dates) + said


class _StepRow(PaintedButton):
    """A step: how far, its name, its summary, and a way in."""

    def __init__(self) -> None:
        super().__init__()
        self.key, self._summary = "", ""
        self._icon, self._tone = _ICONS[StepState.EMPTY]
        self.setFixedHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_status(self, status: StepStatus) -> None:
        self.key, self._summary = status.step.value, status.summary
        self._icon, self._tone = _ICONS[status.state]
        self.setText(status.label)
        self.setAccessibleName(f"{status.label}: {status.summary}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            painter.fillRect(QRectF(0, 0, area.width(), 1), paint.colour("hairline"))
            if self.underMouse():
                painter.fillRect(area.adjusted(0, 1, 0, 0), paint.colour("subtle"))
            if self.hasFocus():
                paint.box(painter, area, 4, border="accent_text", width=2)
            paint_icon(painter, self._icon, self._tone, 0, 9, 16)
            paint.text(painter, QRectF(26, 0, 104, 34), self.text(), font("emphasis"))
            words = QRectF(134, 0, area.width() - 134 - 22, 34)
            paint.text(painter, words, self._summary, font("secondary", tabular=True), "secondary")
            paint_icon(painter, "chevron-right", "secondary", area.right() - 16, 9, 16)


class _Previous(QWidget):
    """The last visit to the same territory."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel("", "header")
        self._words = Label("", "secondary", tone="secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._words)

    def show_visit(self, visit: PreviousVisit | None) -> None:
        self.setVisible(visit is not None)
        if visit is not None:
            people = "1 participante" if visit.present == 1 else f"{visit.present} participantes"
            self._title.setText(f"Visita anterior: {numeric(visit.last)}")
            self._words.setText(f"{visit.title} · {people}")

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, QRectF(self.rect()), 6, fill="subtle")
