"""The oficio of the DGCVG and the coordination behind it [B.3, 34-36]."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import ContactNote, Convocation
from concerta_desktop.model.fields import spec
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.convocation import ConvocationView, Letter
from concerta_desktop.queries.interventions import InterventionPage
from concerta_desktop.rules.convocation import in_a_row
from concerta_desktop.rules.interventions import dates_of
from concerta_desktop.rules.oficio import check_letter, gaps
from concerta_desktop.services import convocation as services
from concerta_desktop.services.interventions import remove
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx
from ui.interventions.autosave import Autosave
from ui.interventions.convocation.contact_dialog import ContactDialog
from ui.interventions.convocation.contacts_card import ContactsCard
from ui.interventions.convocation.letters_card import LettersCard
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.form import Form
from ui.widgets.notes import Note
from ui.widgets.tab_order import lead_to

_LETTER = (
    ("treatment", "authority_name"),
    ("authority_position", "authority_entity"),
    ("authority_address", "cited"),
    ("signer_name", "signer_position"),
)
_SENT = (("oficio_number", "oficio_sent", "oficio_received"), ("oficio_evidence",))
_TITLE = "Oficio de la DGCVG"
_SAYS = "El oficio dice que la Gerencia de Desarrollo Social convoca a los participantes. [B.3]"
_ROOM_BESIDE = 960


class OficioPart(QWidget):
    """Usage: `part.show_convocation(page, view)`; `part.government` is whose oficio is on show.

    Signals: `oficio_asked()` once the letter can be written, `all_asked()` to keep them all.
    """

    oficio_asked = Signal()
    all_asked = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._page: InterventionPage | None = None
        self._view: ConvocationView | None = None
        self.government = ""
        self._autosave = Autosave(tasks, _save, _label, self)
        today = lambda: tasks.store.now().date()  # noqa: E731
        self.letter = Form(Convocation, _LETTER, today=today, stretch={"authority_name": 3, "treatment": 1})
        self.sent = Form(Convocation, _SENT, today=today)
        self.forms = (self.letter, self.sent)
        self.see = Button("Ver oficio", kind="primary", icon="file-text", small=True)
        self.says = Note(_SAYS)
        self.letters, self.contacts = LettersCard(), ContactsCard()
        self._build()
        self._connect()

    def show_convocation(self, page: InterventionPage, view: ConvocationView) -> None:
        """Show an intervention's; what is half typed or refused in it stays."""
        another = self._page is None or self._page.intervention.id != page.intervention.id
        self._page, self._view = page, view
        if another:
            self.letters.notice.set_notice("info", "")
        if another or view.letter(self.government) is None:
            self._show_letter(_first_pending(view).government)
        else:
            self._fill()
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
        """Put the cursor where a field is written: of the first oficio still to be sent."""
        if self._view is not None and name == "oficio_sent" and not self.typing():
            self._show_letter(_first_pending(self._view).government)
        return any(form.focus_field(name) for form in self.forms)

    def typing(self) -> bool:
        """Whether something refused stands in the letter on show."""
        return any(form.problem() for form in self.forms)

    def commit(self) -> None:
        """Leaving the part is leaving its fields."""
        for form in self.forms:
            form.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Governments and contacts stand beside the letter, or around it where there is no room."""
        super().resizeEvent(event)
        beside = self.width() >= _ROOM_BESIDE
        if beside is self._beside:
            return
        self._beside = beside
        self._sides.setStretch(0, 1 if beside else 0)
        if beside:
            self._side.addWidget(self.letters)
            self._side.addWidget(self.contacts, 1)
        else:
            self._column.body.insertWidget(0, self.letters)
            self._column.body.insertWidget(3, self.contacts)

    def _build(self) -> None:
        self._card = Card(_TITLE)
        self._card.add_to_title(self.see)
        self._card.body.addWidget(self.letter)
        self._card.body.addWidget(self.says)
        way = Card("Envío", note="el número lo da el sistema documental")
        way.body.addWidget(self.sent)
        column = ScrollColumn(margin=0, spacing=12, parent=self)
        column.body.setContentsMargins(0, 0, 4, 0)
        column.body.addWidget(self._card)
        column.body.addWidget(way)
        column.body.addStretch(1)
        self._column, self._beside = column, True
        self.contacts.setMinimumHeight(160)
        self._side = QVBoxLayout()
        self._side.setSpacing(12)
        self._side.addWidget(self.letters)
        self._side.addWidget(self.contacts, 1)
        sides = self._sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(12)
        sides.addLayout(self._side, 1)
        sides.addWidget(column, 1)
        lead_to(self, self.letter.editor("treatment"))

    def _connect(self) -> None:
        for form in self.forms:
            form.edited.connect(self._autosave.keep)
        self._autosave.refused.connect(self._refused)
        self._autosave.saved.connect(lambda name: [f.saved(name) for f in self.forms if name in f.names()])
        self.see.clicked.connect(self._see)
        self.letters.chosen.connect(self._choose)
        self.letters.unneeded_set.connect(self._set_unneeded)
        self.letters.all_asked.connect(lambda: self._after_saving(self.all_asked.emit))
        self.contacts.new_asked.connect(self.note_contact)
        self.contacts.opened.connect(self._open_contact)
        self.contacts.removed.connect(self._remove_contact)

    def _show_letter(self, government: str) -> None:
        for form in self.forms:
            form.clear_typed()
        self.government = government
        self._fill()

    def _fill(self) -> None:
        """The letter on show, as it was read."""
        letter = self._view.letter(self.government) if self._view else None
        if self._page is None or self._view is None or letter is None:
            return
        self._autosave.open(f"{self._page.intervention.id}/{letter.government}", letter.base)
        for form in self.forms:
            form.show_values(fields_of(letter.said))
        it = self._page.intervention
        unknown = gaps(it, letter.said, dates_of(it, self._page.days))
        if unknown:
            self.says.show_words(f"Saldrá «sin dato»: {in_a_row(unknown)}.", "circle-alert", "warning")
        else:
            self.says.show_words(_SAYS)
        several = len(self._view.letters) > 1
        self._card.title.setText(f"Oficio: {letter.label}" if several else _TITLE)
        self.letters.show_letters(self._view.letters, self.government)

    def _choose(self, government: str) -> None:
        """Another letter, unless something of this one was refused: that is put right first."""

        def turn() -> None:
            if self.typing():
                self.letters.choose(self.government)
                for form in self.forms:
                    form.focus_field(form.problem())
            elif self._view is not None and self._view.letter(government):
                self._show_letter(government)

        if government != self.government:
            self._after_saving(turn)

    def _after_saving(self, then: Callable[[], None]) -> None:
        """What is typed is saved, or refused, before going on."""
        self.commit()
        self._tasks.write(lambda _tx: None, lambda _none: then(), owner=self)

    def _set_unneeded(self, government: str, unneeded: bool) -> None:
        if self._page is None:
            return
        intervention, values = self._page.intervention.id, {"oficio_unneeded": unneeded or None}
        self._tasks.write(
            lambda tx: services.save_convocation(tx, intervention, values, government=government),
            owner=self,
            label="Oficio que no hace falta" if unneeded else "Oficio que hace falta",
            quiet=True,
        )

    def _see(self) -> None:
        """What the letter lacks is said at its field, before anything is made."""
        self.commit()
        letter = self._view.letter(self.government) if self._view else None
        if letter is None:
            return
        values = {**fields_of(letter.said), **self.letter.values()}
        try:
            check_letter(Convocation(id="", **values))  # pyright: ignore[reportArgumentType]
        except ValidationError as error:
            self._refused(error.field, error)
            self.letter.focus_field(error.field)
            return
        self._after_saving(self.oficio_asked.emit)

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


def _save(tx: Tx, key: str, values: Mapping[str, object], base: Base) -> Base:
    intervention, _, government = key.partition("/")
    return services.save_convocation(tx, intervention, values, base, government=government)


def _first_pending(view: ConvocationView) -> Letter:
    """The first letter still to be sent, else the first."""
    unsent = (one for one in view.letters if not (one.record.oficio_sent or one.record.oficio_unneeded))
    return next(unsent, view.letters[0])
