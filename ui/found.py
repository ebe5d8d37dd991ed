"""What Ctrl+K finds: the commands of the menus, and what the store knows under the words typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from concerta_desktop.queries import anything
from concerta_desktop.queries.anything import Found
from ui.commands import Commands
from ui.palette import Entry
from ui.tasks import Tasks

_KINDS = {
    "intervention": ("Intervención", "calendar-check"),
    "person": ("Persona", "user-round"),
    "instancia": ("Instancia", "landmark"),
    "territory": ("Territorio", "map-pin"),
}


def command_entries(commands: Commands) -> Sequence[Entry]:
    """The commands, as the menus name them."""
    entries: list[Entry] = []
    for key, action in commands.all():
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        name = action.text().replace("&", "").rstrip("…")
        kind = "Ir a" if key.startswith("section:") else "Comando"
        if key != "palette":
            entries.append(Entry(kind, key, name, icon=str(action.data() or ""), keys=keys))
    return entries


def look_up(tasks: Tasks, owner: QObject, typed: str, tell: Callable[[Sequence[Entry]], None]) -> None:
    """Tell what the store finds under these words."""
    tasks.read(
        lambda tx: anything.find_anything(tx, typed),
        lambda found: tell([_entry(one) for one in found]),
        owner=owner,
        key="palette",
    )


def _entry(found: Found) -> Entry:
    kind, icon = _KINDS[found.kind]
    return Entry(kind, found.id, found.title, found.subtitle, icon)
