"""The matriz de avances y nudos críticos as a document [B.4.ii; 43]: what came from earlier visits with its
story, what this one found, by whom it speaks of and by function or instrument.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

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
from concerta_desktop.documents.wording import UNKNOWN, hours, weekday_date
from concerta_desktop.model.place import place_name
from concerta_desktop.queries.findings import FindingRow, Matrix, StoryLine
from concerta_desktop.queries.sheet import ActivityHeader
from concerta_desktop.rules.finding_subjects import Aspect, Subject, aspect_of
from concerta_desktop.rules.spanish_dates import numeric, overdue
from concerta_desktop.text import sort_key

TITLE = "Matriz de avances y nudos críticos"
NOT_APPLICABLE = "—"
"""Of the date of a nudo that is resolved and never had one."""
CARRIED_SHEET, FRESH_SHEET, ADVANCES_SHEET = "Vienen de antes", "Nudos de esta visita", "Avances"

_NUMBER, _PLACE = Column("N.°", "identifier", 36, strong=True), Column("De quién", width=70)
_ABOUT = Column("Función o instrumento", width=76)
_ANSWERS = (
    Column("Medida correctiva", width=124),
    Column("Responsable", width=78),
    Column("Plazo", "date", 64),
    Column("Estado", width=80),
)


@dataclass(frozen=True, slots=True)
class MatrixData:
    """What the document shows. `served`: codes of the instancias and territories of the visit."""

    activity: ActivityHeader
    served: tuple[str, ...]
    matrix: Matrix
    subjects: tuple[Subject, ...]
    issued: datetime


def compose_matrix(data: MatrixData) -> Report:
    """The matriz of one visit, on its side because its columns are many."""
    activity = data.activity
    blocks: list[Block] = [
        _facts(data),
        Paragraph(summary(data.matrix), "lead"),
        *matrix_tables(data),
        *_breakdowns(data),
        Signatures(((activity.responsible or UNKNOWN, "Responsable de la matriz"),)),
    ]
    metadata = Metadata(
        data.issued,
        subject=activity.title,
        landscape=True,
        running=(f"{TITLE} {activity.code}", activity.title),
        footer=f"{TITLE} {activity.code}, al {data.issued:%d/%m/%Y %H:%M}.",
    )
    return Report(f"{TITLE}: {activity.title}", metadata, numbered(blocks))


def summary(found: Matrix) -> str:
    """One sentence that a director can quote."""
    nudos, advances = len(found.nudos), len(found.advances)
    if not nudos and not advances:
        return "Aún no se ha registrado ningún avance ni nudo crítico."
    said = f"{_count(nudos, 'nudo crítico', 'nudos críticos')} y {_count(advances, 'avance', 'avances')}."
    if found.carried:
        came = _count(len(found.carried), "viene", "vienen")
        new = _count(len(found.fresh), "es nuevo", "son nuevos")
        said += f" De los nudos, {came} de visitas anteriores y {new}."
    if nudos:
        resolved = len(found.resolved_nudos)
        said += f" Al cierre de la visita, {_count(resolved, 'quedó resuelto', 'quedaron resueltos')} y "
        said += f"{_count(nudos - resolved, 'sigue pendiente', 'siguen pendientes')}."
    return said


def matrix_tables(data: MatrixData) -> tuple[Table, ...]:
    """Nudos of earlier visits with their story, those of this one, avances; each a page of a spreadsheet."""
    found, today, source = data.matrix, data.issued.date(), _source(data)
    carried = Table(
        (
            _NUMBER,
            _PLACE,
            _ABOUT,
            Column("Nudo crítico y causa", width=150),
            *_ANSWERS,
            Column("Historia", width=140),
        ),
        tuple(
            (*_who(row), _text_and_cause(row), *_answers(row, today), _story(found.stories.get(row.id, ())))
            for row in found.carried
        ),
        caption="Nudos críticos que vienen de visitas anteriores, con su historia",
        source=source,
        sheet=CARRIED_SHEET,
        empty="Ningún nudo crítico de visitas anteriores estaba pendiente.",
    )
    fresh = Table(
        (_NUMBER, _PLACE, _ABOUT, Column("Nudo crítico", width=160), Column("Causa", width=130), *_ANSWERS),
        tuple(
            (*_who(row), row.finding.text, row.finding.cause, *_answers(row, today)) for row in found.fresh
        ),
        caption="Nudos críticos que registró esta visita",
        source=source,
        sheet=FRESH_SHEET,
        empty="Esta visita no registró nudos críticos.",
    )
    advances = Table(
        (_NUMBER, _PLACE, _ABOUT, Column("Avance", width=420), Column("Responsable", width=110)),
        tuple((*_who(row), row.finding.text, row.finding.responsible) for row in found.advances),
        caption="Avances",
        source=source,
        sheet=ADVANCES_SHEET,
        empty="Esta visita no registró avances.",
    )
    return carried, fresh, advances


def _facts(data: MatrixData) -> KeyValues:
    activity = data.activity
    days = "\n".join(f"{weekday_date(day.date)}, {hours(day.starts, day.ends)}" for day in activity.days)
    return KeyValues(
        (
            ("Tipo", activity.type or None),
            ("Atiende a", "\n".join(map(place_name, data.served)) or None),
            ("Fecha y hora", days or None),
            ("Modalidad", activity.modality or None),
            ("Lugar", activity.place or None),
            ("Responsable", activity.responsible or None),
            ("Intervención", activity.code or None),
        ),
        columns=3,
    )


def _source(data: MatrixData) -> str:
    return f"matriz de la intervención {data.activity.code}, al {data.issued:%d/%m/%Y %H:%M}."


def _who(row: FindingRow) -> tuple[Value, ...]:
    """The cells under number, whom and function or instrument."""
    return row.code, row.place, row.finding.about


def _text_and_cause(row: FindingRow) -> str:
    return f"{row.finding.text or UNKNOWN}\nCausa: {row.finding.cause or UNKNOWN}"


def _answers(row: FindingRow, today: date) -> tuple[Value, ...]:
    """The cells under `_ANSWERS`."""
    finding = row.finding
    due = NOT_APPLICABLE if row.resolved and finding.due is None else finding.due
    return finding.measure, finding.responsible, due, _state(row, today)


def _state(row: FindingRow, today: date) -> str:
    """How it stands, and what has to be known of it: that nobody updated it, that its date has passed."""
    lines = [row.standing.label]
    if row.carried:
        lines.append(f"desde {numeric(row.origin.first)}")
    if row.pending:
        lines.append("sin actualizar")
    if row.finding.due and row.finding.due < today and not row.resolved:
        lines.append(overdue(row.finding.due, today))
    return "\n".join(lines)


def _story(lines: Iterable[StoryLine]) -> str:
    """The oldest first, a line each."""
    told = [
        f"{numeric(line.day)} {line.what}" + (f", {line.who}" if line.who else "") + f": {line.said}"
        for line in lines
    ]
    return "\n".join(told[::-1])


def _breakdowns(data: MatrixData) -> tuple[Table, ...]:
    def subject(row: FindingRow) -> str:
        about = row.finding.about
        if not about:
            return ""
        aspect = aspect_of(about, data.subjects)
        return about if aspect is Aspect.OTHER else f"{aspect.label}: {about}"

    by_place = _breakdown(data, "De quién", "GR, GL o instancia", lambda row: row.place)
    return by_place, _breakdown(data, "Función o instrumento", "función o instrumento", subject)


def _breakdown(data: MatrixData, title: str, by: str, key: Callable[[FindingRow], str]) -> Table:
    groups: dict[str, list[FindingRow]] = defaultdict(list)
    for row in data.matrix.rows:
        groups[key(row)].append(row)
    names = sorted(groups, key=lambda name: (not name or name == UNKNOWN, sort_key(name)))
    counted = (
        "Nudos de visitas anteriores",
        "Nudos nuevos",
        "Nudos resueltos",
        "Nudos pendientes",
        "Avances",
    )
    columns = (
        Column(title, width=230),
        *(Column(words, "number", 74) for words in counted),
        Column("Total", "number", 60, strong=True),
    )
    return Table(
        columns,
        tuple((name or None, *_counts(groups[name])) for name in names),
        ("Total", *_counts(data.matrix.rows)),
        caption=f"Hallazgos por {by}",
        source=f"{_source(data)} Total = nudos resueltos + pendientes + avances.",
    )


def _counts(rows: Sequence[FindingRow]) -> tuple[int, ...]:
    nudos = [row for row in rows if not row.advance]
    carried, resolved = sum(row.carried for row in nudos), sum(row.resolved for row in nudos)
    advances = len(rows) - len(nudos)
    return carried, len(nudos) - carried, resolved, len(nudos) - resolved, advances, len(rows)


def _count(number: int, one: str, many: str) -> str:
    """ "1 avance", "5 avances" """
    return f"{number} {one if number == 1 else many}"
