"""The program over an open store: menus, search, sections, status line and messages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMenuBar, QVBoxLayout

from concerta_desktop.errors import DamagedStore
from concerta_desktop.model import Specialist
from concerta_desktop.queries import records
from concerta_desktop.store.backups import Copy
from ui.backups.desk import CopyDesk
from ui.commands import Commands
from ui.data_watch import DataWatch
from ui.errors import show_error
from ui.example_band import ExampleBand
from ui.found import command_entries, look_up
from ui.history_dialog import show_history
from ui.idle import Idle
from ui.news import News
from ui.next_stop import next_stop
from ui.operators import Operators
from ui.palette import Entry, Palette
from ui.remembered import Remembered
from ui.screen import Screen
from ui.sections import Sections, items_of, makers
from ui.support import save_bundle
from ui.tasks import Tasks
from ui.top_bar import TopBar
from ui.undo_keys import UndoKeys
from ui.widgets.sidebar import Sidebar
from ui.widgets.status_bar import StatusBar
from ui.widgets.tab_order import TabWindow
from ui.widgets.toast import Toast


@runtime_checkable
class Themed(Protocol):
    """A screen that shows which theme is in use."""

    def show_theme(self) -> None: ...


class MainWindow(TabWindow):
    """Signals: `lock_requested()`, `leave_requested()`, `theme_changed()`, `full_screen_requested()`,
    `restore_requested(Copy)`, `recovery_requested(DamagedStore)`."""

    lock_requested = Signal()
    leave_requested = Signal()
    theme_changed = Signal()
    full_screen_requested = Signal()
    recovery_requested = Signal(object)
    restore_requested = Signal(object)

    def __init__(self, tasks: Tasks, remembered: Remembered, folder: Path, *, example: bool = False) -> None:
        super().__init__()
        self.tasks, self._remembered, self._folder = tasks, remembered, folder
        self._example = example
        self._build()
        self._connect()
        self._say_theme()
        self._say_undo()
        for key in ("passphrase", "copies:make", "copies:restore", "copies:recover"):
            self.commands.action(key).setVisible(not example)
        central = self.tasks.store.identity.kind == "central"
        self.commands.action("deliveries").setVisible(not example and not central)
        self.commands.action("section:inicio").setVisible(not central)
        self.copies = None if example else self._copy_desk()
        self.go_to(remembered.settings.section)
        self._read_who()

    def _build(self) -> None:
        self.menu_bar = QMenuBar()
        self.commands = Commands(self, self.menu_bar, self._handlers())
        self.top = TopBar(self.menu_bar)
        self._items = items_of(self.tasks.store.identity.kind)
        self.sidebar = Sidebar("Concerta", self._items)
        own_folder = None if self._example else self._folder
        self.sections = Sections(makers(self.tasks, self._remembered, own_folder), self._remembered)
        self.status = StatusBar()
        self.status.set_segment("who", "", icon="user-round")
        self.band = ExampleBand()
        self.band.setVisible(self._example)
        self.toast = Toast(self)
        self.news = News(self.tasks, self.status, self.toast)
        self.watch = DataWatch(self.tasks, self._folder, self.status)
        self.operators = Operators(self.tasks, self.status)
        self.palette_search = Palette(
            self.top.search,
            self,
            lambda: command_entries(self.commands),
            lambda typed, tell: look_up(self.tasks, self, typed, tell),
        )
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addWidget(self.sections, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.band)
        column.addWidget(self.watch.band)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        self.sidebar.section_chosen.connect(self._choose_section)
        self.sections.made.connect(self._adopt)
        self.sections.shown.connect(self._say_section)
        self.sections.shown.connect(self.watch.show_section)
        self.watch.recovery_wanted.connect(self.recovery_requested)
        self.band.leave_requested.connect(self._lock)
        self.palette_search.chosen.connect(self._take)
        tasks = self.tasks
        tasks.failed.connect(self._show_error)
        tasks.saved.connect(lambda _moment: self._say_undo())
        tasks.changed.connect(self._note_change)
        self._undo_keys = UndoKeys(self)
        if not self._example:
            self.idle = Idle(lambda: self._remembered.settings.lock_minutes, self)
            self.idle.expired.connect(self.lock_alone)

    def _handlers(self) -> dict[str, Callable[..., object]]:
        return {
            "new": self._new,
            "print": lambda: self._ask_screen("print_document", "Elija primero qué imprimir."),
            "save": self._save,
            "copies": self._do_with_copies,
            "deliveries": self._deliveries,
            "lock": self._lock,
            "quit": self.leave_requested.emit,
            "undo": self.tasks.undo,
            "redo": self.tasks.redo,
            "history": lambda: show_history(self.sections.current_screen(), self.tasks, self, self.toast),
            "find": self._find,
            "palette": self._open_palette,
            "section": self._choose_section,
            "theme": self._set_theme,
            "full_screen": self.full_screen_requested.emit,
            "intervention": self._intervention_command,
            "passphrase": lambda: self._in_section("ajustes", "change_passphrase"),
            "data_folder": lambda: _open_folder(self._folder),
            "log_folder": lambda: _open_folder(self._folder / "logs"),
            "help": self._help,
            "support": lambda: save_bundle(self.tasks, self, self.toast.say),
            "about": self._about,
        }

    def _adopt(self, _key: str, screen: Screen) -> None:
        """Listen to a screen made just now."""
        screen.section_requested.connect(self.go_to)
        screen.intervention_chosen.connect(self.open_intervention)
        screen.notice.connect(lambda words: self.toast.say(words, icon="info"))
        screen.entered.connect(self.watch.look)
        slots = {
            "creation_requested": self._create_in,
            "place_requested": lambda place: self._in_section(*place),
            "theme_chosen": self._set_theme,
        }
        for name, slot in slots.items():
            signal = getattr(screen, name, None)
            if signal is not None:
                signal.connect(slot)

    def go_to(self, key: str) -> None:
        """Show a section."""
        screen = self.sections.go_to(key)
        screen.setFocus()

    def _choose_section(self, key: str) -> None:
        """The sidebar or its keys; chosen again, a section goes back to where it begins."""
        again = key == self.sections.current_key
        self.go_to(key)
        screen = self.sections.current_screen()
        if again and screen is not None:
            screen.begin()

    def open_intervention(self, intervention: str, step: str) -> None:
        """Show one intervention's page at a step; "" = where it was left."""
        self.go_to("intervenciones")
        self._in_section("intervenciones", "open_intervention", intervention, step)
        self.sections.restore_columns()

    def _create_in(self, key: str) -> None:
        self.go_to(key)
        if key == "intervenciones":
            self._in_section(key, "new_intervention")
        else:
            self._new()

    def _in_section(self, key: str, method: str, *arguments: object) -> None:
        screen = self.sections.go_to(key)
        getattr(screen, method)(*arguments)

    def _intervention_command(self, what: str) -> None:
        if what == "new":
            self._create_in("intervenciones")
            return
        today, author = self.tasks.store.now().date(), self.tasks.store.author
        self.tasks.read(
            lambda tx: next_stop(tx, what, today, author), self._go_to_stop, owner=self, key="next"
        )

    def _go_to_stop(self, stop: tuple[str, str] | None) -> None:
        if stop is None:
            self.toast.say("No hay ninguna intervención en curso ni programada.", icon="info")
        else:
            self.open_intervention(*stop)

    def _new(self) -> None:
        screen = self.sections.current_screen()
        if screen is None or not _overrides(screen, "new"):
            screen = self.sections.go_to("intervenciones")
        screen.new()

    def _find(self) -> None:
        screen = self.sections.current_screen()
        if screen is None or not _overrides(screen, "find"):
            self.palette_search.open()
        else:
            screen.find()

    def _ask_screen(self, method: str, otherwise: str) -> None:
        screen = self.sections.current_screen()
        if screen is None or not _overrides(screen, method):
            self.toast.say(otherwise, icon="info")
        else:
            getattr(screen, method)()

    def _help(self, page: str = "") -> None:
        screen = self.sections.current_screen()
        wanted = page or (screen.help_page() if screen else "") or self.sections.current_key
        self._in_section("ayuda", "show_page", wanted)

    def _say_section(self, key: str) -> None:
        self.sidebar.set_current(key)
        title = next(item.label for item in self._items if item.key == key)
        self.window().setWindowTitle(f"{title} · Concerta")

    def _say_undo(self) -> None:
        """The menu says what Ctrl+Z and Ctrl+Y would do; with nothing to do they rest."""
        stack = self.tasks.undo_stack
        for key, word, label in (
            ("undo", "&Deshacer", stack.next_undo),
            ("redo", "&Rehacer", stack.next_redo),
        ):
            action = self.commands.action(key)
            action.setEnabled(bool(label))
            action.setText(f"{word}: {label.replace('&', '&&')}" if label else word)

    def _note_change(self, types: frozenset[str]) -> None:
        if "specialist" in types:
            self._read_who()

    def _read_who(self) -> None:
        author = self.tasks.store.author
        self.tasks.read(lambda tx: records.get(tx, Specialist, author), self._say_who, owner=self, key="who")

    def _say_who(self, who: Specialist | None) -> None:
        if who is not None:
            name = " ".join(part for part in (who.names, who.surnames) if part)
            words = " · ".join(part for part in (name, who.unit) if part)
            self.status.set_segment("who", words, icon="user-round")

    def _show_error(self, error: Exception) -> None:
        if isinstance(error, DamagedStore) and not self._example:
            self.watch.tell_damage(error)
            return
        show_error(self, error, self._folder / "logs")

    def _about(self) -> None:
        from ui.about import AboutDialog

        AboutDialog(self).open()

    def _save(self) -> None:
        """Ctrl+S: what is half typed is saved as if one had left the field."""
        field = QApplication.focusWidget()
        if field is not None and self.isAncestorOf(field):
            field.clearFocus()
            field.setFocus()
        said = self.status.segment_text("saved")
        self.toast.say(f"{said}. En Concerta todo se guarda solo.", icon="save")

    def _set_theme(self, theme: str) -> None:
        if theme == "toggle":
            theme = "light" if self._remembered.dark() else "dark"
        self._remembered.update(theme=theme)
        self._say_theme()
        self.theme_changed.emit()
        screen = self.sections.current_screen()
        if isinstance(screen, Themed):
            screen.show_theme()

    def _say_theme(self) -> None:
        self.commands.action(f"theme:{self._remembered.settings.theme}").setChecked(True)

    def _take(self, entry: Entry) -> None:
        if entry.kind == "Intervención":
            self.open_intervention(entry.id, "")
        elif entry.kind == "Persona":
            self._in_section("directorio", "open_person", entry.id)
        elif entry.kind == "Instancia":
            self._in_section("instancias", "open_instancia", entry.id)
        elif entry.kind == "Territorio":
            self._in_section("intervenciones", "show_territory", entry.id)
        else:
            self.commands.action(entry.id).trigger()

    def _open_palette(self) -> None:
        self.palette_search.open()

    def _copy_desk(self) -> CopyDesk:
        desk = CopyDesk(self.tasks, self.status, self.toast, self.commands.action("copies:recover"))
        desk.restore_requested.connect(self._restore)
        return desk

    def _do_with_copies(self, what: str) -> None:
        if self.copies is not None:
            self.copies.do(what)

    def _deliveries(self) -> None:
        from ui.deliveries.dialog import show_deliveries

        show_deliveries(self.tasks, self)

    def _restore(self, copy: Copy) -> None:
        if self.may_leave():
            self.restore_requested.emit(copy)

    def _lock(self) -> None:
        if self.may_leave():
            self.lock_requested.emit()

    def lock_alone(self) -> None:
        """Nobody is here: close what is open over the window, which keeps what was half typed, and lock. A
        document being made is waited for."""
        if self.news.job is not None:
            return
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
            QTimer.singleShot(0, self, self.lock_alone)
        else:
            self._lock()

    def may_leave(self) -> bool:
        """Whether the window can go: asks only while a document is being written."""
        field = QApplication.focusWidget()
        if field is not None and self.isAncestorOf(field):
            field.clearFocus()  # what is half typed is saved on leaving its field
        if self.news.job is not None and not self._agrees_to_cancel(self.news.job.title):
            return False
        self.sections.remember()
        return True

    def _agrees_to_cancel(self, title: str) -> bool:
        from ui.widgets.dialogs import ConfirmDialog

        question = f"Se está preparando «{title}»."
        consequence = "Si cierra ahora, ese documento no se termina. Lo registrado está guardado."
        return bool(
            ConfirmDialog(question, consequence, "Cerrar sin terminar", "Esperar", parent=self).exec()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_leave():
            event.accept()
        else:
            event.ignore()


def _overrides(screen: Screen, method: str) -> bool:
    return getattr(type(screen), method) is not getattr(Screen, method)


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
