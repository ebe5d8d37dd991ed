"""A step of an instancia's page."""

from __future__ import annotations

from concerta_desktop.errors import ConcertaError
from concerta_desktop.queries.instancias import InstanciaPage
from ui.screen import Screen


class Step(Screen):
    """The page hands it the instancia each time that it is opened or has changed."""

    key = ""
    """Stable name: "creacion", "directorio-instancia"…"""
    title = ""
    page: InstanciaPage | None = None

    def open(self, page: InstanciaPage) -> None:
        """Show this instancia; keeps what is half typed when it is the same one."""
        self.page = page
        self.reload()

    def tell(self, error: Exception) -> None:
        """Something did not work: what a person can put right as a short notice, the rest as a failure."""
        if isinstance(error, ConcertaError):
            self.notice.emit(str(error))
        else:
            self.tasks.failed.emit(error)

    def code(self) -> str:
        """Of the instancia on show."""
        return self.page.row.code if self.page else ""
