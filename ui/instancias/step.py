"""A step of an instancia's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from concerta_desktop.errors import ConcertaError
from concerta_desktop.queries.instancias import InstanciaPage
from concerta_desktop.rules.notices import Notice
from concerta_desktop.store.tx import ReadTx
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

    @staticmethod
    def read_notices(tx: ReadTx, code: str, today: date) -> Sequence[Notice]:
        """What to look at in this step."""
        del tx, code, today
        return ()

    def lead(self, about: str) -> None:
        """Mark the record that a notice speaks of, by its id."""

    def tell(self, error: Exception) -> None:
        """Something did not work: what a person can put right as a short notice, the rest as a failure."""
        if isinstance(error, ConcertaError):
            self.notice.emit(str(error))
        else:
            self.tasks.failed.emit(error)

    def code(self) -> str:
        """Of the instancia on show."""
        return self.page.row.code if self.page else ""
