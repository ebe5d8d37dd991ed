"""Day, kind of document, the entry line, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.model.choices import DocumentType
from concerta_desktop.queries.people import PersonRow
from concerta_desktop.rules.door import Entry, read_entry
from concerta_desktop.rules.spanish_dates import weekday_short
from ui.interventions.attendance.door_line import DoorLine
from ui.interventions.attendance.feedback import FeedbackLine
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceField
from ui.widgets.completer import Completer, Suggestion
from ui.widgets.segmented import Choice, Segmented

NEW_PERSON = "new"
_HINT = "Escriba el documento y Enter. ¿No lo tiene a mano? Escriba el apellido."
_NO_DAY = "Para registrar hace falta un día: agregue hoy, o los días en Programación."
_FEW_DAYS = 4
_KINDS = (
    Choice(DocumentType.DNI.value, "DNI"),
    Choice(DocumentType.CE.value, "Carné ext."),
    Choice(DocumentType.PASSPORT.value, "Pasaporte"),
    Choice(DocumentType.OTHER.value, "Otro"),
)


class EntryCard(Card):
    """What is typed leaves as a fact; nothing is looked up here.

    Signals: `document_entered(Entry)` (Enter), `document_typed(Entry)` (eight digits are there),
    `name_typed(str)`, `person_chosen(str)` (id), `new_person_wanted(str)` (the name typed),
    `day_chosen(date)`, `today_wanted()`, `undo_wanted()`, `left_downwards()`.
    """

    document_entered = Signal(object)
    document_typed = Signal(object)
    name_typed = Signal(str)
    person_chosen = Signal(str)
    new_person_wanted = Signal(str)
    day_chosen = Signal(object)
    today_wanted = Signal()
    undo_wanted = Signal()
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._days: list[date] = []
        self._accepted = ""
        self._chosen_day: date | None = None
        self._narrow = False
        self._segments = Segmented("Día", [], tall=True)
        self._list = ChoiceField("Día", tall=True)
        self.kind = ChoiceField("Tipo de documento", _KINDS, tall=True)
        self.line = DoorLine()
        self.feedback = FeedbackLine(_HINT)
        self.completer = Completer(self.line, fill=False, least=2)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.kind.set_value(DocumentType.DNI.value)
        self.kind.setFixedWidth(112)  # "Pasaporte" whole
        self.kind.setToolTip("DNI: Ctrl+1. Carné de extranjería: Ctrl+2. Pasaporte: Ctrl+3. Otro: Ctrl+4.")
        self.line.setMinimumWidth(260)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._segments)
        row.addWidget(self._list)
        row.addWidget(self.kind)
        row.addWidget(self.line, 1)
        self.body.setContentsMargins(16, 12, 16, 6)
        self.body.setSpacing(4)
        self.body.addLayout(row)
        self.body.addWidget(self.feedback)
        self._list.hide()

    def _connect(self) -> None:
        self._segments.value_changed.connect(self._choose_day)
        self._list.value_changed.connect(self._choose_day)
        self.kind.value_changed.connect(lambda _kind: self._kind_chosen())
        self.line.entered.connect(self._enter)
        self.line.value_changed.connect(self._typed)
        self.line.wiped.connect(self._wiped)
        self.line.undo_wanted.connect(self.undo_wanted)
        self.line.left_downwards.connect(self.left_downwards)
        self.feedback.undo_clicked.connect(self.undo_wanted)
        self.feedback.offer_clicked.connect(self.today_wanted)
        self.completer.asked.connect(self._asked)
        self.completer.chosen.connect(self._chosen)
        for number, choice in enumerate(_KINDS, start=1):
            self._shortcut(f"Ctrl+{number}", lambda key=choice.key: self._choose_kind(key))
        self._shortcut("Ctrl+PgDown", lambda: self._step_day(1))
        self._shortcut("Ctrl+PgUp", lambda: self._step_day(-1))

    def fit(self, *, narrow: bool) -> None:
        """Say the days in fewer words when there is little room."""
        if narrow != self._narrow:
            self._narrow = narrow
            if self._days:  # before they are read, the line waits for what is typed
                self.set_days(self._days, self._chosen_day)

    def set_days(self, days: Sequence[date], chosen: date | None) -> None:
        """Offer these days: side by side when they are few, in a list when they are many."""
        self._days, self._chosen_day = list(days), chosen
        choices = [
            Choice(day.isoformat(), f"Día {number}" + ("" if self._narrow else f" · {weekday_short(day)}"))
            for number, day in enumerate(days, start=1)
        ]
        few = len(choices) <= _FEW_DAYS
        for widget in (self._segments, self._list):
            widget.set_choices(choices)
            widget.set_value(chosen.isoformat() if chosen else None)
        self._segments.setVisible(few and bool(choices))
        self._list.setVisible(not few)
        self.feedback.set_hint(_HINT if chosen else _NO_DAY)
        self.line.setEnabled(chosen is not None)
        self.kind.setEnabled(chosen is not None)

    def ready(self) -> None:
        """Empty the line and wait for the next person."""
        self.line.clear()
        self._accepted = ""
        self.completer.close()
        self.line.setFocus()

    def scan(self, number: str) -> None:
        """A DNI that was read into another box: as if it had been typed here, with Enter."""
        self.kind.set_value(DocumentType.DNI.value)
        self.line.setText(number)
        self.line.setFocus()
        self._enter()

    def put_back(self, typed: str) -> None:
        """Show again what was typed, unless something else has been typed meanwhile."""
        if not self.line.text():
            self.line.setText(typed)
            self.line.selectAll()

    def is_typing(self, number: str) -> bool:
        """Whether the line still says this number."""
        entry = read_entry(self.chosen_kind(), self.line.text())
        return entry is not None and entry.number == number

    def chosen_kind(self) -> DocumentType:
        return DocumentType(self.kind.value() or DocumentType.DNI.value)

    def offer_people(self, typed: str, people: Sequence[PersonRow], present: Sequence[str]) -> None:
        """Show who may be meant, those already on the list after the others; last, somebody new."""
        if self.line.text().strip() != typed:
            return
        offered = [
            Suggestion(row.id, row.full_name, _about(row, present=row.id in present))
            for row in sorted(people, key=lambda row: row.id in present)
        ]
        new = Suggestion(NEW_PERSON, f"Registrar a «{typed}»", "Persona nueva, sin documento")
        self.completer.suggest([*offered, new])

    def _enter(self) -> None:
        typed = self.line.text().strip()
        if not typed:
            return
        entry = read_entry(self.chosen_kind(), typed)
        if entry is None:
            self.completer.look()
        elif entry.doubt and typed != self._accepted:
            self._accepted = typed
            self.feedback.say("warning", entry.doubt, "Enter otra vez lo acepta tal como está.")
        else:
            self.ready()
            self.document_entered.emit(entry)

    def _typed(self, text: str) -> None:
        if self.feedback.tone() in ("warning", "error", "info"):
            self.feedback.rest()
        entry = read_entry(self.chosen_kind(), text)
        if entry and entry.kind is DocumentType.DNI and len(entry.number) == 8:
            self.document_typed.emit(entry)

    def _asked(self, typed: str) -> None:
        if read_entry(self.chosen_kind(), typed) is None:
            self.name_typed.emit(typed)
        else:
            self.completer.close()

    def _chosen(self, suggestion: Suggestion) -> None:
        typed = self.line.text().strip()
        self.ready()
        if suggestion.id == NEW_PERSON:
            self.new_person_wanted.emit(typed)
        else:
            self.person_chosen.emit(suggestion.id)

    def _wiped(self) -> None:
        self.completer.close()
        self._accepted = ""
        self.feedback.rest()

    def _choose_day(self, key: str) -> None:
        self.day_chosen.emit(date.fromisoformat(key))

    def _step_day(self, step: int) -> None:
        chosen = self._segments.value() or self._list.value()
        places = [day.isoformat() for day in self._days]
        if chosen in places:
            place = places.index(chosen) + step
            if 0 <= place < len(places):
                self._choose_day(places[place])

    def _choose_kind(self, key: str) -> None:
        self.kind.set_value(key)
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        self._accepted = ""
        self.line.setFocus()

    def _shortcut(self, keys: str, run: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)


def _about(row: PersonRow, *, present: bool) -> str:
    number = row.document_number or "sin documento"
    parts = (number, row.entity_name or "", row.position or "", "ya está en la lista" if present else "")
    return " · ".join(part for part in parts if part)


def said_number(entry: Entry) -> str:
    """A document as the door names it: a DNI by its number alone."""
    if entry.kind is DocumentType.DNI:
        return entry.number
    return f"{entry.kind.label} {entry.number}"
