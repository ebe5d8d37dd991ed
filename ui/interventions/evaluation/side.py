"""Beside the form: how many there are, what they say so far, and what deserves a look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from concerta_desktop.rules.evaluation import SERIES
from concerta_desktop.rules.evaluation_results import (
    SMALLEST_GROUP,
    AspectResult,
    GroupResult,
    Look,
    ToLookAt,
    rate,
)
from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.choice import ChoiceField
from ui.widgets.labels import Label, Separator
from ui.widgets.likert import LikertBar, LikertChart
from ui.widgets.segmented import Choice

WIDTH = 432
_UNDER = 260
_EVERYBODY = "-"


class SidePanel(Card):
    """Usage: `side.show_figures(…)`, `side.show_results(…)`. Signals: `comments_wanted()`,
    `summary_wanted()`."""

    comments_wanted = Signal()
    summary_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.figures = Figures()
        self.chart = LikertChart(SERIES)
        self.n = Label("", "secondary", tone="secondary", tabular=True)
        self.group = ChoiceField("Grupo que se muestra", small=True)
        self.summary = Button(
            "Resumen", kind="link", icon="file-text", small=True, tooltip="PDF con gráficos"
        )
        self.hidden = Label("", "body", tone="secondary", wrap=True)
        self._notes = Notes()
        self._everybody: tuple[AspectResult, ...] = ()
        self._groups: tuple[GroupResult, ...] = ()
        self._entered = 0
        self._build()
        self.group.value_changed.connect(lambda _key: self._draw())
        self._notes.summary.clicked.connect(self.summary_wanted)
        self._notes.read.clicked.connect(self.comments_wanted)

    def stand(self, *, beside: bool) -> None:
        """At the right of the form, or under it with the width and height that it needs."""
        self.setMinimumWidth(330 if beside else 0)
        self.setMaximumWidth(WIDTH if beside else 16_777_215)
        self.setMinimumHeight(0 if beside else _UNDER)

    def _build(self) -> None:
        self.stand(beside=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label("Valoración por aspecto", "card"))
        head.addWidget(self.n)
        head.addStretch(1)
        head.addWidget(self.group)
        self.group.setFixedWidth(116)
        scroll = ScrollColumn(margin=16, spacing=0, parent=self)
        scroll.body.setContentsMargins(16, 14, 16, 8)
        scroll.body.addWidget(self.figures)
        scroll.body.addSpacing(10)
        scroll.body.addLayout(head)
        scroll.body.addSpacing(8)
        scroll.body.addWidget(self.chart)
        scroll.body.addWidget(self.hidden)
        scroll.body.addSpacing(4)
        scroll.body.addWidget(Separator())
        scroll.body.addSpacing(4)
        scroll.body.addWidget(self._notes)
        scroll.body.addStretch(1)
        self.body.addWidget(scroll)

    def show_figures(self, entered: int, received: int | None, present: int) -> None:
        """How many forms, of how many people."""
        self.figures.set_figures(entered, received, present)

    def show_results(
        self,
        entered: int,
        aspects: Sequence[AspectResult],
        groups: Sequence[GroupResult],
        notes: Sequence[ToLookAt],
    ) -> None:
        """What the forms say. `groups` empty = nobody is told apart."""
        self._entered, self._everybody, self._groups = entered, tuple(aspects), tuple(groups)
        chosen = self.group.value()
        names = [group.name for group in groups]
        self.group.set_choices([Choice(_EVERYBODY, "Todos"), *(Choice(name, name) for name in names)])
        self.group.set_value(chosen if chosen in names else _EVERYBODY)
        self.group.setVisible(bool(names))
        self._notes.set_notes(notes)
        self._draw()

    def _draw(self) -> None:
        group = next((one for one in self._groups if one.name == self.group.value()), None)
        aspects = self._everybody if group is None else group.aspects
        n = self._entered if group is None else group.entered
        self.n.setText(f"n = {n}" if self._groups else f"n = {n}, crece al digitar")
        withheld = group is not None and group.hidden
        self.chart.setVisible(not withheld)
        self.hidden.setVisible(withheld)
        if group is not None and group.hidden:
            self.hidden.setText(
                f"«{group.name}» no se muestra por separado: con menos de {SMALLEST_GROUP} formularios "
                "(o si se dedujera restando) alguien sería reconocible."
            )
        self.chart.set_bars([_bar(one) for one in aspects])


class Figures(QWidget):
    """Entered of received, response rate, and a bar of how far the pile has come."""

    def __init__(self) -> None:
        super().__init__()
        self._entered, self._received, self._present = 0, None, 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_figures(self, entered: int, received: int | None, present: int) -> None:
        """Show others."""
        self._entered, self._received, self._present = entered, received, present
        share, of = self._rate()
        self.setAccessibleName(f"Digitados: {entered} {self._of()}. Tasa de respuesta: {share} {of}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(330, 68)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            share, of = self._rate()
            x = self._figure(painter, 0, "Digitados", str(self._entered), self._of())
            self._figure(painter, max(x + 24, 96), "Tasa de respuesta", share, of)
            whole = max(self._received or 0, self._entered, 1)
            bar = QRectF(0, 58, self.width(), 8)
            painter.fillRect(bar, paint.colour("track"))
            bar.setWidth(round(self.width() * self._entered / whole) if self._received else 0)
            painter.fillRect(bar, paint.colour("accent_fill"))

    def _of(self) -> str:
        return "" if self._received is None else f"de {self._received}"

    def _rate(self) -> tuple[str, str]:
        forms = max(self._received or 0, self._entered)
        found = rate(forms, self._present)
        of = f"{forms} de {self._present} presentes" if self._present else "nadie registrado"
        return "sin dato" if found is None else f"{found} %", of

    def _figure(self, painter: QPainter, x: float, title: str, value: str, of: str) -> float:
        room = self.width() - x
        paint.text(painter, QRectF(x, 0, room, 16), title, font("secondary"), "secondary")
        unknown = value == "sin dato"
        face = font("figure22") if unknown else font("figure28")
        tone = "secondary" if unknown else "text"
        used = paint.text(painter, QRectF(x, 18, room, 34), value, face, tone)
        area = QRectF(x + used + 8, 24, max(room - used - 8, 0), 24)
        used += 8 + paint.text(painter, area, of, font("editor"), "secondary")
        return x + used


class Notes(QWidget):
    """ "Para mirar": one line each, and the way to the comments."""

    def __init__(self) -> None:
        super().__init__()
        self.read = Button("Leer comentarios", kind="link", small=True)
        self.summary = Button("Resumen", kind="link", icon="file-text", small=True)
        self._lines: list[_Line] = []
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(Label("Para mirar", "strong"))
        head.addStretch(1)
        head.addWidget(self.read)
        head.addWidget(self.summary)
        self._nothing = Label("Nada por ahora.", "body", tone="secondary")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        self._column.addWidget(self._nothing)

    def set_notes(self, notes: Sequence[ToLookAt]) -> None:
        """Show these; lines are reused."""
        while len(self._lines) < len(notes):
            self._lines.append(_Line())
            self._column.insertWidget(len(self._lines), self._lines[-1])
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(notes))
            if place < len(notes):
                line.show_note(notes[place])
        self._nothing.setVisible(not notes)
        self.read.setVisible(any(note.kind is Look.COMMENTS for note in notes))


class _Line(QWidget):
    """An icon and a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._tone = "", ""
        self._words = Label("", "body", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 0, 0)
        row.addWidget(self._words)

    def show_note(self, note: ToLookAt) -> None:
        self._icon = "message-square" if note.kind is Look.COMMENTS else "circle-alert"
        self._tone = "warning" if note.warns else "secondary"
        if self._words.text() != note.text:
            self._words.setText(note.text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._icon:
            with QPainter(self) as painter:
                paint_icon(painter, self._icon, self._tone, 0, 2, 16)


def _bar(one: AspectResult) -> LikertBar:
    tally = one.tally
    note = f"n = {tally.n}, {tally.blank} en blanco" if tally.blank else ""
    mean = f"menos de {SMALLEST_GROUP}" if one.withheld else tally.mean
    return LikertBar(one.title, tally.counts, mean, note)
