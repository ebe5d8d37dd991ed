"""What is half typed in a dialog: kept in the store as it is typed, and offered back when it opens again."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from concerta_desktop.store import drafts
from concerta_desktop.store.drafts import Draft
from ui.tasks import Tasks
from ui.widgets.dialogs import FormDialog

_LOOK_MS = 400
State = dict[str, Any]


@runtime_checkable
class Keeps(Protocol):
    """A field whose value is not all that is half typed: it tells the rest as JSON, and takes it back."""

    def half_typed(self) -> Any: ...
    def take_half_typed(self, kept: Any) -> None: ...


class FormDraft(QObject):
    """Usage, at the end of a dialog's `__init__`: `FormDraft(self, tasks, "person:new", place)`.

    `place` is where Inicio leads to find the dialog again: a section, a method of its screen, its arguments.
    Esc, a lock and a crash keep what was typed; saving it and Cancelar forget it. `recovered` tells the
    dialog that its fields were filled. A dialog filled after it was opened calls `rest()` then.
    """

    recovered = Signal()

    def __init__(self, dialog: FormDialog, tasks: Tasks, key: str, place: tuple[str, ...]) -> None:
        super().__init__(dialog)
        self._dialog, self._tasks, self._key, self._place = dialog, tasks, key, place
        self._offered: State | None = None
        self._kept = False
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.keep)
        dialog.draft_offer.recovered.connect(self._recover)
        dialog.draft_offer.discarded.connect(self.forget)
        dialog.cancel_button.clicked.connect(self.forget)
        dialog.finished.connect(self._finished)
        self.rest()
        tasks.read(lambda tx: drafts.load(tx, key), self._offer, owner=self)

    def rest(self) -> None:
        """What stands in the fields now was not typed."""
        self._before = self._latest = _state(self._dialog)
        self._clock.start()

    def keep(self) -> None:
        """Keep what was typed since the last look, if anything was."""
        state, key = _state(self._dialog), self._key
        if state == self._latest:
            return
        self._latest = state
        if state == self._before:
            self._discard()
            return
        title, place, self._kept = self._dialog.windowTitle(), self._place, True
        self._tasks.write(lambda tx: drafts.save(tx, key, state, title, place), owner=self._tasks, here=True)

    def forget(self) -> None:
        """The person does not want what was left, nor what is typed."""
        self._offered = None
        self._dialog.draft_offer.hide()
        self._latest = _state(self._dialog)
        self._discard()

    def _offer(self, draft: Draft | None) -> None:
        if draft is not None:
            self._kept = True
            self._offered = dict(draft.values)
            self._dialog.draft_offer.show_offer(f"Quedó a medio escribir el {when(draft)}.")

    def _recover(self) -> None:
        if self._offered is None:
            return
        _fill(self._dialog, self._offered)
        self._offered = None
        self._dialog.draft_offer.hide()
        self.recovered.emit()
        self.keep()

    def _finished(self, result: int) -> None:
        self._clock.stop()
        if result == QDialog.DialogCode.Accepted:
            self._discard()
        else:
            self.keep()

    def _discard(self) -> None:
        if self._kept:
            key, self._kept = self._key, False
            self._tasks.write(lambda tx: drafts.discard(tx, key), owner=self._tasks, here=True)


def when(draft: Draft) -> str:
    """Day and time of what was left, as every offer says it."""
    return f"{draft.saved_at:%d/%m/%Y} a las {draft.saved_at:%H:%M:%S}"


def _editors(parent: QWidget) -> Iterator[tuple[str, QWidget]]:
    """The fields of a dialog by their name for screen readers; a second one of a name is numbered."""
    seen: dict[str, int] = {}
    waiting = [parent]
    while waiting:
        widget = waiting.pop(0)
        name = widget.accessibleName()
        if widget is not parent and (isinstance(widget, Keeps) or _is_field(widget)):
            turn = seen[name] = seen.get(name, 0) + 1
            yield (f"{name} {turn}" if turn > 1 else name), widget
        else:
            waiting += [child for child in widget.children() if isinstance(child, QWidget)]


def _is_field(widget: QWidget) -> bool:
    return all(hasattr(widget, name) for name in ("value", "set_value", "value_changed"))


def _state(dialog: QWidget) -> State:
    return {name: _told(editor) for name, editor in _editors(dialog)}


def _told(editor: Any) -> Any:
    return editor.half_typed() if isinstance(editor, Keeps) else _plain(editor.value())


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def _fill(dialog: QWidget, state: State) -> None:
    """As if the person had typed it again, so that what depends on a field follows."""
    for name, editor in list(_editors(dialog)):
        if name not in state or _told(editor) == state[name]:
            continue
        value = state[name]
        if isinstance(editor, Keeps):
            editor.take_half_typed(value)
        else:
            known: Any = editor
            known.set_value(tuple(value) if isinstance(value, list) else value)
            known.value_changed.emit(known.value())
