"""Recording the instruments of an instancia: versions, programming, reviews, alignment [7.3.3.1, A.2]."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import (
    Alignment,
    AwarenessAction,
    DiagnosisFigure,
    Instrument,
    PlanAction,
    PlanGoal,
    PlanYear,
    Review,
)
from concerta_desktop.model.identity import new_id
from concerta_desktop.model.instruments import (
    AlignedWith,
    InstrumentKind,
    InstrumentState,
    alignment_id,
    plan_goal_id,
    plan_year_id,
)
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import records
from concerta_desktop.queries.instruments import read_plan
from concerta_desktop.rules.checks import check_instancias
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.store.change import Change, change, changes, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx

_OF_A_VERSION = frozenset(
    {"approved_on", "approval", "presented_on", "drafted_on", "opinion_on", "communicated_on", "file"}
    | {"copy_sent", "copy_received", "copy_forwarded"}
)
"""What happened to one version and not yet to the next."""


def add_instrument(tx: Tx, code: str, kind: InstrumentKind, values: Mapping[str, object]) -> str:
    """An instrument of an instancia; returns its id. Raises `ValidationError` naming the field."""
    check_instancias("instancia", (code,))
    _check_dates(values.get("valid_from"), values.get("valid_until"))
    record_id = new_id()
    change(tx, Instrument, record_id, {"version": 1, **values, "instancia": code, "kind": kind})
    return record_id


def save_instrument(tx: Tx, instrument: str, values: Mapping[str, object], base: Base | None = None) -> Base:
    """Change some fields; returns the next base. Raises `ValidationError`, `UserError`."""
    found = _living(tx, instrument)
    start = values.get("valid_from", found.valid_from)
    _check_dates(start, values.get("valid_until", found.valid_until))
    change(tx, Instrument, instrument, values, base)
    return seen(tx, instrument)


def new_version(tx: Tx, instrument: str) -> str:
    """The yearly update of a plan [DC2], or the next version of any instrument, begun from what stands:
    actions and goals come along, what was done does not. Returns its id."""
    old = _living(tx, instrument)
    fresh = new_id()
    values = {name: value for name, value in fields_of(old).items() if name not in _OF_A_VERSION}
    values |= {"version": (old.version or 1) + 1, "replaces": old.id, "state": InstrumentState.DRAFT}
    change(tx, Instrument, fresh, values)
    page = read_plan(tx, instrument)
    batch: list[Change] = []
    for line in page.lines if page else ():
        action = new_id()
        batch.append(Change(PlanAction, action, fields_of(line.action) | {"instrument": fresh}))
        for year, goal in line.goals.items():
            wanted = {"first_goal": goal.first_goal, "second_goal": goal.second_goal}
            batch.append(
                Change(PlanGoal, plan_goal_id(action, year), {"action": action, "year": year, **wanted})
            )
    changes(tx, batch)
    return fresh


def add_action(tx: Tx, plan: str, values: Mapping[str, object]) -> str:
    """An action of a plan; returns its id."""
    _living(tx, plan)
    record_id = new_id()
    page = read_plan(tx, plan)
    known = {"position": len(page.lines) + 1 if page else 1, **values, "instrument": plan}
    change(tx, PlanAction, record_id, known)
    return record_id


def set_goal(tx: Tx, action: str, year: int, values: Mapping[str, object], base: Base | None = None) -> Base:
    """What an action is to reach in a year, or how much of it was done; returns the next base."""
    record_id = plan_goal_id(action, year)
    change(tx, PlanGoal, record_id, {**values, "action": action, "year": year}, base)
    return seen(tx, record_id)


def approve_year(
    tx: Tx, plan: str, year: int, values: Mapping[str, object], base: Base | None = None
) -> Base:
    """When and where the programming of a year was approved [7.3.3.1-4]; returns the next base."""
    record_id = plan_year_id(plan, year)
    change(tx, PlanYear, record_id, {**values, "instrument": plan, "year": year}, base)
    return seen(tx, record_id)


def add_figure(tx: Tx, diagnosis: str, values: Mapping[str, object]) -> str:
    """A figure of a diagnóstico, of many people and never of one; returns its id."""
    _living(tx, diagnosis)
    record_id = new_id()
    change(tx, DiagnosisFigure, record_id, {**values, "instrument": diagnosis})
    return record_id


def add_review(tx: Tx, code: str, values: Mapping[str, object]) -> str:
    """What a review finds in an ordinance, an instrument or an acta [A.2]; returns its id."""
    check_instancias("instancia", (code,))
    record_id = new_id()
    change(tx, Review, record_id, {"day": tx.now().date(), **values, "instancia": code})
    return record_id


def set_alignment(
    tx: Tx, instrument: str, against: AlignedWith, values: Mapping[str, object], base: Base | None = None
) -> Base:
    """Whether an instrument agrees with something [A.2.iii]; returns the next base."""
    record_id = alignment_id(instrument, against)
    change(tx, Alignment, record_id, {**values, "instrument": instrument, "against": against}, base)
    return seen(tx, record_id)


def add_awareness(tx: Tx, code: str, values: Mapping[str, object]) -> str:
    """A yearly action of sensibilización [7.3.3.3]; returns its id."""
    check_instancias("instancia", (code,))
    record_id = new_id()
    change(tx, AwarenessAction, record_id, {**values, "instancia": code})
    return record_id


def _living(tx: Tx, instrument: str) -> Instrument:
    found = records.find_living(tx, Instrument, instrument)
    if found is None:
        raise UserError("Ese instrumento ya no está.", safe="No se ha tocado nada.")
    return found


def _check_dates(start: object, end: object) -> None:
    if isinstance(start, date) and isinstance(end, date) and end < start:
        raise ValidationError(
            "valid_until",
            f"La vigencia termina el {numeric(end)}, antes de empezar el {numeric(start)}.",
            todo="Corrija una de las dos fechas.",
        )
