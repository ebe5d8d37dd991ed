"""Archivo > Restaurar copia: choose among the copies, seeing what each holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.services.backups import Preview, known_copies, preview
from concerta_desktop.store import backups
from concerta_desktop.store.backups import Copy
from ui.backups.browser import CopyBrowser
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.notes import Note

_LINE = "Sus datos vuelven a como estaban cuando se hizo la copia que elija."
_SAFE = (
    "Antes se guarda una copia de lo de ahora. Lo registrado después de la copia elegida se aparta: "
    "lo recupera en Archivo › Recuperar lo posterior."
)
_FOREIGN = "Esta copia es de otro equipo o de otra persona: aquí no se puede restaurar sobre sus datos."


@dataclass(frozen=True)
class Found:
    """What a look into the folders gives."""

    copies: list[Copy]
    unreadable: int


class RestoreDialog(QDialog):
    """Lists the copies of the open store. Signal: `restore_requested(Copy)`; it closes by then."""

    restore_requested = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Restaurar una copia")
        self.setAccessibleName("Restaurar una copia")
        self.resize(min(1000, parent.width() - 48), min(580, parent.height() - 48))
        self._tasks = tasks
        self.browser = CopyBrowser()
        self.note = Note(_SAFE, "shield-check", "ok")
        self.elsewhere = Button("Buscar en otra carpeta…", icon="folder-open")
        self.do, self.keep = Button("Restaurar esta copia", kind="primary"), Button("Cancelar", keys="Esc")
        self._lay_out()
        self._connect()
        self.do.setEnabled(False)
        self._look(None)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.elsewhere)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label("Restaurar una copia", "panel"))
        column.addWidget(Label(_LINE, tone="secondary", wrap=True))
        column.addWidget(self.browser, 1)
        column.addWidget(self.note)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.browser.chosen.connect(self._show_chosen)
        self.browser.activated.connect(lambda _copy: self._restore())
        self.do.clicked.connect(self._restore)
        self.keep.clicked.connect(self.reject)
        self.elsewhere.clicked.connect(self._ask_folder)

    def look_in(self, folder: Path) -> None:
        """List the copies of another folder, a stick for example, or the one copy that it is."""
        self._look(folder)

    def _look(self, folder: Path | None) -> None:
        self._tasks.beside(
            lambda store, _progress: found_in(folder, store.folder), self._show_found, owner=self
        )

    def _show_found(self, found: Found) -> None:
        store = self._tasks.store
        self.browser.show_copies(found.copies, store.identity.device, store.now(), found.unreadable)
        self.browser.setFocus()

    def _show_chosen(self, copy: Copy | None) -> None:
        foreign = copy is not None and copy.device != self._tasks.store.identity.device
        self.do.setEnabled(copy is not None and not foreign)
        words = (_FOREIGN, "triangle-alert", "warning") if foreign else (_SAFE, "shield-check", "ok")
        self.note.show_words(*words)
        if copy is not None:
            self._tasks.beside(
                lambda store, _progress: preview(copy, store.key),
                lambda seen: self._show_preview(copy, seen),
                owner=self,
                failed=lambda error: self._show_preview(copy, error),
            )

    def _show_preview(self, copy: Copy, seen: Preview | Exception) -> None:
        self.browser.show_preview(copy, seen, self._tasks.store.now())
        if isinstance(seen, Exception) and copy == self.browser.current():
            self.do.setEnabled(False)

    def _ask_folder(self) -> None:
        folder = ask_folder(self, "Carpeta de las copias")
        if folder is not None:
            self.look_in(folder)

    def _restore(self) -> None:
        copy = self.browser.current()
        if copy is not None and self.do.isEnabled():
            self.accept()
            self.restore_requested.emit(copy)


def ask_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """A folder that somebody chooses; None when she or he thinks better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or Path.home()))
    return Path(chosen) if chosen else None


def found_in(folder: Path | None, data_dir: Path) -> Found:
    """The copies in `folder`, in the folder of copies inside it, or `folder` itself when it is one; None =
    those of the data in `data_dir`."""
    if folder is None:
        roots = list(dict.fromkeys((backups.home(data_dir), backups.default_home(data_dir))))
        return Found(known_copies(data_dir), sum(len(backups.unreadable(root)) for root in roots))
    roots = [folder, folder / backups.FOLDER, folder.parent]
    for root in roots:
        copies, unreadable = backups.copies(root), len(backups.unreadable(root))
        if root == folder.parent:
            copies, unreadable = [one for one in copies if one.folder == folder], 0
        if copies or unreadable:
            return Found(copies, unreadable)
    return Found([], 0)
