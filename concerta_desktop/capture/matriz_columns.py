"""Which column of a received matriz is which, by its heading; and where the headings are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from concerta_desktop.capture.workbook import Grid, GridRow
from concerta_desktop.model.fields import Choice
from concerta_desktop.text import fold


class MatrizColumn(Choice):
    """What a column of the matriz may be."""

    IGNORE = "ignorar", "No importar"
    UBIGEO = "ubigeo", "Ubigeo"
    CODE = "codigo", "Código de la instancia (IPC-0504)"
    LEVEL = "nivel", "Nivel (regional, provincial, distrital)"
    REGION = "region", "Región o departamento"
    PROVINCE = "provincia", "Provincia"
    DISTRICT = "distrito", "Distrito"
    STATE = "estado", "Estado"
    PRIOR = "previo", "¿Hay mecanismo previo?"
    ORDINANCE = "ordenanza", "Ordenanza: número"
    ORDINANCE_DAY = "ordenanza_fecha", "Ordenanza: fecha"
    INSTALLED_DAY = "instalacion", "Instalación: fecha"
    SESSION_DAY = "sesion", "Última sesión: fecha"
    REPORTED_ON = "corte", "Fecha de corte"
    SOURCE = "fuente", "Fuente"
    NOTES = "notas", "Notas"


PLACES = frozenset(
    {
        MatrizColumn.UBIGEO,
        MatrizColumn.CODE,
        MatrizColumn.REGION,
        MatrizColumn.PROVINCE,
        MatrizColumn.DISTRICT,
    }
)
"""One of these must be there, or nobody knows of which territory a row speaks."""

_HEADINGS: tuple[tuple[MatrizColumn, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (MatrizColumn.IGNORE, r"^(n|no|nro|num|numero|item|orden|nro orden)$"),
        (MatrizColumn.UBIGEO, r"ubigeo|cod(igo)? (inei|geografico)"),
        (MatrizColumn.REPORTED_ON, r"corte|actualizad|informado al"),
        (MatrizColumn.SESSION_DAY, r"sesion"),
        (MatrizColumn.INSTALLED_DAY, r"instalacion|fecha (de )?instal|acta"),
        (MatrizColumn.ORDINANCE_DAY, r"fecha.*(ordenanza|creacion)|(ordenanza|creacion).*fecha"),
        (MatrizColumn.ORDINANCE, r"ordenanza|norma (de )?creacion"),
        (MatrizColumn.PRIOR, r"mecanismo previo|mesa previa|mecanismo anterior"),
        (MatrizColumn.STATE, r"estado|situacion|condicion"),
        (MatrizColumn.LEVEL, r"nivel|tipo (de )?instancia|^tipo$|ambito"),
        (MatrizColumn.CODE, r"codigo|^instancia$"),
        (MatrizColumn.DISTRICT, r"distrit"),
        (MatrizColumn.PROVINCE, r"provinc"),
        (MatrizColumn.REGION, r"region|departament|jurisdicc"),
        (MatrizColumn.SOURCE, r"fuente|remite|informado por"),
        (MatrizColumn.NOTES, r"nota|observac|comentario"),
    )
)
_DEEP = 25
"""Headings stand within the first so many rows that are not blank."""


def find_headings(grid: Grid) -> tuple[int, tuple[str, ...]]:
    """Place of the heading among `grid.rows`, and the heading of each column; -1 when there is none.

    Under a merged heading ("Ordenanza" over "Número" and "Fecha") both lines count together.
    """
    best, at, found = 0, -1, ()
    for place, row in enumerate(grid.rows[:_DEEP]):
        if len({fold(str(cell)) for cell in row.cells if cell is not None}) < 2:
            continue  # a title, merged over all columns
        above = grid.rows[place - 1] if place and grid.rows[place - 1].number == row.number - 1 else None
        for texts in (_texts(row), _joined(above, row) if above else ()):
            score = sum(column is not MatrizColumn.IGNORE for column in guess(texts))
            if score > best:
                best, at, found = score, place, texts
    return at, tuple(found)


def guess(headings: Sequence[str]) -> list[MatrizColumn]:
    """What each heading says; no column twice: the first keeps it."""
    found: list[MatrizColumn] = []
    for heading in headings:
        plain = " ".join(re.findall(r"\w+", fold(heading)))
        column = next((one for one, pattern in _HEADINGS if plain and pattern.search(plain)), None)
        column = column or MatrizColumn.IGNORE
        found.append(MatrizColumn.IGNORE if column in found else column)
    return found


def _texts(row: GridRow) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in row.cells)


def _joined(above: GridRow, row: GridRow) -> tuple[str, ...]:
    width = max(len(above.cells), len(row.cells))
    upper, lower = (_texts(one) + ("",) * (width - len(one.cells)) for one in (above, row))
    return tuple(
        under if fold(over) == fold(under) else f"{over} {under}".strip()
        for over, under in zip(upper, lower, strict=True)
    )
