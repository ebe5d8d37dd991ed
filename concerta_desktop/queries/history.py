"""Who changed a record, when, from what to what, in words for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from concerta_desktop.model import Specialist, record_type
from concerta_desktop.model.fields import FieldSpec, Record, specs_by_name
from concerta_desktop.model.values import label_of
from concerta_desktop.queries import records
from concerta_desktop.store import history
from concerta_desktop.store.operation import DELETED, ERASED
from concerta_desktop.store.tx import ReadTx


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One field changed once."""

    id: str
    when: datetime
    who: str
    field: str
    before: str
    after: str
    stands: bool
    """Nobody has changed it since."""


def history_rows(tx: ReadTx, record: type[Record], record_id: str) -> list[HistoryRow]:
    """Every change of one record, the newest first; within one action, fields as they are declared."""
    declared = specs_by_name(record)
    order = {name: place for place, name in enumerate(declared)}
    entries = history.history(tx, record_id)
    authors = records.get_many(tx, Specialist, {entry.author for entry in entries if entry.author})
    entries.sort(key=lambda entry: order.get(entry.field, len(order)))
    entries.sort(key=lambda entry: entry.when, reverse=True)
    return [
        HistoryRow(
            id=f"{entry.op_id}:{entry.field}",
            when=entry.when,
            who=_who(authors.get(entry.author)),
            field=_field(declared.get(entry.field), entry.field),
            before=said(tx, declared.get(entry.field), entry.field, entry.before),
            after=said(tx, declared.get(entry.field), entry.field, entry.after),
            stands=entry.stands,
        )
        for entry in entries
    ]


def _who(author: Specialist | None) -> str:
    if author is None:
        return "sin dato"
    return " ".join(part for part in (author.names, author.surnames) if part) or "sin dato"


def _field(field: FieldSpec | None, name: str) -> str:
    if name == DELETED:
        return "Papelera"
    if name == ERASED:
        return "Datos personales"
    return field.label if field else name


def said(tx: ReadTx, field: FieldSpec | None, name: str, value: object) -> str:
    """A value as a person reads it: labels for codes, titles for references."""
    if name == DELETED:
        return "en la papelera" if value else "en uso"
    if name == ERASED:
        return "suprimidos a pedido" if value else "en uso"
    if field is None:
        return str(value)
    if field.facts.refers_to and value:
        return _title(tx, field.facts.refers_to, str(value))
    return label_of(field, value)


def _title(tx: ReadTx, name: str, record_id: str) -> str:
    """The record referred to, also one in the trash."""
    record = record_type(name)
    found = records.get(tx, record, record_id) if record else None
    return records.title_of(found) if found else "sin dato"
