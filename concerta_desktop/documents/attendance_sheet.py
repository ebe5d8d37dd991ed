"""The printed attendance sheet (requirement 42): who is expected, room for who is not, and a place to sign.

The sheet is a form to be filled standing, with a pen, and later read by a scanner: rows of a fixed height,
the same fifteen on every page, marks at fixed places, a code that changes with the page. Flowing blocks
cannot promise that, so it has a page model of its own, `PrintedSheet`, drawn by `draw_sheet`; as a
spreadsheet or an editable text it becomes ordinary blocks (`as_report`).

What is unknown of an expected person stays blank, against the rule of "sin dato": the blank is the question.
Answers to sensitive questions are never pre-printed, since the sheet goes from hand to hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from concerta_desktop.documents.blocks import (
    Block,
    Column,
    KeyValues,
    Metadata,
    Paragraph,
    Report,
    Signatures,
    Table,
)
from concerta_desktop.documents.wording import hours, weekday_date
from concerta_desktop.errors import UserError
from concerta_desktop.queries.sheet import ActivityDay, ActivityHeader, Participant, SheetData
from concerta_desktop.text import sort_key

ROWS_PER_PAGE = 15
TEMPLATE_VERSION = "1.1"
"""Goes into the QR: a reader must know where the cells were. Raise it whenever a column or a row moves."""

TITLE = "Registro de asistencia"
NOTICE_TITLE = "Datos personales."
PRIVACY_NOTICE = (
    "De conformidad con la Ley N.° 29733 y su Reglamento (D.S. N.° 016-2024-JUS), el MIMP tratará sus datos "
    "para registrar y acreditar su participación, elaborar reportes institucionales y evaluar esta "
    "actividad. Se conservarán por el plazo y en el banco de datos que indica el aviso completo, a la vista "
    "en la mesa de registro. Puede ejercer sus derechos de acceso, rectificación, cancelación y oposición "
    "ante el MIMP."
)
"""Requirements §2.9, shortened to what fits under the rows; the office may write its own."""
CONSENT_NOTICE = (
    "La autoidentificación étnica, la lengua y la discapacidad son voluntarias. Marque en «Autorizo» la "
    "casilla 1 si autoriza el tratamiento de estos datos sensibles y la casilla 2 si autoriza el uso de "
    "su imagen."
)

SensitiveQuestion = Literal["ethnicity", "language", "disability"]


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What the person who prints chooses. `days` are day numbers; empty = every day, a set of pages each.

    `order`: expected people by name, or grouped by entity.
    """

    blank_rows: int = 20
    extra_sheets: int = 0
    days: tuple[int, ...] = ()
    sensitive: tuple[SensitiveQuestion, ...] = ()
    order: Literal["name", "entity"] = "name"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A ruled column. `width` is a share; `whole` text may shrink but is never cut."""

    title: str
    width: float
    style: Literal["plain", "name", "number"] = "plain"
    centered: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One side of paper."""

    facts: tuple[tuple[str, str], ...]
    """Six (label, value), read across in three columns."""
    stamp: tuple[str, str, str]
    """Page of pages, sheet, day and template: what the code says, for people."""
    code: str
    rows: tuple[tuple[str, ...], ...]
    footnote: str


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """Everything a sheet says, in the words it says it with."""

    title: str
    activity: str
    metadata: Metadata
    columns: tuple[SheetColumn, ...]
    pages: tuple[SheetPage, ...]
    notice_title: str
    notice: str
    signer: str


_SENSITIVE_TITLES: dict[SensitiveQuestion, str] = {
    "ethnicity": "Autoidenti-\nficación étnica",
    "language": "Lengua\nmaterna",
    "disability": "Discapa-\ncidad",
}
_CONSENT_BOXES = "1 □  2 □"


def compose_sheet(data: SheetData, options: SheetOptions | None = None) -> PrintedSheet:
    """The sheet of an activity, a set of pages for each day. Raises `UserError` when it has no day."""
    options = options or SheetOptions()
    days = tuple(day for day in data.activity.days if not options.days or day.number in options.days)
    if not days:
        raise UserError(
            "La intervención aún no tiene un día con asistencia.", todo="Agregue la fecha en Programación."
        )
    rows = _rows(data.expected, options)
    notice = data.privacy_notice.strip() or PRIVACY_NOTICE
    return PrintedSheet(
        title=TITLE,
        activity=data.activity.title,
        metadata=Metadata(data.issued, subject=f"{TITLE}: {data.activity.title}", landscape=True),
        columns=_columns(options.sensitive),
        pages=tuple(page for day in days for page in _pages(data.activity, day, rows, len(data.expected))),
        notice_title=NOTICE_TITLE,
        notice=f"{notice} {CONSENT_NOTICE}" if options.sensitive else notice,
        signer="Firma de la persona responsable del registro",
    )


def page_code(activity_id: str, day: ActivityDay, page: int, pages: int) -> str:
    """What the QR of a page says: program, format version, kind, intervention, day, page, template."""
    return f"CONCERTA/1/AS/{activity_id}/{day.date:%Y%m%d}/{page}/{pages}/{TEMPLATE_VERSION}"


def _columns(sensitive: tuple[SensitiveQuestion, ...]) -> tuple[SheetColumn, ...]:
    number = SheetColumn("N.°", 22, "number", centered=True, whole=True)
    sex = SheetColumn("Sexo\nM / H", 26, centered=True)
    mandate = SheetColumn("T / A", 24, centered=True)
    if not sensitive:
        return (
            number,
            SheetColumn("Apellidos y nombres", 150, "name", whole=True),
            SheetColumn("Tipo y N.° de\ndocumento", 72, whole=True),
            sex,
            SheetColumn("Entidad", 130),
            SheetColumn("Cargo", 145),
            mandate,
            SheetColumn("Correo o teléfono", 101, whole=True),
            SheetColumn("Firma", 104),
        )
    return (
        number,
        SheetColumn("Apellidos y nombres", 122, "name", whole=True),
        SheetColumn("Tipo y N.° de\ndocumento", 76, whole=True),
        sex,
        SheetColumn("Entidad", 96),
        SheetColumn("Cargo", 84),
        mandate,
        *(SheetColumn(_SENSITIVE_TITLES[question], 54) for question in sensitive),
        SheetColumn("Autorizo", 40, centered=True),
        SheetColumn("Correo o teléfono", 78, whole=True),
        SheetColumn("Firma", 92),
    )


def _rows(expected: tuple[Participant, ...], options: SheetOptions) -> tuple[tuple[str, ...], ...]:
    """Expected people in Spanish order, then blank rows up to the foot of the last page."""
    people = sorted(expected, key=lambda person: sort_key(person.full_name))
    if options.order == "entity":
        people.sort(key=lambda person: (not person.entity, sort_key(person.entity)))
    wanted = len(people) + options.blank_rows
    pages = max(1, -(-wanted // ROWS_PER_PAGE)) + options.extra_sheets
    blank = Participant("", "", "")
    everybody = [*people, *[blank] * (pages * ROWS_PER_PAGE - len(people))]
    questions = ("",) * len(options.sensitive)
    consent = (_CONSENT_BOXES,) if options.sensitive else ()
    return tuple(
        (str(number), *_who(person), *questions, *consent, person.contact, "")
        for number, person in enumerate(everybody, start=1)
    )


def _who(person: Participant) -> tuple[str, ...]:
    document = f"{person.document_type} {person.document_number}".strip()
    return person.full_name, document, person.sex, person.entity, person.position, person.mandate


def _pages(
    activity: ActivityHeader, day: ActivityDay, rows: tuple[tuple[str, ...], ...], expected: int
) -> tuple[SheetPage, ...]:
    total = len(rows) // ROWS_PER_PAGE
    return tuple(
        SheetPage(
            facts=_facts(activity, day),
            stamp=(
                f"Página {number} de {total}",
                f"Hoja {activity.code}",
                f"Día {day.number} · plantilla {TEMPLATE_VERSION}",
            ),
            code=page_code(activity.id, day, number, total),
            rows=rows[(number - 1) * ROWS_PER_PAGE : number * ROWS_PER_PAGE],
            footnote=_footnote(expected, len(rows)),
        )
        for number in range(1, total + 1)
    )


def _facts(activity: ActivityHeader, day: ActivityDay) -> tuple[tuple[str, str], ...]:
    when = weekday_date(day.date)
    if len(activity.days) > 1:
        when = f"{when} (día {day.number} de {len(activity.days)})"
    return (
        ("Tipo", activity.type),
        ("Fecha", when),
        ("Lugar", activity.place),
        ("Modalidad", activity.modality),
        ("Hora", hours(day.starts, day.ends) if day.starts or day.ends else ""),
        ("Responsable", activity.responsible),
    )


def _footnote(expected: int, rows: int) -> str:
    note = (
        "T: titular · A: alterno o alterna. "
        "Si un dato impreso no es correcto, táchelo y escriba el correcto al lado."
    )
    if not expected or expected == rows:
        return note
    return f"{note} Filas {expected + 1} a {rows}: personas que no figuran en la lista."


def as_report(sheet: PrintedSheet) -> Report:
    """The sheet as ordinary blocks, for those who keep it in a spreadsheet or edit it before printing."""
    columns = tuple(
        Column(
            column.title.replace("-\n", "").replace("\n", " "),
            "identifier" if column.whole else "text",
            column.width,
        )
        for column in sheet.columns
    )
    blocks: list[Block] = []
    for day in dict.fromkeys(page.facts for page in sheet.pages):
        pages = [page for page in sheet.pages if page.facts == day]
        label = pages[0].stamp[2].partition(" ·")[0]
        blocks.append(KeyValues(day, columns=3))
        rows = tuple(row for page in pages for row in page.rows)
        blocks.append(Table(columns, rows, caption=f"{label}. {sheet.activity}", sheet=label))
        blocks.append(Paragraph(pages[0].footnote, "small"))
    blocks.append(Paragraph(f"{sheet.notice_title} {sheet.notice}", "small"))
    blocks.append(Signatures((("", sheet.signer),)))
    return Report(f"{sheet.title}: {sheet.activity}", sheet.metadata, tuple(blocks))
