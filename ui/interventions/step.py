"""A step of one intervention's page: Programación, Convocatoria, Asistencia, and those of later issues."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from concerta_desktop.queries.interventions import InterventionPage
from ui.screen import Screen


class Step(Screen):
    """One step. The page hands it the intervention each time that it is opened or has changed."""

    key = ""
    """Stable name: "programacion", "convocatoria", "asistencia"."""
    title = ""
    print_title = ""
    """What Ctrl+P and the page's head print while this step is open; "" = the attendance sheet."""

    print_button = True
    """Whether the page's head offers to print; a step with such a button among its own says no."""
    head_actions: tuple[QWidget, ...] = ()
    """Buttons that stand in the page's head while this step is open."""

    view_key = "view"
    """Under what key `reload` reads what the step shows."""

    page: InterventionPage | None = None
    _shown_already = False

    def open(self, page: InterventionPage) -> None:
        """Show this intervention; keeps what is half typed when it is the same one."""
        self.page = page
        self.reload()

    def go_to_field(self, name: str) -> None:
        """Put the cursor where a field is written; a step without fields stays as it is."""

    def show_own(self) -> None:
        """What this step has just written is on screen already: the news of it need not be read again."""
        self._shown_already = True

    def _note_change(self, types: frozenset[str]) -> None:
        """What is still being read may have begun before our own change: it would take it off the screen."""
        own, self._shown_already = self._shown_already, False
        if not own or self.tasks.reading(self, self.view_key):
            super()._note_change(types)
