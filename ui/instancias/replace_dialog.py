"""Replacing who represents a member [7.3.2.11]: the former concludes the day on which the new one begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from concerta_desktop.model.directory import Mandate
from concerta_desktop.queries.instancia_parts import PartRow
from concerta_desktop.services.instancia_directory import replace_mandate
from concerta_desktop.store.tx import Tx
from ui.instancias.lookups import Lookups
from ui.kept_dialog import KeptDialog
from ui.tasks import Tasks
from ui.widgets.form import Form

_ROWS = (("person",), ("start", "end"), ("document",))
_HOW = (
    "La designación anterior concluye el día en que empieza la nueva, con el mismo documento. Hasta entonces "
    "sigue representando [7.3.2.11]."
)


class ReplaceDialog(KeptDialog):
    """Usage: `ReplaceDialog(tasks, row, parent).open()`."""

    def __init__(self, tasks: Tasks, row: PartRow, parent: QWidget) -> None:
        self._mandate = row.id
        self._title = f"Reemplazar a {row.references.get('person') or 'quien representa'}"
        kind = f" ({row.record.kind.label.lower()})" if row.record.kind else ""
        super().__init__(tasks, f"{self._title}{kind}", accept="Reemplazar", subtitle=_HOW, parent=parent)
        today = lambda: tasks.store.now().date()  # noqa: E731
        self.hold(Form(Mandate, _ROWS, today=today, editors=Lookups(tasks, Mandate, self).editors))
        self.form.show_values({"start": today()})
        self.form.focus_field("person")

    def work(self, values: Mapping[str, Any]) -> Callable[[Tx], str]:
        rest = {name: value for name, value in values.items() if name == "end"}
        person, day, document = (values.get(name) for name in ("person", "start", "document"))
        return lambda tx: replace_mandate(tx, self._mandate, person, day, document, rest)

    def label(self, values: Mapping[str, object]) -> str:
        return self._title
