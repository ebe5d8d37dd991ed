"""Follow-up on paper [7.3.4]: Anexo 4, and the evaluation of a process of assistance against its baseline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from concerta_desktop.documents.blocks import (
    Block,
    Column,
    Heading,
    KeyValues,
    Metadata,
    Paragraph,
    Report,
    Table,
    Value,
)
from concerta_desktop.documents.instancia_head import PROPOSAL, own_metadata
from concerta_desktop.documents.instancias_matriz import percent
from concerta_desktop.documents.numbering import numbered
from concerta_desktop.documents.wording import UNKNOWN
from concerta_desktop.model.followup import ReportPeriod
from concerta_desktop.model.instancia import instancia_name
from concerta_desktop.queries.followup import Leg, ReportLine, ReportPage
from concerta_desktop.queries.situation import ProcessPage
from concerta_desktop.rules.followup import Summary
from concerta_desktop.rules.spanish_dates import days_short

_COLUMNS = (
    Column("N.°", "number", 0.4),
    Column("Acción", width=2.4, strong=True),
    Column("Unidad", width=0.9),
    Column("Meta", "number", 0.6),
    Column("Ejecutado", "number", 0.8),
    Column("Avance", "identifier", 0.8),
    Column("Evidencia", width=1.5),
    Column("Dificultades", width=1.5),
    Column("Medida correctiva", width=1.5),
    Column("Recomendaciones", width=1.5),
)


def report_title(page: ReportPage) -> str:
    """ "Informe de seguimiento del primer semestre de 2026", "Informe anual de seguimiento 2026" """
    it = page.report
    if it.period is ReportPeriod.ANNUAL:
        return f"Informe anual de seguimiento del plan de trabajo {it.year}"
    which = it.period.label.lower() if it.period else ""
    return f"Informe de seguimiento del plan de trabajo, {which} de {it.year}"


def compose_follow_up(page: ReportPage, issued: datetime) -> Report:
    """Anexo 4, one template for semester and year (K15), with percentages and evidence."""
    it = page.report
    name, title = instancia_name(it.instancia or ""), report_title(page)
    blocks: tuple[Block, ...] = (
        KeyValues(
            (
                ("Plan", (page.plan.name if page.plan else None) or None),
                ("Elaborado el", it.prepared_on),
                ("Publicado en el Observatorio Regional", it.published_on),
                ("Dónde", it.published_at),
            ),
            columns=2,
        ),
        Heading("Avance por acción"),
        Paragraph(summary_line(page.summary)),
        Table(
            _COLUMNS,
            tuple(_line(number, line) for number, line in enumerate(page.lines, 1)),
            sheet="Avance",
            empty="El plan no tiene acciones, o no se sabe qué plan rige ese año.",
        ),
        Heading("Análisis"),
        *_text(it.analysis),
        Heading("Conclusiones y recomendaciones"),
        *_text(it.conclusions),
        Heading("Remisión"),
        _journey(page.legs),
        Paragraph(f"Anexo N° 4. {PROPOSAL}", "small"),
    )
    metadata = own_metadata(it.instancia or "", title, issued, landscape=True)
    return Report(title, metadata, numbered(blocks), (Paragraph(name, "lead"),))


def summary_line(found: Summary) -> str:
    """What the percentages come to; an average of what is known, with how many that is."""
    if not found.programmed:
        return f"Ninguna acción tiene meta en el período: {UNKNOWN}."
    known = f"Se conoce lo ejecutado de {found.reported} de {found.programmed} acciones con meta"
    if found.average is None:
        return f"{known}; avance: {UNKNOWN}."
    reached = "1 alcanzó" if found.reached == 1 else f"{found.reached} alcanzaron"
    return (
        f"{known}; {reached} su meta. Avance promedio: {percent(found.average)} "
        "(ninguna acción cuenta por más de 100 %)."
    )


def _line(number: int, line: ReportLine) -> tuple[Value, ...]:
    goal = line.goal
    return (
        number,
        line.action.action,
        line.action.unit,
        line.progress.goal,
        line.progress.done,
        percent(line.progress.percent),
        goal.evidence if goal else None,
        goal.difficulties if goal else None,
        goal.measure if goal else None,
        goal.advice if goal else None,
    )


def _journey(legs: Iterable[Leg]) -> Table:
    return Table(
        (
            Column("A quién", width=1.4, strong=True),
            Column("Enviado el", "date"),
            Column("Recibido el", "date"),
            Column("Constancia", width=1.5),
            Column("Recomendaciones de quien lo recibe", width=2.5),
        ),
        tuple(
            (
                leg.step.label,
                leg.record.sent if leg.record else None,
                leg.record.received if leg.record else None,
                leg.record.evidence if leg.record else None,
                leg.record.advice if leg.record else None,
            )
            for leg in legs
        ),
    )


def compose_process(page: ProcessPage, issued: datetime) -> Report:
    """The DGCVG's evaluation at the end of a process [7.3.4.8], distinct from that of each visit (K14)."""
    it, said = page.process, page.evaluation
    blocks: tuple[Block, ...] = (
        Heading("Línea de base"),
        *_text(it.baseline),
        Heading("Metas"),
        *_text(it.goals),
        Heading("Intervenciones del proceso"),
        Table(
            (
                Column("Fecha", width=1.2),
                Column("Intervención", width=3, strong=True),
                Column("Dónde", width=1.5),
            ),
            tuple(
                (days_short([day for day in (row.first, row.last) if day]), row.title, row.place)
                for row in page.interventions
            ),
        ),
        Heading("Análisis cuantitativo"),
        *_text(said.quantitative if said else None),
        Heading("Análisis cualitativo"),
        *_text(said.qualitative if said else None),
        Heading("Metas alcanzadas frente a la línea de base"),
        *_text(said.goals_reached if said else None),
        Heading("Propuesta de mejora"),
        *_text(said.proposal if said else None),
    )
    title = "Evaluación del proceso de asistencia técnica"
    name = it.name or UNKNOWN
    metadata = Metadata(issued, subject=name, running=(title, name))
    return Report(title, metadata, numbered(blocks), (Paragraph(name, "lead"),))


def _text(text: str | None) -> tuple[Block, ...]:
    return tuple(Paragraph(line) for line in (text or UNKNOWN).split("\n") if line.strip())
