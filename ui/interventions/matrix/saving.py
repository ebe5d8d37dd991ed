"""Saving fields of many records while one moves among them faster than they are written.

`Autosave` serves one record on show; here the next one is on show before the last field is kept. What is on
its way is shown in place of what was read, and the base of each change is that of the change before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx
from ui.tasks import Tasks

Key = tuple[str, ...]
"""What names a record for the one who saves it."""
Save = Callable[[Tx, Key, Mapping[str, object], Base], Base]


@dataclass
class _Field:
    """One field of one record since it was last read."""

    value: object
    base: list[str]
    under_way: bool = False
    again: bool = False
    """Another value came while the former was under way."""
    kept_at: int | None = None
    """Which reading had been asked for last when it was kept; None while it is not."""


class FieldSaves(QObject):
    """Usage: `saves.keep(key, field, value, base, label)`; `saves.values(key)` goes over what was read;
    `saves.read(turn)` after each reading. Signals: `saved()`, `refused(key, field, error)`."""

    saved = Signal()
    refused = Signal(object, str, object)

    def __init__(self, tasks: Tasks, save: Save, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._save = tasks, save
        self._fields: dict[tuple[Key, str], _Field] = {}
        self._turn = 0

    def asked(self) -> int:
        """A reading is asked for: its turn."""
        self._turn += 1
        return self._turn

    def read(self, turn: int) -> None:
        """That reading has arrived, and holds everything kept before it was asked for."""
        known = self._fields.items()
        self._fields = {
            place: field for place, field in known if field.kept_at is None or field.kept_at >= turn
        }

    def values(self, key: Key) -> dict[str, object]:
        """What is newer than what was read of a record."""
        return {name: field.value for (owner, name), field in self._fields.items() if owner == key}

    def keep(self, key: Key, name: str, value: object, base: Base, label: str) -> None:
        """Save one field over what was read (`base`), or over what was saved of it since."""
        field = self._fields.setdefault((key, name), _Field(value, list(base.get(name, ()))))
        field.value, field.kept_at = value, None
        if field.under_way:
            field.again = True
            return
        field.under_way, field.again = True, False
        seen = {name: list(field.base)}
        self._tasks.write(
            lambda tx: self._save(tx, key, {name: value}, seen),
            partial(self._done, key, name, label),
            owner=self,
            label=label,
            quiet=True,
            failed=partial(self._failed, key, name, label),
        )

    def _done(self, key: Key, name: str, label: str, seen: Base) -> None:
        field = self._fields[key, name]
        field.base, field.under_way = list(seen.get(name, ())), False
        if field.again:
            self.keep(key, name, field.value, seen, label)
            return
        field.kept_at = self._turn
        self.saved.emit()

    def _failed(self, key: Key, name: str, label: str, error: Exception) -> None:
        field = self._fields[key, name]
        field.under_way = False
        if field.again:
            self.keep(key, name, field.value, {name: field.base}, label)
        else:
            self.refused.emit(key, name, error)
