"""The file attached to a record: attached, looked at, saved elsewhere, taken off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from concerta_desktop.model.attached import file_name
from concerta_desktop.services.instancia_files import KINDS, bring_out, keep, open_copy
from ui.save_dialog import ask_file, ask_target
from ui.tasks import Tasks
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import ElidedLabel
from ui.widgets.tab_order import lead_to

_FILTER = f"Documentos e imágenes ({' '.join(f'*.{kind}' for kind in KINDS)})"


class FileField(QWidget):
    """`value()` is what the record's field holds. Attaching keeps the file, ciphered, at once; the record
    says so when its form is saved. Signals: `value_changed(object)`, `problem_changed(str)`."""

    value_changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(self, tasks: Tasks, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._value = tasks, ""
        self.choose_file: Callable[[], Path | None] = lambda: ask_file(self, "Adjuntar archivo", _FILTER)
        self.choose_target: Callable[[str], Path | None] = self._ask_target
        self.setAccessibleName(name)
        self.attach_button = Button("Adjuntar archivo…", icon="paperclip", small=True)
        self.name = ElidedLabel("", "body")
        self.open_button = Button("Abrir", kind="link", icon="external-link", small=True)
        self.save_button = IconButton("download", "Guardar una copia")
        self.remove_button = IconButton("x", "Quitar el archivo")
        self._build()
        self._show()

    def value(self) -> str:
        """What its record is to say; "" = nothing attached."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show what a record holds, without announcing it."""
        self._value = str(value or "")
        self._show()

    def attach(self) -> None:
        """Ask for a file and keep it."""
        path = self.choose_file()
        if path is not None:
            store = self._tasks.store
            self._tasks.write(lambda tx: keep(store, tx, path), self._take, owner=self, failed=self._refused)

    def open(self) -> None:
        """Look at it with the program that the system opens it with."""
        open_attached(self._tasks, self._value, self, self._refused)

    def save(self) -> None:
        """Write a copy of it elsewhere."""
        store, value = self._tasks.store, self._value
        target = self.choose_target(file_name(value))
        if target is not None:
            self._tasks.read(
                lambda tx: bring_out(store, tx, value, target),
                lambda _none: self.problem_changed.emit(""),
                owner=self,
                failed=self._refused,
            )

    def remove(self) -> None:
        """Take it off; it stays with the history of the record."""
        self._take("")

    def _take(self, value: str) -> None:
        had_focus = self.remove_button.hasFocus() or self.attach_button.hasFocus()
        self._value = value
        self._show()
        if had_focus:
            (self.open_button if value else self.attach_button).setFocus()
        self.problem_changed.emit("")
        self.value_changed.emit(value)

    def _refused(self, error: Exception) -> None:
        self.problem_changed.emit(str(error))

    def _ask_target(self, name: str) -> Path | None:
        path = Path(name)
        return ask_target(self, "Guardar una copia", path.stem, path.suffix, "Archivo")

    def _show(self) -> None:
        there = bool(self._value)
        self.name.setText(file_name(self._value))
        self.attach_button.setVisible(not there)
        for widget in (self.name, self.open_button, self.save_button, self.remove_button):
            widget.setVisible(there)
        lead_to(self, self.open_button if there else self.attach_button)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.attach_button)
        row.addWidget(self.name, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.save_button)
        row.addWidget(self.remove_button)
        row.addStretch(0)
        self.attach_button.clicked.connect(self.attach)
        self.open_button.clicked.connect(self.open)
        self.save_button.clicked.connect(self.save)
        self.remove_button.clicked.connect(self.remove)


def open_attached(tasks: Tasks, value: str, owner: QWidget, failed: Callable[[Exception], None]) -> None:
    """Look at an attached file with the program that the system opens it with."""
    store = tasks.store
    tasks.read(lambda tx: open_copy(store, tx, value), show_file, owner=owner, failed=failed)


def show_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
