"""A pasted list compared with the directory, and taken in as one action."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from concerta_desktop.capture.rows import ImportRow, PastedPerson, Problem
from concerta_desktop.model import Attendance, Entity, Person
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.model.fields import Choice
from concerta_desktop.model.identity import new_id
from concerta_desktop.queries import people as directory
from concerta_desktop.queries import records
from concerta_desktop.queries.people import PersonRow
from concerta_desktop.rules.entities import guess_kind
from concerta_desktop.services.attendance import free_id, snapshot, snapshot_context
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.tx import ReadTx, Tx
from concerta_desktop.text import fold


class RowState(Choice):
    """What becomes of a pasted row."""

    NEW = "nuevo", "Nuevo"
    KNOWN = "conocido", "Conocido"
    THERE = "ya_esta", "Ya está"
    CHECK = "revisar", "Revisar"
    REFUSED = "no", "No se puede"


@dataclass(frozen=True)
class Compared:
    """A pasted row beside what the directory knows. `person`: id of the one it is, when known."""

    row: ImportRow
    state: RowState
    person: str | None = None

    @property
    def id(self) -> str:
        return str(self.row.line)

    @property
    def takes(self) -> bool:
        """Whether it is taken unless somebody says otherwise."""
        return self.state not in (RowState.THERE, RowState.REFUSED)


def compare(tx: ReadTx, rows: Iterable[ImportRow], there: Collection[str]) -> list[Compared]:
    """Each row with its state. `there`: ids of the people who are on the list already."""
    seen: set[str] = set(there)
    numbers: dict[str, int] = {}
    found: list[Compared] = []
    for row in rows:
        number = row.person.document_number
        if number and number in numbers:
            found.append(
                Compared(_told(row, f"Repite el documento de la fila {numbers[number]}."), RowState.THERE)
            )
            continue
        compared = _compare(tx, row, seen)
        if compared.takes:
            seen |= {compared.person} if compared.person else set()
            numbers |= {number: row.line} if number else {}
        found.append(compared)
    return found


def take_people(tx: Tx, wanted: Sequence[Compared]) -> list[str]:
    """The person of each row, those who are new put into the directory; in bulk, in the order given."""
    names = {fold(row.row.person.entity_name or ""): row.row.person for row in wanted if not row.person}
    entities = {name: _entity(tx, person) for name, person in names.items() if name}
    changes(tx, [change for _, change in entities.values() if change])
    ids = [item.person or new_id() for item in wanted]
    fresh = [
        Change(Person, person, _values(item.row.person) | {"entity": _entity_of(item, entities)})
        for person, item in zip(ids, wanted, strict=True)
        if not item.person
    ]
    changes(tx, fresh)
    return ids


def register_pasted(tx: Tx, intervention: str, day: date, wanted: Sequence[Compared]) -> int:
    """Everybody in `wanted` is present that day, as one action; returns how many.

    The snapshot takes what the list says, and the directory's word where the list says nothing.
    """
    ids = take_people(tx, wanted)
    people = records.get_many(tx, Person, ids)
    context = snapshot_context(tx, intervention, people.values())
    batch: list[Change] = []
    for person_id, item in zip(ids, wanted, strict=True):
        person = people[person_id]
        listed = {
            name: value
            for name in ("sex", "position", "mandate", "email", "phone")
            if (value := getattr(item.row.person, name)) is not None
        }
        kind = person.document_type or DocumentType.DNI
        record_id = free_id(tx, intervention, day, kind, person.document_number)
        values = snapshot(person, context, intervention, day, tx.now())
        batch.append(Change(Attendance, record_id, values | listed))
    changes(tx, batch)
    return len(batch)


def _compare(tx: ReadTx, row: ImportRow, seen: Collection[str]) -> Compared:
    person = row.person
    if row.refused:
        return Compared(row, RowState.REFUSED)
    known: PersonRow | None = None
    if person.document_number:
        kind = person.document_type or DocumentType.DNI
        known = directory.find_by_document(tx, kind, person.document_number)
    if known:
        row = _named(row, known)
        if known.id in seen:
            return Compared(_told(row, "Ya está en la lista."), RowState.THERE, known.id)
        return Compared(row, RowState.CHECK if row.problems else RowState.KNOWN, known.id)
    if not person.surnames:
        words = "No está en el directorio y la lista no trae su nombre."
        return Compared(_told(row, words), RowState.REFUSED)
    alike = directory.possible_repeats(tx, person.surnames, person.names, person.entity_name, 1)
    if alike and not person.document_number:
        if alike[0].id in seen:
            return Compared(_told(row, "Ya está en la lista."), RowState.THERE, alike[0].id)
        return Compared(row, RowState.CHECK if row.problems else RowState.KNOWN, alike[0].id)
    if alike:
        problem = Problem("surnames", f"Se llama igual que {_said(alike[0])}.")
        row = replace(row, problems=(*row.problems, problem))
    return Compared(row, RowState.CHECK if row.problems else RowState.NEW)


def _named(row: ImportRow, known: PersonRow) -> ImportRow:
    """A row that brings only a document shows what the directory has."""
    if row.person.surnames:
        return row
    surnames, _, names = known.full_name.partition(", ")
    person = replace(
        row.person,
        surnames=surnames,
        names=names or None,
        sex=row.person.sex or known.sex,
        entity_name=row.person.entity_name or known.entity_name,
        position=row.person.position or known.position,
    )
    return replace(row, person=person, problems=())


def _told(row: ImportRow, words: str) -> ImportRow:
    """A row that says only this."""
    return replace(row, problems=(Problem("document_number", words),))


def _said(person: PersonRow) -> str:
    about = ", ".join(part for part in (person.document_number, person.entity_name) if part)
    return f"{person.full_name} ({about})" if about else person.full_name


def _values(person: PastedPerson) -> dict[str, object]:
    return {
        "document_type": person.document_type if person.document_number else None,
        "document_number": person.document_number,
        "surnames": person.surnames,
        "names": person.names,
        "sex": person.sex,
        "position": person.position,
        "mandate": person.mandate,
        "email": person.email,
        "phone": person.phone,
        **person.further,
    }


def _entity(tx: ReadTx, person: PastedPerson) -> tuple[str, Change | None]:
    """The entity a row names: its id, and the change that makes it when it is new."""
    name = person.entity_name or ""
    known = directory.entity_named(tx, name)
    if known:
        return known.id, None
    made = new_id()
    return made, Change(Entity, made, {"name": name, "kind": person.entity_kind or guess_kind(name)})


def _entity_of(item: Compared, entities: dict[str, tuple[str, Change | None]]) -> str | None:
    name = fold(item.row.person.entity_name or "")
    return entities[name][0] if name else None
