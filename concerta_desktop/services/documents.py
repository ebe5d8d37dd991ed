"""Gathers what a document shows into detached read models, and remembers that a sheet was printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from concerta_desktop.documents.attendance_sheet import (
    PrintedSheet,
    SensitiveQuestion,
    SheetOptions,
    compose_sheet,
)
from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.certificates import Certificates
from concerta_desktop.documents.evaluation_form import PrintedForm, compose_form
from concerta_desktop.documents.evaluation_summary import compose_summary
from concerta_desktop.documents.matrix import MatrixData, compose_matrix
from concerta_desktop.documents.privacy_notice import compose_notice
from concerta_desktop.documents.register import compose_register
from concerta_desktop.documents.render import AnyDocument
from concerta_desktop.errors import UserError
from concerta_desktop.model import Attendance, Entity, Intervention, InterventionDay, Specialist
from concerta_desktop.model.choices import DocumentType, EntityKind, MandateKind, Modality, Sex
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import attendance_days, attendances, expected_rows
from concerta_desktop.queries.evaluation import evaluation_summary, evaluation_view
from concerta_desktop.queries.evaluation_documents import BlankFormData, SummaryData
from concerta_desktop.queries.findings import finding_subjects, matrix
from concerta_desktop.queries.interventions import SHEET_PRINTED, days_of, preference
from concerta_desktop.queries.sheet import (
    ActivityDay,
    ActivityHeader,
    DayMark,
    NoticeData,
    Participant,
    RegisterData,
    RegisterEntry,
    SheetData,
)
from concerta_desktop.rules.attendance import LEVELS, Attendee, attendees, presence
from concerta_desktop.services.call_documents import call_data, oficio, the_government
from concerta_desktop.services.interventions import set_preference
from concerta_desktop.services.report import certificates_document, report_document
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx, Tx

PRIVACY_NOTICE = "privacy_notice"
"""Preference that holds the office's own notice for the foot of the sheet [2.9]."""
NOTICE_FACTS = ("privacy_bank", "privacy_recipients", "privacy_retention", "privacy_contact")
"""Preferences that hold what only the office knows of the full notice, in the order of `NoticeData`."""
SHEET_BLANK_ROWS = "sheet_blank_rows"
"""Preference that holds how many rows are printed for those who come unexpected."""
SENSITIVE: tuple[SensitiveQuestion, ...] = ("ethnicity", "language", "disability")

_DOCUMENTS = {
    DocumentType.DNI: "DNI",
    DocumentType.CE: "CE",
    DocumentType.PASSPORT: "Pasaporte",
    DocumentType.OTHER: "Otro",
}
_SEXES = {Sex.WOMAN: "M", Sex.MAN: "H"}
_MANDATES = {MandateKind.TITULAR: "T", MandateKind.ALTERNO: "A"}


def sheet_data(
    tx: ReadTx, intervention: str, issued: datetime, *, include_expected: bool = True
) -> SheetData:
    """What the sheet to be signed shows. `intervention` is an id or a code.

    Raises `UserError` when there is no such intervention.
    """
    found = _intervention(tx, intervention)
    days = tuple(day for day in days_of(tx, found.id) if day.day)
    people: tuple[Participant, ...] = ()
    if include_expected:
        people = tuple(_expected(tx, found.id).values())
    notice = preference(tx, PRIVACY_NOTICE) or ""
    return SheetData(_header(tx, found, days), people, issued, notice)


def notice_data(tx: ReadTx, intervention: str, issued: datetime) -> NoticeData:
    """What the full privacy notice says of an intervention, or with "" of any. Raises as `sheet_data`."""
    found = _intervention(tx, intervention) if intervention else None
    bank, recipients, retention, contact = (preference(tx, name) or "" for name in NOTICE_FACTS)
    return NoticeData(
        activity=activity_header(tx, found.id) if found else None,
        own_words=preference(tx, PRIVACY_NOTICE) or "",
        bank=bank,
        recipients=recipients,
        retention=retention,
        contact=contact,
        asks_sensitive=found is None or bool(found.asks_sensitive),
        issued=issued,
    )


def register_data(tx: ReadTx, intervention: str, issued: datetime) -> RegisterData:
    """What the filled register shows: everybody expected, everybody who came, a mark for each day.

    Days on which somebody was registered count, programmed or not. Raises `UserError` as `sheet_data`.
    """
    found = _intervention(tx, intervention)
    programmed = {day.day: day for day in days_of(tx, found.id) if day.day}
    for day in attendance_days(tx, found.id):
        programmed.setdefault(day, InterventionDay(id="", day=day))
    header = _header(tx, found, tuple(programmed[day] for day in sorted(programmed)))
    signed = {item.id: item for item in attendances(tx, found.id)}
    expected = _expected(tx, found.id)
    full_names = _full_names(tx, signed.values())
    entries = [
        _came(person, signed, header, expected, full_names)
        for person in attendees(presence(item) for item in signed.values())
    ]
    here = {item.person for item in signed.values()}
    nobody = tuple(DayMark(present=False) for _ in header.days)
    entries += [
        RegisterEntry(person, expected=True, marks=nobody)
        for key, person in expected.items()
        if key not in here
    ]
    return RegisterData(header, tuple(entries), issued)


def sheet_document(
    tx: ReadTx, intervention: str, issued: datetime, options: SheetOptions | None = None
) -> PrintedSheet:
    """The attendance sheet, composed; with the sensitive questions when the intervention asks them."""
    return compose_sheet(sheet_data(tx, intervention, issued), options or sheet_options(tx, intervention))


def sheet_options(tx: ReadTx, intervention: str) -> SheetOptions:
    """What a sheet of this intervention is printed with unless somebody chooses otherwise."""
    asks = _intervention(tx, intervention).asks_sensitive
    options = SheetOptions(sensitive=SENSITIVE if asks else ())
    rows = preference(tx, SHEET_BLANK_ROWS)
    return replace(options, blank_rows=int(rows)) if rows and rows.isdecimal() else options


def register_document(tx: ReadTx, intervention: str, issued: datetime) -> Report:
    """The filled register, composed, with document numbers masked."""
    return compose_register(register_data(tx, intervention, issued))


def notice_document(tx: ReadTx, intervention: str, issued: datetime) -> Report:
    """The full privacy notice, for the desk; "" = of no intervention in particular."""
    return compose_notice(notice_data(tx, intervention, issued))


def matrix_document(tx: ReadTx, intervention: str, issued: datetime) -> Report:
    """The matriz de avances y nudos críticos, composed. Raises `UserError` as `sheet_data`."""
    found = _intervention(tx, intervention)
    served = (*(found.instancias or ()), *(found.territories or ()))
    written = matrix(tx, found.id)
    if written is None:
        raise UserError(f"No hay ninguna intervención «{intervention}».", todo="Revise el código.")
    header = activity_header(tx, found.id)
    return compose_matrix(MatrixData(header, served, written, finding_subjects(tx), issued))


def evaluation_document(tx: ReadTx, intervention: str, issued: datetime) -> Report:
    """The evaluation summed up. Raises `UserError` as `sheet_data`."""
    header = activity_header(tx, intervention)
    return compose_summary(SummaryData(header, evaluation_summary(tx, header.id), issued))


def form_document(tx: ReadTx, intervention: str, issued: datetime, per_page: int = 2) -> PrintedForm:
    """The blank evaluation form, one or two on a page. Raises `UserError` as `sheet_data`."""
    header = activity_header(tx, intervention)
    view = evaluation_view(tx, header.id)
    return compose_form(BlankFormData(header, view.form, view.groups, issued), per_page)


def activity_header(tx: ReadTx, intervention: str) -> ActivityHeader:
    """What heads any document of an intervention. Raises `UserError` when there is no such intervention."""
    found = _intervention(tx, intervention)
    return _header(tx, found, tuple(day for day in days_of(tx, found.id) if day.day))


def technical_report(tx: ReadTx, intervention: str, issued: datetime) -> Report:
    """The informe técnico: as finalised, or as a draft."""
    return report_document(tx, _intervention(tx, intervention).id, issued)


def certificates(tx: ReadTx, intervention: str, issued: datetime) -> Certificates:
    """The constancias of those who attended enough. Raises `UserError` when nobody did."""
    return certificates_document(tx, _intervention(tx, intervention).id, issued)


def oficio_document(tx: ReadTx, intervention: str, issued: datetime, government: str = "") -> Report:
    """The oficio that convokes [B.3, 35]: to a government by its code, or to the only one there is.

    Raises `ValidationError` naming the field it cannot go without, `UserError` when it is not known to whom.
    """
    header = activity_header(tx, intervention)
    government = government or the_government(tx, header.id)
    return oficio(call_data(tx, header, issued, government), issued)


DOCUMENTS: Mapping[str, Callable[[ReadTx, str, datetime], AnyDocument]] = {
    "hoja": sheet_document,
    "registro": register_document,
    "matriz": matrix_document,
    "evaluacion": evaluation_document,
    "formulario": form_document,
    "informe": technical_report,
    "constancias": certificates,
    "oficio": oficio_document,
    "aviso": notice_document,
}
"""Documents of an intervention by the name the command line calls them."""


def mark_sheet_printed(tx: Tx, intervention: str) -> None:
    """Remember that the sheet was printed or saved: the Asistencia step no longer asks for it."""
    set_preference(tx, SHEET_PRINTED + intervention, tx.now().isoformat(timespec="minutes"))


def _intervention(tx: ReadTx, name: str) -> Intervention:
    found = records.find_living(tx, Intervention, name)
    if found is None:
        coded = records.find(tx, Intervention, table_of(Intervention).c.code == name, limit=1)
        found = coded[0] if coded else None
    if found is None:
        raise UserError(f"No hay ninguna intervención «{name}».", todo="Revise el código.")
    return found


def _header(tx: ReadTx, found: Intervention, days: tuple[InterventionDay, ...]) -> ActivityHeader:
    specialist = records.get(tx, Specialist, found.responsible) if found.responsible else None
    modality = found.modality.label if found.modality else ""
    approach = found.approach.label.lower() if found.approach else ""
    return ActivityHeader(
        id=found.id,
        code=found.code or "",
        title=found.title or "",
        type=found.type.label if found.type else "",
        modality=" · ".join(part for part in (modality, approach) if part),
        place=_place(found),
        responsible=_responsible(specialist),
        days=tuple(
            ActivityDay(number, day.day, day.start, day.end)
            for number, day in enumerate(days, start=1)
            if day.day
        ),
    )


def _place(found: Intervention) -> str:
    remote = " · ".join(part for part in (found.platform, found.link) if part)
    if found.modality is Modality.VIRTUAL:
        return remote
    return found.venue or (remote if found.modality is Modality.MIXED else "")


def _responsible(specialist: Specialist | None) -> str:
    if specialist is None:
        return ""
    name = " ".join(part for part in (specialist.names, specialist.surnames) if part)
    return ", ".join(part for part in (name, specialist.unit) if part)


def _expected(tx: ReadTx, intervention: str) -> dict[str, Participant]:
    """Expected people by person id, as the directory has them, with the full name of their entity."""
    rows = expected_rows(tx, intervention)
    entities = records.get_many(tx, Entity, (row.person.entity for row in rows if row.person.entity))
    found: dict[str, Participant] = {}
    for row in rows:
        person, entity = row.person, entities.get(row.person.entity or "")
        found[person.id] = _participant(
            person.full_name,
            (person.document_type, person.document_number),
            person.sex,
            (entity.name if entity else None, person.entity_kind),
            person.position,
            row.mandate,
        )
    return found


def _came(
    person: Attendee,
    signed: Mapping[str, Attendance],
    header: ActivityHeader,
    expected: Mapping[str, Participant],
    full_names: Mapping[str, str],
) -> RegisterEntry:
    items = [signed[key] for key in person.signatures]
    latest, when = signed[person.latest.id], {item.day: item.arrived_at for item in items}
    return RegisterEntry(
        person=_participant(
            records.title_of(latest),
            (latest.document_type, latest.document_number),
            latest.sex,
            (full_names.get(latest.id, latest.entity_name), latest.entity_kind),
            latest.position,
            latest.mandate,
        ),
        expected=any(item.person in expected for item in items),
        marks=tuple(_mark(day.date, when) for day in header.days),
    )


def _mark(day: date, when: Mapping[date | None, datetime | None]) -> DayMark:
    moment = when.get(day)
    return DayMark(day in when, moment.time().replace(second=0) if moment else None)


def _full_names(tx: ReadTx, signed: Iterable[Attendance]) -> dict[str, str]:
    """Full name of the entity for signatures that kept its short one, by attendance id."""
    items = [item for item in signed if item.entity]
    entities = records.get_many(tx, Entity, (item.entity for item in items if item.entity))
    found: dict[str, str] = {}
    for item in items:
        entity = entities.get(item.entity or "")
        if entity and entity.name and entity.short_name == item.entity_name:
            found[item.id] = entity.name
    return found


def _participant(
    full_name: str,
    document: tuple[DocumentType | None, str | None],
    sex: Sex | None,
    entity: tuple[str | None, EntityKind | None],
    position: str | None,
    mandate: MandateKind | None,
) -> Participant:
    kind, number = document
    name, entity_kind = entity
    return Participant(
        full_name=full_name,
        document_type=_DOCUMENTS.get(kind, "") if kind else "",
        document_number=number or "",
        sex=_SEXES.get(sex, "") if sex else "",
        entity=name or "",
        entity_kind=entity_kind.label if entity_kind else "",
        government_level=LEVELS.get(entity_kind, "") if entity_kind else "",
        position=position or "",
        mandate=_MANDATES.get(mandate, "") if mandate else "",
    )
