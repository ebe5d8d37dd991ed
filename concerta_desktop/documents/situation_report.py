"""The DPVLV's yearly report on the situation of the instancias [7.3.4.9-10], drafted from all of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from concerta_desktop.documents.blocks import (
    Bar,
    Block,
    Chart,
    Column,
    Heading,
    KeyValues,
    Metadata,
    PageBreak,
    Paragraph,
    Report,
    Table,
)
from concerta_desktop.documents.draw_map import draw_map
from concerta_desktop.documents.instancia_followup import summary_line
from concerta_desktop.documents.instancias_matriz import (
    DENOMINATORS,
    LEVELS,
    coverage_chart,
    coverage_table,
    percent,
)
from concerta_desktop.documents.numbering import numbered
from concerta_desktop.documents.wording import UNKNOWN
from concerta_desktop.model.followup import ReportPeriod
from concerta_desktop.model.instruments import InstrumentKind
from concerta_desktop.model.territory import find
from concerta_desktop.progress import Progress, silent
from concerta_desktop.queries.situation import Situation
from concerta_desktop.rules.instancias import eligible
from concerta_desktop.text import sort_key

_STEPS = 4


def compose_situation(found: Situation, issued: datetime, progress: Progress = silent) -> Report:
    """The draft. What somebody wrote of conclusions and recommendations stands as written. May raise
    `Cancelled`."""
    title = f"Informe sobre la situación de las instancias de concertación, {found.year}"
    progress(0, _STEPS, "Contando las instancias")
    blocks: list[Block] = [
        Heading("Antecedentes"),
        Paragraph(
            "Los Lineamientos (7.3.4.9) encargan a la Dirección de Políticas para una Vida Libre de "
            "Violencia un informe anual sobre la situación de las instancias regionales, provinciales y "
            "distritales de concertación, a partir de los reportes de sus planes de trabajo."
        ),
        Heading("Cobertura"),
        coverage_table(found.coverage),
        coverage_chart(found.coverage),
        Paragraph(DENOMINATORS, "small"),
        *_regions(found),
    ]
    progress(1, _STEPS, "Dibujando el mapa")
    own = [row for row in found.rows if eligible(row.place.territory)]
    blocks += [PageBreak(), Heading("Mapa de las instancias distritales"), draw_map(own)]
    progress(2, _STEPS, "Resumiendo instrumentos y sesiones")
    blocks += [*_instruments(found), *_working(found), *_follow_up(found), *_assistance(found)]
    progress(3, _STEPS, "Redactando")
    said = found.record
    blocks += [
        Heading("Conclusiones"),
        *_text(said.conclusions if said else None),
        Heading("Recomendaciones"),
        *_text(said.advice if said else None),
        Heading("Presentación y difusión"),
        KeyValues(
            (
                ("Presentado a la ST-CMAN", said.delivered_on if said else None),
                ("Incluido en la segunda sesión ordinaria", said.included_on if said else None),
                ("Presentado en sesión ordinaria de la CMAN", said.presented_on if said else None),
                ("Presentado al Comité Intergubernamental", said.committee_on if said else None),
                ("Publicado en el Observatorio Nacional", said.published_on if said else None),
                ("Dónde se publicó", said.published_at if said else None),
            )
        ),
    ]
    metadata = Metadata(issued, subject=title, running=(title, "DPVLV"))
    return Report(title, metadata, numbered(blocks))


def _regions(found: Situation) -> Iterable[Block]:
    names = {code: place.name for code in found.regions if (place := find(code))}
    ordered = sorted(names, key=lambda code: sort_key(names[code]))
    yield Chart(
        tuple(
            Bar(
                names[code],
                (one.created,),
                percent(one.percent),
            )
            for code in ordered
            if (one := found.regions[code])
        ),
        ("Creadas",),
        caption="Instancias provinciales y distritales creadas, por región, y qué parte de las posibles son",
    )


def _instruments(found: Situation) -> Iterable[Block]:
    yield Heading("Instrumentos de gestión")
    yield Table(
        (
            Column("Nivel", strong=True),
            Column("Instancias creadas", "number"),
            *(Column(kind.label, "number") for kind in InstrumentKind),
        ),
        tuple(
            (LEVELS[level], one.created, *(one.instruments[kind] for kind in InstrumentKind))
            for level, one in found.levels.items()
        ),
        caption="Instancias con instrumento aprobado (observatorio: implementado), según lo registrado",
    )
    yield Paragraph(f"Observaciones de revisión por subsanar: {found.reviews_open}.")


def _working(found: Situation) -> Iterable[Block]:
    yield Heading("Funcionamiento")
    yield Table(
        (
            Column("Nivel", strong=True),
            Column("Sesiones", "number"),
            Column("Instancias que sesionaron", "number"),
            Column("Acción por el 25 de noviembre", "number"),
        ),
        tuple(
            (LEVELS[level], one.sessions, one.with_sessions, one.awareness)
            for level, one in found.levels.items()
        ),
        caption=f"Sesiones y acciones registradas en {found.year}",
    )
    met = f"{found.met} de {found.agreements}" if found.agreements else UNKNOWN
    yield Paragraph(f"Acuerdos cumplidos o dejados sin efecto: {met}.")


def _follow_up(found: Situation) -> Iterable[Block]:
    yield Heading("Seguimiento de los planes de trabajo")
    yield Table(
        (
            Column("Nivel", strong=True),
            Column("Instancias creadas", "number"),
            *(Column(period.label, "number") for period in ReportPeriod),
        ),
        tuple(
            (LEVELS[level], one.created, *(one.reports[period] for period in ReportPeriod))
            for level, one in found.levels.items()
        ),
        caption=f"Instancias con informe de seguimiento de {found.year}",
    )
    yield Paragraph(f"Informes recibidos por la DPVLV: {found.received}.")
    yield Paragraph(summary_line(found.progress))


def _assistance(found: Situation) -> Iterable[Block]:
    yield Heading("Asistencia técnica")
    yield Paragraph(
        f"En {found.year} la DPVLV registró {found.interventions} intervenciones con fecha, que atendieron a "
        f"{found.served} instancias."
    )
    if found.poi:
        yield Table(
            (
                Column("Actividad del POI", width=2.6, strong=True),
                Column("Sobre", width=1.6),
                Column("Unidad", width=1.0),
                Column("Meta", "number", 0.7),
                Column("Ejecutado", "number", 0.9),
            ),
            tuple(
                (one.name, one.subject.label if one.subject else None, one.unit, one.goal, one.done)
                for one in found.poi
            ),
            caption=f"Plan Operativo Institucional {found.year}",
        )
    for notice in found.notices:
        yield Paragraph(f"- {notice.text} [{notice.paragraph}]", "item")


def _text(text: str | None) -> tuple[Block, ...]:
    return tuple(Paragraph(line) for line in (text or UNKNOWN).split("\n") if line.strip())
