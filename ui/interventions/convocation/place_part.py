"""Where people meet: the link, sent two days before with its constancia; the venue, its equipment [B.3]."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import Convocation, Intervention
from concerta_desktop.model.convocation import LETTER_FIELDS, ContactMeans, EquipmentState
from concerta_desktop.model.fields import Record, spec
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.convocation import ConvocationView
from concerta_desktop.queries.interventions import InterventionPage
from concerta_desktop.rules.convocation import LinkStatus
from concerta_desktop.rules.interventions import has_door, is_in_person, is_remote
from concerta_desktop.services import convocation as services
from concerta_desktop.services.interventions import save_intervention
from ui.interventions.autosave import Autosave
from ui.interventions.convocation.equipment_card import EquipmentCard
from ui.interventions.convocation.equipment_dialog import EquipmentDialog
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.form import Form, with_the_rest
from ui.widgets.notes import Note

_ICONS = {"ok": "circle-check", "error": "clock", "warning": "circle-alert"}
_SENT = (("link_sent", "link_means"), ("link_evidence",))
_WIDEST = 760


class PlacePart(QWidget):
    """Usage: `part.show_convocation(page, view, status)`."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._page: InterventionPage | None = None
        self._view: ConvocationView | None = None
        self._facts = Autosave(tasks, save_intervention, _of(Intervention), self)
        self._sending = Autosave(tasks, services.save_convocation, _of(Convocation), self)
        today = lambda: tasks.store.now().date()  # noqa: E731
        self.link = Form(Intervention, (("platform",), ("link",)), today=today)
        rows = with_the_rest(Convocation, _SENT, elsewhere=("intervention", "government", *LETTER_FIELDS))
        self.sent = Form(Convocation, rows, today=today)
        self.venue = Form(Intervention, (("venue",),), today=today)
        self.forms = (self.link, self.sent, self.venue)
        self.status = Note()
        self.today = Button("Se envió hoy", icon="send")
        self.equipment = EquipmentCard()
        self._build()
        self._connect()

    def show_convocation(self, page: InterventionPage, view: ConvocationView, status: LinkStatus) -> None:
        """Show an intervention's; what is half typed or refused in it stays."""
        if self._page is None or self._page.intervention.id != page.intervention.id:
            for form in self.forms:
                form.clear_typed()
            self.equipment.cleared()
        self._page, self._view, it = page, view, page.intervention
        self._facts.open(it.id, page.bases.get(it.id, {}))
        self._sending.open(it.id, view.base)
        self.link.show_values(fields_of(it))
        self.venue.show_values(fields_of(it))
        self.sent.show_values(fields_of(view.record))
        self.status.show_words(status.text, _ICONS.get(status.tone, "calendar-clock"), status.tone)
        self.today.setVisible(view.record.link_sent is None)
        self.equipment.show_rows(view.equipment)
        self._left.setVisible(is_remote(it) or it.modality is None)
        door = has_door(it.type)
        self.at_door.setVisible(door and (is_in_person(it) or it.modality is None))

    def has_field(self, name: str) -> bool:
        """Whether it is written here."""
        return name == "equipment" or any(name in form.names() for form in self.forms)

    def focus_field(self, name: str) -> bool:
        """Put the cursor where a field is written, or on the checklist."""
        if name == "equipment":
            self.equipment.table.setFocus()
            return True
        return any(form.focus_field(name) for form in self.forms)

    def commit(self) -> None:
        """Leaving the part is leaving its fields."""
        for form in self.forms:
            form.commit()

    def _build(self) -> None:
        self.remote = Card("Enlace", note="se envía por medio electrónico, con constancia")
        for widget in (self.link, self.status, self.sent):
            self.remote.body.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.today)
        row.addStretch(1)
        self.remote.body.addLayout(row)
        venue = Card("Local")
        venue.body.addWidget(self.venue)
        self.venue.box("venue").label.hide()
        self.at_door = QWidget()
        column = QVBoxLayout(self.at_door)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(venue)
        column.addWidget(self.equipment, 1)
        left = ScrollColumn(margin=0, spacing=12, parent=self)
        left.body.setContentsMargins(0, 0, 4, 0)
        left.body.addWidget(self.remote)
        left.body.addStretch(1)
        self.remote.setMaximumWidth(_WIDEST)
        self.at_door.setMaximumWidth(_WIDEST)
        self._left = left
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(12)
        sides.addWidget(left, 1)
        sides.addWidget(self.at_door, 1)
        sides.addStretch(0)

    def _connect(self) -> None:
        for form, autosave in (
            (self.link, self._facts),
            (self.venue, self._facts),
            (self.sent, self._sending),
        ):
            form.edited.connect(autosave.keep)
        for autosave in (self._facts, self._sending):
            autosave.refused.connect(self._refused)
            autosave.saved.connect(lambda name: [f.saved(name) for f in self.forms if name in f.names()])
        self.today.clicked.connect(self._sent_today)
        self.equipment.answered.connect(self._answer)
        self.equipment.added.connect(self._add)
        self.equipment.removed.connect(self._remove)
        self.equipment.opened.connect(self._note)

    def _sent_today(self) -> None:
        """The date, by mail unless another means was written, and on to the constancia."""
        if self._page is None or self._view is None:
            return
        if not self.link.values()["link"]:
            lacking = ValidationError(
                "link", "Falta el enlace que se envió.", todo="Escríbalo antes de anotar el envío."
            )
            self.link.show_problem(lacking)
            self.link.focus_field("link")
            return
        self.commit()
        intervention = self._page.intervention.id
        values = {
            "link_sent": self._tasks.store.now().date(),
            "link_means": self._view.record.link_means or ContactMeans.EMAIL,
        }
        self._tasks.write(
            lambda tx: services.save_convocation(tx, intervention, values),
            lambda _base: self._ask_constancia(),
            owner=self,
            label="Enlace enviado hoy",
        )

    def _ask_constancia(self) -> None:
        self.sent.focus_field("link_evidence")

    def _answer(self, ids: list[str], state: EquipmentState | None) -> None:
        if self._page is not None:
            intervention = self._page.intervention.id
            self._tasks.write(
                lambda tx: services.answer_equipment(tx, intervention, ids, state),
                owner=self,
                label="Equipos del local",
                quiet=True,
            )

    def _add(self, name: str) -> None:
        if self._page is not None:
            intervention = self._page.intervention.id
            self._tasks.write(
                lambda tx: services.add_equipment(tx, intervention, name),
                lambda _id: self.equipment.cleared(),
                owner=self,
                label=f"Equipo agregado: {name}",
                quiet=True,
                failed=self._line_refused,
            )

    def _remove(self, ids: list[str]) -> None:
        if self._page is not None:
            intervention = self._page.intervention.id
            self._tasks.write(
                lambda tx: services.remove_equipment(tx, intervention, ids),
                self._removed,
                owner=self,
                label="Equipo quitado",
            )

    def _removed(self, gone: int) -> None:
        if not gone:
            self.equipment.refuse("Ese equipo lo nombra el numeral B.3: márquelo con N si no hace falta.")

    def _note(self, key: str) -> None:
        row = next((row for row in self._view.equipment if row.id == key), None) if self._view else None
        if row is None or self._page is None:
            return
        EquipmentDialog(self._tasks, self._page.intervention.id, row, self).open()

    def _line_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.equipment.refuse(str(error))
        else:
            self._tasks.failed.emit(error)

    def _refused(self, field: str, error: Exception) -> None:
        if isinstance(error, UserError):
            told = error if isinstance(error, ValidationError) else ValidationError(field, str(error))
            if any(form.show_problem(told) for form in self.forms):
                return
        self._tasks.failed.emit(error)


def _of(record: type[Record]) -> Callable[[str], str]:
    return lambda field: f"Cambio en «{spec(record, field).label}»"
