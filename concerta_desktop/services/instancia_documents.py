"""Papers of an instancia by name: what the command line and the screens can ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.deadlines import compose_deadlines, deadlines_file
from concerta_desktop.documents.instancia_directory import compose_directory, compose_labels
from concerta_desktop.documents.instancia_followup import compose_follow_up, compose_process
from concerta_desktop.documents.instancia_instruments import compose_diagnosis, compose_plan
from concerta_desktop.documents.instancias_matriz import compose_matriz
from concerta_desktop.documents.session_acta import compose_absence_letter, compose_acta
from concerta_desktop.documents.session_convocation import compose_convocation
from concerta_desktop.documents.situation_report import compose_situation
from concerta_desktop.errors import UserError
from concerta_desktop.model.followup import ReportPeriod, plan_report_id
from concerta_desktop.model.instancia import is_instancia_code
from concerta_desktop.model.instruments import InstrumentKind
from concerta_desktop.model.territory import find
from concerta_desktop.progress import Progress, silent
from concerta_desktop.queries.deadlines import list_deadlines
from concerta_desktop.queries.followup import read_report
from concerta_desktop.queries.instancia_directory import read_directory
from concerta_desktop.queries.instancias import (
    MatrizFilters,
    coverage_by_level,
    filter_matriz,
    read_matriz,
)
from concerta_desktop.queries.instruments import instruments_of, read_diagnosis, read_plan
from concerta_desktop.queries.sessions import absences, list_sessions, read_session
from concerta_desktop.queries.situation import read_process, read_situation
from concerta_desktop.rules.instruments import latest
from concerta_desktop.store.tx import ReadTx

Making = Callable[[ReadTx, str, datetime], Report]


def directory_document(tx: ReadTx, code: str, issued: datetime) -> Report:
    return compose_directory(read_directory(tx, _known(code), issued.date()), issued)


def labels_document(tx: ReadTx, code: str, issued: datetime) -> Report:
    return compose_labels(read_directory(tx, _known(code), issued.date()), issued)


def plan_document(tx: ReadTx, code: str, issued: datetime) -> Report:
    """Of the latest plan. Raises `UserError` when there is none."""
    found = latest(InstrumentKind.PLAN, instruments_of(tx, _known(code)))
    page = read_plan(tx, found.id) if found else None
    if page is None:
        raise _missing("un plan de trabajo")
    return compose_plan(page, issued)


def diagnosis_document(tx: ReadTx, code: str, issued: datetime) -> Report:
    """Of the latest diagnóstico. Raises `UserError` when there is none."""
    found = latest(InstrumentKind.DIAGNOSIS, instruments_of(tx, _known(code)))
    page = read_diagnosis(tx, found.id) if found else None
    if page is None:
        raise _missing("un diagnóstico")
    return compose_diagnosis(page, issued)


def acta_document(tx: ReadTx, code: str, issued: datetime, session: str = "") -> Report:
    """Of one session, else of the last held. Raises `UserError` when there is none."""
    held = [row.meeting.id for row in list_sessions(tx, _known(code), issued.date()) if row.held]
    page = read_session(tx, session or (held[0] if held else ""), issued.date())
    if page is None or page.meeting.instancia != code:
        raise _missing("esa sesión" if session else "una sesión realizada")
    return compose_acta(page, issued)


def convocation_document(tx: ReadTx, code: str, issued: datetime, session: str = "") -> Report:
    """Of one session, else of the next to come, else of the last. Raises `UserError` when there is none."""
    rows = list_sessions(tx, _known(code), issued.date())
    coming = [row.meeting.id for row in rows if row.meeting.day and row.meeting.day >= issued.date()]
    known = [*coming[-1:], *(row.meeting.id for row in rows)]
    page = read_session(tx, session or (known[0] if known else ""), issued.date())
    if page is None or page.meeting.instancia != code:
        raise _missing("esa sesión" if session else "una sesión")
    return compose_convocation(page, issued)


def absence_letters(tx: ReadTx, code: str, issued: datetime) -> list[tuple[str, Report]]:
    """(member, letter) for each authority to be told [7.3.4.12]; [] when nobody is."""
    directory = read_directory(tx, _known(code), issued.date())
    return [
        (one.line.member.name or "", compose_absence_letter(one, directory, issued))
        for one in absences(tx, code, issued.date())
    ]


def absence_document(tx: ReadTx, code: str, issued: datetime) -> Report:
    """The first of them. Raises `UserError` when nobody is to be told."""
    letters = absence_letters(tx, code, issued)
    if not letters:
        raise _missing("una inasistencia por informar")
    return letters[0][1]


def follow_up_document(
    tx: ReadTx, code: str, issued: datetime, year: int = 0, period: ReportPeriod = ReportPeriod.FIRST
) -> Report:
    """Anexo 4 of a report that was begun; without a year, that of the document. Raises `UserError`."""
    page = read_report(tx, plan_report_id(_known(code), year or issued.year, period))
    if page is None:
        raise _missing(f"un informe de seguimiento de {year or issued.year} ({period.label.lower()})")
    return compose_follow_up(page, issued)


def matriz_document(tx: ReadTx, region: str, issued: datetime) -> Report:
    """Of a region by its code; "" = the whole country."""
    rows = filter_matriz(read_matriz(tx, issued.date()), MatrizFilters(region=region))
    scope = find(region)
    return compose_matriz(rows, coverage_by_level(rows), issued, scope.name if scope else "")


def situation_document(tx: ReadTx, year: int, issued: datetime, progress: Progress = silent) -> Report:
    """The DPVLV's yearly report. May raise `Cancelled`."""
    return compose_situation(read_situation(tx, year, issued.date()), issued, progress)


def process_document(tx: ReadTx, process: str, issued: datetime) -> Report:
    page = read_process(tx, process)
    if page is None:
        raise _missing("ese proceso")
    return compose_process(page, issued)


def deadlines_document(
    tx: ReadTx, first: date, last: date, issued: datetime, regions: tuple[str, ...] = ()
) -> Report:
    found = list_deadlines(tx, first, last, regions, issued.date())
    return compose_deadlines(found, first, last, issued)


def deadlines_calendar(
    tx: ReadTx, first: date, last: date, issued: datetime, regions: tuple[str, ...] = ()
) -> bytes:
    """The same as an .ics file."""
    return deadlines_file(list_deadlines(tx, first, last, regions, issued.date()), issued)


INSTANCIA_DOCUMENTS: Mapping[str, Making] = {
    "directorio": directory_document,
    "rotulos": labels_document,
    "plan": plan_document,
    "diagnostico": diagnosis_document,
    "convocatoria": convocation_document,
    "acta": acta_document,
    "inasistencia": absence_document,
    "seguimiento": follow_up_document,
}
"""Papers of one instancia by its code."""


def _known(code: str) -> str:
    if not is_instancia_code(code):
        raise UserError(f"No existe la instancia «{code}».", todo="Use un código como IPC-0504.")
    return code


def _missing(what: str) -> UserError:
    return UserError(f"No hay {what}.", safe="No se ha escrito nada.", todo="Regístrelo primero.")
