"""Ajustes, copies: where they go, and the sticks that take them along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.services import sticks
from concerta_desktop.store import backups
from ui.backups.drives import mounted, name_of, root_of
from ui.backups.restore_dialog import ask_folder
from ui.remembered import Remembered
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.notes import Note

_LINE = (
    "Cada media hora de uso y antes de importar, combinar, restaurar o actualizar. "
    "Cifradas: se abren con su misma contraseña."
)
_SAME = "Está en este mismo equipo: si se pierde, se pierde también la copia. Use además una memoria."
_NONE = "Ninguna memoria conectada lleva sus copias."


class CopiesCard(Card):
    """For the open store. Signals: `failed(Exception)`, `told(str)`: something to say in a toast."""

    failed = Signal(object)
    told = Signal(str)

    def __init__(self, tasks: Tasks, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__("Copias de seguridad", parent=parent)
        self._tasks, self._remembered = tasks, remembered
        self._roots: list[Path] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.where = ElidedLabel("", "emphasis")
        self.same = Note(_SAME, "triangle-alert", "warning")
        self.on_sticks = Note(_NONE, "usb")
        self.change = Button("Cambiar la carpeta…", icon="folder")
        self.usual = Button("Volver a la usual", kind="link", icon="rotate-ccw", small=True)
        self.open = Button("Abrir", kind="link", icon="folder-open", small=True)
        self.use = Button("Usar una memoria…", icon="usb")
        self.forget = Button("Dejar de usarla", kind="link", small=True)
        self.body.addWidget(Label(_LINE, tone="secondary", wrap=True))
        self._add_row(self.where, self.usual, self.open)
        self.body.addWidget(self.same)
        self._add_row(self.on_sticks, self.forget)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.change)
        buttons.addWidget(self.use)
        buttons.addStretch(1)
        self.body.addLayout(buttons)

    def _add_row(self, words: QWidget, *links: Button) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(words, 1)
        for link in links:
            row.addWidget(link)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.change.clicked.connect(self._ask)
        self.usual.clicked.connect(lambda: self.choose(None))
        self.open.clicked.connect(self._open)
        self.use.clicked.connect(self._ask_stick)
        self.forget.clicked.connect(self._forget_sticks)

    def reload(self) -> None:
        """Read where copies go and which sticks are plugged in."""
        home = self._home()
        self.where.setText(str(home))
        self.usual.setVisible(bool(self._remembered.settings.backup_folder))
        self.same.setVisible(root_of(_nearest(home)) == root_of(self._tasks.store.folder))
        self._tasks.beside(
            lambda store, _progress: sticks.recognised(mounted(), store), self._show_sticks, owner=self
        )

    def choose(self, folder: Path | None) -> None:
        """Copies go into `folder` from now on; None = beside the data. Those made stay where they are."""
        self._remembered.update(backup_folder=str(folder) if folder else "")
        self.reload()

    def use_stick(self, folder: Path) -> None:
        """The drive of `folder` takes copies along from now on."""
        root = root_of(folder)
        try:
            sticks.mark(root, self._tasks.store)
        except Exception as error:  # noqa: BLE001 - every failure must reach a person
            self.failed.emit(error)
            return
        self.told.emit(f"«{name_of(root)}» llevará sus copias cada vez que esté conectada.")
        self.reload()

    def _ask(self) -> None:
        folder = ask_folder(self, "Carpeta de las copias", _nearest(self._home()))
        if folder is not None:
            self.choose(folder)

    def _ask_stick(self) -> None:
        folder = ask_folder(self, "Memoria USB o disco externo")
        if folder is not None:
            self.use_stick(folder)

    def _forget_sticks(self) -> None:
        try:
            for root in self._roots:
                sticks.forget(root, self._tasks.store)
        except Exception as error:  # noqa: BLE001 - every failure must reach a person
            self.failed.emit(error)
        self.reload()

    def _show_sticks(self, roots: list[Path]) -> None:
        self._roots = roots
        names = " y ".join(f"«{name_of(root)}»" for root in roots)
        self.on_sticks.show_words(f"{names} lleva sus copias." if roots else _NONE, "usb")
        self.forget.setVisible(bool(roots))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(_nearest(self._home()))))

    def _home(self) -> Path:
        return backups.home(self._tasks.store.folder)


def _nearest(folder: Path) -> Path:
    """`folder`, or the first above it that is there: copies make theirs when the first one is made."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), folder)
