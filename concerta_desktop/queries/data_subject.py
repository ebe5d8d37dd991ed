"""All that this store holds about one person, for whoever the data is about [2.9]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from concerta_desktop.model import (
    RECORD_TYPES,
    Attendance,
    ExpectedPerson,
    Intervention,
    Mandate,
    Person,
    ReportVersion,
    SessionAttendance,
    Suitability,
)
from concerta_desktop.model.data_requests import DataRequest
from concerta_desktop.model.fields import Kind, Record, specs
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import records
from concerta_desktop.queries.comparisons import all_of
from concerta_desktop.queries.history import HistoryRow, history_rows, said
from concerta_desktop.rules.names import display
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import fold

_OF_INSTANCIAS = (Mandate, Suitability, SessionAttendance)
_FOLLOWED = (Person, Attendance, ExpectedPerson, DataRequest, ReportVersion, *_OF_INSTANCIAS)
"""Found by reference, not by the words in them; a frozen report is looked into by itself."""


@dataclass(frozen=True, slots=True)
class Held:
    """One record: what it is, and each declared value of it as a person reads it."""

    label: str
    title: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A text in which the name or the document of the person stands."""

    record: type[Record]
    record_id: str
    label: str
    field: str
    title: str


@dataclass(frozen=True, slots=True)
class PersonFile:
    """`held`: the person, each attendance, each convocation. `mentions`: where else to look by hand."""

    person: Person
    """Whoever stands for all that were merged."""
    full_name: str
    held: tuple[Held, ...]
    history: tuple[HistoryRow, ...]
    requests: tuple[DataRequest, ...]
    mentions: tuple[Mention, ...]


def person_file(tx: ReadTx, person_id: str) -> PersonFile | None:
    """Everything about one person, trash included; None for an unknown id."""
    everybody = merged_people(tx, person_id)
    if not everybody:
        return None
    person, ids = everybody[0], [one.id for one in everybody]
    signed = attendances_of(tx, everybody)
    expected = records.find(tx, ExpectedPerson, table_of(ExpectedPerson).c.person.in_(ids))
    titles = records.get_many(
        tx, Intervention, {item.intervention for item in (*signed, *expected) if item.intervention}
    )

    def about(intervention: str | None) -> str:
        found = titles.get(intervention or "")
        return (found.title if found else "") or "sin dato"

    return PersonFile(
        person,
        display(person.surnames, person.names),
        (
            *(_held(tx, one, "Directorio") for one in everybody),
            *(_held(tx, item, about(item.intervention)) for item in signed),
            *(_held(tx, item, about(item.intervention)) for item in expected),
            *(_held(tx, item, type(item).META.label) for item in in_instancias(tx, ids)),
        ),
        tuple(row for key in ids for row in history_rows(tx, Person, key)),
        tuple(records.find(tx, DataRequest, table_of(DataRequest).c.person.in_(ids))),
        tuple(mentions_of(tx, everybody)),
    )


def merged_people(tx: ReadTx, person_id: str) -> list[Person]:
    """The person, and whoever was found to be the same one; [] for an unknown id."""
    found = (records.get(tx, Person, one) for one in all_of(tx, Person, person_id))
    everybody = [one for one in found if one is not None]
    return everybody if everybody and everybody[0].id == person_id else []


def attendances_of(tx: ReadTx, people: Sequence[Person]) -> list[Attendance]:
    """What this person signed, by reference or by document, trash included."""
    table = table_of(Attendance)
    numbers = [one.document_number for one in people if one.document_number]
    same = or_(table.c.person.in_([one.id for one in people]), table.c.document_number.in_(numbers))
    ids = [row.id for row in tx.connection.execute(select(table.c.id).where(same))]
    return list(records.get_many(tx, Attendance, ids).values())


def in_instancias(tx: ReadTx, people: Sequence[str]) -> list[Record]:
    """Designations, declarations and attendance at sessions of this person, trash included."""
    found: list[Record] = []
    for record in _OF_INSTANCIAS:
        table = table_of(record)
        ids = [row.id for row in tx.connection.execute(select(table.c.id).where(table.c.person.in_(people)))]
        found += records.get_many(tx, record, ids).values()
    return found


def mentions_of(tx: ReadTx, people: Iterable[Person]) -> Iterator[Mention]:
    """Texts of other records that hold the name or the document."""
    wanted = [name for one in people for name in names_of(one)]
    for record in RECORD_TYPES:
        texts = [spec for spec in specs(record) if spec.kind is Kind.TEXT and not spec.facts.refers_to]
        if record in _FOLLOWED or not texts:
            continue
        for found in records.find(tx, record):
            for spec in texts:
                folded = fold(str(getattr(found, spec.name) or ""))
                if any(name in folded for name in wanted):
                    title = records.title_of(found)
                    yield Mention(record, found.id, record.META.label, spec.label, title)


def names_of(person: Person) -> tuple[str, ...]:
    """How a text may name her or him, folded; a surname alone is somebody else's too."""
    surnames, names = fold(person.surnames or ""), fold(person.names or "")
    found = [person.document_number or ""]
    if surnames and names:
        found += [f"{surnames} {names}", f"{surnames}, {names}", f"{names} {surnames}"]
    return tuple(name for name in found if name)


def _held(tx: ReadTx, record: Record, title: str) -> Held:
    values = tuple(
        (spec.label, said(tx, spec, spec.name, value))
        for spec, value in zip(specs(type(record)), fields_of(record).values(), strict=True)
        if value not in (None, ())
    )
    return Held(type(record).META.label, title, values)
