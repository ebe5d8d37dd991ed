"""Saving a record field by field, on leaving each, over what the person had seen when she or he opened it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx
from ui.tasks import Tasks

Save = Callable[[Tx, str, Mapping[str, object], Base], Base]
"""(transaction, record id, values, base) -> what has been seen from then on."""


class Autosave(QObject):
    """Usage: `autosave.open(record_id, base)`; `form.edited.connect(autosave.keep)`.

    A field whose value is still on its way waits with its next value, so that nobody conflicts with
    herself. Signals: `saved(field)`, `refused(field, error)`.
    """

    saved = Signal(str)
    refused = Signal(str, object)

    def __init__(self, tasks: Tasks, save: Save, label: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._save, self._label = tasks, save, label
        self._id = ""
        self._base: dict[str, Iterable[str]] = {}
        self._under_way: set[tuple[str, str]] = set()
        self._next: dict[tuple[str, str], object] = {}

    def open(self, record_id: str, base: Base) -> None:
        """A record is on show, as it stood when it was read. The same one again: seen anew."""
        self._id = record_id
        self._base = dict(base)

    def keep(self, field: str, value: object) -> None:
        """Save one field; it can be undone."""
        place = (self._id, field)
        if place in self._under_way:
            self._next[place] = value
            return
        self._under_way.add(place)
        base = {field: list(self._base.get(field, ()))}
        self._tasks.write(
            lambda tx: self._save(tx, place[0], {field: value}, base),
            partial(self._done, place),
            owner=self,
            label=self._label(field),
            quiet=True,
            failed=partial(self._failed, place),
        )

    def _done(self, place: tuple[str, str], seen: Base) -> None:
        record_id, field = place
        if record_id == self._id and field in seen:
            self._base[field] = seen[field]
        self._under_way.discard(place)
        if not self._go_on(place):
            self.saved.emit(field)

    def _failed(self, place: tuple[str, str], error: Exception) -> None:
        self._under_way.discard(place)
        if not self._go_on(place):
            self.refused.emit(place[1], error)

    def _go_on(self, place: tuple[str, str]) -> bool:
        if place not in self._next:
            return False
        value = self._next.pop(place)
        if place[0] == self._id:
            self.keep(place[1], value)
        return True
