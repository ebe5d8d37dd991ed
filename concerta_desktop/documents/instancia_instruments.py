"""Anexo 1 (diagnóstico) and Anexo 2 (plan de trabajo) [7.3.3.1-3, -4].

The bodies of the annexes are not in the source: these structures are Concerta's proposals, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from concerta_desktop.documents.blocks import (
    Block,
    Column,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Report,
    Table,
    Value,
)
from concerta_desktop.documents.instancia_head import PROPOSAL, own_metadata
from concerta_desktop.documents.numbering import numbered
from concerta_desktop.documents.wording import UNKNOWN, show
from concerta_desktop.model.instancia import instancia_name
from concerta_desktop.model.instruments import DiagnosisFigure
from concerta_desktop.queries.instruments import DiagnosisPage, PlanPage, Programming
from concerta_desktop.rules.spanish_dates import numeric


def compose_plan(page: PlanPage, issued: datetime) -> Report:
    """Anexo 2: the actions with their goals, a table for each year."""
    plan, name = page.plan, instancia_name(page.plan.instancia or "")
    blocks: list[Block] = [
        Paragraph(name, "lead"),
        KeyValues(
            (
                ("Vigencia", validity(plan.valid_from, plan.valid_until)),
                ("Versión", plan.version),
                ("Aprobado el", plan.approved_on),
                ("Consta en", plan.approval),
            ),
            columns=2,
        ),
    ]
    for place, year in enumerate(page.years):
        blocks += [PageBreak()] if place else []
        blocks += [Heading(f"Programación {year.year}", counted=False), Paragraph(approval_line(year))]
        blocks.append(_year_table(page, year.year))
    if not page.years:
        blocks.append(Paragraph("El plan no tiene todavía fechas de vigencia ni metas."))
    blocks.append(Paragraph(f"Anexo N° 2. {PROPOSAL}", "small"))
    title = plan.name or "Plan de trabajo"
    metadata = own_metadata(plan.instancia or "", title, issued, landscape=True)
    return Report(title, metadata, tuple(blocks))


def approval_line(year: Programming) -> str:
    """How a year's approval stands beside its deadline [7.3.3.1-4]."""
    limit = f"Debía aprobarse hasta el {numeric(year.deadline)}, último día hábil de noviembre"
    done = year.approval.approved_on if year.approval else None
    if done is None:
        return f"{limit}; su aprobación: {UNKNOWN}."
    acta = f", según {year.approval.acta}" if year.approval and year.approval.acta else ""
    late = "" if year.in_time else " (fuera de plazo)"
    return f"{limit}; se aprobó el {numeric(done)}{acta}{late}."


def validity(start: date | None, end: date | None) -> str:
    if start and end:
        return f"del {numeric(start)} al {numeric(end)}"
    return f"desde el {numeric(start)}" if start else UNKNOWN


_PLAN_COLUMNS = (
    Column("N.°", "number", 0.4),
    Column("Objetivo", width=1.8),
    Column("Acción", width=2.2, strong=True),
    Column("Indicador", width=1.5),
    Column("Unidad", width=0.9),
    Column("Meta I sem.", "number", 0.7),
    Column("Meta II sem.", "number", 0.7),
    Column("Meta anual", "number", 0.7),
    Column("Responsable", width=1.4),
    Column("Presupuesto S/", "number", 1.0),
    Column("Fuente", width=0.9),
    Column("Alineamiento", width=1.1),
)


def _year_table(page: PlanPage, year: int) -> Table:
    rows: list[tuple[Value, ...]] = []
    for number, line in enumerate(page.lines, 1):
        action, goal = line.action, line.goals.get(year)
        first, second = (goal.first_goal, goal.second_goal) if goal else (None, None)
        whole = None if first is None and second is None else (first or 0) + (second or 0)
        rows.append(
            (
                number,
                action.objective,
                action.action,
                action.indicator,
                action.unit,
                first,
                second,
                whole,
                action.responsible,
                action.budget,
                action.funding,
                action.aligned,
            )
        )
    return Table(_PLAN_COLUMNS, tuple(rows), sheet=f"Plan {year}", empty="El plan no tiene acciones.")


def compose_diagnosis(page: DiagnosisPage, issued: datetime) -> Report:
    """Anexo 1: context, figures by type, modality and variable, services, budget, conclusions."""
    it = page.instrument
    name = instancia_name(it.instancia or "")
    sources = "; ".join(one.label for one in it.sources or ())
    blocks: tuple[Block, ...] = (
        Heading("Marco y contexto territorial"),
        *_text(it.context),
        Heading("Violencia por tipo, modalidad y variables"),
        Paragraph(
            "Son casos registrados por cada fuente: no miden cuántas personas viven violencia.", "small"
        ),
        *_figures(page),
        Paragraph(f"Fuentes: {sources or UNKNOWN}."),
        Heading("Cobertura y calidad de los servicios"),
        *_text(it.services),
        Heading("Inversión presupuestal"),
        *_text(it.budget),
        Heading("Conclusiones"),
        *_text(it.conclusions),
        Paragraph(f"Anexo N° 1. {PROPOSAL}", "small"),
    )
    title = it.name or "Diagnóstico de la situación de la violencia"
    metadata = own_metadata(it.instancia or "", title, issued)
    return Report(title, metadata, numbered(blocks), (Paragraph(name, "lead"),))


def _text(text: str | None) -> Iterable[Block]:
    return tuple(Paragraph(line) for line in (text or UNKNOWN).split("\n") if line.strip())


def _figures(page: DiagnosisPage) -> Iterable[Block]:
    """A table for each variable: its values down, types or modalities beside them."""
    ordered = sorted(page.figures, key=lambda one: one.variable or "")
    if not ordered:
        yield Paragraph("No se ha registrado ninguna cifra: sin dato.")
    for variable, group in groupby(ordered, key=lambda one: one.variable or ""):
        figures = list(group)
        origins = "; ".join(dict.fromkeys(one.origin for one in figures if one.origin))
        yield Table(
            (
                Column("Tipo", width=1.3),
                Column("Modalidad", width=1.8),
                Column(variable or "Valor", width=1.5, strong=True),
                Column("Año", "identifier", 0.6),
                Column("Casos", "number", 0.8),
            ),
            tuple(_figure(page, one) for one in figures),
            caption=f"Casos según {variable.lower()}" if variable else "Casos",
            source=origins or UNKNOWN,
        )


def _figure(page: DiagnosisPage, one: DiagnosisFigure) -> tuple[Value, ...]:
    return (
        page.names.get(one.violence or "", one.violence),
        page.names.get(one.modality or "", one.modality),
        one.value,
        show(one.year),
        one.cases,
    )
