"""The filled register (requirement 42): who came, on which days, whom they represent, and who did not come.

Document numbers are masked, because a register circulates; the office's own copy asks for them whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from concerta_desktop.documents.attendance_sheet import TITLE
from concerta_desktop.documents.blocks import (
    Block,
    Column,
    KeyValues,
    Metadata,
    Paragraph,
    Report,
    Signatures,
    Table,
    Value,
)
from concerta_desktop.documents.numbering import numbered
from concerta_desktop.documents.wording import UNKNOWN, hours, mask, people, weekday_date
from concerta_desktop.queries.sheet import ActivityDay, ActivityHeader, DayMark, RegisterData, RegisterEntry
from concerta_desktop.rules.attendance import LEVELS
from concerta_desktop.text import sort_key

NOT_YET = "—"
"""A day that has not come: it does not apply yet."""
PRESENT_SHEET, ABSENT_SHEET = "Asistencia", "No asistieron"

_SEX = {"M": "M", "H": "H"}
_MANDATE = {"T": "Titular", "A": "Alterno/a"}
_WHO_COLUMNS = (
    Column("Apellidos y nombres", width=136, strong=True),
    Column("Doc.", "identifier", 34),
    Column("N.° de documento", "identifier", 54),
    Column("Sexo", width=32),
    Column("Entidad", width=130),
    Column("Nivel de gobierno", width=86),
    Column("Cargo", width=122),
    Column("Condición", width=54),
)


def compose_register(data: RegisterData, *, full_documents: bool = False) -> Report:
    """The register of an activity. `full_documents` prints document numbers whole, for the office's use."""
    entries = sorted(data.entries, key=lambda entry: sort_key(entry.person.full_name))
    came = [entry for entry in entries if entry.came]
    absent = [entry for entry in entries if entry.expected and not entry.came]
    source = f"registro de asistencia {data.activity.code}, al {data.issued:%d/%m/%Y %H:%M}."
    blocks: list[Block] = [
        _facts(data.activity),
        Paragraph(_summary(entries), "lead"),
        _present(data, came, full_documents=full_documents, source=source),
        _by_level(entries, source),
        _absent(absent, full_documents=full_documents, source=source),
        Signatures(((data.activity.responsible or UNKNOWN, "Responsable del registro"),)),
    ]
    footer = f"{TITLE} {data.activity.code}, al {data.issued:%d/%m/%Y %H:%M}."
    if not full_documents:
        footer += " Los números de documento se muestran en parte (Ley N.° 29733)."
    metadata = Metadata(
        data.issued,
        subject=data.activity.title,
        landscape=True,
        running=(f"{TITLE} {data.activity.code}", data.activity.title),
        footer=footer,
    )
    return Report(f"{TITLE}: {data.activity.title}", metadata, numbered(blocks))


def _facts(activity: ActivityHeader) -> KeyValues:
    days = "\n".join(f"{weekday_date(day.date)}, {hours(day.starts, day.ends)}" for day in activity.days)
    return KeyValues(
        (
            ("Tipo", activity.type or None),
            ("Lugar", activity.place or None),
            ("Fecha y hora", days or None),
            ("Modalidad", activity.modality or None),
            ("Responsable", activity.responsible or None),
            ("Registro", activity.code or None),
        ),
        columns=3,
    )


def _summary(entries: list[RegisterEntry]) -> str:
    """One sentence a director can quote."""
    came = [entry for entry in entries if entry.came]
    expected = sum(entry.expected for entry in entries)
    from_list = sum(entry.expected for entry in came)
    women, men, unknown = _sexes(came)
    verb = "Asistió" if len(came) == 1 else "Asistieron"
    walked_in = len(came) - from_list
    by_sex = f"{women} {'mujer' if women == 1 else 'mujeres'} y {men} {'hombre' if men == 1 else 'hombres'}"
    unknown_sex = f"; {unknown} sin dato de sexo" if unknown else ""
    return (
        f"{verb} {people(len(came))}: {from_list} de las {expected} esperadas y {walked_in} sin convocatoria."
        f" {by_sex}{unknown_sex}."
    )


def _sexes(entries: Iterable[RegisterEntry]) -> tuple[int, int, int]:
    sexes = [entry.person.sex for entry in entries]
    women, men = sexes.count("M"), sexes.count("H")
    return women, men, len(sexes) - women - men


def _who(entry: RegisterEntry, *, full: bool) -> tuple[Value, ...]:
    """The cells under `_who_columns`."""
    person = entry.person
    return (
        person.full_name,
        person.document_type or None,
        person.document_number if full else mask(person.document_number),
        _SEX.get(person.sex),
        person.entity or None,
        person.entity_kind or None,
        person.position or None,
        _MANDATE.get(person.mandate),
    )


def _present(data: RegisterData, came: list[RegisterEntry], *, full_documents: bool, source: str) -> Table:
    days = data.activity.days
    columns = (
        Column("N.°", "number", 22),
        *_WHO_COLUMNS,
        Column("Convocada", width=52),
        *(Column(_day_title(day, len(days)), "time", 40) for day in days),
    )
    rows = tuple(
        (
            number,
            *_who(entry, full=full_documents),
            "sí" if entry.expected else "no",
            *(_mark(mark, day, data.issued.date()) for mark, day in zip(entry.marks, days, strict=True)),
        )
        for number, entry in enumerate(came, start=1)
    )
    counts = [sum(entry.marks[index].present for entry in came) for index in range(len(days))]
    totals: tuple[Value, ...] = ("", "Total", *[""] * 8, *counts)
    return Table(
        columns,
        rows,
        totals,
        caption="Personas que asistieron, con la hora de registro de cada día",
        source=source,
        sheet=PRESENT_SHEET,
        empty="Nadie se ha registrado todavía.",
    )


def _day_title(day: ActivityDay, days: int) -> str:
    return f"{day.date:%d/%m}" if days == 1 else f"Día {day.number}\n{day.date:%d/%m}"


def _mark(mark: DayMark, day: ActivityDay, issued: date) -> time | str:
    if mark.present:
        return mark.at or "sí"
    return NOT_YET if day.date > issued else "no"


def _by_level(entries: list[RegisterEntry], source: str) -> Table:
    """Expected and present by level of government, women and men among the present; a person counts once."""
    groups: dict[str, list[RegisterEntry]] = {level: [] for level in (*LEVELS.values(), "")}
    for entry in entries:
        groups[entry.person.government_level].append(entry)
    unknown = any(_sexes(entry for entry in entries if entry.came)[2:])
    titles = ("Esperadas", "Asistieron (esperadas)", "Sin convocatoria", "Mujeres", "Hombres")
    columns = (
        Column("Nivel de gobierno", width=200),
        *(Column(title, "number", 62) for title in titles),
        *((Column("Sexo sin dato", "number", 62),) if unknown else ()),
        Column("Total que asistió", "number", 62, strong=True),
    )
    rows = tuple(
        (level or None, *_counts(group, unknown=unknown)) for level, group in groups.items() if group
    )
    return Table(
        columns,
        rows,
        ("Total", *_counts(entries, unknown=unknown)),
        caption="Personas esperadas y que asistieron, por nivel de gobierno",
        source=f"{source} Cada persona se cuenta una sola vez, aunque asista varios días.",
    )


def _counts(entries: list[RegisterEntry], *, unknown: bool) -> tuple[int, ...]:
    came = [entry for entry in entries if entry.came]
    from_list = sum(entry.expected for entry in came)
    women, men, no_data = _sexes(came)
    expected = sum(entry.expected for entry in entries)
    by_sex = (women, men, no_data) if unknown else (women, men)
    return expected, from_list, len(came) - from_list, *by_sex, len(came)


def _absent(absent: list[RegisterEntry], *, full_documents: bool, source: str) -> Table:
    columns = (Column("N.°", "number", 22), *_WHO_COLUMNS)
    rows = tuple((number, *_who(entry, full=full_documents)) for number, entry in enumerate(absent, start=1))
    return Table(
        columns,
        rows,
        caption="Personas esperadas que no asistieron",
        source=source,
        sheet=ABSENT_SHEET,
        empty="Todas las personas esperadas asistieron.",
    )
