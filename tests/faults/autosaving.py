"""The work that the faults interrupt: a specialist at the door, every field saved as it is left.

Each action is numbered. Its number is in what it writes, so that what stands afterwards tells which actions
reached the disk.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from concerta_desktop.model import Attendance
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.model.identity import new_id
from concerta_desktop.store import drafts
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of

_DRAFT = "person:new"


@dataclass
class Recorded:
    """What stands after some actions: attendance -> number of the action that wrote it last, and the number
    in what is half typed (0 = nothing)."""

    rows: dict[str, int] = field(default_factory=dict[str, int])
    draft: int = 0

    def copy(self) -> Recorded:
        return Recorded(dict(self.rows), self.draft)

    def lacks(self, other: Recorded) -> int:
        """How many of `other`'s values are not here, or an older one is."""
        missing = sum(self.rows.get(key, 0) < number for key, number in other.rows.items())
        return missing + (self.draft < other.draft)


def autosave(
    store: Store, seed: int, first: int, acknowledge: Callable[[int, str], object], *, times: int = 1_000_000
) -> None:
    """Actions from number `first` on; after each is committed, `acknowledge(number, what it wrote)`: the id
    of an attendance, "" for the draft."""
    chance = random.Random(seed)
    mine: list[str] = []
    for number in range(first, first + times):
        kind = chance.choices(("new", "field", "draft"), (3, 3, 1))[0]
        with store.write() as tx:
            if kind == "draft":
                key = ""
                drafts.save(tx, _DRAFT, {"names": f"Saturnina {number}"})
            else:
                key = chance.choice(mine) if kind == "field" and mine else new_id()
                change(tx, Attendance, key, _values(number) if key not in mine else _field(number))
        if key and key not in mine:
            mine.append(key)
        acknowledge(number, key)


def recorded(store: Store) -> Recorded:
    """What stands in the store."""
    table = table_of(Attendance)
    with store.read() as tx:
        rows = tx.connection.execute(select(table.c.id, table.c.position)).all()
        draft = drafts.load(tx, _DRAFT)
    return Recorded(
        {row.id: _number(row.position) for row in rows}, _number(draft.values["names"]) if draft else 0
    )


def _values(number: int) -> dict[str, Any]:
    return {
        "intervention": "intervención-de-ejemplo",
        "day": date(2026, 8, 12),
        "document_type": DocumentType.DNI,
        "document_number": f"{number:08d}",
        "surnames": "Ñahui Quispe",
        "names": "Saturnina",
        "entity_name": "MP de Huanta",
        **_field(number),
    }


def _field(number: int) -> dict[str, str]:
    return {"position": f"Gerenta {number}"}


def _number(text: str) -> int:
    return int(text.rpartition(" ")[2])
