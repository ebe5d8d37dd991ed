"""A received matriz read row by row: what each says, what is doubtful, and which cell is wrong [14]."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from concerta_desktop.capture.matriz_cells import (
    Unreadable,
    date_of,
    level_of_cell,
    quoted,
    state_of_cell,
    text_of,
    yes_of_cell,
)
from concerta_desktop.capture.matriz_columns import PLACES, MatrizColumn, find_headings, guess
from concerta_desktop.capture.workbook import Cell, Grid, GridRow, address
from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model.fields import spec
from concerta_desktop.model.instancia import instancia_code, instancia_label, instancia_territory
from concerta_desktop.model.instancias import Instancia, InstanciaState, Milestone
from concerta_desktop.model.territory import Level, Territory, find, label
from concerta_desktop.model.values import encode
from concerta_desktop.rules.instancias import capital_districts
from concerta_desktop.rules.territory_names import agrees, of_names, of_ubigeo

T = TypeVar("T")
_C = MatrizColumn
_PAST = (_C.ORDINANCE_DAY, _C.INSTALLED_DAY, _C.SESSION_DAY, _C.REPORTED_ON)
_TEXTS = {
    _C.ORDINANCE: (Milestone, "number"),
    _C.SOURCE: (Instancia, "reported_by"),
    _C.NOTES: (Instancia, "notes"),
}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is said of one cell ("C7") or of a whole row. `refused`: the row cannot be taken as it is."""

    address: str
    text: str
    refused: bool = True

    def __str__(self) -> str:
        return f"{self.address}: {self.text}"


@dataclass(frozen=True, slots=True)
class MatrizValues:
    """What a row says of its instancia; None and "" = nothing, which changes nothing."""

    state: InstanciaState | None = None
    prior: bool | None = None
    ordinance: str = ""
    ordinance_day: date | None = None
    installed_day: date | None = None
    session_day: date | None = None
    reported_on: date | None = None
    source: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class MatrizLine:
    """One row. `codes`: the instancia it speaks of; several when a person must say which."""

    line: int
    codes: tuple[str, ...]
    said: str
    """Of whom, in the words of the file."""
    values: MatrizValues
    problems: tuple[CellProblem, ...] = ()

    @property
    def refused(self) -> bool:
        return not self.codes or any(problem.refused for problem in self.problems)

    @property
    def asks(self) -> bool:
        """It fits more than one instancia: which, is for a person to say."""
        return len(self.codes) > 1 and not self.refused


@dataclass(frozen=True, slots=True)
class MatrizPlan:
    """What an import would bring. It touches nothing."""

    grid: Grid
    headings: tuple[str, ...]
    columns: tuple[MatrizColumn, ...]
    lines: tuple[MatrizLine, ...]
    notes: tuple[str, ...]

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        return tuple(problem for line in self.lines for problem in line.problems)


def plan_matriz(grid: Grid, today: date, columns: Sequence[MatrizColumn] | None = None) -> MatrizPlan:
    """Read a sheet; `columns` says what each column is, else the headings do.

    Raises `UserError` when the sheet is empty, or no column says of which territory a row speaks.
    """
    if not grid.rows:
        raise _refused(f"La hoja «{grid.sheet}» no tiene datos.", "Elija otra hoja.")
    at, headings = find_headings(grid)
    mapping = tuple(columns) if columns is not None else tuple(guess(headings))
    mapping += (_C.IGNORE,) * (grid.width - len(mapping))
    if not PLACES.intersection(mapping):
        raise _refused(
            "Ninguna columna dice de qué territorio es cada fila.",
            "Indique cuál es el ubigeo, o las de región, provincia y distrito.",
        )
    places = {column: place for place, column in enumerate(mapping) if column is not _C.IGNORE}
    lines = [_read(row, places, today) for row in grid.rows[at + 1 :]]
    notes = list(grid.notes)
    if len(grid.sheets) > 1:
        others = ", ".join(f"«{name}»" for name in grid.sheets if name != grid.sheet)
        notes.append(f"Se lee la hoja «{grid.sheet}». El libro tiene además: {others}.")
    return MatrizPlan(grid, headings, mapping, tuple(without_repeats(lines)), tuple(notes))


def _refused(what: str, todo: str) -> UserError:
    return UserError(what, safe="No se ha importado nada.", todo=todo)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes cells of one row, and keeps what is wrong with them."""

    row: GridRow
    places: Mapping[MatrizColumn, int]
    today: date
    problems: list[CellProblem]

    def at(self, column: MatrizColumn) -> str:
        return address(self.row.number, self.places[column])

    def take(self, column: MatrizColumn, read: Callable[[Cell], T], nothing: T) -> T:
        place = self.places.get(column, len(self.row.cells))
        if place >= len(self.row.cells):
            return nothing
        try:
            found = read(self.row.cells[place])
            if column in _PAST and isinstance(found, date) and found > self.today:
                raise Unreadable(f"la fecha {found:%d/%m/%Y} todavía no llega.")
            if column in _TEXTS and found:
                encode(spec(*_TEXTS[column]), found)
        except Unreadable as error:
            self.problems.append(CellProblem(self.at(column), str(error)))
            return nothing
        except ValidationError as error:
            self.problems.append(CellProblem(self.at(column), error.what))
            return nothing
        return found

    def values(self) -> MatrizValues:
        take = self.take
        return MatrizValues(
            state=take(_C.STATE, state_of_cell, None),
            prior=take(_C.PRIOR, yes_of_cell, None),
            ordinance=take(_C.ORDINANCE, text_of, ""),
            ordinance_day=take(_C.ORDINANCE_DAY, date_of, None),
            installed_day=take(_C.INSTALLED_DAY, date_of, None),
            session_day=take(_C.SESSION_DAY, date_of, None),
            reported_on=take(_C.REPORTED_ON, date_of, None),
            source=take(_C.SOURCE, text_of, ""),
            notes=take(_C.NOTES, text_of, ""),
        )


def _read(row: GridRow, places: Mapping[MatrizColumn, int], today: date) -> MatrizLine:
    reader = _Reader(row, places, today, [])
    values, level = reader.values(), reader.take(_C.LEVEL, level_of_cell, None)
    texts = {column: reader.take(column, text_of, "") for column in PLACES}
    said = ", ".join(text for column in _ORDER if (text := texts[column]))
    if reader.problems:
        return MatrizLine(row.number, (), said, values, tuple(reader.problems))
    codes, problem = _place(texts, level)
    where = next((reader.at(column) for column in _ORDER if texts[column]), f"Fila {row.number}")
    problems = [replace(problem, address=where)] if problem else []
    ordinance, installed = values.ordinance_day, values.installed_day
    if ordinance and installed and installed < ordinance:
        text = f"la instalación es anterior a la ordenanza ({ordinance:%d/%m/%Y})."
        problems.append(CellProblem(reader.at(_C.INSTALLED_DAY), text, refused=False))
    return MatrizLine(row.number, codes, said, values, tuple(problems))


_ORDER = (_C.UBIGEO, _C.CODE, _C.DISTRICT, _C.PROVINCE, _C.REGION)


def _place(
    texts: Mapping[MatrizColumn, str], level: Level | None
) -> tuple[tuple[str, ...], CellProblem | None]:
    """Codes of the instancias that a row may speak of, and what is wrong or doubtful."""
    region, province, district = texts[_C.REGION], texts[_C.PROVINCE], texts[_C.DISTRICT]
    code, ubigeo = texts[_C.CODE], texts[_C.UBIGEO]
    named = ", ".join(text for text in (district, province, region) if text)
    if code and (found := instancia_territory(code.upper().replace(" ", ""))):
        candidates: tuple[Territory, ...] = (found,)
    elif ubigeo:
        candidates = of_ubigeo(ubigeo, level)
        if not candidates:
            return (), CellProblem("", f"el ubigeo {quoted(ubigeo)} no existe.")
    elif named:
        candidates = of_names(region, province, district, level)
        if not candidates:
            return (), CellProblem("", f"{quoted(named)} no está en el catálogo de territorios.")
    else:
        return (), CellProblem("", "no dice de qué territorio es.")
    agreeing = [one for one in candidates if agrees(one, region, province, district)]
    if not agreeing:
        one = candidates[0]
        known = ubigeo or code or one.name
        text = f"{quoted(known)} es {label(one.code)}, y la fila dice {quoted(named)}."
        return (), CellProblem("", f"{text} ¿Es un código de RENIEC?" if ubigeo else text)
    codes = [instancia_code(one) for one in agreeing]
    if level is None and len(agreeing) == 1 and agreeing[0].code in capital_districts():
        parent = find(agreeing[0].parent)
        codes = [instancia_code(parent), *codes] if parent and not code else codes
    if len(codes) > 1:
        names = " o ".join(map(instancia_label, codes[:6]))
        return tuple(codes), CellProblem("", f"puede ser {names}: elija cuál.", refused=False)
    return tuple(codes), None


def without_repeats(lines: Sequence[MatrizLine]) -> list[MatrizLine]:
    """Rows that say again what another says are marked; those that contradict it are refused."""
    first: dict[str, MatrizLine] = {}
    found: list[MatrizLine] = []
    for line in lines:
        known = first.get(line.codes[0]) if len(line.codes) == 1 and not line.refused else None
        if known is None:
            if len(line.codes) == 1 and not line.refused:
                first[line.codes[0]] = line
            found.append(line)
            continue
        same = known.values == line.values
        text = (
            f"repite la fila {known.line}."
            if same
            else f"contradice la fila {known.line}, del mismo territorio."
        )
        problem = CellProblem(f"Fila {line.line}", text, refused=True)
        found.append(replace(line, problems=(*line.problems, problem)))
    return found
