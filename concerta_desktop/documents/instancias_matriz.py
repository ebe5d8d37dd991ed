"""The Matriz de Instancias de Concertación as a document [A.1.i]: coverage by level, then its lines.

Its columns are those that an import reads, so that what is exported can be corrected and taken in again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from concerta_desktop.documents.blocks import (
    Bar,
    Chart,
    Column,
    Heading,
    Metadata,
    Paragraph,
    Report,
    Table,
    Value,
)
from concerta_desktop.model.instancias import InstanciaState
from concerta_desktop.model.territory import Level
from concerta_desktop.queries.instancias import InstanciaRow
from concerta_desktop.rules.instancias import Coverage
from concerta_desktop.rules.spanish_dates import numeric

LEVELS = {Level.REGION: "Regional", Level.PROVINCE: "Provincial", Level.DISTRICT: "Distrital"}
_COLUMNS = (
    Column("Código", "identifier", 1.1),
    Column("Ubigeo", "identifier", 0.9),
    Column("Nivel", width=1.0),
    Column("Región", width=1.3),
    Column("Provincia", width=1.3),
    Column("Distrito", width=1.5),
    Column("Estado", width=1.3, strong=True),
    Column("Ordenanza: número", "identifier", 1.8),
    Column("Ordenanza: fecha", "date", 1.3),
    Column("Instalación: fecha", "date", 1.3),
    Column("Última sesión: fecha", "date", 1.3),
    Column("Fecha de corte", "date", 1.3),
    Column("Fuente", width=1.3),
)


def compose_matriz(
    rows: Sequence[InstanciaRow], levels: Mapping[Level, Coverage], issued: datetime, scope: str = ""
) -> Report:
    """`scope`: what the lines were chosen by ("Ayacucho"); "" = the whole country."""
    when = f"Al {numeric(issued.date())}. {scope or 'Todo el país'}: {len(rows)} territorios."
    return Report(
        "Matriz de Instancias de Concertación",
        Metadata(issued, subject=scope, landscape=True, running=("Matriz de Instancias", scope)),
        (
            Paragraph(when, "lead"),
            Heading("Cobertura por nivel", counted=False),
            coverage_table(levels),
            coverage_chart(levels),
            Paragraph(DENOMINATORS, "small"),
            Heading("Instancias por territorio", counted=False),
            Table(_COLUMNS, tuple(map(_line, rows)), sheet="Matriz"),
        ),
    )


DENOMINATORS = (
    "Se cuentan los territorios que pueden tener su propia instancia: no los distritos capitales de "
    "provincia, que gobierna la municipalidad provincial, ni la provincia de Lima, que se cuenta como Lima "
    "Metropolitana. «Sin dato» no es «no creada»."
)


def coverage_table(levels: Mapping[Level, Coverage]) -> Table:
    """Created, not created and unknown by level [7.1]."""
    return Table(
        (
            Column("Nivel", strong=True),
            Column("Pueden tenerla", "number"),
            Column("Creadas", "number"),
            Column("No creadas", "number"),
            Column("Sin dato", "number"),
            Column("Cobertura", "identifier"),
        ),
        tuple(
            (LEVELS[level], one.eligible, one.created, one.missing, one.unknown, percent(one.percent))
            for level, one in levels.items()
        ),
        caption="Instancias creadas por ordenanza",
    )


def coverage_chart(levels: Mapping[Level, Coverage]) -> Chart:
    """The share of each state by level."""
    states = tuple(state for state in InstanciaState if state is not InstanciaState.UNKNOWN)
    return Chart(
        tuple(
            Bar(LEVELS[level], tuple(one.by_state[state] for state in states), _note(one))
            for level, one in levels.items()
        ),
        tuple(state.label for state in states),
        caption="Estado por nivel, de los territorios de los que hay dato (cuántos, a la derecha)",
    )


def _note(one: Coverage) -> str:
    """How many it is known of, which is what its bar parts."""
    return str(one.eligible - one.unknown)


def percent(value: float | None) -> str:
    """ "12,5 %"; "sin dato" when there is nothing to count."""
    return "sin dato" if value is None else f"{value:.1f} %".replace(".", ",")


def _line(row: InstanciaRow) -> tuple[Value, ...]:
    place = row.place
    return (
        place.code,
        "" if place.level is Level.REGION else place.territory,
        LEVELS[place.level],
        row.region,
        row.province,
        place.name if place.level is Level.DISTRICT else "",
        row.state.label,
        row.ordinance or None,
        row.ordinance_day,
        row.installed_day,
        row.last_session,
        row.reported_on,
        row.reported_by or None,
    )
