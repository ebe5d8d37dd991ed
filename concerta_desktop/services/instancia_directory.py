"""Recording who sits on an instancia [7.3.2.8-11]: members, designations, replacements, declarations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import Mandate, Member, Person, Suitability
from concerta_desktop.model.choices import MandateKind
from concerta_desktop.model.directory import suitability_id
from concerta_desktop.model.identity import new_id
from concerta_desktop.queries import records
from concerta_desktop.rules.checks import check_instancias
from concerta_desktop.rules.directory import presidency_notice
from concerta_desktop.rules.notices import Notice
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.store.change import change, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx


class ToldFirst(UserError):
    """Something a person must be told before it is kept. Nothing was written; with `told`, it is."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.text, safe="No se ha guardado.", todo="Si aun así corresponde, confírmelo.")
        self.notice = notice


def add_member(tx: Tx, code: str, values: Mapping[str, object]) -> str:
    """An institution or organisation that is part of the instancia; returns its id."""
    check_instancias("instancia", (code,))
    record_id = new_id()
    change(tx, Member, record_id, {**values, "instancia": code})
    return record_id


def designate(
    tx: Tx,
    member: str,
    person: str,
    kind: MandateKind,
    values: Mapping[str, object],
    *,
    told: bool = False,
) -> str:
    """Somebody represents a member from now on; returns the id of the designation.

    Raises `ToldFirst` for an alterno of the presidencia, `ValidationError`, `UserError`.
    """
    found = records.find_living(tx, Member, member)
    if found is None or records.find_living(tx, Person, person) is None:
        raise UserError("Ese integrante o esa persona ya no está.", safe="No se ha tocado nada.")
    notice = presidency_notice(found, kind)
    if notice and not told:
        raise ToldFirst(notice)
    _check_dates(values.get("start"), values.get("end"))
    record_id = new_id()
    known = {**values, "instancia": found.instancia, "member": member, "person": person, "kind": kind}
    change(tx, Mandate, record_id, known)
    return record_id


def replace_mandate(
    tx: Tx,
    mandate: str,
    person: str | None,
    day: date | None,
    document: str | None = None,
    values: Mapping[str, object] = {},
) -> str:
    """Formalise a replacement: the old designation ends the day the new one begins [7.3.2.11].

    Returns the id of the new one. Raises `ValidationError` naming the field of it, `UserError`.
    """
    old = records.find_living(tx, Mandate, mandate)
    if old is None or not old.member or old.kind is None:
        raise UserError("Esa designación ya no está.", safe="No se ha tocado nada.")
    if old.replaced_on:
        when = numeric(old.replaced_on)
        raise UserError(f"Ya fue reemplazada el {when}.", safe="No se ha tocado nada.")
    if person is None:
        raise ValidationError("person", "Falta quién reemplaza.", todo="Escriba su nombre y elíjalo.")
    if person == old.person:
        raise ValidationError("person", "Es la misma persona.", todo="Elija a quien la reemplaza.")
    if day is None:
        raise ValidationError("start", "Falta desde cuándo.", todo="Escriba la fecha del documento.")
    if old.start and day < old.start:
        said = f"Es anterior a la designación que reemplaza, del {numeric(old.start)}."
        raise ValidationError("start", said, todo="Corrija la fecha.")
    change(tx, Mandate, mandate, {"replaced_on": day, "replaced_by": document})
    known = {"start": day, "document": document, **values}
    return designate(tx, old.member, person, old.kind, known, told=True)


def declare(tx: Tx, code: str, person: str, values: Mapping[str, object], base: Base | None = None) -> Base:
    """Note that somebody declared, or that it was verified and by whom; returns the next base.

    There is no place for what was declared: only dates, yes or no, and who verified [7.3.2.10].
    """
    record_id = suitability_id(code, person)
    change(tx, Suitability, record_id, {**values, "instancia": code, "person": person}, base)
    return seen(tx, record_id)


def _check_dates(start: object, end: object) -> None:
    if isinstance(start, date) and isinstance(end, date) and end < start:
        raise ValidationError(
            "end",
            f"Concluye el {numeric(end)}, antes de empezar el {numeric(start)}.",
            todo="Corrija una de las dos fechas.",
        )
