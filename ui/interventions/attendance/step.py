"""The Asistencia step: the queue at the door."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.clock import today
from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Attendance
from concerta_desktop.model.choices import MandateKind
from concerta_desktop.queries import people as directory
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import (
    DoorRow,
    door_counts,
    door_row,
    expected_key,
    signed_by,
)
from concerta_desktop.queries.interventions import InterventionPage
from concerta_desktop.queries.people import PersonRow
from concerta_desktop.rules.door import Entry, offers_today
from concerta_desktop.rules.interventions import has_door
from concerta_desktop.rules.spanish_dates import weekday_short
from concerta_desktop.services import attendance as door
from concerta_desktop.services.attendance import AlreadyPresent, NotInDirectory
from concerta_desktop.services.interventions import save_expected, set_day
from concerta_desktop.store.tx import ReadTx, Tx
from ui.interventions.attendance.corrections import CorrectionDialog
from ui.interventions.attendance.day import DayAtTheDoor, read_day
from ui.interventions.attendance.door_table import DoorTable
from ui.interventions.attendance.entry_card import EntryCard, said_number
from ui.interventions.attendance.side import SidePanel
from ui.interventions.attendance.walk_in_flow import WalkInFlow
from ui.interventions.step import Step
from ui.screen import Chosen
from ui.tasks import Tasks
from ui.widgets.empty import EmptyState
from ui.widgets.tab_order import lead_to

_NARROW = 1000
_COUNT_MS = 40
"""After the row has been painted: the queue looks at that first."""
_LEAST = 700
"""Widths of the step, px: below the first the count beside gives way."""


class AttendanceStep(Step):
    """Who comes, typed or scanned; the newest on top, the count beside.

    Every change goes through `tasks.write`; a registration comes back as one row, so that the list is not
    read again while the queue waits.
    """

    key = "asistencia"
    title = "Asistencia"
    shows = frozenset({"attendance", "expected_person", "person", "entity", "intervention_day"})

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self.day: date | None = None
        self._rows: list[DoorRow] = []
        self._seen: dict[str, str] = {}  # names by person id and by document, as they were looked up
        self._count = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._door = QWidget(self)
        self.entry = EntryCard(self._door)
        self.flow = WalkInFlow(tasks, self)
        self.list = DoorTable(self._door)
        self.side = SidePanel(self._door)
        self._no_door = EmptyState(
            "Una capacitación MOOC no lleva registro en la puerta.",
            "Tiene un período y no días con asistencia; sus participantes se convocan en Convocatoria.",
        )
        self._build()
        self._connect()
        lead_to(self, self.entry.line)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.entry)
        left.addWidget(self.flow.offer)
        left.addWidget(self.flow.card)
        left.addWidget(self.list, 1)
        row = QHBoxLayout(self._door)
        row.setContentsMargins(24, 12, 16, 12)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._door)
        column.addWidget(self._no_door)
        self._no_door.hide()

        self.setMinimumWidth(_LEAST)  # else what a wide step shows would keep it from getting narrow

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At 150 % on a small screen the names and the entry line come before the count beside."""
        narrow = self.width() < _NARROW
        self.side.setVisible(not narrow)
        self.entry.fit(narrow=narrow)
        self.list.fit(self.width())
        super().resizeEvent(event)

    def _connect(self) -> None:
        entry, listed = self.entry, self.list
        entry.document_entered.connect(self._arrive)
        entry.document_typed.connect(self._recognise)
        entry.name_typed.connect(self._search)
        entry.person_chosen.connect(lambda person: self._register(person, reveal=True))
        entry.new_person_wanted.connect(lambda name: self.flow.start(None, name=name))
        entry.day_chosen.connect(self._choose_day)
        entry.today_wanted.connect(self._add_today)
        entry.undo_wanted.connect(self.tasks.undo)
        entry.left_downwards.connect(listed.table.setFocus)
        self.flow.registered.connect(self._walked_in)
        self.flow.refused.connect(self._refused)
        self.flow.closed.connect(self._closed)
        self.flow.scanned.connect(entry.scan)
        self.flow.busy.connect(self._busy)
        listed.mark_wanted.connect(lambda row: self._register(row.person, reveal=False))
        listed.take_off_wanted.connect(self._take_off)
        listed.edit_wanted.connect(self._edit)
        listed.mandate_wanted.connect(self._switch_mandate)
        listed.paste_wanted.connect(self._paste)
        entry.line.list_pasted.connect(self._paste)
        listed.print_wanted.connect(self.print_document)
        listed.left_upwards.connect(entry.line.setFocus)
        self.side.entity_chosen.connect(listed.show_missing_of)
        self.tasks.action_undone.connect(self._undone)
        self._count.timeout.connect(lambda: self.side.show_counts(door_counts(self._rows)))

    def open(self, page: InterventionPage) -> None:
        """Show this intervention; a half-typed person stays while it is the same one."""
        known, self.page = self.page, page
        same = known is not None and known.intervention.id == page.intervention.id
        if not same:
            self.day = None
            self._rows = []
            self.entry.ready()
            self.entry.feedback.rest()
        self.flow.open(page.intervention.id, asks_sensitive=bool(page.intervention.asks_sensitive))
        if not same or known is None or known.days != page.days:
            self.reload()

    def reload(self) -> None:
        if self.page is None:
            return
        open_door = has_door(self.page.intervention.type)
        self._door.setVisible(open_door)
        self._no_door.setVisible(not open_door)
        read = partial(read_day, self.page.intervention.id, self.day, today(self.tasks.store.now))
        self.tasks.read(read, self._show, owner=self, key=self.view_key)

    def print_document(self) -> None:
        """Ctrl+P: the sheet to be signed, or the filled register."""
        from ui.interventions.attendance.print_options import attendance_preview

        if self.page is not None:
            found = self.page.intervention
            attendance_preview(self.tasks, found.id, found.title or "", self.page.days, self).open()

    def chosen(self) -> Chosen | None:
        """The attendance under the cursor of the list; whoever has not come has none."""
        row: DoorRow | None = self.list.table.current_row()
        return (Attendance, row.attendance) if row and row.attendance else None

    def find(self) -> None:
        """Ctrl+F: look for a name in the list."""
        self.list.search.setFocus()

    def _show(self, shown: DayAtTheDoor) -> None:
        if self.page is None:
            return
        self.day = shown.day
        now = today(self.tasks.store.now)
        self.entry.set_days(shown.days, shown.day)
        offered = offers_today(shown.days, now)
        said = f"Hoy, {weekday_short(now)}, no está programado." if shown.days else "No hay días programados."
        self.entry.feedback.offer("Agregar hoy" if offered else "", said if offered else "")
        self._set_rows(shown.rows)
        self.flow.set_day(shown.day)
        if not self.flow.card.isVisible() and QApplication.focusWidget() is None:
            self.entry.line.setFocus()

    def _set_rows(self, rows: list[DoorRow]) -> None:
        self._rows = rows
        self.list.set_rows(rows)
        self._count.start()

    def _arrive(self, entry: Entry) -> None:
        if self.page is None or self.day is None:
            self.entry.put_back(entry.number)
            return
        intervention, day = self.page.intervention.id, self.day

        def work(tx: Tx) -> DoorRow:
            return door_row(tx, door.arrive(tx, intervention, day, entry.kind, entry.number))

        self.tasks.write(
            work,
            lambda row: self._arrived(row, reveal=True),
            owner=self,
            label=self._label(entry.number, said_number(entry)),
            quiet=True,  # the line under the entry says it, and offers to undo
            failed=lambda error: self._refused(error, entry),
        )

    def _register(self, person: str, *, reveal: bool) -> None:
        if self.page is None or self.day is None:
            return
        intervention, day = self.page.intervention.id, self.day

        def work(tx: Tx) -> DoorRow:
            return door_row(tx, door.register(tx, intervention, day, person))

        self.tasks.write(
            work,
            lambda row: self._arrived(row, reveal=reveal),
            owner=self,
            label=self._label(person),
            quiet=True,
            failed=self._refused,
        )

    def _label(self, key: str, otherwise: str = "") -> str:
        """How undo calls the registration of a person (id) or a document: by surnames when they are known."""
        listed = (row.full_name for row in self._rows if key in (row.person, row.document_number))
        name = next(listed, "") or self._seen.get(key, "") or otherwise
        return f"Asistencia de {name.split(',')[0]}" if name else "Asistencia"

    def _walked_in(self, row: DoorRow) -> None:
        if self.entry.is_typing(self.flow.card.number) or not self.flow.card.number:
            self.entry.ready()
        self._arrived(row, reveal=True)

    def _arrived(self, row: DoorRow, *, reveal: bool) -> None:
        self.show_own()
        rest = [
            other
            for other in self._rows
            if other.id != row.id and (other.present or other.person != row.person)
        ]
        self._set_rows([row, *rest])
        self.list.show_arrival(row.id, reveal=reveal)
        hour = f"{row.arrived_at:%H:%M}" if row.arrived_at else "sin hora"
        about = " · ".join(part for part in (row.entity_name or "", hour, f"N.° {row.number}") if part)
        self.entry.feedback.say("ok", f"Presente: {row.full_name}", about, undo=True)
        if reveal:
            self.entry.line.setFocus()

    def _refused(self, error: Exception, entry: Entry | None = None) -> None:
        """Not registered: say why, keep what was typed, and go where it can be put right."""
        if isinstance(error, NotInDirectory) and entry is not None:
            self.entry.feedback.rest()
            typing = bool(self.entry.line.text())
            self.entry.put_back(entry.number)
            self.flow.start(entry, focus=not typing)
            return
        if isinstance(error, AlreadyPresent):
            self.entry.feedback.say(
                "warning", f"{error.name} ya está en la lista, {error.hour}.", "No se repitió."
            )
            self.list.go_to(error.attendance)
            self.entry.line.setFocus()
            return
        if entry is not None:
            self.entry.put_back(entry.number)
            self.entry.line.setFocus()
        if isinstance(error, ValidationError):
            self.entry.feedback.say("error", str(error))
        else:
            self.tasks.failed.emit(error)

    def _recognise(self, entry: Entry) -> None:
        """Say who it is as soon as the eighth digit is there."""
        if self.page is None or self.day is None:
            return
        intervention, day = self.page.intervention.id, self.day

        def look(tx: ReadTx) -> tuple[Attendance | None, PersonRow | None]:
            signed = signed_by(tx, intervention, day, document=(entry.kind, entry.number))
            return signed, None if signed else directory.find_by_document(tx, entry.kind, entry.number)

        self.tasks.read(look, lambda found: self._recognised(entry, *found), owner=self, key="who")

    def _recognised(self, entry: Entry, signed: Attendance | None, person: PersonRow | None) -> None:
        if not self.entry.is_typing(entry.number) or self.entry.feedback.tone() == "warning":
            return  # Enter came first, and what it said of this number stands
        if signed is not None:
            hour = f", {signed.arrived_at:%H:%M}" if signed.arrived_at else ""
            self.entry.feedback.say("warning", f"{records.title_of(signed)} ya está en la lista{hour}.")
        elif person is not None:
            self._seen[entry.number] = person.full_name
            about = " · ".join(part for part in (person.entity_name, "Enter registra") if part)
            self.entry.feedback.say("info", person.full_name, about)

    def _search(self, typed: str) -> None:
        present = [row.person for row in self._rows if row.present and row.person]
        self.tasks.read(
            lambda tx: directory.search_people(tx, typed, 7),
            lambda people: self._found(typed, people, present),
            owner=self,
            key="search",
        )

    def _found(self, typed: str, people: list[PersonRow], present: list[str]) -> None:
        self._seen |= {person.id: person.full_name for person in people}
        self.entry.offer_people(typed, people, present)

    def _choose_day(self, day: date) -> None:
        self.day = day
        self.entry.feedback.rest()
        self.reload()
        self.entry.line.setFocus()

    def _add_today(self) -> None:
        if self.page is None:
            return
        intervention, day = self.page.intervention.id, today(self.tasks.store.now)
        self.day = day
        self.tasks.write(
            lambda tx: set_day(tx, intervention, None, day, None, None), owner=self, label="Día agregado"
        )

    def _take_off(self, row: DoorRow) -> None:
        attendance = row.attendance
        if attendance is None:
            self.notice.emit("Aún no está presente. Para que deje de ser esperada, vaya a Convocatoria.")
            return
        self.entry.feedback.rest()
        self.tasks.write(
            lambda tx: door.take_off(tx, attendance), owner=self, label=f"Quitar a {row.full_name}"
        )

    def _edit(self, row: DoorRow) -> None:
        if row.attendance is None:
            self._register(row.person or "", reveal=False)
            return
        asks = bool(self.page and self.page.intervention.asks_sensitive)
        CorrectionDialog(self.tasks, row.attendance, asks_sensitive=asks, parent=self).open()

    def _switch_mandate(self, row: DoorRow) -> None:
        other = MandateKind.TITULAR if row.mandate is MandateKind.ALTERNO else MandateKind.ALTERNO
        label = f"{row.full_name} viene como {other.label.lower()}"
        if row.attendance is not None:
            attendance = row.attendance
            self.tasks.write(
                lambda tx: door.correct(tx, attendance, {"mandate": other}), owner=self, label=label
            )
        elif self.page is not None and row.person:
            intervention, person = self.page.intervention.id, row.person

            def answer(tx: Tx) -> None:
                save_expected(tx, expected_key(tx, intervention, person), {"mandate": other})

            self.tasks.write(answer, owner=self, label=label)

    def _paste(self) -> None:
        from ui.interventions.attendance.pasting import paste_at_door

        if self.page is not None and self.day is not None:
            paste_at_door(self.tasks, self.page.intervention.id, self.day, self)

    def _busy(self, who: str) -> None:
        self.entry.feedback.say("warning", f"Termine primero a {who}, o pulse Esc.")

    def _closed(self, typed: str) -> None:
        self.entry.put_back(typed)
        self.entry.line.setFocus()

    def _undone(self, label: str) -> None:
        if self.isVisible():
            self.entry.feedback.say("", f"Deshecho: {label}.", "Ctrl+Y lo rehace.")
