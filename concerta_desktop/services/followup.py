"""Recording follow-up [7.3.4]: reports of a plan, their journey, the yearly report, evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import (
    AssistanceProcess,
    PlanReport,
    PoiActivity,
    ProcessEvaluation,
    ReportStep,
    SituationReport,
)
from concerta_desktop.model.followup import (
    JourneyStep,
    ReportPeriod,
    plan_report_id,
    process_evaluation_id,
    report_step_id,
    situation_report_id,
)
from concerta_desktop.model.identity import new_id
from concerta_desktop.queries import records
from concerta_desktop.queries.followup import plan_of_year
from concerta_desktop.rules.checks import check_instancias
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.store.change import change, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx


def begin_report(tx: Tx, code: str, year: int, period: ReportPeriod) -> str:
    """The report of an instancia for a period, with the plan that rules that year; returns its id.

    There is one for each, on every laptop; asked for again, it is the one that stands.
    """
    check_instancias("instancia", (code,))
    record_id = plan_report_id(code, year, period)
    if records.find_living(tx, PlanReport, record_id) is None:
        plan = plan_of_year(tx, code, year)
        values = {"instancia": code, "year": year, "period": period}
        change(tx, PlanReport, record_id, {**values, "instrument": plan.id if plan else None})
    return record_id


def save_report(tx: Tx, report: str, values: Mapping[str, object], base: Base | None = None) -> Base:
    """Change some fields; returns the next base. Raises `ValidationError`, `UserError`."""
    _living(tx, report)
    change(tx, PlanReport, report, values, base)
    return seen(tx, report)


def send_on(
    tx: Tx, report: str, step: JourneyStep, values: Mapping[str, object], base: Base | None = None
) -> Base:
    """A report goes to the next, is received, or gets advice back [7.3.4.4-7]; returns the next base."""
    _living(tx, report)
    record_id = report_step_id(report, step)
    standing = records.find_living(tx, ReportStep, record_id)
    sent = values.get("sent", standing.sent if standing else None)
    received = values.get("received", standing.received if standing else None)
    if isinstance(sent, date) and isinstance(received, date) and received < sent:
        raise ValidationError(
            "received",
            f"Consta recibido el {numeric(received)}, antes de enviarse el {numeric(sent)}.",
            todo="Corrija una de las dos fechas.",
        )
    change(tx, ReportStep, record_id, {**values, "report": report, "step": step}, base)
    return seen(tx, record_id)


def save_situation(tx: Tx, year: int, values: Mapping[str, object], base: Base | None = None) -> Base:
    """The DPVLV's yearly report: its texts and where it stands [7.3.4.9-10]; returns the next base."""
    record_id = situation_report_id(year)
    change(tx, SituationReport, record_id, {**values, "year": year}, base)
    return seen(tx, record_id)


def evaluate_process(tx: Tx, process: str, values: Mapping[str, object], base: Base | None = None) -> Base:
    """The evaluation at the end of a process of assistance [7.3.4.8]; returns the next base."""
    if records.find_living(tx, AssistanceProcess, process) is None:
        raise UserError("Ese proceso ya no está.", safe="No se ha tocado nada.")
    record_id = process_evaluation_id(process)
    change(tx, ProcessEvaluation, record_id, {**values, "process": process}, base)
    return seen(tx, record_id)


def plan_activity(tx: Tx, values: Mapping[str, object]) -> str:
    """An activity of the DPVLV's POI [DC3]; returns its id."""
    record_id = new_id()
    change(tx, PoiActivity, record_id, values)
    return record_id


def _living(tx: Tx, report: str) -> PlanReport:
    found = records.find_living(tx, PlanReport, report)
    if found is None:
        raise UserError("Ese informe ya no está.", safe="No se ha tocado nada.")
    return found
