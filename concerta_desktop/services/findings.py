"""Recording what a visit finds, and what later visits say of it [B.4.ii]. Each field is saved by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import Finding, FindingUpdate, Intervention
from concerta_desktop.model.fields import spec
from concerta_desktop.model.findings import FindingKind
from concerta_desktop.model.identity import finding_update_id, new_id
from concerta_desktop.model.place import place_territory
from concerta_desktop.model.values import encode
from concerta_desktop.queries import records
from concerta_desktop.queries.interventions import days_of
from concerta_desktop.queries.ledger import highest_number, visits_of
from concerta_desktop.rules.findings import default_place, said_on
from concerta_desktop.rules.interventions import dates_of
from concerta_desktop.store.change import change, delete, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import Tx


def add_finding(
    tx: Tx, intervention: str, kind: FindingKind, values: Mapping[str, object], finding: str | None = None
) -> str:
    """A new avance or nudo with its number; `finding` is its id when the screen already gave it one.

    Without a `place` it speaks of whom the last one of the visit did. Raises `ValidationError` naming the
    field, `UserError` when the intervention is in the trash.
    """
    record_id = finding or new_id()
    known: dict[str, object] = {"place": _default_place(tx, intervention), **values}
    number = _number(tx, intervention, kind, _checked_place(known["place"]), None)
    known |= {"intervention": intervention, "kind": kind, "number": number}
    change(tx, Finding, record_id, known, {})
    return record_id


def save_finding(tx: Tx, finding: str, values: Mapping[str, object], base: Base | None = None) -> Base:
    """Change some fields; returns the base of the next change by whoever made this one.

    Speaking of somebody else who has that number already gives it another. Raises `ValidationError` naming
    the field, `UserError` when it is in the trash.
    """
    current = records.find_living(tx, Finding, finding)
    if current is None or current.kind is None:
        raise UserError("Ese hallazgo ya no está en la matriz.", safe="No se ha tocado nada.")
    for name, value in values.items():
        encode(spec(Finding, name), value)
    if "place" in values and values["place"] != current.place:
        place = _checked_place(values["place"])
        number = _number(tx, current.intervention or "", current.kind, place, current.number)
        values = {**values, "number": number}
        base = None if base is None else {**seen(tx, finding), **base}
    change(tx, Finding, finding, values, base)
    return seen(tx, finding)


def say(
    tx: Tx, intervention: str, finding: str, values: Mapping[str, object], base: Base | None = None
) -> Base:
    """What a visit says of a nudo: its `state` at the close, a `note`, or both. Returns the next base.

    Two laptops that say the same in one visit agree; otherwise both stand for a person to decide. Raises
    `ValidationError`, and `UserError` when the nudo is in the trash.
    """
    if records.find_living(tx, Finding, finding) is None:
        raise UserError("Ese nudo ya no está en la matriz.", safe="No se ha tocado nada.")
    update = finding_update_id(finding, intervention)
    new: dict[str, object] = {}
    if records.find_living(tx, FindingUpdate, update) is None:
        day = said_on(_dates(tx, intervention), tx.now().date())
        new = {"finding": finding, "intervention": intervention, "day": day}
    change(tx, FindingUpdate, update, new | dict(values), base)
    return seen(tx, update)


def remove_findings(tx: Tx, findings: Iterable[str]) -> None:
    """Put findings in the trash; what visits said of them comes back with them."""
    for finding in findings:
        delete(tx, Finding, finding)


def _checked_place(value: object) -> str | None:
    """The code of a government or instancia; raises `ValidationError` when there is none."""
    place = str(value) if value else None
    if place and place_territory(place) is None:
        raise ValidationError(
            "place",
            f"«{place}» no existe en el catálogo.",
            todo="Busque el gobierno o la instancia por el nombre de su territorio y elíjalo de la lista.",
        )
    return place


def _default_place(tx: Tx, intervention: str) -> str | None:
    found = records.find_living(tx, Intervention, intervention)
    if found is None:
        raise UserError("Esa intervención ya no está en la lista.", safe="No se ha anotado nada.")
    table = table_of(Finding)
    order = (table.c.created.desc(),)
    last = records.find(tx, Finding, table.c.intervention == intervention, order=order, limit=1)
    places = [item.place for item in last]
    return default_place(places, found.instancias or (), found.territories or ())


def _number(tx: Tx, intervention: str, kind: FindingKind, place: str | None, standing: int | None) -> int:
    """A number nobody has in that place: the one it has, while it is free there, else the next."""
    table = table_of(Finding)
    taken = records.find(tx, Finding, table.c.place == place, table.c.kind == kind.value) if place else []
    if standing and standing not in {item.number for item in taken}:
        return standing
    visit = visits_of(tx, [intervention]).get(intervention)
    if visit is None:
        raise UserError("Esa intervención ya no está en la lista.", safe="No se ha tocado nada.")
    return highest_number(tx, visit, kind, place) + 1


def _dates(tx: Tx, intervention: str) -> tuple[date, ...]:
    found = records.get(tx, Intervention, intervention)
    return dates_of(found, days_of(tx, intervention)) if found else ()
