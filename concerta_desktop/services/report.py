"""The informe técnico as a person works on it: its head, its sections, finalising it [C; 48]."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.certificates import Certificates, compose_certificates
from concerta_desktop.documents.frozen_report import Content, digest, freeze, thaw
from concerta_desktop.documents.report_changes import changes
from concerta_desktop.documents.report_state import ReportState, report_state
from concerta_desktop.documents.technical_report import FrozenMark, as_report, compose_report, report_title
from concerta_desktop.errors import UserError
from concerta_desktop.model import ReportSection, ReportVersion, TechnicalReport
from concerta_desktop.model.report import ReportPart, report_id, section_id, version_id
from concerta_desktop.queries.report import ReportView, get_report
from concerta_desktop.queries.report_figures import figures
from concerta_desktop.rules import report_text
from concerta_desktop.store.change import change, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import ReadTx, Tx


def save_head(
    tx: Tx, intervention: str, values: Mapping[str, object], base: Base | None = None
) -> Base:  # fmt: skip
    """Change fields of the head; returns the base of the next change. Raises `ValidationError`."""
    record = report_id(intervention)
    change(tx, TechnicalReport, record, {"intervention": intervention, **values}, base)
    return seen(tx, record)


def save_section(
    tx: Tx, intervention: str, part: ReportPart, text: str, base: Base | None = None
) -> Base:  # fmt: skip
    """Keep what somebody wrote in a section, with what its figures said as she or he wrote it.

    Empty text is kept as a section emptied. Raises `ValidationError` on what cannot be saved.
    """
    now = figures(get_report(tx, intervention, tx.now().date()).data)
    values = {
        "intervention": intervention,
        "section": part,
        "text": text or None,
        "edited": True,
        "seen": report_text.seen(text, now),
    }
    record = section_id(intervention, part)
    whole = None if base is None else {**seen(tx, record), **base}
    change(tx, ReportSection, record, values, whole)
    return seen(tx, record)


def redraft(tx: Tx, intervention: str, part: ReportPart) -> None:
    """Back to the text drafted from the data; undo brings back what was written."""
    values = {"intervention": intervention, "section": part, "text": None, "edited": False, "seen": None}
    change(tx, ReportSection, section_id(intervention, part), values)


def review_figures(tx: Tx, intervention: str, part: ReportPart) -> None:
    """Somebody read the section again with its figures as they are now."""
    view = get_report(tx, intervention, tx.now().date())
    section = view.sections.get(part)
    if section is not None:
        read = report_text.seen(section.text or "", figures(view.data))
        change(tx, ReportSection, section.id, {"seen": read})


def finalise(tx: Tx, intervention: str) -> ReportVersion:
    """Freeze the report as its next version, with its hash and what changed since the last one.

    The date of the report becomes today's unless somebody gave one. Raises `UserError` when nothing
    changed since the last version.
    """
    today = tx.now().date()
    view = get_report(tx, intervention, today)
    if view.head.dated is None:
        save_head(tx, intervention, {"dated": today})
        view = get_report(tx, intervention, today)
    content = _content(view, report_state(view), today)
    text = freeze(content)
    latest = view.latest
    if latest is not None and latest.digest == digest(text):
        raise UserError(
            f"No hay cambios desde la versión {latest.version}.",
            safe="La versión finalizada sigue igual.",
        )
    number = 1 + max((version.version or 0 for version in view.versions), default=0)
    record = version_id(intervention, number, digest(text))
    values = {
        "intervention": intervention,
        "version": number,
        "digest": digest(text),
        "content": text,
        "finalised_at": tx.now(),
        "finalised_by": tx.author or None,
        "changes": "\n".join(_changes(latest, content)) or None,
    }
    change(tx, ReportVersion, record, values)
    return ReportVersion(id=record, **values)  # pyright: ignore[reportArgumentType]


def report_document(tx: ReadTx, intervention: str, issued: datetime) -> Report:
    """The report to print: as finalised when it says the same as its last version, else as a draft."""
    view = get_report(tx, intervention, issued.date())
    return as_printed(view, report_state(view), issued)


def as_printed(view: ReportView, state: ReportState, issued: datetime) -> Report:
    """The document of a report already read."""
    content = _content(view, state, issued.date())
    latest = view.latest
    same = latest is not None and latest.digest == digest(freeze(content))
    mark = _mark(latest, issued) if latest and same else None
    return as_report(content, issued, mark, _title(view, issued))


def version_document(view: ReportView, version: ReportVersion, issued: datetime) -> Report:
    """A finalised version, as it was. Raises `UserError` when a newer version of Concerta wrote it."""
    try:
        content = thaw(version.content or "")
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(
            "Esta versión del informe la escribió una versión más nueva de Concerta.",
            safe="Sigue guardada.",
            todo="Actualice Concerta para abrirla.",
        ) from error
    return as_report(content, issued, _mark(version, issued), _title(view, issued))


def is_current(view: ReportView, state: ReportState, today: date) -> bool:
    """Whether the report says what its last version says."""
    latest = view.latest
    return latest is not None and latest.digest == digest(freeze(_content(view, state, today)))


def _content(view: ReportView, state: ReportState, today: date) -> Content:
    return compose_report(view, state, view.head.dated or today)


def _title(view: ReportView, issued: datetime) -> str:
    """The number once it is recorded, else ""."""
    number = view.head.number or ""
    return report_title(view, (view.head.dated or issued.date()).year, number) if number else ""


def _changes(latest: ReportVersion | None, content: Content) -> tuple[str, ...]:
    if latest is None:
        return ()
    try:
        return changes(thaw(latest.content or ""), content)
    except (ValueError, KeyError, TypeError):
        return ("No se puede comparar: la versión anterior la escribió una versión más nueva de Concerta.",)


def _mark(version: ReportVersion, issued: datetime) -> FrozenMark:
    return FrozenMark(version.version or 0, version.finalised_at or issued, version.digest or "")


def certificates_document(tx: ReadTx, intervention: str, issued: datetime) -> Certificates:
    """The constancias of an intervention, composed; of the date of its report, once it has one.

    Raises `UserError` when nobody attended enough.
    """
    view = get_report(tx, intervention, issued.date())
    return compose_certificates(view.data, issued, view.head.dated or issued.date())
