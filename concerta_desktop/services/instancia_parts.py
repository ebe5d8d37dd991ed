"""Adding anything that belongs to an instancia, with the id on which two laptops agree where there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model.directory import Mandate, Suitability, suitability_id
from concerta_desktop.model.fields import Record, spec, specs
from concerta_desktop.model.followup import PlanReport, ReportStep, plan_report_id, report_step_id
from concerta_desktop.model.identity import new_id
from concerta_desktop.model.instruments import (
    Alignment,
    Instrument,
    PlanAction,
    PlanGoal,
    PlanYear,
    Review,
    alignment_id,
    plan_goal_id,
    plan_year_id,
)
from concerta_desktop.model.sessions import (
    Agreement,
    AgreementUpdate,
    SessionAttendance,
    SessionMeeting,
    session_attendance_id,
)
from concerta_desktop.queries import records
from concerta_desktop.services.followup import begin_report, save_report, send_on
from concerta_desktop.services.instancia_directory import designate
from concerta_desktop.services.instancias import edit
from concerta_desktop.services.instruments import add_action, add_instrument, add_review, save_instrument
from concerta_desktop.services.sessions import add_session, agree, follow_up, save_session
from concerta_desktop.store.change import change
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx

_NATURAL: dict[type[Record], tuple[tuple[str, ...], Callable[..., str]]] = {
    Suitability: (("instancia", "person"), suitability_id),
    Alignment: (("instrument", "against"), alignment_id),
    PlanGoal: (("action", "year"), plan_goal_id),
    PlanYear: (("instrument", "year"), plan_year_id),
    PlanReport: (("instancia", "year", "period"), plan_report_id),
    ReportStep: (("report", "step"), report_step_id),
    SessionAttendance: (("session", "member"), session_attendance_id),
}
"""Records of which there is one for each of these values."""


def add_part(tx: Tx, record: type[Record], values: Mapping[str, object], *, told: bool = False) -> str:
    """A new record; returns its id.

    Raises `ValidationError` naming the field that is missing, `UserError` when there is such a one already,
    `ToldFirst` when somebody must be told something first; `told`: she or he was.
    """
    for name in _required(record):
        if values.get(name) in (None, ""):
            label = spec(record, name).label
            raise ValidationError(name, f"Falta «{label}».", todo="Complételo para guardar.")
    if record in _SERVICES:
        return _SERVICES[record](tx, dict(values), told)
    record_id = _id(record, values)
    if records.find_living(tx, record, record_id) is not None:
        raise _there_is(record)
    change(tx, record, record_id, values)
    return record_id


def _there_is(record: type[Record]) -> UserError:
    named = " y ".join(f"«{spec(record, name).label}»" for name in _NATURAL[record][0][1:])
    return UserError(
        f"Ya hay un registro de «{record.META.label}» con ese {named}.",
        safe="No se ha guardado nada.",
        todo="Ábralo en la lista para corregirlo.",
    )


def edit_part(
    tx: Tx, record: type[Record], record_id: str, values: Mapping[str, object], base: Base | None = None
) -> Base:
    """Change some fields; returns the base of the next change. Raises `ValidationError`, `UserError`."""
    if record is Instrument:
        return save_instrument(tx, record_id, values, base)
    if record is SessionMeeting:
        return save_session(tx, record_id, values, base)
    return edit(tx, record, record_id, values, base)


def _mandate(tx: Tx, values: dict[str, Any], told: bool) -> str:
    values.pop("instancia", None)
    member, person, kind = (values.pop(name) for name in ("member", "person", "kind"))
    return designate(tx, member, person, kind, values, told=told)


def _instrument(tx: Tx, values: dict[str, Any], _told: bool) -> str:
    code, kind = values.pop("instancia"), values.pop("kind")
    return add_instrument(tx, code, kind, values)


def _action(tx: Tx, values: dict[str, Any], _told: bool) -> str:
    return add_action(tx, values.pop("instrument"), values)


def _review(tx: Tx, values: dict[str, Any], _told: bool) -> str:
    return add_review(tx, values.pop("instancia"), values)


def _session(tx: Tx, values: dict[str, Any], _told: bool) -> str:
    code, kind = values.pop("instancia"), values.pop("kind")
    return add_session(tx, code, kind, values)


def _agreement(tx: Tx, values: dict[str, Any], _told: bool) -> str:
    values.pop("instancia", None)
    return agree(tx, values.pop("session"), values)


def _update(tx: Tx, values: dict[str, Any], _told: bool) -> str:
    agreement, session = values.pop("agreement"), values.pop("session", None)
    follow_up(tx, agreement, values, session)
    return agreement


def _report(tx: Tx, values: dict[str, Any], _told: bool) -> str:
    code, year, period = (values.pop(name) for name in ("instancia", "year", "period"))
    if records.find_living(tx, PlanReport, plan_report_id(code, year, period)) is not None:
        raise _there_is(PlanReport)
    report = begin_report(tx, code, year, period)
    if values:
        save_report(tx, report, values)
    return report


def _leg(tx: Tx, values: dict[str, Any], _told: bool) -> str:
    report, step = values.pop("report"), values.pop("step")
    if records.find_living(tx, ReportStep, report_step_id(report, step)) is not None:
        raise _there_is(ReportStep)
    send_on(tx, report, step, values)
    return report_step_id(report, step)


_SERVICES: dict[type[Record], Callable[[Tx, dict[str, Any], bool], str]] = {
    Mandate: _mandate,
    Instrument: _instrument,
    PlanAction: _action,
    Review: _review,
    SessionMeeting: _session,
    Agreement: _agreement,
    AgreementUpdate: _update,
    PlanReport: _report,
    ReportStep: _leg,
}
"""Those that know more than their fields."""


def _required(record: type[Record]) -> list[str]:
    natural = _NATURAL[record][0] if record in _NATURAL else ()
    return [one.name for one in specs(record) if one.facts.required or one.name in natural]


def _id(record: type[Record], values: Mapping[str, Any]) -> str:
    if record not in _NATURAL:
        return new_id()
    names, make = _NATURAL[record]
    given = [values.get(name) for name in names]
    return make(*given) if all(given) else new_id()
