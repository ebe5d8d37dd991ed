"""Planning an intervention: its facts, days, agenda, and the people expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time

from sqlalchemy import select

from concerta_desktop import clock
from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import (
    AgendaItem,
    ExpectedPerson,
    Intervention,
    InterventionDay,
    Preference,
    Specialist,
)
from concerta_desktop.model.choices import InterventionState, InterventionType, Modality
from concerta_desktop.model.fields import Record
from concerta_desktop.model.identity import expected_id, natural_id, new_id
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import attendances
from concerta_desktop.queries.interventions import days_of
from concerta_desktop.rules.checks import check_days, check_intervention
from concerta_desktop.rules.cuadros import cuadro
from concerta_desktop.store.change import Change, change, changes, delete
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import Tx
from concerta_desktop.text import initials


def create_intervention(
    tx: Tx,
    title: str,
    kind: InterventionType,
    days: Iterable[tuple[date, time | None, time | None]] = (),
    **values: object,
) -> str:
    """A new intervention with its code, objective from Cuadro 1 and participants from Cuadro 2.

    `days` are (date, from, to); `values` are further fields. Returns its id. Raises `ValidationError`.
    """
    intervention = new_id()
    defaults: dict[str, object] = {
        "title": title,
        "type": kind,
        "code": _next_code(tx),
        "state": InterventionState.PROGRAMMED,
        "modality": Modality.VIRTUAL if kind is InterventionType.MOOC else Modality.IN_PERSON,
        "objective": cuadro(kind).objective,
        "participants": cuadro(kind).participants,
        "responsible": tx.author or None,
    }
    change(tx, Intervention, intervention, defaults | values)
    for day, start, end in days:
        set_day(tx, intervention, None, day, start, end)
    return intervention


def save_intervention(
    tx: Tx, intervention: str, values: Mapping[str, object], base: Base | None = None
) -> None:
    """Change some fields. Raises `ValidationError` on an unknown territory or an impossible period."""
    current = records.get(tx, Intervention, intervention)
    if current is None:
        raise UserError("Esa intervención ya no existe.", safe="No se ha tocado nada.")
    check_intervention(_merged(current, values))
    change(tx, Intervention, intervention, values, base)


def set_day(
    tx: Tx, intervention: str, day_id: str | None, day: date | None, start: time | None, end: time | None
) -> str:
    """Add (id None) or change a day; returns its id. Raises `ValidationError` when the end comes first or
    the day is there twice."""
    others = [item for item in days_of(tx, intervention) if item.id != day_id]
    fresh = InterventionDay(id=day_id or new_id(), intervention=intervention, day=day, start=start, end=end)
    check_days([*others, fresh])
    change(tx, InterventionDay, fresh.id, fields_of(fresh))
    return fresh.id


def remove_day(tx: Tx, day: InterventionDay) -> None:
    """Take a day out. Raises `UserError` when somebody was registered on it."""
    if day.intervention and day.day and attendances(tx, day.intervention, day.day):
        raise UserError(
            f"El {day.day:%d/%m/%Y} ya tiene personas registradas.",
            safe="No se ha quitado el día.",
            todo="Quite primero esas asistencias.",
        )
    delete(tx, InterventionDay, day.id)


def save_agenda_item(tx: Tx, intervention: str, item_id: str | None, values: Mapping[str, object]) -> str:
    """Add (id None) or change a theme of the agenda; returns its id. Raises `ValidationError`."""
    record_id = item_id or new_id()
    change(tx, AgendaItem, record_id, {"intervention": intervention, **values})
    return record_id


def expect(tx: Tx, intervention: str, people: Iterable[str]) -> int:
    """Convoke people; those already expected stay as they are. Returns how many are new."""
    table = table_of(ExpectedPerson)
    query = select(table.c.person).where(table.c.intervention == intervention, table.c.deleted == 0)
    already = {row.person for row in tx.connection.execute(query)}
    fresh = [person for person in dict.fromkeys(people) if person not in already]
    changes(
        tx,
        [
            Change(
                ExpectedPerson,
                expected_id(intervention, person),
                {"intervention": intervention, "person": person},
            )
            for person in fresh
        ],
    )
    return len(fresh)


def save_expected(tx: Tx, expected: str, values: Mapping[str, object]) -> None:
    """Record an answer or whether she or he comes as titular or alterno."""
    change(tx, ExpectedPerson, expected, values)


def remove(tx: Tx, record: type[Record], ids: Iterable[str]) -> None:
    """Put records in the trash."""
    for record_id in ids:
        delete(tx, record, record_id)


def duplicate_intervention(tx: Tx, intervention: str) -> str:
    """A new intervention with the same facts, agenda themes and expected people, and no days."""
    source = records.get(tx, Intervention, intervention)
    if source is None:
        raise ValidationError("title", "Esa intervención ya no existe.")
    values = fields_of(replace(source, code=_next_code(tx), state=InterventionState.PROGRAMMED))
    copy = new_id()
    change(tx, Intervention, copy, values)
    agenda, expected = table_of(AgendaItem), table_of(ExpectedPerson)
    for item in records.find(tx, AgendaItem, agenda.c.intervention == intervention):
        change(tx, AgendaItem, new_id(), fields_of(replace(item, intervention=copy, day=None)))
    people = records.find(tx, ExpectedPerson, expected.c.intervention == intervention)
    expect(tx, copy, [item.person for item in people if item.person])
    return copy


def set_preference(tx: Tx, name: str, text: str | None) -> None:
    """Set an office-wide text (privacy notice, rows of the sheet); None goes back to the default."""
    change(tx, Preference, natural_id("preference", name), {"name": name, "text": text})


def _merged(current: Intervention, values: Mapping[str, object]) -> Intervention:
    return replace(current, **dict(values))  # pyright: ignore[reportArgumentType]


def _next_code(tx: Tx) -> str:
    """AT-year-initials-number: told apart between laptops by the initials of who writes it."""
    author = records.get(tx, Specialist, tx.author) if tx.author else None
    who = initials(author.names or "", author.surnames or "")[:4] if author else "X"
    year = clock.today(tx.now).year
    table = table_of(Intervention)
    prefix = f"AT-{year}-{who}-"
    query = select(table.c.code).where(table.c.code.startswith(prefix))
    taken = [int(row.code.rsplit("-", 1)[1]) for row in tx.connection.execute(query)]
    return f"{prefix}{max(taken, default=0) + 1:03d}"
