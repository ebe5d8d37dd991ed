"""Who looked at personal data on this laptop, and who took it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from concerta_desktop.model import Person, Specialist
from concerta_desktop.queries import records
from concerta_desktop.store.access import accesses
from concerta_desktop.store.tx import ReadTx
from ui.tasks import Tasks
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.table_dialog import TableDialog


@dataclass(frozen=True)
class _Row:
    id: str
    when: datetime
    who: str
    action: str
    what: str
    about: str


_COLUMNS = (
    Column("when", "Cuándo", lambda row: f"{row.when:%d/%m/%Y %H:%M}", 148, sortable=False),
    Column("who", "Quién", lambda row: row.who, 180, sortable=False),
    Column("action", "Qué hizo", lambda row: row.action, 160, sortable=False),
    Column("what", "Con qué", lambda row: row.what, sortable=False),
    Column("about", "De quién", lambda row: row.about, 210, tone=lambda _: "secondary", sortable=False),
)


class AccessDialog(TableDialog):
    """Usage: `AccessDialog(tasks, parent).open()`."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(
            "Quién consultó o sacó datos personales en este equipo",
            _COLUMNS,
            name="Accesos a datos personales",
            noun=("anotación", "anotaciones"),
            empty=EmptyState("Nadie ha consultado ni sacado datos.", "Aquí queda anotado cuando suceda."),
            size=QSize(980, 520),
            parent=parent,
        )
        tasks.read(_rows, self.show_rows, owner=self, key="accesses")


def _rows(tx: ReadTx) -> list[_Row]:
    noted = accesses(tx)
    who = records.get_many(tx, Specialist, {one.author for one in noted if one.author})
    about = records.get_many(tx, Person, {one.subject for one in noted if one.subject})
    return [
        _Row(
            str(one.id),
            one.at,
            records.title_of(who[one.author]) if one.author in who else "sin dato",
            one.action.label,
            one.what,
            records.title_of(about[one.subject]) if one.subject in about else "varias personas",
        )
        for one in noted
    ]
