"""Menus and shortcuts: what the program can do, each with its Spanish mnemonic and its key.

Only what works is here: "Sincronizar" joins with the first package that can be delivered. F2, Supr and Esc
belong to the list or form that has the focus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui.theme import icon


@dataclass(frozen=True)
class Command:
    """An entry of a menu, found by Ctrl+K too. `key` names its handler."""

    key: str
    text: str
    shortcut: str = ""
    icon: str = ""
    group: str = ""
    """Commands of one group are exclusive choices."""


LINE = None
MENUS: Mapping[str, Sequence[Command | None]] = {
    "&Archivo": (
        Command("new", "&Nuevo en esta pantalla", "Ctrl+N", "plus"),
        Command("print", "&Imprimir…", "Ctrl+P", "printer"),
        Command("save", "&Guardar (se guarda solo)", "Ctrl+S", "save"),
        LINE,
        Command("copies:make", "&Hacer copia ahora", "", "hard-drive"),
        Command("copies:restore", "&Restaurar copia…", "", "archive-restore"),
        Command("copies:recover", "Recuperar lo &posterior…", "", "history"),
        LINE,
        Command("deliveries", "&Entregas a la sede…", "Ctrl+E", "package"),
        LINE,
        Command("lock", "&Bloquear ahora", "Ctrl+L", "lock"),
        Command("quit", "&Salir", "Ctrl+Q", "log-out"),
    ),
    "&Edición": (
        Command("undo", "&Deshacer", "Ctrl+Z", "undo-2"),
        Command("redo", "&Rehacer", "Ctrl+Y", "redo-2"),
        Command("history", "&Historia de lo elegido…", "Ctrl+H", "history"),
        LINE,
        Command("find", "&Buscar en esta pantalla", "Ctrl+F", "search"),
        Command("palette", "Buscar en &todo", "Ctrl+K", "search"),
    ),
    "&Ver": (
        Command("section:inicio", "&Inicio", "Alt+1", "house"),
        Command("section:intervenciones", "I&ntervenciones", "Alt+2", "calendar-check"),
        Command("section:instancias", "In&stancias", "Alt+3", "landmark"),
        Command("section:directorio", "&Directorio", "Alt+4", "contact"),
        Command("section:papelera", "&Papelera", "Alt+5", "trash-2"),
        LINE,
        Command("theme:system", "Tema como el de&l sistema", group="theme"),
        Command("theme:light", "Tema &claro", group="theme"),
        Command("theme:dark", "Tema &oscuro", group="theme"),
        Command("theme:toggle", "Cambiar entre claro y oscuro", "Ctrl+Shift+L", "moon"),
        LINE,
        Command("full_screen", "Pantalla co&mpleta", "F11", "maximize"),
    ),
    "&Intervención": (
        Command("intervention:new", "&Nueva intervención", "", "plus"),
        Command("intervention:next", "&Abrir la siguiente", "Ctrl+I", "calendar-check"),
        Command("intervention:door", "&Registrar asistencia", "Ctrl+R", "user-check"),
    ),
    "&Herramientas": (
        Command("section:ajustes", "&Ajustes", "Alt+6", "settings"),
        Command("passphrase", "Cambiar la &contraseña…", "", "key-round"),
        LINE,
        Command("data_folder", "Abrir la carpeta de &datos", "", "folder-open"),
        Command("log_folder", "Abrir el &registro técnico", "", "file-text"),
    ),
    "A&yuda": (
        Command("help", "&Ayuda de esta pantalla", "F1", "circle-help"),
        Command("section:ayuda", "&Todos los temas", "Alt+7", "book-open"),
        Command("help:atajos", "A&tajos de teclado", "", "keyboard"),
        Command("help:glosario", "&Glosario", "", "book-open"),
        LINE,
        Command("support", "Paquete de &soporte…", "", "life-buoy"),
        Command("about", "A&cerca de Concerta", "", "info"),
    ),
}
_ALSO = {"redo": ("Ctrl+Y", "Ctrl+Shift+Z")}


class Commands:
    """The actions of the window, by key. `handlers`: what each does, by key or by its part before ":"."""

    def __init__(self, window: QWidget, bar: QMenuBar, handlers: Mapping[str, Callable[..., object]]) -> None:
        self._window, self._handlers = window, handlers
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        for title, entries in MENUS.items():
            menu = bar.addMenu(title)
            for entry in entries:
                self._add(menu, entry)

    def action(self, key: str) -> QAction:
        """The action of a command."""
        return self._actions[key]

    def all(self) -> list[tuple[str, QAction]]:
        """Every command that can be given now, in the order of the menus."""
        shown = ((key, action) for key, action in self._actions.items() if action.isVisible())
        return [(key, action) for key, action in shown if action.isEnabled()]

    def _add(self, menu: QMenu, entry: Command | None) -> None:
        if entry is None:
            menu.addSeparator()
            return
        action = QAction(entry.text, self._window)
        if entry.icon:
            action.setIcon(icon(entry.icon, "secondary"))
            action.setData(entry.icon)
        keys = _ALSO.get(entry.key, (entry.shortcut,) if entry.shortcut else ())
        action.setShortcuts([QKeySequence(one) for one in keys])
        if entry.group:
            action.setCheckable(True)
            self._groups.setdefault(entry.group, QActionGroup(self._window)).addAction(action)
        action.triggered.connect(self._handler(entry.key))
        menu.addAction(action)
        self._window.addAction(action)
        self._actions[entry.key] = action

    def _handler(self, key: str) -> Callable[..., object]:
        if key in self._handlers:
            handler = self._handlers[key]
            return lambda _checked=False: handler()
        name, _, argument = key.partition(":")
        with_argument = self._handlers[name]
        return lambda _checked=False: with_argument(argument)
