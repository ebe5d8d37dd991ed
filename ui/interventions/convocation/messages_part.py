"""What is written to the people convoked: invitation, link, reminder, and the calendar file [37, 39]."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from concerta_desktop.documents.messages import MessageText, compose_message
from concerta_desktop.documents.render import save
from concerta_desktop.errors import ConcertaError
from concerta_desktop.paths import safe_name
from concerta_desktop.progress import Progress, silent
from concerta_desktop.queries.call_documents import CallData
from concerta_desktop.queries.convocation import Recipient
from concerta_desktop.queries.interventions import InterventionPage
from concerta_desktop.rules.convocation import MessageKind, wanted
from concerta_desktop.rules.interventions import is_remote
from concerta_desktop.services.call_documents import calendar_bytes, call_data, message_files
from concerta_desktop.services.convocation import correct_address
from concerta_desktop.services.documents import activity_header
from concerta_desktop.store.tx import ReadTx
from ui.interventions.convocation.line_dialog import LineDialog
from ui.interventions.convocation.recipients_card import RecipientsCard
from ui.save_dialog import ask_target
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Label
from ui.widgets.notes import Note
from ui.widgets.notice import InlineNotice
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.tab_order import lead_to

_HIDDEN = "Los correos van en copia oculta: nadie ve a quién más se invitó ni su dirección."


class MessagesPart(QWidget):
    """Usage: `part.show_recipients(page, recipients)`. The text is corrected in the mail program."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._page: InterventionPage | None = None
        self._rows: Sequence[Recipient] = ()
        self._saved = Path()
        self.kind = Segmented("Mensaje", [Choice(kind.value, kind.label) for kind in MessageKind])
        self.kind.set_value(MessageKind.INVITATION.value)
        self.recipients = RecipientsCard()
        self.subject = Label("", "emphasis", wrap=True)
        self.body = _Draft("Texto del mensaje")
        self.notice = InlineNotice()
        self.mail = Button("Guardar correo", kind="primary", icon="mail")
        self.calendar = Button("Guardar calendario", icon="calendar-plus")
        self.calendar.setToolTip("Un archivo .ics con cada día, para Outlook u otro calendario")
        self._build()
        self._connect()

    def show_recipients(self, page: InterventionPage, rows: Sequence[Recipient]) -> None:
        """Show whom the chosen message is for, and what it says."""
        if self._page is None or self._page.intervention.id != page.intervention.id:
            self.notice.set_notice("info", "")
        self._page, self._rows = page, rows
        offered = [
            kind for kind in MessageKind if kind is not MessageKind.LINK or is_remote(page.intervention)
        ]
        self.kind.set_choices([Choice(kind.value, kind.label) for kind in offered])
        if not self.kind.value():
            self.kind.set_value(MessageKind.INVITATION.value)
        self._fill()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addStretch(1)
        left.addLayout(row)
        left.addWidget(self.recipients, 1)
        card = Card("Borrador", note="se corrige en el correo antes de enviarlo")
        card.body.addWidget(self.subject)
        card.body.addWidget(self.body, 1)
        card.body.addWidget(Note(_HIDDEN, "shield-check"))
        card.body.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.mail)
        row.addWidget(self.calendar)
        row.addStretch(1)
        card.body.addLayout(row)
        card.setMaximumWidth(430)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(12)
        sides.addLayout(left, 3)
        sides.addWidget(card, 2)
        lead_to(self, self.kind)

    def _connect(self) -> None:
        self.kind.value_changed.connect(lambda _kind: self._fill())
        self.recipients.table.row_activated.connect(self._correct)
        self.mail.clicked.connect(self._save_mail)
        self.calendar.clicked.connect(self._save_calendar)
        self.notice.action_triggered.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))
        )

    def _chosen(self) -> MessageKind:
        return MessageKind(self.kind.value())  # type: ignore[call-arg]

    def _fill(self) -> None:
        kind = self._chosen()
        self.recipients.show_rows([row for row in self._rows if wanted(kind, row.reply)])
        if self._page is not None:
            self._tasks.read(
                lambda tx: compose_message(kind, self._data(tx)), self._show, owner=self, key="message"
            )

    def _show(self, text: MessageText) -> None:
        self.subject.setText(f"Asunto: {text.subject}")
        self.body.set_value(text.body)

    def _data(self, tx: ReadTx) -> CallData:
        intervention = self._page.intervention.id if self._page else ""
        return call_data(tx, activity_header(tx, intervention), self._tasks.store.now())

    def _correct(self, person: str) -> None:
        row = next((row for row in self._rows if row.id == person), None)
        if row is not None:
            LineDialog(
                self._tasks,
                f"Correo de {row.person.full_name}",
                "Correo",
                row.person.email or "",
                lambda tx, text: correct_address(tx, person, text),
                subtitle="Se guarda en el directorio.",
                parent=self,
            ).open()

    def _save_mail(self) -> None:
        kind, now = self._chosen(), self._tasks.store.now()
        self._tasks.read(
            lambda tx: message_files(tx, self._data(tx), kind, now),
            self._choose_mail,
            owner=self,
            failed=self._failed,
        )

    def _choose_mail(self, files: Sequence[bytes]) -> None:
        name = safe_name(f"{self._chosen().label} {self._title()}")
        path = ask_target(self, "Guardar correo", name, ".eml", "Correo")
        if path is not None:
            parts = "" if len(files) == 1 else f" en {len(files)} correos, por la cantidad de direcciones"
            link = self._chosen() is MessageKind.LINK
            then = " Cuando lo envíe, anótelo con su constancia en «Enlace»." if link else ""
            self._write(files, path, f"Guardado{parts}. Ábralo, revíselo y envíelo.{then}")

    def _save_calendar(self) -> None:
        now = self._tasks.store.now()
        self._tasks.read(
            lambda tx: calendar_bytes(self._data(tx), now),
            self._choose_calendar,
            owner=self,
            failed=self._failed,
        )

    def _choose_calendar(self, data: bytes) -> None:
        path = ask_target(self, "Guardar calendario", safe_name(self._title()), ".ics", "Calendario")
        if path is not None:
            self._write([data], path, "Guardado. Ábralo para agregarlo a su calendario.")

    def _write(self, files: Sequence[bytes], path: Path, words: str) -> None:
        def saved(first: Path) -> None:
            self._saved = first
            self.notice.set_notice("ok", words, "Abrir")

        self._tasks.export(
            f"Guardar {path.name}", save_files, (tuple(files), path), saved, owner=self, failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ConcertaError):
            self.notice.set_notice("error", str(error))
        else:
            self._tasks.failed.emit(error)

    def _title(self) -> str:
        return (self._page.intervention.title if self._page else "") or "intervención"


class _Draft(TextArea):
    """Text to read, as tall as its card leaves it; it scrolls by keys too."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setReadOnly(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _fit(self) -> None:
        self.setMinimumHeight(96)


def save_files(files: Sequence[bytes], path: Path, progress: Progress = silent) -> Path:
    """Write each, from the second on with a number after its name; returns where the first is.

    Raises `EnvironmentFailure`.
    """
    for number, data in enumerate(files, start=1):
        progress(number - 1, len(files), f"Guardando {path.name}")
        save(data, path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}"))
    return path
