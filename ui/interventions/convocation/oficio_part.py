"""The oficio of the DGCVG and the coordination behind it [B.3, 34-36]."""

from __future__ import annotations

from itertools import chain

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import ContactNote, Convocation
from concerta_desktop.model.fields import spec
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.convocation import ConvocationView
from concerta_desktop.queries.interventions import InterventionPage
from concerta_desktop.rules.convocation import check_letter
from concerta_desktop.services import convocation as services
from concerta_desktop.services.interventions import remove
from concerta_desktop.store.change import seen
from ui.interventions.autosave import Autosave
from ui.interventions.convocation.contact_dialog import ContactDialog
from ui.interventions.convocation.contacts_card import ContactsCard
from ui.interventions.convocation.place_part import LINK_SENT
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.form import Form, with_the_rest
from ui.widgets.notes import Note

_LETTER = (
    ("treatment", "authority_name"),
    ("authority_position", "authority_entity"),
    ("authority_address", "cited"),
    ("signer_name", "signer_position"),
)
_SENT = (("oficio_number", "oficio_sent", "oficio_received"),)
_SAYS = "El oficio dice que la Gerencia de Desarrollo Social convoca a los participantes. [B.3]"
_ROOM_BESIDE = 960


class OficioPart(QWidget):
    """Usage: `part.show_convocation(page, view)`. Signal: `oficio_asked()` once the letter can be written."""

    oficio_asked = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._page: InterventionPage | None = None
        self._view: ConvocationView | None = None
        self._autosave = Autosave(tasks, services.save_convocation, _label, self)
        today = lambda: tasks.store.now().date()  # noqa: E731
        self.letter = Form(Convocation, _LETTER, today=today, stretch={"authority_name": 3, "treatment": 1})
        apart = ("intervention", *chain(*_LETTER, *LINK_SENT))
        self.sent = Form(Convocation, with_the_rest(Convocation, _SENT, elsewhere=apart), today=today)
        self.forms = (self.letter, self.sent)
        self.see = Button("Ver oficio", kind="primary", icon="file-text", small=True)
        self.contacts = ContactsCard()
        self._build()
        self._connect()

    def show_convocation(self, page: InterventionPage, view: ConvocationView) -> None:
        """Show an intervention's; what is half typed or refused in it stays."""
        if self._page is None or self._page.intervention.id != page.intervention.id:
            for form in self.forms:
                form.clear_typed()
        self._page, self._view = page, view
        self._autosave.open(page.intervention.id, view.base)
        for form in self.forms:
            form.show_values(fields_of(view.letter))
        self.contacts.show_notes(view.notes)

    def note_contact(self) -> None:
        """Ctrl+N: a new contact, offered with whom one spoke last."""
        if self._page is None or self._view is None:
            return
        now = self._tasks.store.now()
        offered: dict[str, object] = {"day": now.date(), "at": now.time().replace(second=0, microsecond=0)}
        last = next((note for note in self._view.notes if note.with_gds), None)
        if last is not None:
            offered |= {"who": last.who, "office": last.office, "with_gds": True}
        ContactDialog(self._tasks, self._page.intervention.id, None, offered, parent=self).open()

    def has_field(self, name: str) -> bool:
        """Whether it is written here."""
        return any(name in form.names() for form in self.forms)

    def focus_field(self, name: str) -> bool:
        """Put the cursor where a field is written."""
        return any(form.focus_field(name) for form in self.forms)

    def commit(self) -> None:
        """Leaving the part is leaving its fields."""
        for form in self.forms:
            form.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The contacts stand beside the oficio, or under it where there is no room."""
        super().resizeEvent(event)
        beside = self.width() >= _ROOM_BESIDE
        if beside is not self._beside:
            self._beside = beside
            if beside:
                self._sides.addWidget(self.contacts, 1)
            else:
                self._left.body.insertWidget(2, self.contacts)

    def _build(self) -> None:
        card = Card("Oficio de la DGCVG")
        card.add_to_title(self.see)
        card.body.addWidget(self.letter)
        card.body.addWidget(Note(_SAYS))
        way = Card("Envío")
        way.body.addWidget(self.sent)
        left = ScrollColumn(margin=0, spacing=12)
        left.body.setContentsMargins(0, 0, 4, 0)
        left.body.addWidget(card)
        left.body.addWidget(way)
        left.body.addStretch(1)
        self._left, self._beside = left, True
        self.contacts.setMinimumHeight(280)
        sides = self._sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(12)
        sides.addWidget(left, 1)
        sides.addWidget(self.contacts, 1)
        self.setFocusProxy(self.letter.editor("treatment"))

    def _connect(self) -> None:
        for form in self.forms:
            form.edited.connect(self._autosave.keep)
        self._autosave.refused.connect(self._refused)
        self._autosave.saved.connect(lambda name: [f.saved(name) for f in self.forms if name in f.names()])
        self.see.clicked.connect(self._see)
        self.contacts.new_asked.connect(self.note_contact)
        self.contacts.opened.connect(self._open_contact)
        self.contacts.removed.connect(self._remove_contact)

    def _see(self) -> None:
        """What the letter lacks is said at its field, before anything is made."""
        self.commit()
        if self._view is None:
            return
        values = {**fields_of(self._view.letter), **self.letter.values()}
        try:
            check_letter(Convocation(id="", **values))  # pyright: ignore[reportArgumentType]
        except ValidationError as error:
            self._refused(error.field, error)
            self.letter.focus_field(error.field)
            return
        self._tasks.write(  # after what is still being saved
            lambda _tx: None, lambda _none: self.oficio_asked.emit(), owner=self
        )

    def _refused(self, field: str, error: Exception) -> None:
        if isinstance(error, UserError):
            told = error if isinstance(error, ValidationError) else ValidationError(field, str(error))
            if any(form.show_problem(told) for form in self.forms):
                return
        self._tasks.failed.emit(error)

    def _open_contact(self, key: str) -> None:
        note = self._note(key)
        if note is not None:
            self._tasks.read(
                lambda tx: seen(tx, key), lambda base: self._correct(note, base), owner=self, key="note"
            )

    def _correct(self, note: ContactNote, base: dict[str, list[str]]) -> None:
        ContactDialog(self._tasks, note.intervention or "", note, {}, base, self).open()

    def _remove_contact(self, key: str) -> None:
        note = self._note(key)
        if note is not None:
            self._tasks.write(
                lambda tx: remove(tx, ContactNote, [key]),
                owner=self,
                label=f"Quitado el contacto con {note.who or 'sin dato'}",
            )

    def _note(self, key: str) -> ContactNote | None:
        return next((note for note in self._view.notes if note.id == key), None) if self._view else None


def _label(field: str) -> str:
    return f"Cambio en «{spec(Convocation, field).label}» de la convocatoria"
