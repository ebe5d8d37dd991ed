"""What the Archivo menu does with copies: make one, go back to one, take back what came after it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from concerta_desktop.model import record_type
from concerta_desktop.rules.spanish_dates import near_moment
from concerta_desktop.services.backups import recover_later
from concerta_desktop.store.backups import Copy
from concerta_desktop.store.restoring import Aside, aside
from ui.backups.keeper import SEGMENT, Keeper
from ui.backups.restore_dialog import RestoreDialog
from ui.tasks import Tasks
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.numbers import thousands
from ui.widgets.status_bar import StatusBar
from ui.widgets.toast import Toast


class CopyDesk(QObject):
    """`do("make" | "restore" | "recover")`. `recover`: the menu's action, seen while something is set aside.
    Signal: `restore_requested(Copy)`."""

    restore_requested = Signal(object)

    def __init__(self, tasks: Tasks, status: StatusBar, toast: Toast, recover: QAction) -> None:
        super().__init__(status)
        self._tasks, self._status, self._toast, self._recover = tasks, status, toast, recover
        self.keeper = Keeper(tasks, status, toast)
        self.keeper.failed.connect(tasks.failed)
        status.segment_clicked.connect(self._segment_clicked)
        self.left: Aside | None = None
        """What was recorded after the restored copy."""
        recover.setVisible(False)
        tasks.read(aside, self._found_aside, owner=self, key="aside")

    def do(self, what: str) -> None:
        """The command of that name."""
        {"make": self.keeper.make_now, "restore": self.choose, "recover": self.recover}[what]()

    def choose(self) -> RestoreDialog:
        """Show the copies."""
        dialog = RestoreDialog(self._tasks, self._status.window())
        dialog.restore_requested.connect(self.restore_requested)
        dialog.open()
        return dialog

    def tell_restored(self, copy: Copy | None) -> None:
        """The store on show was just restored from `copy`; None = only its key was."""
        if copy is None:
            self._toast.say("La llave volvió de la copia. Sus datos están completos.", icon="key-round")
            return
        self._tasks.read(aside, lambda left: self._say_restored(copy, left), owner=self)

    def recover(self) -> ConfirmDialog | None:
        """Ask, then write back what was set aside."""
        if self.left is None:
            return None
        question = "¿Recuperar lo registrado después de la copia?"
        dialog = ConfirmDialog(
            question,
            self._told(self.left),
            "Recuperar",
            "Ahora no",
            danger=False,
            parent=self._status.window(),
        )
        dialog.accepted.connect(self._write_back)
        dialog.open()
        return dialog

    def _segment_clicked(self, key: str) -> None:
        if key != SEGMENT:
            return
        if self.keeper.problem is not None:
            self._tasks.failed.emit(self.keeper.problem)
        else:
            self.choose()

    def _found_aside(self, left: Aside | None) -> None:
        self.left = left
        self._recover.setVisible(left is not None)
        if left is not None:
            self._recover.setText(f"Recuperar lo &posterior ({_changes(left)})…")

    def _say_restored(self, copy: Copy, left: Aside | None) -> None:
        when = near_moment(copy.made, self._tasks.store.now())
        if left is None:
            self._toast.say(f"Restaurada la copia de {when}.", icon="archive-restore")
            return
        verb = "queda" if left.operations == 1 else "quedan"
        words = f"Restaurada la copia de {when}. {_changes(left)} {verb} apartado{_s(left.operations)}."
        self._toast.say(words, action="Recuperar", icon="archive-restore", run=self._ask)

    def _ask(self) -> None:
        self.recover()

    def _told(self, left: Aside) -> str:
        now = self._tasks.store.now()
        first, last = near_moment(left.first, now), near_moment(left.last, now)
        when = f"hecho{_s(left.operations)} " + (first if first == last else f"de {first} a {last}")
        what = ", ".join(_counted(name, count) for name, count in left.records.items())
        return (
            f"{'Es' if left.operations == 1 else 'Son'} {_changes(left)} en {what}, {when}. "
            "Antes se hace una copia. Si algo se cambió también después de restaurar, quedan los dos valores "
            "para que usted decida."
        )

    def _write_back(self) -> None:
        count = self.left.operations if self.left else 0
        self._tasks.beside(
            lambda store, _progress: recover_later(store),
            lambda types: self._written_back(types, count),
            owner=self,
        )

    def _written_back(self, types: frozenset[str], count: int) -> None:
        self._found_aside(None)
        self._tasks.saved.emit(self._tasks.store.now())
        self._tasks.changed.emit(types)
        self._toast.say(f"Recuperado lo posterior: {_number(count)}.", icon="history")


def _changes(left: Aside) -> str:
    return _number(left.operations)


def _counted(name: str, count: int) -> str:
    record = record_type(name)
    if record is None:
        return f"{thousands(count)} de otro tipo"
    words = record.META.label if count == 1 else record.META.plural
    return f"{thousands(count)} {words[:1].lower()}{words[1:]}"


def _number(count: int) -> str:
    return f"{thousands(count)} cambio{_s(count)}"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
