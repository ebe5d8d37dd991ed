"""The sections of the window: made when first visited, with the columns and filters they were left with."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTableView, QWidget

from concerta_desktop.store.store import StoreKind
from ui.remembered import Remembered
from ui.screen import Screen
from ui.tasks import Tasks
from ui.widgets.sidebar import SidebarItem

ITEMS = (
    SidebarItem("inicio", "Inicio", "house"),
    SidebarItem("intervenciones", "Intervenciones", "calendar-check"),
    SidebarItem("instancias", "Instancias", "landmark"),
    SidebarItem("directorio", "Directorio", "contact"),
    SidebarItem("papelera", "Papelera", "trash-2", bottom=True),
    SidebarItem("ajustes", "Ajustes", "settings", bottom=True),
    SidebarItem("ayuda", "Ayuda", "circle-help", bottom=True),
)
CENTRAL_ITEMS = (
    SidebarItem("bandeja", "Bandeja de entrada", "package"),
    SidebarItem("conflictos", "Conflictos", "git-compare"),
    SidebarItem("dispositivos", "Dispositivos", "monitor"),
    SidebarItem("consolidado", "Consolidado", "chart-column"),
    *ITEMS[1:],
)
"""What a headquarters shows instead of the trip."""


def items_of(kind: StoreKind) -> tuple[SidebarItem, ...]:
    """The sections of a store of this kind."""
    return CENTRAL_ITEMS if kind == "central" else ITEMS


Makers = Mapping[str, Callable[[QWidget], Screen]]
"""What makes each section, inside its parent: given one later, all that is in it would be styled again."""
_RESTORED, _YES = "columns_restored", True


MODULES = {
    "inicio": "ui.home.screen",
    "intervenciones": "ui.interventions.screen",
    "instancias": "ui.instancias.screen",
    "directorio": "ui.directory.screen",
    "papelera": "ui.trash.screen",
    "ajustes": "ui.settings.screen",
    "ayuda": "ui.help.screen",
}
"""Where each section is; loaded behind the prompt, that which was left open first (ui/program.py)."""


def makers(tasks: Tasks, remembered: Remembered, folder: Path | None) -> Makers:
    """What makes each section; its module is loaded by then. `folder` is None in the example, whose
    passphrase is nobody's."""

    def settings(tasks: Tasks, parent: QWidget) -> Screen:
        from ui.settings.screen import SettingsScreen

        return SettingsScreen(tasks, remembered, folder, parent)

    made: dict[str, Callable[[Tasks, QWidget], Screen]] = {
        **(_central() if tasks.store.identity.kind == "central" else {"inicio": _home}),
        "intervenciones": _interventions,
        "instancias": _instancias,
        "directorio": _directory,
        "papelera": _trash,
        "ajustes": settings,
        "ayuda": _help,
    }
    return {key: partial(make, tasks) for key, make in made.items()}


def _central() -> dict[str, Callable[[Tasks, QWidget], Screen]]:
    from ui.headquarters.conflicts_screen import ConflictsScreen
    from ui.headquarters.consolidated_screen import ConsolidatedScreen
    from ui.headquarters.devices_screen import DevicesScreen
    from ui.headquarters.inbox_screen import InboxScreen

    return {
        "bandeja": InboxScreen,
        "conflictos": ConflictsScreen,
        "dispositivos": DevicesScreen,
        "consolidado": ConsolidatedScreen,
    }


def _home(tasks: Tasks, parent: QWidget) -> Screen:
    from ui.home.screen import HomeScreen

    return HomeScreen(tasks, parent)


def _interventions(tasks: Tasks, parent: QWidget) -> Screen:
    from ui.interventions.screen import InterventionsScreen

    return InterventionsScreen(tasks, parent)


def _instancias(tasks: Tasks, parent: QWidget) -> Screen:
    from ui.instancias.screen import InstanciasScreen

    return InstanciasScreen(tasks, parent)


def _directory(tasks: Tasks, parent: QWidget) -> Screen:
    from ui.directory.screen import DirectoryScreen

    return DirectoryScreen(tasks, parent)


def _trash(tasks: Tasks, parent: QWidget) -> Screen:
    from ui.trash.screen import TrashScreen

    return TrashScreen(tasks, parent)


def _help(tasks: Tasks, parent: QWidget) -> Screen:
    from ui.help.screen import HelpScreen

    return HelpScreen(tasks, parent)


class Sections(QStackedWidget):
    """One screen per key of `makers`. Signals: `made(key, Screen)` once per screen, `shown(key)`."""

    made = Signal(str, object)
    shown = Signal(str)

    def __init__(self, makers: Makers, remembered: Remembered) -> None:
        super().__init__()
        self._makers, self._remembered = makers, remembered
        self._screens: dict[str, Screen] = {}
        self.current_key = ""

    def go_to(self, key: str) -> Screen:
        """Show a section; an unknown key shows the first."""
        key = key if key in self._makers else next(iter(self._makers))
        screen = self.screen_of(key)
        self.current_key = key
        self.setCurrentWidget(screen)
        self.restore_columns()
        self.shown.emit(key)
        return screen

    def screen_of(self, key: str) -> Screen:
        """A section's screen, made now if it was never visited."""
        if key not in self._screens:
            screen = self._screens[key] = self._makers[key](self)
            self.addWidget(screen)
            restore, left = getattr(screen, "restore_filters", None), getattr(screen, "left", None)
            if restore is not None:
                restore(self._remembered.filters(key))
            if left is not None:
                left.connect(lambda filters: self._remembered.update_filters(key, filters))
            self.made.emit(key, screen)
        return self._screens[key]

    def current_screen(self) -> Screen | None:
        """The screen on show."""
        return self._screens.get(self.current_key)

    def restore_columns(self) -> None:
        """Give the tables on show the widths they were left with, once each."""
        for table in self._tables():
            if not table.property(_RESTORED):
                table.setProperty(_RESTORED, _YES)
                shape, _, state = self._remembered.columns(table.accessibleName()).partition("|")
                if state and shape == _shape(table):
                    table.horizontalHeader().restoreState(QByteArray(b64decode(state)))

    def remember(self) -> None:
        """Keep where one is and the widths of every table visited."""
        states = {
            table.accessibleName(): f"{_shape(table)}|{_state(table)}"
            for table in self._tables()
            if table.property(_RESTORED)
        }
        self._remembered.update(section=self.current_key)
        self._remembered.update_columns(states)

    def _tables(self) -> list[QTableView]:
        found = [table for screen in self._screens.values() for table in screen.findChildren(QTableView)]
        return [table for table in found if table.accessibleName()]


def _shape(table: QTableView) -> str:
    """The titles of the columns: widths kept by another version are not for these."""
    model = table.model()
    titles = (model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount()))
    return ",".join(str(title) for title in titles)


def _state(table: QTableView) -> str:
    return b64encode(table.horizontalHeader().saveState().data()).decode()
