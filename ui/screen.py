"""What every section of the window is to its shell: a page that can be shown, reloaded and asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from concerta_desktop.model.fields import Record
from ui.tasks import Tasks

Chosen = tuple[type[Record], str]
"""A record, by its type and id."""


class Screen(QWidget):
    """Base of a section. `shows` names the record types it displays: it reloads when one changes.

    A hidden screen only notes that it is stale and reloads when it is shown.
    """

    shows: frozenset[str] = frozenset()

    section_requested = Signal(str)
    """Another section is wanted, by its key ("intervenciones", "directorio", …)."""
    intervention_chosen = Signal(str, str)
    """(id, step): that intervention's page is wanted; step "" = where it was left."""
    entered = Signal()
    """It came on show, or a part of it in which something is entered."""
    notice = Signal(str)
    """A short sentence for a toast."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self._stale = True
        tasks.changed.connect(self._note_change)

    def reload(self) -> None:
        """Read again what is shown; keeps selection, scroll and half-typed text."""
        raise NotImplementedError

    def begin(self) -> None:
        """Its section was chosen again while on show: back to where it begins, if it is not there."""

    def new(self) -> None:
        """Ctrl+N: make a new one of what this screen lists."""

    def find(self) -> None:
        """Ctrl+F: go to the screen's search."""

    def print_document(self) -> None:
        """Ctrl+P: print what this screen is about."""

    def chosen(self) -> Chosen | None:
        """The record that Ctrl+H tells the history of; None when none is chosen."""
        return None

    def help_page(self) -> str:
        """F1: the page of Ayuda about what is on show; "" = that of the section."""
        return ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.entered.emit()
        if self._stale:
            self._stale = False
            self.reload()

    def _note_change(self, types: frozenset[str]) -> None:
        if not types & self.shows:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True
