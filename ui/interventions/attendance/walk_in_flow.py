"""What happens around the one-line entry: completion, the doubt about somebody alike, drafts, saving."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from concerta_desktop.errors import ValidationError
from concerta_desktop.queries import people as directory
from concerta_desktop.queries.attendance import DoorRow, door_row
from concerta_desktop.queries.people import PersonRow
from concerta_desktop.rules.door import Entry
from concerta_desktop.services import attendance as door
from concerta_desktop.store import drafts
from concerta_desktop.store.drafts import Draft
from concerta_desktop.store.tx import ReadTx, Tx
from ui.form_draft import when
from ui.interventions.attendance.entry_card import said_number
from ui.interventions.attendance.walk_in import HalfTyped, WalkInCard
from ui.screen import Screen
from ui.tasks import Tasks
from ui.widgets.completer import Suggestion
from ui.widgets.draft_offer import DraftOffer

_KEEP_MS = 300
_SCANNED = re.compile(r"(.*?)(?:DNI)?(?<!\d)(\d{8})", re.IGNORECASE | re.DOTALL)
"""What stood in the name box, then a document scanned into it."""


class WalkInFlow(QObject):
    """Drives a `WalkInCard`.

    Signals: `registered(DoorRow)`, `refused(Exception)` (what the card cannot show), `closed(str)`
    (discarded: the number goes back to the entry line), `scanned(str)` (a DNI read into the name box),
    `busy(str)` (who is still half typed; her or his card is open again).
    """

    registered = Signal(object)
    refused = Signal(object)
    closed = Signal(str)
    scanned = Signal(str)
    busy = Signal(str)

    def __init__(self, tasks: Tasks, screen: Screen) -> None:
        super().__init__(screen)
        self._tasks = tasks
        self._intervention = ""
        self._day: date | None = None
        self._asks_sensitive = False
        self._said_alike: tuple[str, str, str] | None = None
        self._alike: PersonRow | None = None
        self._saving = False
        self._draft: HalfTyped | None = None
        self.card = WalkInCard()
        self.offer = DraftOffer()
        self._keep = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._connect()

    def _connect(self) -> None:
        card = self.card
        card.submitted.connect(self._submit)
        card.discarded.connect(self._discard)
        card.entity_typed.connect(self._complete_entity)
        card.position_asked.connect(self._complete_position)
        card.same_person_chosen.connect(self._register_alike)
        card.edited.connect(self._keep.start)
        self._keep.timeout.connect(self._keep_draft)
        self.offer.recovered.connect(self._recover)
        self.offer.discarded.connect(self._forget)

    def open(self, intervention: str, *, asks_sensitive: bool) -> None:
        """The door of this intervention."""
        moved = intervention != self._intervention
        self._intervention, self._asks_sensitive = intervention, asks_sensitive
        self.card.sensitive.setVisible(asks_sensitive)
        if moved:
            self._keep.stop()
            self.card.hide()
            self.offer.hide()
            key = self._key()
            self._tasks.read(lambda tx: drafts.load(tx, key), self._offer_draft, owner=self, key="draft")

    def set_day(self, day: date | None) -> None:
        self._day = day

    def start(self, entry: Entry | None, *, name: str = "", focus: bool = True) -> None:
        """Ask who has this document, or who is called like this and brings none.

        Somebody half typed is never replaced: the card goes back to that one. `focus` is off while the next
        document is already being typed.
        """
        waiting = self._waiting()
        if waiting is not None:
            asked = (entry.kind.value, entry.number) if entry else ("", "")
            if not self.card.isVisible():
                self._recover()
            if focus:
                self.card.name.setFocus()
            if asked != (waiting.kind, waiting.number) or (entry is None and name != waiting.name):
                self.busy.emit(waiting.name or waiting.number or "quien está a medio escribir")
            return
        self._said_alike, self._alike = None, None
        self.offer.hide()
        if entry is None:
            self.card.start(None, "", "", name=name, focus=focus)
        else:
            self.card.start(entry.kind, entry.number, said_number(entry), focus=focus)

    def _waiting(self) -> HalfTyped | None:
        """Somebody with something typed, on the card or offered as a draft."""
        half = self.card.half_typed() if self.card.isVisible() else None
        if half is None and self.offer.isVisible():
            half = self._draft
        return half if half is not None and half.is_worth_keeping() else None

    def _submit(self) -> None:
        """Enter: first look for somebody alike, then save; a second Enter accepts the doubt."""
        read = _SCANNED.fullmatch(self.card.name.value().strip())
        if read:
            self.card.name.set_value(read[1].strip())
            self.scanned.emit(read[2])
            return
        walk = self.card.walk()
        asked = (walk.surnames, walk.names or "", walk.entity_name or "")
        if not walk.surnames:
            self.card.show_problem("surnames", "Escriba los apellidos y, tras una coma, los nombres.")
        elif not any(map(str.isalpha, walk.surnames + (walk.names or ""))):
            self.card.show_problem("surnames", door.NEEDS_LETTERS)
        elif asked == self._said_alike:
            self._save()
        elif not self._saving:
            self._saving = True
            self._tasks.read(
                lambda tx: directory.possible_repeats(tx, *asked),
                lambda people: self._compared(asked, people),
                owner=self,
                key="alike",
                failed=self._failed,
            )

    def _compared(self, asked: tuple[str, str, str], people: list[PersonRow]) -> None:
        self._saving, self._said_alike = False, asked
        if not people:
            if any(map(str.isdigit, asked[0] + asked[1])):
                self.card.warn("El nombre lleva números. Corríjalo, o Enter otra vez lo guarda así.")
            else:
                self._save()
            return
        self._alike = people[0]
        about = " · ".join(part for part in (self._alike.document_number, self._alike.entity_name) if part)
        self.card.warn(
            f"En el directorio está {self._alike.full_name} ({about or 'sin documento'}). "
            "Enter otra vez la registra como otra persona.",
            "Es la misma",
        )

    def _save(self) -> None:
        if self._day is None or self._saving:
            return
        self._saving = True
        walk, extra = self.card.walk(), self.card.extra()
        intervention, day = self._intervention, self._day

        def work(tx: Tx) -> DoorRow:
            return door_row(tx, door.register_walk_in(tx, intervention, day, walk, extra))

        label = f"Asistencia de {walk.surnames}"
        self._tasks.write(work, self._saved, owner=self, label=label, quiet=True, failed=self._failed)

    def _register_alike(self) -> None:
        if self._alike is None or self._day is None:
            return
        person, intervention, day, extra = self._alike, self._intervention, self._day, self.card.extra()

        def work(tx: Tx) -> DoorRow:
            return door_row(tx, door.register(tx, intervention, day, person.id, extra))

        label = f"Asistencia de {person.full_name}"
        self._tasks.write(work, self._saved, owner=self, label=label, quiet=True, failed=self._failed)

    def _saved(self, row: DoorRow) -> None:
        self._saving = False
        self.card.hide()
        self._forget()
        self.registered.emit(row)

    def _failed(self, error: Exception) -> None:
        self._saving = False
        if isinstance(error, ValidationError):
            self.card.show_problem(error.field, str(error))
        else:
            self.refused.emit(error)

    def _discard(self) -> None:
        number = self.card.number
        self.card.hide()
        self._forget()
        self.closed.emit(number)

    def _key(self) -> str:
        return f"walk_in:{self._intervention}"

    def _keep_draft(self) -> None:
        half, key = self.card.half_typed(), self._key()
        if self.card.isVisible() and half.is_worth_keeping():
            place = ("intervenciones", "open_intervention", self._intervention, "asistencia")
            self._tasks.write(
                lambda tx: drafts.save(tx, key, asdict(half), "Persona en la puerta", place),
                owner=self,
                here=True,
            )

    def _offer_draft(self, draft: Draft | None) -> None:
        if draft is None or draft.key != self._key() or self.card.isVisible():
            return
        known = {field.name for field in fields(HalfTyped)}
        half = HalfTyped(**{name: value for name, value in draft.values.items() if name in known})
        self._draft = half
        who = " · ".join(part for part in (half.name, half.number) if part)
        self.offer.show_offer(f"Quedó a medio escribir el {when(draft)}: {who}.")

    def _recover(self) -> None:
        if self._draft is not None:
            self.offer.hide()
            self._said_alike, self._alike = None, None
            self.card.fill(self._draft, self._draft.number)
            self.card.name.setFocus()

    def _forget(self) -> None:
        """Saved or not wanted: the draft goes."""
        self._keep.stop()
        self.offer.hide()
        self._draft, key = None, self._key()
        self._tasks.write(lambda tx: drafts.discard(tx, key), owner=self, here=True)

    def _complete_entity(self, typed: str) -> None:
        self._tasks.read(
            lambda tx: [
                Suggestion(
                    one.id, one.short_name or one.name or "", (one.name or "") if one.short_name else ""
                )
                for one in directory.search_entities(tx, typed, 7)
            ],
            lambda found: self.card.offer_entities(typed, found),
            owner=self,
            key="entity",
        )

    def _complete_position(self, entity: str) -> None:
        typed = self.card.entity.value()

        def look(tx: ReadTx) -> list[str]:
            known = entity or getattr(directory.entity_named(tx, typed) if typed else None, "id", "")
            return directory.positions_of(tx, known) if known else []

        self._tasks.read(look, self.card.offer_positions, owner=self, key="position")
