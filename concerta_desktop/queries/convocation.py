"""Whom to convoke: the people of an entity, and those worth convoking again."""

from __future__ import annotations

from concerta_desktop.model import ExpectedPerson, Person
from concerta_desktop.queries import records
from concerta_desktop.queries.people import PersonRow, rows_of
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx


def expected_ids(tx: ReadTx, intervention: str) -> frozenset[str]:
    """Ids of the people already convoked."""
    table = table_of(ExpectedPerson)
    found = records.find(tx, ExpectedPerson, table.c.intervention == intervention)
    return frozenset(item.person for item in found if item.person)


def people_of_entity(tx: ReadTx, intervention: str, entity: str) -> list[PersonRow]:
    """The people of an entity in Spanish order of name, without those already convoked."""
    table, already = table_of(Person), expected_ids(tx, intervention)
    found = records.find(tx, Person, table.c.entity == entity)
    return rows_of(tx, [person for person in found if person.id not in already])
