"""What a double click on a `.cpk` shows: what can be told of a package without the key that opens it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.clock import LIMA
from concerta_desktop.errors import UserError, from_os_error
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.notes import Note

_AGE = b"age-encryption.org/v1\n"


class PackageDialog(QDialog):
    """Accepted: open Concerta. Raises `UserError` when the file is no package, `EnvironmentFailure` when it
    cannot be read."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size, moment = look(path)
        self.setWindowTitle("Paquete de Concerta")
        self.setFixedWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(10)
        column.addWidget(Label("Un paquete de Concerta", "panel"))
        self.facts = Label(f"{path.name}\n{moment:%d/%m/%Y %H:%M} · {size}", "body", wrap=True)
        column.addWidget(self.facts)
        column.addWidget(
            Note("Está cifrado: en el camino nadie puede leerlo, ni cambiarlo sin que se note.", "lock", "ok")
        )
        column.addWidget(Note("Solo lo abre Concerta en el equipo al que va dirigido.", "arrow-right"))
        column.addSpacing(12)
        shut = Button("Cerrar")
        self.go_on = Button("Abrir Concerta", kind="primary")
        shut.clicked.connect(self.reject)
        self.go_on.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(shut)
        row.addWidget(self.go_on)
        column.addLayout(row)
        self.go_on.setFocus()


def look(path: Path) -> tuple[str, datetime]:
    """Size and moment of the package in `path`."""
    try:
        with open(path, "rb") as package:
            begins = package.read(len(_AGE))
        about = path.stat()
    except OSError as error:
        raise from_os_error(error, "abrir el paquete") from error
    if begins != _AGE:
        raise UserError(
            f"«{path.name}» no es un paquete de Concerta, o llegó dañado.",
            safe="No se ha tocado.",
            todo="Pida a quien lo preparó que lo copie otra vez.",
        )
    return _said(about.st_size), datetime.fromtimestamp(about.st_mtime, LIMA)


def _said(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"
