"""The tables made from the model."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Table

from concerta_desktop.model import Person
from concerta_desktop.model.fields import Record
from concerta_desktop.store import tables


def test_two_that_ask_for_a_table_at_once_get_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    known, made, together = tables.table_of(Person), list[str](), Barrier(2)

    class Empty(dict[type[Record], Table]):
        """Nothing was there when both looked."""

        looks = 0

        def get(self, key: type[Record], default: object = None) -> Table | None:  # type: ignore[override]
            Empty.looks += 1
            if Empty.looks <= 2:
                together.wait(5)
                return None
            return super().get(key)

    def make(record: type[Record]) -> Table:
        made.append(record.META.name)
        return known

    monkeypatch.setattr(tables, "_record_tables", Empty())
    monkeypatch.setattr(tables, "_record_table", make)
    with ThreadPoolExecutor(2) as both:
        found = list(both.map(tables.table_of, [Person, Person]))
    assert all(one is known for one in found)
    assert made == ["person"]
