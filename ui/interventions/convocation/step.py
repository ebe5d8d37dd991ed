"""The Convocatoria step: the people, the oficio and its coordination, the link or the venue, the messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.model import ExpectedPerson, Intervention
from concerta_desktop.model.place import place_label
from concerta_desktop.queries import records
from concerta_desktop.queries.catalogues import days_off
from concerta_desktop.queries.convocation import ConvocationView, Recipient, convocation_view, recipients
from concerta_desktop.queries.interventions import InterventionPage, counts_business_days
from concerta_desktop.rules.completeness import Missing
from concerta_desktop.rules.completeness import Step as StepKey
from concerta_desktop.rules.convocation import link_status
from concerta_desktop.rules.interventions import dates_of, has_door, is_in_person, is_remote, link_due
from concerta_desktop.store.tx import ReadTx
from ui.interventions.convocation.messages_part import MessagesPart
from ui.interventions.convocation.oficio_files import oficio_file_name, save_oficios
from ui.interventions.convocation.oficio_options import OficioOptions
from ui.interventions.convocation.oficio_part import OficioPart
from ui.interventions.convocation.people_part import PeoplePart
from ui.interventions.convocation.place_part import PlacePart
from ui.interventions.step import Step
from ui.preview import PreviewDialog
from ui.screen import Chosen
from ui.tasks import Tasks
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.tab_order import lead_to

_PEOPLE, _OFICIO, _PLACE, _MESSAGES = "people", "oficio", "place", "messages"
_WHERE = {"oficio": _OFICIO, "link": _PLACE, "proof": _PLACE, "equipment": _PLACE}
"""In which part a missing thing is put right; the others are of the people."""


@dataclass(frozen=True)
class _Read:
    view: ConvocationView
    link: str | None
    recipients: tuple[Recipient, ...]
    due: date | None
    business: bool


class ConvocationStep(Step):
    """Four parts, one in sight; each of its fields is saved on leaving it."""

    key = "convocatoria"
    title = "Convocatoria"
    shows = frozenset(
        {"expected_person", "person", "entity", "convocation", "contact_note", "equipment_item"}
        | {"intervention", "intervention_day", "agenda_item", "preference", "specialist"}
    )

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._build()
        self._connect()

    def open(self, page: InterventionPage) -> None:
        """Show this intervention, the people first; what is half typed in it stays."""
        if self.page is None or self.page.intervention.id != page.intervention.id:
            self.show_part(_PEOPLE)
        self._mark_missing(page)
        self.people.open(page)
        super().open(page)

    def reload(self) -> None:
        """Read all of it again; what is marked stays marked."""
        if self.page is None:
            return
        self.people.reload()
        page = self.page

        def read(tx: ReadTx) -> _Read:
            business = counts_business_days(tx)
            due = link_due(dates_of(page.intervention, page.days), business=business, off=days_off(tx))
            it = records.find_living(tx, Intervention, page.intervention.id) or page.intervention
            return _Read(convocation_view(tx, it), it.link, recipients(tx, it.id), due, business)

        self.tasks.read(read, self._show, owner=self, key="convocation")

    def chosen(self) -> Chosen | None:
        """The person chosen on the list, while it is on show."""
        chosen = self.people.listed.table.current_id()
        return (ExpectedPerson, chosen) if chosen and self.parts.value() == _PEOPLE else None

    def find(self) -> None:
        """Ctrl+F: look for a name in the list."""
        self.show_part(_PEOPLE)
        self.people.find_person()

    def new(self) -> None:
        """Ctrl+N: somebody new, or a new contact where contacts are listed."""
        if self.parts.value() == _OFICIO:
            self.oficio.note_contact()
        else:
            self.show_part(_PEOPLE)
            self.people.add_new()

    def go_to_field(self, name: str) -> None:
        """The part where a missing thing is put right, and the field of it."""
        for part, widget in ((_OFICIO, self.oficio), (_PLACE, self.place)):
            if name == part or widget.has_field(name):
                self.show_part(part)
                widget.focus_field(name)
                return
        self.show_part(_PEOPLE)
        self.add.line.setFocus()

    def show_part(self, part: str) -> None:
        """Bring one of the four parts in sight."""
        self.parts.set_value(part)
        self.stack.setCurrentWidget(self._widgets[part])

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the step is leaving its fields."""
        super().hideEvent(event)
        self._commit()

    def _build(self) -> None:
        self.people, self.oficio = PeoplePart(self.tasks), OficioPart(self.tasks)
        self.place, self.messages = PlacePart(self.tasks), MessagesPart(self.tasks)
        self.add, self.listed = self.people.add, self.people.listed
        self._widgets: dict[str, QWidget] = {
            _PEOPLE: self.people,
            _OFICIO: self.oficio,
            _PLACE: self.place,
            _MESSAGES: self.messages,
        }
        self.parts = Segmented("Parte de la convocatoria", _choices("Enlace y local", frozenset()))
        self.stack = QStackedWidget(self)
        for widget in self._widgets.values():
            self.stack.addWidget(widget)
        lead_to(self, self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.addWidget(self.parts)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        self.show_part(_PEOPLE)

    def _connect(self) -> None:
        self.parts.value_changed.connect(self._turn)
        self.people.notice.connect(self.notice)
        self.oficio.oficio_asked.connect(self._see_oficio)
        self.oficio.all_asked.connect(self._save_oficios)

    def _turn(self, part: str) -> None:
        self._commit()
        self.show_part(part)

    def _commit(self) -> None:
        self.oficio.commit()
        self.place.commit()

    def _mark_missing(self, page: InterventionPage) -> None:
        missing = [
            one for status in page.steps if status.step is StepKey.CONVOCATION for one in status.missing
        ]
        it = page.intervention
        remote = is_remote(it) or it.modality is None
        at_door = has_door(it.type) and (is_in_person(it) or it.modality is None)
        words = "Enlace y local" if remote and at_door else "Enlace" if remote else "Local"
        self.parts.set_choices(_choices(words, frozenset(map(_part_of, missing))))

    def _show(self, read: _Read) -> None:
        page = self.page
        if page is None or read.view.record.intervention != page.intervention.id:
            return
        today = self.tasks.store.now().date()
        self.oficio.show_convocation(page, read.view)
        status = link_status(read.view.record, read.link, read.due, today, business=read.business)
        self.place.show_convocation(page, read.view, status)
        self.messages.show_recipients(page, read.recipients)

    def _see_oficio(self) -> None:
        if self.page is not None:
            it, government = self.page.intervention, self.oficio.government
            name = oficio_file_name(place_label(government) if government else "", it.title or "")
            options = OficioOptions(self.tasks, it.id, government, name)
            PreviewDialog(self.tasks, "Oficio de la DGCVG", options, self).open()

    def _save_oficios(self) -> None:
        if self.page is not None:
            save_oficios(self.tasks, self.page.intervention, self.oficio.letters.notice, self)


def _part_of(missing: Missing) -> str:
    return _WHERE.get(missing.key, _PEOPLE)


def _choices(place: str, lacking: frozenset[str]) -> list[Choice]:
    """The parts; those that lack something carry a mark."""
    names = {
        _PEOPLE: "Personas",
        _OFICIO: "Oficio y coordinación",
        _PLACE: place,
        _MESSAGES: "Mensajes",
    }
    return [Choice(key, words, "circle-alert" if key in lacking else "") for key, words in names.items()]
