"""Convoking: the state of the oficio and the link, contacts, equipment of the venue, addresses put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from concerta_desktop import clock
from concerta_desktop.errors import ValidationError
from concerta_desktop.model import ContactNote, Convocation, EquipmentItem, Intervention, Person
from concerta_desktop.model.convocation import LETTER_FIELDS, EquipmentState
from concerta_desktop.model.fields import spec
from concerta_desktop.model.identity import convocation_id, equipment_id, new_id
from concerta_desktop.model.values import encode
from concerta_desktop.queries import records
from concerta_desktop.queries.convocation import EquipmentRow, convocations, equipment_rows
from concerta_desktop.rules.addresses import address_problem
from concerta_desktop.rules.convocation import check_convocation
from concerta_desktop.rules.oficio import governments
from concerta_desktop.store.change import Change, change, changes, delete, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx
from concerta_desktop.text import clean


def save_convocation(
    tx: Tx, intervention: str, values: Mapping[str, object], base: Base | None = None, *, government: str = ""
) -> Base:  # fmt: skip
    """Change some fields of the oficio to a government, or of the whole; returns the base of the next change.

    Raises `ValidationError` on a value that cannot be, a date to come, or one received before it was sent.
    """
    key = convocation_id(intervention, government)
    for name, value in values.items():
        encode(spec(Convocation, name), value)
    begun = _begun(tx, intervention, government) if government else {}
    current = records.find_living(tx, Convocation, key) or Convocation(id=key)
    merged = replace(current, **{**begun, **values})
    check_convocation(merged, clock.today(tx.now))
    of = {"intervention": intervention, **({"government": government} if government else {})}
    change(tx, Convocation, key, {**of, **begun, **values}, base)
    if begun:
        change(tx, Convocation, convocation_id(intervention), dict.fromkeys(begun))
    return seen(tx, key)


def _begun(tx: Tx, intervention: str, government: str) -> dict[str, Any]:
    """The oficio written before it was known whom the intervention serves: it becomes the first's."""
    it, found = records.find_living(tx, Intervention, intervention), convocations(tx, intervention)
    if it is None or "" not in found or government in found or governments(it)[:1] != (government,):
        return {}
    values = {name: getattr(found[""], name) for name in LETTER_FIELDS}
    return {name: value for name, value in values.items() if value is not None}


def save_contact(
    tx: Tx, intervention: str, note: str | None, values: Mapping[str, object], base: Base | None = None
) -> str:
    """Add (id None) or change a contact; returns its id.

    Raises `ValidationError` naming the field that lacks something, and on a date to come.
    """
    day = values.get("day")
    if day is not None and day > clock.today(tx.now):  # pyright: ignore[reportOperatorIssue]
        raise ValidationError(
            "day", "Esa fecha todavía no llega.", todo="Anote la fecha en que habló o escribió."
        )
    key = note or new_id()
    change(tx, ContactNote, key, {"intervention": intervention, **values}, base)
    return key


def answer_equipment(tx: Tx, intervention: str, ids: Iterable[str], state: EquipmentState | None) -> None:
    """What the host answered about some items; None takes the answer back."""
    rows = {row.id: row for row in equipment_rows(tx, intervention)}
    changes(
        tx,
        [Change(EquipmentItem, key, _values(intervention, rows[key], state)) for key in ids if key in rows],
    )


def describe_equipment(tx: Tx, intervention: str, item: str, values: Mapping[str, object]) -> None:
    """Who brings an item, and what else is declared of one. Raises `ValidationError`."""
    row = next((row for row in equipment_rows(tx, intervention) if row.id == item), None)
    if row is not None:
        change(tx, EquipmentItem, item, {**_values(intervention, row, row.state), **values})


def add_equipment(tx: Tx, intervention: str, name: str) -> str:
    """Another item for the checklist; returns its id. Raises `ValidationError` when it is there already."""
    name = clean(name, "name")
    key = equipment_id(intervention, name)
    if any(row.id == key for row in equipment_rows(tx, intervention)):
        raise ValidationError("name", f"«{name}» ya está en la lista.", todo="Escriba otro equipo.")
    change(tx, EquipmentItem, key, {"intervention": intervention, "name": name, "state": None, "note": None})
    return key


def remove_equipment(tx: Tx, intervention: str, ids: Iterable[str]) -> int:
    """Take out items that were added; those that B.3 names stay. Returns how many went."""
    added = {row.id for row in equipment_rows(tx, intervention) if not row.standard}
    gone = [key for key in ids if key in added]
    for key in gone:
        delete(tx, EquipmentItem, key)
    return len(gone)


def correct_address(tx: Tx, person: str, address: str) -> None:
    """Write somebody's e-mail into the directory. Raises `ValidationError` when it is none."""
    typed = clean(address, "email")
    problem = address_problem(typed)
    if problem:
        what = "Falta el correo." if not typed else f"«{typed}» no es un correo."
        raise ValidationError("email", what, todo="Escríbalo como nombre@institucion.gob.pe.")
    change(tx, Person, person, {"email": typed})


def _values(intervention: str, row: EquipmentRow, state: EquipmentState | None) -> dict[str, object]:
    return {"intervention": intervention, "name": row.name, "state": state}
