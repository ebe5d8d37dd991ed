"""Which page the window shows: first run, prompt, recovery, or the program over an open store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from concerta_desktop.errors import DamagedStore
from concerta_desktop.paths import DATABASE, RESTORING, holds_store
from ui.background import Background
from ui.fonts import load_fonts
from ui.frame import Frame
from ui.garbage import Garbage
from ui.remembered import Remembered
from ui.theme import apply_theme
from ui.unlock import UnlockPage

if TYPE_CHECKING:
    from concerta_desktop.store.backups import Copy
    from concerta_desktop.store.store import Store
    from ui.main_window import MainWindow
    from ui.tasks import Tasks

_LATER_MS = 600
"""After what is needed first: whoever types fast must not share the processor with what can wait."""


class Program(QObject):
    """One window over one data folder. The store is open only while the main window is shown."""

    def __init__(self, folder: Path, remembered: Remembered) -> None:
        super().__init__()
        self._folder, self._remembered = folder, remembered
        self._background = Background(self)
        self._garbage = Garbage(self)
        self.frame = Frame(remembered)
        self._release: Callable[[], None] = _nothing
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.refresh_theme)

    def start(self) -> None:
        """Show the first page; load the rest of the program once it is painted. Raises `EnvironmentFailure`
        when a restore that was cut short cannot go on."""
        if (self._folder / RESTORING).exists():
            _finish_restoring(self._folder)
        self.show_start()
        self.frame.first_painted.connect(self._load)
        self.frame.open()

    def close(self) -> None:
        """Finish what is being written and close the store."""
        release, self._release = self._release, _nothing
        release()

    def wait(self) -> None:
        """Before leaving: let what is being loaded end."""
        self._background.wait()

    def show_start(self) -> None:
        """The prompt; the first run when there is no store yet."""
        if holds_store(self._folder):
            self._show_unlock()
        elif (self._folder / DATABASE).exists():
            self._show_keyless()
        else:
            self._show_first_run()

    def refresh_theme(self) -> None:
        """Dress everything as chosen, or as the system is."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, dark=self._remembered.dark())

    def _load(self) -> None:
        from ui.errors import install_hooks

        load_fonts()
        self._hooks = install_hooks(self.frame, self._folder / "logs")
        section = self._remembered.settings.section
        self._background.run(lambda: _load_program(section), self._loaded, self._show_error, owner=self)

    def _loaded(self, _nothing: None) -> None:
        self._garbage.start()
        QTimer.singleShot(_LATER_MS, self, self._load_rest)

    def _load_rest(self) -> None:
        self._background.run(_load_sections, self._all_loaded, self._show_error, owner=self)

    def _all_loaded(self, _nothing: None) -> None:
        self._garbage.start()

    def _show_unlock(self) -> None:
        page = UnlockPage(self._folder, self._background, self._show_error)
        page.unlocked.connect(self._opened)
        page.forgotten.connect(self._show_forgotten)
        page.example_requested.connect(self._open_example)
        page.restore_requested.connect(self._show_restore)
        self.frame.set_page(page)

    def _show_first_run(self) -> None:
        from ui.first_run.page import FirstRunPage

        page = FirstRunPage(self._folder, self._background, self._show_error)
        page.created.connect(self._show_code)
        page.example_requested.connect(self._open_example)
        page.restore_requested.connect(self._show_restore)
        self.frame.set_page(page)

    def _show_code(self, store: Store, code: str) -> None:
        from ui.first_run.code_page import CodePage

        page = CodePage(code)
        page.failed.connect(self._show_error)
        page.finished.connect(lambda: self._opened(store))
        self._release = store.close
        self.frame.set_page(page)

    def _show_forgotten(self) -> None:
        from ui.first_run.forgotten import ForgottenPage

        page = ForgottenPage(self._folder, self._background, self._show_error)
        page.unlocked.connect(self._opened)
        page.abandoned.connect(self.show_start)
        self.frame.set_page(page)

    def _show_keyless(self) -> None:
        from ui.first_run.keyless import KeylessPage

        page = KeylessPage(self._folder)
        page.leave_requested.connect(self.frame.close)
        page.restore_requested.connect(self._show_restore)
        self.frame.set_page(page)

    def _recover(self, error: DamagedStore) -> None:
        self.close()
        self._show_damaged(error)

    def _show_damaged(self, error: DamagedStore) -> None:
        from ui.first_run.damaged import DamagedPage

        page = DamagedPage(self._folder, error, self._background, self._show_error)
        page.recovered.connect(self._show_recovered)
        page.leave_requested.connect(self.frame.close)
        page.restore_requested.connect(self._show_restore)
        self.frame.set_page(page)

    def _show_recovered(self, report: list[str]) -> None:
        from ui.first_run.damaged import RecoveredPage

        page = RecoveredPage(report)
        page.finished.connect(self.show_start)
        self.frame.set_page(page)

    def _show_restore(self) -> None:
        from ui.backups.restore_page import RestorePage

        page = RestorePage(self._folder, self._background, self._show_error)
        page.restored.connect(self._show_restored)
        page.abandoned.connect(self.show_start)
        self.frame.set_page(page)

    def _open_example(self) -> None:
        from ui.first_run.wait_page import WaitPage

        self.frame.set_page(WaitPage("Preparando los datos de ejemplo", "Toma unos segundos."))
        folder = self._folder
        self._background.run(lambda: _example(folder), self._example_opened, self._example_failed, owner=self)

    def _example_failed(self, error: Exception) -> None:
        self.show_start()
        self._show_error(error)

    def _example_opened(self, store: Store) -> None:
        self._opened(store, example=True)

    def _opened(self, store: Store, *, example: bool = False) -> MainWindow:
        from ui.main_window import MainWindow
        from ui.tasks import Tasks

        tasks = Tasks(store)

        def release() -> None:
            tasks.close()
            _forget_opened(store.folder)
            store.close()
            if example:
                _remove_example(self._folder)

        self._release = release
        try:
            window = MainWindow(tasks, self._remembered, self._folder, example=example)
        except Exception:
            self._lock()
            raise
        window.lock_requested.connect(self._lock)
        window.theme_changed.connect(self.refresh_theme)
        window.full_screen_requested.connect(self.frame.toggle_full_screen)
        window.leave_requested.connect(self.frame.close)
        window.restore_requested.connect(lambda copy: self._restore(tasks, copy))
        self.frame.set_page(window)
        self._garbage.start()
        QTimer.singleShot(_LATER_MS, window, lambda: _tidy(tasks, window))  # after a session cut short
        return window

    def _restore(self, tasks: Tasks, copy: Copy) -> None:
        """Go back to a copy; when that fails, what was open opens again."""
        from ui.first_run.wait_page import WaitPage

        tasks.close()
        store, self._release = tasks.store, tasks.store.close
        self.frame.set_page(WaitPage("Restaurando la copia", "Antes se guarda una copia de lo de ahora."))
        self._background.run(
            lambda: _restored(store, copy),
            lambda restored: self._show_restored(restored, copy),
            lambda error: self._not_restored(store, error),
            owner=self,
        )

    def _show_restored(self, store: Store, copy: Copy | None) -> None:
        window = self._opened(store)
        if window.copies is not None:
            window.copies.tell_restored(copy)

    def _not_restored(self, store: Store, error: Exception) -> None:
        self.close()
        self._background.run(
            lambda: _reopened(store),
            lambda again: self._open_again(again, error),
            self._lock_and_show,
            owner=self,
        )

    def _open_again(self, store: Store, error: Exception) -> None:
        self._opened(store)
        self._show_error(error)

    def _lock_and_show(self, error: Exception) -> None:
        self._lock()
        self._show_error(error)

    def _lock(self) -> None:
        self.close()
        self.show_start()
        QTimer.singleShot(0, self, self._garbage.let_go)

    def _show_error(self, error: Exception) -> None:
        if isinstance(error, DamagedStore) and error.key:
            self._show_damaged(error)
            return
        from ui.errors import show_error

        show_error(self.frame, error, self._folder / "logs")


def _load_program(section: str) -> None:
    """What opening the store and showing its first section need, loaded while somebody reads or types."""
    import_module("argon2.low_level")
    import_module("ui.main_window")
    import_module("concerta_desktop.model.territory").regions()
    import_module(_modules().get(section, "ui.home.screen"))
    for name in dir(QtWidgets):  # PySide makes each class when it is first asked for, here rather than later
        getattr(QtWidgets, name)


def _load_sections() -> None:
    """The sections that were not wanted at once."""
    for name in (*_modules().values(), "ui.interventions.page", "uuid6"):
        import_module(name)


def _modules() -> Mapping[str, str]:
    from ui.sections import MODULES

    return MODULES


def _example(folder: Path) -> Store:
    from concerta_desktop.services.example import open_example

    return open_example(folder)


def _remove_example(folder: Path) -> None:
    from concerta_desktop.services.example import remove_example

    remove_example(folder)


def _finish_restoring(folder: Path) -> None:
    from concerta_desktop.store.swap import finish

    finish(folder)


def _restored(store: Store, copy: Copy) -> Store:
    from concerta_desktop.services.backups import restore

    return restore(store, copy)


def _reopened(store: Store) -> Store:
    from concerta_desktop.store.store import open_with_key

    return open_with_key(store.folder, store.key, now=store.now)


def _forget_opened(folder: Path) -> None:
    from concerta_desktop.services.instancia_files import forget_opened

    forget_opened(folder)


def _tidy(tasks: Tasks, window: QObject) -> None:
    """What was written to be looked at, and files attached to nothing."""
    from concerta_desktop.store.attachments import forget_unnamed

    folder = tasks.store.folder
    _forget_opened(folder)
    tasks.write(lambda tx: forget_unnamed(tx, folder), owner=window)


def _nothing() -> None:
    """Nothing to release."""
