"""The tables and charts of the report: they stand after the text of their section and are always live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from concerta_desktop.documents.blocks import Bar, Block, Chart, Column, Table, Value
from concerta_desktop.documents.evaluation_summary import aspect_chart, aspect_table
from concerta_desktop.documents.evaluation_summary import source as evaluation_source
from concerta_desktop.documents.wording import UNKNOWN, mask
from concerta_desktop.model.choices import EntityKind, MandateKind, Sex
from concerta_desktop.model.report import ReportPart
from concerta_desktop.queries.report import ReportData, ReportPerson
from concerta_desktop.queries.report_figures import entities_of
from concerta_desktop.queries.report_sources import NOT_ASKED, FindingLine
from concerta_desktop.rules.attendance import LEVELS

_SEX = {Sex.WOMAN: "M", Sex.MAN: "H"}
_MANDATE = {MandateKind.TITULAR: "Titular", MandateKind.ALTERNO: "Alterno/a"}
_FINDING_COLUMNS = (
    Column("N.°", "identifier", 36, strong=True),
    Column("Nudo crítico", width=110),
    Column("Medida correctiva", width=110),
    Column("Responsable", width=74),
    Column("Plazo", "date", 60),
    Column("Estado", width=58, strong=True),
)


def tables_of(part: ReportPart, data: ReportData) -> tuple[Block, ...]:
    """What the section shows below its text; nothing where nothing is recorded."""
    match part:
        case ReportPart.PARTICIPANTS if data.people:
            table, chart = participants_table(data), participants_chart(data)
            return (table, chart) if data.came else (table,)
        case ReportPart.EVALUATION if data.evaluation.aspects:
            return (aspect_chart(data.evaluation.aspects, evaluation_source(data.evaluation)),)
        case ReportPart.OBSTACLES if data.nudos:
            return (obstacles_table(data),)
        case _:
            return ()


def participants_table(data: ReportData) -> Table:
    """Convoked and present by level of government; a person counts once [B.4.i]."""
    unknown = any(person.sex is None for person in data.came)
    titles = ("Convocadas", "Asistieron\n(convocadas)", "Sin\nconvocatoria", "Mujeres", "Hombres")
    columns = (
        Column("Nivel de gobierno", width=150),
        *(Column(title, "number", 60) for title in titles),
        *((Column("Sexo\nsin dato", "number", 50),) if unknown else ()),
        Column("Total", "number", 44, strong=True),
    )
    rows = tuple(
        (_kind_label(kind, people), *_counts(people, unknown=unknown))
        for kind, people in _by_kind(data.people).items()
    )
    return Table(
        columns,
        rows,
        ("Total", *_counts(data.people, unknown=unknown)),
        caption="Personas convocadas y participantes, por nivel de gobierno",
        source=f"registro de asistencia {_code(data)}. Cada persona se cuenta una sola vez, aunque asista "
        "varios días.",
    )


def participants_chart(data: ReportData) -> Chart:
    """How many came from each level of government."""
    groups = _by_kind(data.came)
    bars = tuple(
        Bar(_kind_label(kind, people), (len(people),), str(len(people)), unknown=kind is None)
        for kind, people in groups.items()
    )
    return Chart(
        bars,
        ("Participantes",),
        caption="Participantes por nivel de gobierno",
        source=f"registro de asistencia {_code(data)}.",
    )


def obstacles_table(data: ReportData) -> Table:
    """Nudos with what is to be done, by whom and until when; those of earlier visits say since when."""
    return Table(
        _FINDING_COLUMNS,
        tuple(_finding_row(item, data.close) for item in data.nudos),
        caption="Nudos críticos y medidas correctivas recomendadas",
        source=f"matriz de avances y nudos críticos de la intervención {_code(data)}.",
    )


def annex_tables(data: ReportData) -> tuple[tuple[str, Table], ...]:
    """Title and table of each annex there is something for, in the order of `report_draft.annexes`."""
    found: list[tuple[str, Table]] = []
    if data.came:
        found.append(("Relación de participantes", _people_table(data)))
    if data.findings:
        found.append(("Matriz de avances y nudos críticos", _matrix_table(data)))
    if data.evaluation.aspects:
        table = aspect_table(data.evaluation.aspects, evaluation_source(data.evaluation))
        found.append(("Resultados de la evaluación", replace(table, caption="", sheet="Evaluación")))
    return tuple(found)


def _people_table(data: ReportData) -> Table:
    columns = (
        Column("N.°", "number", 24),
        Column("Apellidos y nombres", width=110, strong=True),
        Column("Documento", "identifier", 54),
        Column("Sexo", width=30),
        Column("Entidad", width=104),
        Column("Cargo", width=92),
        Column("Condición", width=50),
        Column("Días", width=52),
    )
    rows = tuple((number, *_person_row(person)) for number, person in enumerate(data.came, start=1))
    source = (
        f"registro de asistencia {_code(data)}. Sexo: M, mujer; H, hombre. Los documentos se muestran en "
        "parte (Ley N.° 29733)."
    )
    return Table(columns, rows, source=source, sheet="Participantes")


def _person_row(person: ReportPerson) -> tuple[Value, ...]:
    return (
        person.full_name,
        mask(person.document_number) if person.document_number else None,
        _SEX.get(person.sex) if person.sex else None,
        person.entity or None,
        person.position or None,
        _MANDATE.get(person.mandate) if person.mandate else None,
        "\n".join(f"{day:%d/%m}" for day in person.days),
    )


def _matrix_table(data: ReportData) -> Table:
    """The whole matriz on an upright page: cause under its nudo, date under who answers for it."""
    columns = (
        Column("N.°", "identifier", 36, strong=True),
        Column("Función o\ninstrumento", width=86),
        Column("Hallazgo y causa", width=130),
        Column("Medida correctiva", width=114),
        Column("Responsable\ny plazo", width=86),
        Column("Estado", width=66),
    )
    rows = tuple(
        (
            item.code,
            item.subject or None,
            item.text + (f"\nCausa: {item.cause or UNKNOWN}" if not item.advance else ""),
            *((NOT_ASKED,) * 3 if item.advance else _measure_row(item, data.close)),
        )
        for item in data.findings
    )
    source = f"matriz de avances (A) y nudos críticos (N) de la intervención {_code(data)}."
    return Table(columns, rows, source=source, sheet="Matriz")


def _measure_row(item: FindingLine, close: date | None) -> tuple[Value, ...]:
    until = f"\nhasta {item.due:%d/%m/%Y}" if item.due else "" if item.resolved else f"\nplazo {UNKNOWN}"
    return item.measure or None, f"{item.responsible or UNKNOWN}{until}", _state(item, close)


def _finding_row(item: FindingLine, close: date | None) -> tuple[Value, ...]:
    return (
        item.code,
        item.text,
        item.measure or None,
        item.responsible or None,
        item.due or (NOT_ASKED if item.resolved else None),
        _state(item, close),
    )


def _state(item: FindingLine, close: date | None) -> str:
    since = f"\ndesde {item.since:%d/%m/%Y}" if item.since else ""
    return (item.state or UNKNOWN) + since + ("\nvencido" if item.overdue(close) else "")


def _by_kind(people: Iterable[ReportPerson]) -> Mapping[EntityKind | None, list[ReportPerson]]:
    """In the order levels are shown; those of unknown kind last, and only when there are any."""
    groups: dict[EntityKind | None, list[ReportPerson]] = {kind: [] for kind in (*LEVELS, None)}
    for person in people:
        groups[person.entity_kind].append(person)
    return {kind: group for kind, group in groups.items() if group}


def _kind_label(kind: EntityKind | None, people: Iterable[ReportPerson]) -> str:
    """ "Municipalidades distritales (8)" """
    if kind is None:
        return UNKNOWN.capitalize()
    entities = len(entities_of(people))
    return f"{LEVELS[kind]} ({entities})" if entities > 1 else LEVELS[kind]


def _counts(people: Iterable[ReportPerson], *, unknown: bool) -> tuple[int, ...]:
    everybody = list(people)
    came = [person for person in everybody if person.came]
    from_list = sum(person.expected for person in came)
    sexes = [person.sex for person in came]
    by_sex = [sexes.count(Sex.WOMAN), sexes.count(Sex.MAN), *([sexes.count(None)] if unknown else [])]
    expected = sum(person.expected for person in everybody)
    return expected, from_list, len(came) - from_list, *by_sex, len(came)


def _code(data: ReportData) -> str:
    return data.intervention.code or UNKNOWN
