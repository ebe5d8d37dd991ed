"""A pasted row read as a person, with everything doubtful or impossible in it said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from concerta_desktop.capture.columns import FURTHER, Meaning, Target, label_of_target
from concerta_desktop.capture.readings import read_document, read_kind, read_mandate, unspoilt
from concerta_desktop.errors import ValidationError
from concerta_desktop.model.attendance import Attendance
from concerta_desktop.model.choices import DocumentType, EntityKind, MandateKind, Sex
from concerta_desktop.model.fields import spec
from concerta_desktop.model.people import Person
from concerta_desktop.model.values import encode
from concerta_desktop.rules.addresses import is_address
from concerta_desktop.rules.names import FullName, proper_case, split_name, without_title
from concerta_desktop.text import clean, fold


@dataclass(frozen=True)
class PastedPerson:
    """What a row says of a person; None is "sin dato". Names are those of `Attendance`."""

    document_type: DocumentType | None = None
    document_number: str | None = None
    surnames: str | None = None
    names: str | None = None
    sex: Sex | None = None
    entity_name: str | None = None
    entity_kind: EntityKind | None = None
    position: str | None = None
    mandate: MandateKind | None = None
    email: str | None = None
    phone: str | None = None
    further: Mapping[str, str] = field(default_factory=dict[str, str])
    """What else is declared of a `Person` as a text."""


@dataclass(frozen=True)
class Problem:
    """Something about one field. `refused`: the row cannot be taken as it is; else only a warning."""

    field: str
    text: str
    refused: bool = False


@dataclass(frozen=True)
class ImportRow:
    """One row. `line` is its place in what was pasted, from 1, headings and blank rows counted."""

    line: int
    person: PastedPerson
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        return any(problem.refused for problem in self.problems)

    @property
    def messages(self) -> tuple[str, ...]:
        """Its problems as a list of errors says them: "Fila 7: …"."""
        return tuple(f"Fila {self.line}: {problem.text}" for problem in self.problems)


Cells = Mapping[Meaning, str]
"""The cells of one row by what they are; no control character among them."""

_FIELDS = {
    Target.DOCUMENT: "document_number",
    Target.DOCUMENT_TYPE: "document_type",
    Target.SEX: "sex",
    Target.ENTITY: "entity_name",
    Target.ENTITY_KIND: "entity_kind",
    Target.POSITION: "position",
    Target.MANDATE: "mandate",
    Target.EMAIL: "email",
    Target.PHONE: "phone",
    Target.NAMES: "names",
}
_TEXTS = ("document_number", "surnames", "names", "entity_name", "position", "email", "phone")


def read_row(line: int, row: Sequence[str], at: Mapping[Meaning, int], sexes: Mapping[str, Sex]) -> ImportRow:
    """Read one row. `at`: column of each target; `sexes`: what the sex column's words mean in this list."""
    cells, invisible = _cells(row, at)
    document = read_document(cells.get(Target.DOCUMENT, ""), cells.get(Target.DOCUMENT_TYPE, ""))
    name = _name(cells)
    person = PastedPerson(
        document_type=document.type,
        document_number=document.number,
        surnames=name.surnames or None,
        names=name.names or None,
        sex=sexes.get(fold(cells.get(Target.SEX, ""))),
        entity_name=cells.get(Target.ENTITY),
        entity_kind=read_kind(cells.get(Target.ENTITY_KIND, "")),
        position=cells.get(Target.POSITION),
        mandate=read_mandate(cells.get(Target.MANDATE, "")),
        email=cells.get(Target.EMAIL),
        phone=unspoilt(cells.get(Target.PHONE, "")) or None,
        further={name: cells[name] for name in FURTHER if name in cells},
    )
    doubts = [Problem("document_number", document.doubt)] if document.doubt else []
    kept, refusals = _stored(person)
    if invisible or refusals:
        return ImportRow(line, kept, (*invisible, *refusals))
    return ImportRow(line, kept, (*doubts, *_doubts(cells, person)))


def _cells(row: Sequence[str], at: Mapping[Meaning, int]) -> tuple[dict[Meaning, str], list[Problem]]:
    """The filled cells that are wanted; those with characters nobody can see are refused."""
    found: dict[Meaning, str] = {}
    problems: list[Problem] = []
    for target, index in at.items():
        if target is Target.IGNORE or not row[index]:
            continue
        name = target if target in FURTHER else _FIELDS.get(Target(target), "surnames")
        try:
            found[target] = clean(row[index], name)
        except ValidationError as error:
            problems.append(Problem(name, f"{label_of_target(target)}: {error}", refused=True))
    return found, problems


def _name(cells: Cells) -> FullName:
    whole = without_title(cells.get(Target.FULL_NAME, ""))
    reverse = without_title(cells.get(Target.GIVEN_FIRST, ""))
    if whole or reverse:
        return split_name(whole or reverse, given_first=not whole)
    surnames = (Target.SURNAMES, Target.FIRST_SURNAME, Target.SECOND_SURNAME)
    return FullName(
        proper_case(" ".join(cells[target] for target in surnames if target in cells)),
        proper_case(without_title(cells.get(Target.NAMES, ""))),
    )


def _doubts(cells: Cells, person: PastedPerson) -> Iterable[Problem]:
    for target in (Target.SEX, Target.MANDATE, Target.ENTITY_KIND):
        name = _FIELDS[target]
        if target in cells and getattr(person, name) is None:
            yield Problem(name, _not_understood(target, cells[target]))
    if person.email and not is_address(person.email):
        yield Problem("email", f"Revise el correo «{person.email}».")
    if any(char.isdigit() for char in f"{person.surnames}{person.names}"):
        yield Problem("surnames", "El nombre lleva números. Revise si la columna es la correcta.")
    if not person.surnames and person.document_number:
        yield Problem("surnames", "Sin nombre: solo se registra si el documento está en el directorio.")


def _not_understood(target: Target, cell: str) -> str:
    if target is Target.SEX and fold(cell) == "m":
        return f"«{cell}» puede ser mujer o masculino: sexo sin dato."
    return f"No se entiende «{cell}» en {target.label}: queda sin dato."


def _stored(person: PastedPerson) -> tuple[PastedPerson, list[Problem]]:
    """The person with its texts as they are stored, and what the fields refuse."""
    refusals: list[Problem] = []
    kept: dict[str, object] = {}
    texts = [(spec(Attendance, name), getattr(person, name)) for name in _TEXTS]
    for declared, value in (*texts, *((spec(Person, name), text) for name, text in person.further.items())):
        try:
            raw = encode(declared, value) if value else None
        except ValidationError as error:
            refusals.append(Problem(declared.name, str(error), refused=True))
            continue
        if declared.name not in person.further:
            kept[declared.name] = raw
    if not person.surnames and not person.document_number:
        refusals.append(Problem("surnames", "Faltan el nombre y el documento.", refused=True))
    return replace(person, **kept), refusals  # type: ignore[arg-type]
