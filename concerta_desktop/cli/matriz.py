"""`concerta matriz import|export|coverage`: the Matriz de Instancias de Concertación."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from concerta_desktop.capture.matriz import MatrizPlan, plan_matriz
from concerta_desktop.capture.matriz_columns import MatrizColumn, find_headings, guess
from concerta_desktop.capture.workbook import Grid, address, read_workbook
from concerta_desktop.cli.help import Command, new_app
from concerta_desktop.cli.session import columns, looked_at, opened, say, session_of, target
from concerta_desktop.documents.instancias_matriz import LEVELS, compose_matriz, percent
from concerta_desktop.documents.render import write
from concerta_desktop.errors import UserError
from concerta_desktop.model.territory import find
from concerta_desktop.queries.instancias import MatrizFilters, coverage_by_level, filter_matriz, read_matriz
from concerta_desktop.services.matriz_import import ComparedLine, LineState, compare, take_matriz
from concerta_desktop.store.access import AccessKind

app = new_app("La Matriz de Instancias de Concertación: cobertura, importar y exportar.")
_REGION = Annotated[str, typer.Option(help="Solo una región, por su código (R05).")]


@app.command("import", cls=Command)
def import_matriz(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="ARCHIVO", help="Libro de Excel (.xlsx).")],
    sheet: Annotated[str, typer.Option(help="Hoja; sin ella, la primera visible.")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(help="Qué es una columna: D=estado. Se repite. Lo demás, por los títulos."),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(help="De quién es una fila que admite varias: 12=IPC-1501. Se repite."),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Importa; sin esto solo muestra.")] = False,
) -> None:
    """Muestra qué traería una matriz recibida y, con --accept, la importa; las filas con errores, no."""
    session, grid = session_of(context), read_workbook(file, sheet)
    answers = {int(line): code for line, code in _pairs(answer, number=True)}
    with opened(session) as store:
        today = store.now().date()
        plan = plan_matriz(grid, today, _columns(grid, column))
        with store.read() as tx:
            found = compare(tx, plan.lines, today, answers)
        taken = 0
        if accept:
            with store.write() as tx:
                taken = take_matriz(tx, found)
    data = {
        "sheet": grid.sheet,
        "notes": list(plan.notes),
        "rows": [_data(one) for one in found],
        "imported": taken,
    }
    say(session, data, _preview(plan, found, taken if accept else None))


@app.command(cls=Command)
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Archivo .xlsx que se escribirá.")],
    region: _REGION = "",
) -> None:
    """Exporta la matriz a Excel, con las columnas que «import» lee."""
    session, out = session_of(context), target(out, "xlsx")
    with looked_at(session, AccessKind.SAVED, "Matriz de Instancias") as (store, tx):
        issued = store.now()
        rows = filter_matriz(read_matriz(tx, issued.date()), MatrizFilters(region=_region(region)))
    scope = find(region)
    report = compose_matriz(rows, coverage_by_level(rows), issued, scope.name if scope else "")
    write(report, "xlsx", out)
    say(session, {"file": str(out), "rows": len(rows)}, f"Escrito: {out} ({len(rows)} territorios)")


@app.command(cls=Command)
def coverage(
    context: typer.Context,
    region: _REGION = "",
    capitals: Annotated[bool, typer.Option("--capitals", help="Cuenta los distritos capitales.")] = False,
) -> None:
    """Cuántas instancias existen por nivel."""
    session = session_of(context)
    with opened(session, reading=True) as store, store.read() as tx:
        rows = filter_matriz(read_matriz(tx, store.now().date()), MatrizFilters(region=_region(region)))
    found = coverage_by_level(rows, capitals=capitals)
    data = [
        {
            "nivel": LEVELS[level],
            "pueden tenerla": one.eligible,
            "creadas": one.created,
            "no creadas": one.missing,
            "sin dato": one.unknown,
            "cobertura": percent(one.percent),
        }
        for level, one in found.items()
    ]
    say(session, data, columns(tuple(data[0]), data))


def _region(code: str) -> str:
    if code and (find(code) is None or not code.startswith("R")):
        raise UserError(f"No existe la región «{code}».", todo="Use un código como R05.")
    return code


def _columns(grid: Grid, given: list[str] | None) -> list[MatrizColumn] | None:
    """What the headings say, with what was said of some columns; None = only the headings."""
    if not given:
        return None
    _, headings = find_headings(grid)
    mapping = guess(headings) + [MatrizColumn.IGNORE] * (grid.width - len(headings))
    letters = [address(1, place)[:-1] for place in range(grid.width)]
    for letter, name in _pairs(given):
        if letter.upper() not in letters:
            raise UserError(f"La hoja no tiene una columna «{letter}».", safe="No se ha importado nada.")
        if name not in {one.value for one in MatrizColumn}:
            known = ", ".join(one.value for one in MatrizColumn)
            raise UserError(f"No existe la columna «{name}».", todo=f"Use una de: {known}.")
        wanted = MatrizColumn(name)  # type: ignore[call-arg]
        mapping = [MatrizColumn.IGNORE if one is wanted else one for one in mapping]
        mapping[letters.index(letter.upper())] = wanted
    return mapping


def _pairs(given: list[str] | None, *, number: bool = False) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for text in given or ():
        key, mark, value = text.partition("=")
        if not mark or (number and not key.isdecimal()):
            raise UserError(f"«{text}» no se entiende.", todo="Escríbalo como 12=IPC-0504 o D=estado.")
        found.append((key.strip(), value.strip()))
    return found


def _data(one: ComparedLine) -> dict[str, object]:
    return {
        "row": one.line.line,
        "codes": list(one.line.codes),
        "state": one.state.value,
        "differences": [list(difference) for difference in one.differences],
        "problems": [str(problem) for problem in one.line.problems],
    }


def _preview(plan: MatrizPlan, found: list[ComparedLine], taken: int | None) -> str:
    lines = [*plan.notes]
    for one in found:
        said = [f"{field}: {before} → {after}" for field, before, after in one.differences]
        lines += [
            f"Fila {one.line.line} · {one.state.label} · {one.line.said} · {'; '.join(said)}".rstrip(" ·")
        ]
        lines += [f"    {problem}" for problem in one.line.problems]
    counts = [f"{sum(one.state is state for one in found)} {state.label.lower()}" for state in LineState]
    lines.append(f"{len(found)} filas: {', '.join(counts)}.")
    if taken is None:
        lines.append("No se ha importado nada. Para importar, repita con --accept.")
    else:
        lines.append(f"Importadas: {taken}.")
    return "\n".join(lines)
