"""What falls due between two days: of instancias, links, designations and agreements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from concerta_desktop import clock
from concerta_desktop.model import (
    AwarenessAction,
    Convocation,
    Instrument,
    Intervention,
    InterventionDay,
    Mandate,
    Member,
    PlanYear,
)
from concerta_desktop.model.choices import InterventionState, Modality
from concerta_desktop.model.instancia import instancia_label, instancia_territory
from concerta_desktop.model.instruments import InstrumentKind
from concerta_desktop.model.territory import Level
from concerta_desktop.queries import records
from concerta_desktop.queries.catalogues import days_off, period
from concerta_desktop.queries.followup import reported
from concerta_desktop.queries.instancias import InstanciaRow, read_matriz
from concerta_desktop.queries.interventions import counts_business_days
from concerta_desktop.queries.sessions import open_agreements_everywhere
from concerta_desktop.rules.deadlines import Deadline, YearState, year_deadlines
from concerta_desktop.rules.directory import MandateState, mandate_state
from concerta_desktop.rules.instancias import CREATED
from concerta_desktop.rules.instruments import plan_years
from concerta_desktop.rules.interventions import link_due
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx

_REMOTE = (Modality.VIRTUAL.value, Modality.MIXED.value)


def list_deadlines(
    tx: ReadTx, first: date, last: date, regions: tuple[str, ...] = (), today: date | None = None
) -> list[Deadline]:
    """Those that fall between two days (inclusive), in order; `regions` = the ámbito, none = the country."""
    today = today or clock.today()
    rows = [row for row in read_matriz(tx, today) if row.state in CREATED]
    rows = [row for row in rows if not regions or row.place.region in regions]
    found: list[Deadline] = []
    for year in range(first.year - 1, last.year + 1):  # a semester's grace may end in the next year
        state = _year_state(tx, year, rows)
        found += year_deadlines(year, state, days_off(tx), period(tx, "gracia_semestre"))
    found += _links(tx, first, last)
    found += _mandates(tx, regions, today)
    found += _agreements(tx, regions, today)
    found = [one for one in found if first <= one.day <= last or (one.first and first <= one.day)]
    found = [one for one in found if not one.first or one.first <= last]
    return sorted(found, key=lambda one: (one.day, one.title))


def overdue_of(tx: ReadTx, row: InstanciaRow, today: date) -> list[Deadline]:
    """What one instancia should have done since the year before, the oldest first; none while it is not
    created, nor for what fell due before it was installed."""
    if row.state not in CREATED:
        return []
    found: list[Deadline] = []
    for year in (today.year - 1, today.year):
        state = _year_state(tx, year, [row])
        found += year_deadlines(year, state, days_off(tx), period(tx, "gracia_semestre"))
    since = row.installed_day or date.min
    return [one for one in found if row.code in one.waiting and since < one.day < today]


def _year_state(tx: ReadTx, year: int, rows: Sequence[InstanciaRow]) -> YearState:
    awareness = {
        one.instancia or ""
        for one in records.find(tx, AwarenessAction)
        if one.day and one.day.year == year and one.international_day
    }
    return YearState(
        frozenset(row.code for row in rows),
        frozenset(row.code for row in rows if row.place.level is not Level.REGION),
        _approved(tx, year + 1),
        reported(tx, year),
        frozenset(awareness),
        _encounter(tx, year),
    )


def _approved(tx: ReadTx, year: int) -> frozenset[str]:
    """Instancias whose programming of a year was approved, or whose plan that covers only that year was."""
    plans = {one.id: one for one in records.find(tx, Instrument) if one.kind is InstrumentKind.PLAN}
    table = table_of(PlanYear)
    done = {
        one.instrument
        for one in records.find(tx, PlanYear, table.c.year == year)
        if one.approved_on is not None
    }
    done |= {one.id for one in plans.values() if one.approved_on and plan_years(one) == (year,)}
    return frozenset(plans[key].instancia or "" for key in done if key in plans)


def _encounter(tx: ReadTx, year: int) -> bool:
    table, day = table_of(Intervention), table_of(InterventionDay)
    query = (
        select(table.c.id)
        .join(day, day.c.intervention == table.c.id)
        .where(table.c.deleted == 0, day.c.deleted == 0, table.c.encounter == 1)
        .where(day.c.day.between(f"{year}-10-01", f"{year}-12-31"))
        .limit(1)
    )
    return tx.connection.execute(query).first() is not None


def _links(tx: ReadTx, first: date, last: date) -> list[Deadline]:
    """The link of each remote intervention, two days before [B.3]; done once it was sent."""
    table, day, call = table_of(Intervention), table_of(InterventionDay), table_of(Convocation)
    until = (last + timedelta(days=10)).isoformat()
    query = (
        select(table.c.id, table.c.title, day.c.day)
        .join(day, day.c.intervention == table.c.id)
        .where(table.c.deleted == 0, day.c.deleted == 0, table.c.modality.in_(_REMOTE))
        .where(table.c.state.is_distinct_from(InterventionState.CANCELLED.value))
        .where(day.c.day.between(first.isoformat(), until))
        .order_by(day.c.day)
    )
    sent = {
        row.intervention
        for row in tx.connection.execute(
            select(call.c.intervention).where(call.c.deleted == 0, call.c.link_sent.is_not(None))
        )
    }
    business, off = counts_business_days(tx), days_off(tx)
    found: dict[str, Deadline] = {}
    for key, title, text in tx.connection.execute(query):
        due = link_due([date.fromisoformat(text)], business=business, off=off)
        if key not in found and due:
            said = f"Enviar el enlace de «{title}»"
            found[key] = Deadline(f"enlace-{key}", due, said, "B.3", about=key, done=key in sent)
    return list(found.values())


def _mandates(tx: ReadTx, regions: tuple[str, ...], today: date) -> list[Deadline]:
    """Designations in office that conclude."""
    ending = records.find(tx, Mandate, table_of(Mandate).c.end.is_not(None))
    names = records.get_many(tx, Member, {one.member for one in ending if one.member})
    found: list[Deadline] = []
    for one in ending:
        member = names.get(one.member or "")
        if one.end and member and _within(one.instancia, regions):
            over = mandate_state(one, today) is MandateState.ENDED and one.end >= today
            said = f"{instancia_label(one.instancia or '')}: concluye la designación de {member.name}"
            found.append(
                Deadline(f"designacion-{one.id}", one.end, said, "7.3.2.11", about=one.id, done=over)
            )
    return found


def _agreements(tx: ReadTx, regions: tuple[str, ...], today: date) -> list[Deadline]:
    found: list[Deadline] = []
    for one in open_agreements_everywhere(tx, today):
        it = one.agreement
        if it.due and _within(it.instancia, regions):
            said = f"{instancia_label(it.instancia or '')}, acuerdo {it.number}: {it.text}"
            found.append(Deadline(f"acuerdo-{it.id}", it.due, said, "7.3.3.2", about=it.id))
    return found


def _within(code: str | None, regions: tuple[str, ...]) -> bool:
    territory = instancia_territory(code or "")
    return not regions or (territory is not None and territory.region in regions)
