"""Planning an intervention: its facts, days, agenda, process, and the people expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import cast

from sqlalchemy import select

from concerta_desktop import clock
from concerta_desktop.errors import UserError
from concerta_desktop.model import (
    AgendaItem,
    AssistanceProcess,
    ExpectedPerson,
    Intervention,
    InterventionDay,
    Person,
    Preference,
    Specialist,
)
from concerta_desktop.model.choices import InterventionState, InterventionType, Modality, Reply
from concerta_desktop.model.fields import Record, spec
from concerta_desktop.model.identity import expected_id, natural_id, new_id
from concerta_desktop.model.values import encode, fields_of
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import attendances
from concerta_desktop.queries.comparisons import meant
from concerta_desktop.queries.interventions import agenda_of, days_of
from concerta_desktop.rules import checks, cuadros
from concerta_desktop.store.change import Change, change, changes, delete, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import Tx
from concerta_desktop.text import initials

_COPY = " (copia)"


def create_intervention(
    tx: Tx,
    title: str,
    kind: InterventionType,
    days: Iterable[tuple[date, time | None, time | None]] = (),
    **values: object,
) -> str:
    """A new intervention with its code, objective from Cuadro 1 and participants from Cuadro 2.

    `days` are (date, from, to); `values` are further fields, which win over the defaults. Returns its id.
    Raises `ValidationError` naming the field; then nothing is created.
    """
    encode(spec(Intervention, "title"), title)
    row = cuadros.cuadro(kind)
    defaults: dict[str, object] = {
        "title": title,
        "type": kind,
        "code": _next_code(tx),
        "state": InterventionState.PROGRAMMED,
        "modality": Modality.VIRTUAL if kind is InterventionType.MOOC else Modality.IN_PERSON,
        "objective": row.objective,
        "participants": row.participants,
        "responsible": tx.author or None,
    }
    fresh = Intervention(id=new_id())
    checks.check_intervention(_merged(fresh, defaults | values))
    change(tx, Intervention, fresh.id, defaults | values)
    for day, start, end in days:
        set_day(tx, fresh.id, None, day, start, end)
    return fresh.id


def save_intervention(
    tx: Tx, intervention: str, values: Mapping[str, object], base: Base | None = None
) -> Base:
    """Change some fields; returns the base of the next change by whoever made this one.

    Changing the type brings the objective and participants of its Cuadros, unless a person wrote their own.
    Raises `ValidationError` on a value that cannot be, an unknown territory or an impossible period.
    """
    current = records.find_living(tx, Intervention, intervention)
    if current is None:
        raise UserError("Esa intervención ya no está en la lista.", safe="No se ha tocado nada.")
    for name, value in values.items():
        encode(spec(Intervention, name), value)
    kind = values.get("type")
    if isinstance(kind, InterventionType) and kind is not current.type:
        followed = {
            "objective": cuadros.objective_for(kind, current.objective),
            "participants": cuadros.participants_for(kind, current.participants),
        }
        values = followed | dict(values)
        base = None if base is None else {**seen(tx, intervention), **base}
    checks.check_intervention(_merged(current, values))
    change(tx, Intervention, intervention, values, base)
    return seen(tx, intervention)


def set_state(tx: Tx, intervention: str, state: InterventionState) -> None:
    """Convoke, reschedule, cancel, or take one of these back."""
    change(tx, Intervention, intervention, {"state": state})


def set_day(
    tx: Tx,
    intervention: str,
    day_id: str | None,
    day: date | None,
    start: time | None,
    end: time | None,
    base: Base | None = None,
    further: Mapping[str, object] = {},
) -> str:
    """Add (id None) or change a day, with what `further` says of it; returns its id.

    Raises `ValidationError` when the end comes first or the day is there twice, and `UserError` when people
    were registered on the day that would move away.
    """
    standing = days_of(tx, intervention)
    fresh = InterventionDay(id=day_id or new_id(), intervention=intervention, day=day, start=start, end=end)
    checks.check_days([*(item for item in standing if item.id != day_id), fresh])
    for item in standing:
        if item.id == day_id and item.day != day:
            _refuse_if_held(tx, item, safe="No se ha cambiado la fecha.")
    values = {"intervention": intervention, "day": day, "start": start, "end": end, **further}
    change(tx, InterventionDay, fresh.id, values, base)
    return fresh.id


def remove_day(tx: Tx, day: InterventionDay) -> None:
    """Take a day out; its themes stay, without a day. Raises `UserError` when somebody was registered."""
    _refuse_if_held(tx, day, safe="No se ha quitado el día.")
    delete(tx, InterventionDay, day.id)
    if day.intervention and day.day:
        for item in agenda_of(tx, day.intervention):
            if item.day == day.day:
                change(tx, AgendaItem, item.id, {"day": None})


def save_agenda_item(
    tx: Tx, intervention: str, item_id: str | None, values: Mapping[str, object], base: Base | None = None
) -> str:
    """Add at the end (id None) or change a theme of the agenda; returns its id. Raises `ValidationError`."""
    if item_id is None:
        return add_agenda(tx, intervention, [values])[0]
    change(tx, AgendaItem, item_id, {"intervention": intervention, **values}, base)
    return item_id


def add_agenda(
    tx: Tx, intervention: str, themes: Iterable[Mapping[str, object]], after: str | None = None
) -> list[str]:
    """Add themes after one of them, or at the end; returns their ids. Raises `ValidationError`."""
    order = [item.id for item in agenda_of(tx, intervention)]
    place = order.index(after) + 1 if after in order else len(order)
    fresh = [(new_id(), {"intervention": intervention, **values}) for values in themes]
    changes(tx, [Change(AgendaItem, item_id, values) for item_id, values in fresh])
    ids = [item_id for item_id, _ in fresh]
    order_agenda(tx, [*order[:place], *ids, *order[place:]])
    return ids


def order_agenda(tx: Tx, ids: Sequence[str]) -> None:
    """Put the themes in this order."""
    changes(tx, [Change(AgendaItem, item_id, {"position": place}) for place, item_id in enumerate(ids)])


def save_process(tx: Tx, process: str | None, values: Mapping[str, object], base: Base | None = None) -> str:
    """Create (id None) or change an assistance process [7.3.4.8]; returns its id.

    Raises `ValidationError` on a value that cannot be or an unknown territory.
    """
    record_id = process or new_id()
    checks.check_territories("territories", cast("tuple[str, ...] | None", values.get("territories")))
    change(tx, AssistanceProcess, record_id, values, base)
    return record_id


def edit_process(tx: Tx, process: str, values: Mapping[str, object], base: Base) -> Base:
    """Change some fields of a process; returns the base of the next change by whoever made this one."""
    save_process(tx, process, values, base)
    return seen(tx, process)


def expect(tx: Tx, intervention: str, people: Iterable[str]) -> int:
    """Convoke people; those already expected stay as they are. Returns how many are new."""
    table = table_of(ExpectedPerson)
    who = meant(tx, Person, table.c.person)
    query = select(who).where(table.c.intervention == intervention, table.c.deleted == 0)
    already = set(tx.connection.execute(query).scalars())
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


def save_replies(tx: Tx, expected: Iterable[str], reply: Reply | None) -> None:
    """Several people gave the same answer; None takes their answer back."""
    changes(tx, [Change(ExpectedPerson, item, {"reply": reply}) for item in expected])


def remove(tx: Tx, record: type[Record], ids: Iterable[str]) -> None:
    """Put records in the trash."""
    for record_id in ids:
        delete(tx, record, record_id)


def duplicate_intervention(tx: Tx, intervention: str) -> str:
    """A new intervention with the same facts, agenda themes and expected people; without dates or link."""
    source = records.find_living(tx, Intervention, intervention)
    if source is None:
        raise UserError("Esa intervención ya no está en la lista.", safe="No se ha copiado nada.")
    limit = spec(Intervention, "title").facts.max_length - len(_COPY)
    fresh = replace(
        source,
        id=new_id(),
        code=_next_code(tx),
        title=(source.title or "")[:limit].rstrip() + _COPY,
        state=InterventionState.PROGRAMMED,
        responsible=tx.author or source.responsible,
        link=None,
        coordination=None,
        period_start=None,
        period_end=None,
    )
    change(tx, Intervention, fresh.id, fields_of(fresh))
    themes = [fields_of(replace(item, day=None)) for item in agenda_of(tx, intervention)]
    add_agenda(tx, fresh.id, [values | {"intervention": fresh.id} for values in themes])
    expected = table_of(ExpectedPerson)
    people = records.find(tx, ExpectedPerson, expected.c.intervention == intervention)
    expect(tx, fresh.id, [item.person for item in people if item.person])
    return fresh.id


def set_preference(tx: Tx, name: str, text: str | None) -> None:
    """Set an office-wide text (privacy notice, rows of the sheet); None goes back to the default."""
    change(tx, Preference, natural_id("preference", name), {"name": name, "text": text})


def _refuse_if_held(tx: Tx, day: InterventionDay, *, safe: str) -> None:
    if day.intervention and day.day and attendances(tx, day.intervention, day.day):
        raise UserError(
            f"El {day.day:%d/%m/%Y} ya tiene personas registradas.",
            safe=safe,
            todo="Quite primero esas asistencias.",
        )


def _merged(current: Intervention, values: Mapping[str, object]) -> Intervention:
    return replace(current, **dict(values))  # pyright: ignore[reportArgumentType]


def _next_code(tx: Tx) -> str:
    """AT-year-initials-number: told apart between laptops by the initials of who writes it."""
    author = records.get(tx, Specialist, tx.author) if tx.author else None
    who = initials(author.names or "", author.surnames or "")[:4] if author else "X"
    year = clock.today(tx.now).year
    table = table_of(Intervention)
    prefix = f"AT-{year}-{who}-"
    query = select(table.c.code).where(table.c.code.startswith(prefix, autoescape=True))
    taken = [row.code.removeprefix(prefix) for row in tx.connection.execute(query)]
    return f"{prefix}{max((int(number) for number in taken if number.isdecimal()), default=0) + 1:03d}"
