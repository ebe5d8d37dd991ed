"""The first run, on one page: who works here and the passphrase of this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from concerta_desktop import clock
from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import Specialist
from concerta_desktop.rules.addresses import is_address
from ui import places
from ui.background import Background
from ui.first_run.new_passphrase import NewPassphrase
from ui.first_run.scope import ScopePicker
from ui.first_run.start_page import StartPage
from ui.widgets.buttons import Button
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.notice import InlineNotice
from ui.widgets.tab_order import lead_to

if TYPE_CHECKING:
    from concerta_desktop.store.store import Store

WHO_ROWS = (("names", "surnames"), ("position", "unit"), ("email", "scope"))
USUAL_UNIT = "DPVLV"
_SAFE = "Se guarda solo en este equipo. Podrá cambiarlo en Ajustes."


class FirstRunPage(StartPage):
    """Signals: `created(Store, recovery code)`, `example_requested()`, `restore_requested()`. What was typed
    stays on any error."""

    created = Signal(object, str)
    example_requested = Signal()
    restore_requested = Signal()

    def __init__(self, folder: Path, background: Background, show_error: Callable[[Exception], None]) -> None:
        super().__init__("¿Quién trabaja en este equipo?", _SAFE, width=720)
        self._folder, self._background, self._show_error = folder, background, show_error
        self._doubted = ""
        self._build()
        self._start.clicked.connect(self.submit)
        self.passphrase.submitted.connect(self.submit)
        self._example.clicked.connect(self.example_requested)
        self._restore.clicked.connect(self.restore_requested)
        lead_to(self, self.form.editor("names"))

    def _build(self) -> None:
        self.form = Form(Specialist, WHO_ROWS, today=clock.today, editors={"scope": ScopePicker()})
        self.form.show_values({"unit": USUAL_UNIT})
        self.passphrase = NewPassphrase(self._about)
        self._start = Button("Continuar", kind="primary", trailing="chevron-right")
        self._example = Button("Explorar con datos de ejemplo")
        self._restore = Button("Restaurar una copia", kind="link")
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 12, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self._start)
        buttons.addWidget(self._example)
        buttons.addWidget(self._restore)
        buttons.addStretch(1)
        self.risk = InlineNotice("warning", places.risk_of(self._folder))
        self.content.addWidget(self.risk)
        self.content.addWidget(self.form)
        self.content.addSpacing(8)
        self.content.addWidget(Label("Contraseña para abrir Concerta", "card"))
        self.content.addWidget(self.passphrase)
        self.content.addLayout(buttons)

    def submit(self) -> None:
        """Create the store, or say at the field what is missing."""
        values = self.form.values()
        if not self._who_is_complete(values) or not self.passphrase.check():
            return
        self._set_busy(busy=True)
        folder, passphrase = self._folder, self.passphrase.value()
        self._background.run(
            lambda: _create(folder, passphrase, values), self._created, self._refused, owner=self
        )

    def _who_is_complete(self, values: dict[str, object]) -> bool:
        for name, what in (("names", "Escriba sus nombres."), ("surnames", "Escriba sus apellidos.")):
            if not values[name]:
                self.form.show_problem(ValidationError(name, what))
                self.form.focus_field(name)
                return False
        if not self._email_is_meant(str(values["email"] or "")):
            return False
        return not self.form.problem() or not self.form.focus_field(self.form.problem())

    def _email_is_meant(self, email: str) -> bool:
        """An odd address is doubted once; left as it is, it is the person's word."""
        if not email or is_address(email) or email == self._doubted:
            if self._doubted:
                self.form.saved("email")
            return True
        self._doubted = email
        doubt = "Eso no parece un correo."
        self.form.show_problem(ValidationError("email", doubt, todo="Corríjalo, o continúe así."))
        self.form.focus_field("email")
        return False

    def _created(self, result: tuple[Store, str]) -> None:
        self.created.emit(*result)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, ValidationError) and self.form.show_problem(error):
            self.form.focus_field(error.field)
        elif isinstance(error, UserError):
            self.passphrase.set_error(str(error))
        else:
            self._show_error(error)

    def _about(self) -> list[str]:
        values = self.form.values()
        return [str(values[name] or "") for name in ("names", "surnames", "email")]

    def _set_busy(self, *, busy: bool) -> None:
        self._start.setText("Preparando…" if busy else "Continuar")
        for widget in (self.form, self.passphrase, self._start, self._example, self._restore):
            widget.setEnabled(not busy)


def _create(folder: Path, passphrase: str, who: dict[str, object]) -> tuple[Store, str]:
    from concerta_desktop.services.setup import first_run

    return first_run(folder, passphrase, who)
