"""Where a server is and what it asks for; kept in the ciphered store once it was used."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from sync.transports import Access
from ui.widgets.dialogs import FormDialog
from ui.widgets.inputs import TextField
from ui.widgets.labeled import LabeledField


class ServerDialog(FormDialog):
    """Address, user and password of a WebDAV (Nextcloud) or SFTP server."""

    def __init__(
        self,
        url: str,
        access: Access,
        parent: QWidget | None = None,
        *,
        title: str = "Entregar en un servidor",
        accept: str = "Entregar",
    ) -> None:
        super().__init__(
            title,
            accept=accept,
            subtitle="La contraseña se guarda cifrada con sus datos y no sale de este equipo.",
            parent=parent,
        )
        self._known = access
        self.url = TextField("Dirección", placeholder="https://… (Nextcloud) o sftp://…")
        self.user = TextField("Usuario")
        self.password = TextField("Contraseña")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.host_key = TextField("Huella del servidor", placeholder="SHA256:… solo para sftp://")
        self.url.set_value(url)
        self.user.set_value(access.user)
        self.password.set_value(access.password)
        self.host_key.set_value(access.host_key)
        for label, field in (
            ("Dirección", self.url),
            ("Usuario", self.user),
            ("Contraseña", self.password),
            ("Huella del servidor (SFTP)", self.host_key),
        ):
            self.body.addWidget(LabeledField(label, field))

    def submit(self) -> bool:
        if "://" not in self.url.text():
            self.show_error("Escriba la dirección completa: https://… o sftp://…")
            return False
        return True

    def asked(self) -> tuple[str, Access]:
        """What was typed."""
        access = Access(self.user.text().strip(), self.password.text(), self.host_key.text().strip())
        return self.url.text().strip(), access
