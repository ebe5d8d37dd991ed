"""A list pasted from Excel, Word or a message, turned into a plan to look at before anything is saved.

`plan(text)` guesses; the person corrects the columns and it is called again with that mapping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from concerta_desktop.capture.cells import cells
from concerta_desktop.capture.columns import Meaning, Target, by_content, by_heading, order_of_names
from concerta_desktop.capture.readings import sex_letters
from concerta_desktop.capture.rows import ImportRow, Problem, read_row
from concerta_desktop.errors import UserError
from concerta_desktop.model.choices import Sex
from concerta_desktop.rules.attendance import Presence
from concerta_desktop.rules.names import is_given_name
from concerta_desktop.rules.repeats import RepeatKind, repeats
from concerta_desktop.text import fold

MOST_ROWS = 2000
_HEADING_WITHIN = 8
"""A heading is looked for below a title and a few lines of its own, no deeper."""

_SEXES: Mapping[Meaning, Sex | None] = {
    Target.SEX: None,
    Target.SEX_M_WOMAN: Sex.WOMAN,
    Target.SEX_M_MAN: Sex.MAN,
}
"""The columns that tell the sex, and what "M" is in them when a person said it."""
_SEX_DOUBT = (
    "En esta lista «M» puede ser mujer o masculino. Elija arriba «Sexo (M = mujer)» o "
    "«Sexo (M = masculino)»; si no, queda sin dato."
)

_NAMING = frozenset(
    {
        Target.FULL_NAME,
        Target.GIVEN_FIRST,
        Target.SURNAMES,
        Target.FIRST_SURNAME,
        Target.NAMES,
        Target.DOCUMENT,
    }
)


@dataclass(frozen=True)
class Column:
    """A pasted column, what it was taken for, and its first cells to recognise it by."""

    index: int
    heading: str
    target: Meaning
    samples: tuple[str, ...]


@dataclass(frozen=True)
class ImportPlan:
    """What would be imported. Nothing is written until a service is given the accepted rows."""

    columns: tuple[Column, ...]
    rows: tuple[ImportRow, ...]
    heading_line: int | None
    """Place of the row of headings, from 1; None when there is none."""
    doubt: str = ""
    """What only a person can tell about a whole column, with where to tell it; "" for nothing."""

    @property
    def accepted(self) -> tuple[ImportRow, ...]:
        return tuple(row for row in self.rows if not row.refused)

    @property
    def refused(self) -> tuple[ImportRow, ...]:
        return tuple(row for row in self.rows if row.refused)

    @property
    def mapping(self) -> dict[int, Meaning]:
        """What each column was taken for: to be changed and given back to `plan`."""
        return {column.index: column.target for column in self.columns}


def plan(text: str, mapping: Mapping[int, Meaning] | None = None, *, headings: bool = True) -> ImportPlan:
    """Read a pasted text. `mapping` (column index -> target) overrides the guesses.

    `headings` False: no row is taken for headings, every one is a person.
    Raises `UserError` when there is nothing to read or far too much of it.
    """
    grid = cells(text)
    if not grid:
        raise UserError("No hay nada que pegar.", todo="Copie las celdas en Excel o Word y vuelva a pegar.")
    if len(grid) > MOST_ROWS:
        raise UserError(
            f"Hay {len(grid)} filas y se pegan hasta {MOST_ROWS} por vez.",
            todo="Copie una parte de la lista.",
        )
    heading = _heading_row(grid) if headings else None
    body = _body(grid, heading)
    columns = _columns([""] * len(grid[0]) if heading is None else grid[heading], body, mapping or {})
    at: dict[Meaning, int] = {column.target: column.index for column in reversed(columns)}
    sex = next((column for column in columns if column.target in _SEXES), None)
    told = [row[sex.index] for row in body.values()] if sex else []
    sexes = sex_letters(told, sex.heading if sex else "", _SEXES[sex.target] if sex else None)
    if sex:
        at[Target.SEX] = sex.index
    rows = [read_row(line, row, at, sexes) for line, row in body.items()]
    doubt = _SEX_DOUBT if "m" not in sexes and "m" in map(fold, told) else ""
    return ImportPlan(columns, _with_repeats(rows), None if heading is None else heading + 1, doubt)


def _heading_row(grid: Sequence[Sequence[str]]) -> int | None:
    """The row that names columns: most of its cells known, a name or a document among them, no person."""
    for at, row in enumerate(grid[:_HEADING_WITHIN]):
        filled = [cell for cell in row if cell]
        known = [target for target in by_heading(filled) if target]
        if (
            all(map(_may_head, filled))
            and _NAMING & set(known)
            and len(known) >= max(0.6 * len(filled), min(2, len(row)))
        ):
            return at
    return None


def _may_head(cell: str) -> bool:
    """Short, without numbers, and not beginning with somebody's given name."""
    digits = sum(map(str.isdigit, cell))
    return len(cell) <= 60 and digits < 3 and not is_given_name(cell.partition(" ")[0])


def _body(grid: Sequence[list[str]], heading: int | None) -> dict[int, list[str]]:
    """Rows of people by their place; blank ones and headings repeated on each page are left out."""
    start = 0 if heading is None else heading + 1
    titles = None if heading is None else grid[heading]
    return {line: row for line, row in enumerate(grid[start:], start=start + 1) if any(row) and row != titles}


def _columns(
    headings: Sequence[str], body: Mapping[int, Sequence[str]], mapping: Mapping[int, Meaning]
) -> tuple[Column, ...]:
    contents = [[row[at] for row in body.values()] for at in range(len(headings))]
    targets = by_content(contents, by_heading(headings))
    found: list[Column] = []
    for at, heading in enumerate(headings):
        target = targets[at]
        if target is Target.FULL_NAME and "apellido" not in fold(heading):
            target = order_of_names(contents[at])
        samples = tuple(cell for cell in contents[at] if cell)[:3]
        found.append(Column(at, heading, mapping.get(at, target), samples))
    return tuple(found)


def _with_repeats(rows: Sequence[ImportRow]) -> tuple[ImportRow, ...]:
    """Rows with a warning where one says again what an earlier one said."""
    again = {repeat.again: repeat for repeat in repeats(map(_presence, rows))}
    found: list[ImportRow] = []
    for row in rows:
        repeat = again.get(str(row.line))
        if repeat is None:
            found.append(row)
            continue
        what = "Repite el documento" if repeat.kind is RepeatKind.REPEATED else "Parece repetir a la persona"
        warning = Problem("document_number", f"{what} de la fila {repeat.first}.")
        found.append(replace(row, problems=(*row.problems, warning)))
    return tuple(found)


def _presence(row: ImportRow) -> Presence:
    return Presence(
        id=str(row.line),
        document_type=row.person.document_type,
        document_number=row.person.document_number,
        surnames=row.person.surnames,
        names=row.person.names,
        entity_name=row.person.entity_name,
    )
